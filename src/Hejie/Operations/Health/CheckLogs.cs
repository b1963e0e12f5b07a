using Hejie.Data;
using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Ledger;
using Hejie.Privacy;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations.Health;

/// <summary>The logs: their name and key, what waits to be signed and for how long, whether they continue what was signed, and the witnesses.</summary>
internal sealed class CheckLogs(HejieDb db, IServiceProvider services, LogIdentity identity, ReadLog read, LastSigned signed, Settings settings, TimeProvider time) : ICheck
{
    /// <summary>Entries have their position within a second and stand under a checkpoint within three.</summary>
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan s_silent = TimeSpan.FromMinutes(5);

    private const int Some = 100;

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        if (await LogIdentity.FindAsync(db, cancel) is null)
            return [Finding.Good("log-new")];
        try
        {
            await identity.OpenAsync(services, cancel);
        }
        catch (LedgerRefused refused)
        {
            return [Finding.Bad("log-refused", refused.Error.Code, refused.Error.Detail)];
        }

        var found = new List<Finding>();
        foreach (var log in await db.Logs.AsNoTracking().TagWith(AcrossCounties.Tag).OrderBy(row => row.County).ToListAsync(cancel))
        {
            if (await PendingAsync(log.County, cancel) is { } pending && IsOld(pending, s_long))
                found.Add(Finding.Bad("pending-old", log.County, Text(pending)));
            if (await signed.FindAsync(identity.KeyOf(log.County).Verifier.Name, cancel) is { } known && !await SignLog.ContinuesAsync(read, log, known, cancel))
                found.Add(Finding.Bad("log-older", log.County, known.Size, log.Size));
            else if (log.CheckpointSize < log.Size && await RecordedAsync(log.County, Math.Max(log.CheckpointSize, 0), cancel) is { } first && IsOld(first, s_long))
                found.Add(Finding.Bad("log-unsigned", log.County, Text(first)));
            if (settings.Witnesses is not null && log.CosignedSize < log.CheckpointSize && IsOld(log.Signed, s_silent))
                found.Add(Finding.Odd("witness-silent", log.County, Text(log.Signed)));
        }

        if (settings.Witnesses is null)
            found.Add(Finding.Odd("witness-none"));
        if (found.TrueForAll(finding => finding.Condition != Condition.Bad))
            found.Add(Finding.Good("logs"));
        return found;
    }

    /// <summary>When the oldest of some entries was recorded that have no position.</summary>
    private async Task<long?> PendingAsync(int county, CancellationToken cancel)
    {
        var waiting = await db.Pending.Where(row => row.County == county).OrderBy(row => row.Matter).ThenBy(row => row.Number).Take(Some)
            .Join(
                db.Entries.Where(entry => entry.County == county), row => new { row.Matter, row.Number }, entry => new { entry.Matter, entry.Number },
                (_, entry) => entry.Bytes)
            .ToListAsync(cancel);
        return waiting.Count == 0 ? null : waiting.Min(bytes => EntryCodec.Header(bytes).Recorded);
    }

    private async Task<long?> RecordedAsync(int county, long position, CancellationToken cancel) =>
        (await GrowLog.EntriesAsync(db, county, position, 1, cancel)) is [var bytes] ? EntryCodec.Header(bytes).Recorded : null;

    private bool IsOld(long recorded, TimeSpan most) => time.GetUtcNow() - LegalTime.Instant(recorded) > most;

    private static string Text(long recorded) => LegalTime.Instant(recorded).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
