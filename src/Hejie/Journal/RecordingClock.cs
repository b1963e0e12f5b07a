using System.Collections.Concurrent;
using Hejie.Data;
using Hejie.Kernel;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Journal;

/// <summary>
/// The instant that entries are recorded at. It is the clock's, unless that stands before what is recorded already: by a
/// moment of the same day, it waits there; by more, nothing is recorded, since no date may be counted from a clock that is
/// known to be wrong.
/// </summary>
internal sealed class RecordingClock(Settings settings, TimeProvider time)
{
    /// <summary>As far as clocks of nodes differ, or are set back without anybody noticing.</summary>
    public static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<int, long> _newest = new();

    /// <summary>The newest instant that was recorded in any county, as far as this node knows; null where there is none.</summary>
    public DateTimeOffset? Newest => _newest.IsEmpty ? null : LegalTime.Instant(_newest.Values.Max());

    /// <summary>Whether the clock stands so far before it that nothing is recorded there.</summary>
    public bool IsBack => !settings.TrustsClock && Newest - time.GetUtcNow() > Tolerated;

    /// <summary>Learns how far each county has come: at the start, and what other nodes recorded.</summary>
    public async Task RenewAsync(HejieDb db, IEnumerable<int> counties, CancellationToken cancel)
    {
        foreach (var county in counties)
        {
            var bytes = await db.Positions.AsNoTracking().Where(row => row.County == county).OrderByDescending(row => row.Position).Take(1)
                .Join(
                    db.Entries.Where(entry => entry.County == county), row => new { row.Matter, row.Number }, entry => new { entry.Matter, entry.Number },
                    (_, entry) => entry.Bytes)
                .SingleOrDefaultAsync(cancel);
            if (bytes is not null)
                Saw(county, EntryCodec.Header(bytes).Recorded);
        }
    }

    /// <summary>The instant to record an entry at, microseconds UTC.</summary>
    /// <param name="county">Its county.</param>
    /// <param name="last">The instant of the matter's entry before it, 0 for the first; null where it is not known, which the county's newest then stands for.</param>
    /// <exception cref="TroubleException">The clock stands before what is recorded.</exception>
    public long Now(int county, long? last)
    {
        var now = LegalTime.Micros(time.GetUtcNow());
        // Who runs it may say that the clock is right and what is recorded ahead of it was not; a matter's own entries still never go back.
        var newest = settings.TrustsClock && last is { } own ? own : Math.Max(last ?? 0, _newest.GetValueOrDefault(county));
        if (now >= newest)
            return now;
        if (LegalTime.Instant(newest) - LegalTime.Instant(now) <= Tolerated && LegalTime.DateOf(LegalTime.Instant(newest)) == LegalTime.DateOf(LegalTime.Instant(now)))
            return Math.Max(now, last ?? newest);
        throw new TroubleException(
            Trouble.ClockBack, $"The clock says {LegalTime.Instant(now):O}, and county {county} has an entry of {LegalTime.Instant(newest):O}; nothing is recorded. Run: hejie doctor");
    }

    /// <summary>Takes note of an entry that was recorded.</summary>
    public void Saw(int county, long recorded) => _newest.AddOrUpdate(county, recorded, (_, known) => Math.Max(known, recorded));
}
