using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hejie.Data;
using Hejie.Kernel;
using Hejie.Notices;
using Hejie.Privacy;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Tracking;

/// <summary>What came of asking for a one-time code.</summary>
/// <param name="Id">The id under which it is answered, or null where none was sent.</param>
/// <param name="Refused">Why none was: <c>code.too-often</c> or <c>code.too-many</c>; else null.</param>
internal sealed record AskedCode(Guid? Id, string? Refused);

/// <summary>
/// One-time codes to a telephone: six digits, ten minutes, five tries, five a day to one number; and so many an hour in
/// all, so that many addresses together do not have messages sent to many numbers at the prefecture's cost.
/// </summary>
internal sealed class OneTimeCodes(HejieDb db, IDialect dialect, InstallationKey installation, IMessageSender sender, Settings settings, TimeProvider time)
{
    /// <summary>What a code is for that its holder reads to who writes down for them: it confirms their telephone and opens nothing.</summary>
    public const string ReadOut = "taken-down";

    private const int MostTries = 5;
    private const int MostADay = 5;
    private static readonly TimeSpan s_lasts = TimeSpan.FromMinutes(10), s_hour = TimeSpan.FromHours(1);

    private readonly byte[] _key = installation.For("one-time-codes");

    /// <summary>Sends a code.</summary>
    public async Task<AskedCode> SendAsync(string purpose, string telephone, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var limit = Hash($"limit|{LegalTime.DateOf(now):yyyy-MM-dd}|{telephone}");
        var since = LegalTime.Micros(now);
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture);
        var row = new OneTimeCodeRow
        {
            Id = Guid.NewGuid(),
            Hash = Hash($"{purpose}|{telephone}|{code}"),
            Limit = limit,
            Expires = LegalTime.Micros(now + s_lasts),
        };
        db.OneTimeCodes.Add(row);
        using (await dialect.EnterWriteAsync(cancel))
        {
            // Counted once it stands there, so that those asked for side by side see each other.
            await db.SaveChangesAsync(cancel);
            var refused =
                await db.OneTimeCodes.CountAsync(other => other.Limit == limit && other.Expires > since - (long)TimeSpan.FromDays(1).TotalMicroseconds, cancel) > MostADay ? "code.too-often"
                : await db.OneTimeCodes.CountAsync(other => other.Expires > row.Expires - (long)s_hour.TotalMicroseconds, cancel) > settings.Codes ? "code.too-many"
                : null;
            if (refused is not null)
            {
                await db.OneTimeCodes.Where(other => other.Id == row.Id).ExecuteDeleteAsync(cancel);
                return new AskedCode(null, refused);
            }
        }

        await sender.SendAsync(row.Id, new ShortMessage(telephone, Text(purpose, code)), cancel);
        return new AskedCode(row.Id, null);
    }

    /// <summary>Whether the code that was sent is given back, in time. Every try counts; a right one is used up.</summary>
    public async Task<bool> ConfirmAsync(Guid id, string purpose, string telephone, string code, CancellationToken cancel)
    {
        var now = LegalTime.Micros(time.GetUtcNow());
        int counted;
        using (await dialect.EnterWriteAsync(cancel))
        {
            counted = await db.OneTimeCodes.Where(row => row.Id == id && row.Tries < MostTries && row.Expires >= now)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Tries, row => row.Tries + 1), cancel);
        }

        if (counted == 0)
            return false;
        var expected = await db.OneTimeCodes.Where(row => row.Id == id).Select(row => row.Hash).SingleAsync(cancel);
        if (!CryptographicOperations.FixedTimeEquals(expected, Hash($"{purpose}|{telephone}|{code.Trim()}")))
            return false;
        await EndAsync(id, cancel);
        return true;
    }

    /// <summary>Ends a code that was sent and not given back: nobody comes in by it any more.</summary>
    public async Task EndAsync(Guid id, CancellationToken cancel)
    {
        using (await dialect.EnterWriteAsync(cancel))
            await db.OneTimeCodes.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Tries, MostTries), cancel);
    }

    /// <summary>A code is nobody's but its receiver's, except where it is read out to who writes down: then it says so.</summary>
    private static string Text(string purpose, string code) => purpose == ReadOut
        ? $"工作人员正在帮您写一件事，验证码 {code}，十分钟内有效。是您本人在办，就念给他听；不是，不要理它。"
        : $"您的验证码是 {code}，十分钟内有效。不要告诉任何人。";

    private byte[] Hash(string text) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text));
}
