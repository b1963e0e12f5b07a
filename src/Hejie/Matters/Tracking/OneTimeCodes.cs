using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hejie.Data;
using Hejie.Notices;
using Hejie.Privacy;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Tracking;

/// <summary>One-time codes to a telephone: six digits, ten minutes, five tries, five a day to one number.</summary>
internal sealed class OneTimeCodes(HejieDb db, IDialect dialect, InstallationKey installation, IMessageSender sender, TimeProvider time)
{
    private const int MostTries = 5;
    private const int MostADay = 5;
    private static readonly TimeSpan s_lasts = TimeSpan.FromMinutes(10);

    private readonly byte[] _key = installation.For("one-time-codes");

    /// <summary>Sends a code.</summary>
    /// <returns>The id under which it is answered, or null where the number was called too often today.</returns>
    public async Task<Guid?> SendAsync(string purpose, string telephone, CancellationToken cancel)
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
            if (await db.OneTimeCodes.CountAsync(other => other.Limit == limit && other.Expires > since - (long)TimeSpan.FromDays(1).TotalMicroseconds, cancel) > MostADay)
            {
                await db.OneTimeCodes.Where(other => other.Id == row.Id).ExecuteDeleteAsync(cancel);
                return null;
            }
        }

        await sender.SendAsync(row.Id, new ShortMessage(telephone, $"您的验证码是 {code}，十分钟内有效。不要告诉任何人。"), cancel);
        return row.Id;
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
        using (await dialect.EnterWriteAsync(cancel))
            await db.OneTimeCodes.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Tries, MostTries), cancel);
        return true;
    }

    private byte[] Hash(string text) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text));
}
