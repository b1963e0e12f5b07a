using System.Security.Cryptography;
using System.Text;
using Hejie.Data;
using Hejie.Privacy;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Journal;

/// <summary>What makes a request repeatable: who asks, their key, and what exactly they asked.</summary>
/// <param name="Client">SHA-256 of who asks.</param>
/// <param name="Key">The client's key.</param>
/// <param name="Request">SHA-256 of the request.</param>
/// <param name="Secret">What, with the installation's key, seals the first answer.</param>
internal sealed record RequestKey(byte[] Client, string Key, byte[] Request, byte[] Secret)
{
    public const int LongestKey = 128;

    public static RequestKey For(string client, string key, string request) => new(
        SHA256.HashData(Encoding.UTF8.GetBytes(client)), key, SHA256.HashData(Encoding.UTF8.GetBytes(request)),
        SHA256.HashData(Encoding.UTF8.GetBytes(client + "\n" + key)));
}

/// <summary>Keeps first answers for seven days. The unique constraint decides who was first; nothing looks before it inserts.</summary>
internal sealed class Idempotency(InstallationKey installation, TimeProvider time)
{
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(7);

    public void Keep(HejieDb db, int county, Guid matter, RequestKey request, byte[] answer) => db.Answers.Add(new AnswerRow
    {
        County = county,
        Client = request.Client,
        Key = request.Key,
        Request = request.Request,
        Matter = matter,
        Sealed = Sealer.Seal(answer, installation.For("answers", request.Secret), request.Client),
        Expires = LegalTime.Micros(time.GetUtcNow() + s_kept),
    });

    public async Task<Written> ReplayAsync(HejieDb db, int county, RequestKey request, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var first = await db.Answers.AsNoTracking().SingleAsync(
            row => row.County == county && row.Client == request.Client && row.Key == request.Key, cancel);
        return CryptographicOperations.FixedTimeEquals(first.Request, request.Request)
            ? new Written.Replayed(first.Matter, Sealer.Open(first.Sealed, installation.For("answers", request.Secret), request.Client))
            : new Written.KeyReused();
    }
}
