using Hejie.Data;
using Hejie.Journal;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Ledger;

/// <summary>Makes receipts of entries that stand in the log.</summary>
internal sealed class MakeReceipt(HejieDb db, ReadLog read, LogIdentity identity)
{
    /// <summary>An entry stands under a checkpoint within three seconds: so long somebody may be let wait.</summary>
    private const int MostLooks = 20;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);

    /// <summary>The positions of a matter's entries, by their numbers.</summary>
    public Task<Dictionary<int, long>> PositionsAsync(int county, Guid matter, CancellationToken cancel) => db.Positions.AsNoTracking()
        .Where(row => row.County == county && row.Matter == matter).ToDictionaryAsync(row => row.Number, row => row.Position, cancel);

    /// <summary>The receipt of an entry of a matter, once a checkpoint tells of it; null where none does after a while.</summary>
    public async Task<(long Position, ReceiptFile File)?> RunAsync(LoadedMatter matter, byte[] entry, CancellationToken cancel)
    {
        var header = EntryCodec.Header(entry);
        for (var looked = 1; ; looked++)
        {
            var position = await db.Positions.AsNoTracking()
                .Where(row => row.County == header.County && row.Matter == header.Matter && row.Number == header.Number)
                .Select(row => (long?)row.Position).SingleOrDefaultAsync(cancel);
            if (position is { } at && await read.ProveAsync(header.County, at, cancel) is { } proof)
            {
                // What was said in mediation has a key of its own, and no paper leaves with it.
                var key = header.SealedWith == SealedWith.Matter ? matter.Key.Bytes : null;
                return (at, ReceiptFile.Of(entry, key, identity.KeyOf(header.County).Verifier, proof));
            }

            if (looked == MostLooks)
                return null;
            await Task.Delay(s_look, cancel);
        }
    }
}
