using System.Diagnostics;
using Hejie.Data;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Journal.Following;

/// <summary>
/// Lets who writes much wait while the readers of a county lag: while the oldest entry that one of them has not taken was
/// recorded more than two seconds ago. A reader that does not move at all is not waited for: then nobody runs it.
/// </summary>
internal sealed class YieldToReaders(IServiceScopeFactory scopes, IEnumerable<IFollowsJournal> readers, TimeProvider time)
{
    /// <summary>Lag that is tolerated.</summary>
    public static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>A reader that has not moved for so long stands still.</summary>
    private static readonly TimeSpan s_still = TimeSpan.FromSeconds(5);

    private readonly HashSet<(string Reader, int County)> _still = [];

    /// <summary>How long it has waited so far.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>Waits until the readers of a county have come near enough.</summary>
    public async Task WaitAsync(int county, CancellationToken cancel)
    {
        foreach (var reader in readers)
            await WaitAsync(reader.Reader, county, cancel);
    }

    private async Task WaitAsync(string reader, int county, CancellationToken cancel)
    {
        var (begun, moved) = (Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
        long? last = null;
        while (await LagAsync(reader, county, cancel) is var (position, lag) && lag > Tolerated)
        {
            if (last != position)
            {
                // What stands still and then moves is waited for again.
                if (last is not null)
                    _still.Remove((reader, county));
                (last, moved) = (position, Stopwatch.GetTimestamp());
            }

            if (_still.Contains((reader, county)))
                return;
            if (Stopwatch.GetElapsedTime(moved) > s_still)
                _still.Add((reader, county));
            await Task.Delay(s_pause, cancel);
        }

        if (last is not null)
            Waited += Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>Where a reader stands, and since when the next entry waits for it.</summary>
    private async Task<(long Position, TimeSpan Lag)> LagAsync(string reader, int county, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        if (await db.Cursors.AsNoTracking().Where(row => row.County == county && row.Reader == reader).Select(row => (long?)row.Position).SingleOrDefaultAsync(cancel) is not { } position)
            return (-1, TimeSpan.Zero);
        var next = await (
            from given in db.Positions.Where(row => row.County == county && row.Position == position + 1)
            join entry in db.Entries.Where(row => row.County == county) on new { given.Matter, given.Number } equals new { entry.Matter, entry.Number }
            select entry.Bytes).AsNoTracking().SingleOrDefaultAsync(cancel);
        return (position, next is null ? TimeSpan.Zero : time.GetUtcNow() - LegalTime.Instant(EntryCodec.Header(next).Recorded));
    }
}
