using Hejie.Data;
using Hejie.Journal;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Live;

/// <summary>
/// Follows the journal: whose desks the entries of a county touched. Told are who has the matter and on whom work in it
/// waits, who acted, who got work, and who was told of the matter before: their desk has a line less.
/// </summary>
internal sealed class FollowMatters : ILiveSource
{
    /// <summary>The matters whose bodies are remembered; a matter forgotten here costs a line that stands until the next change.</summary>
    private const int MostRemembered = 20_000;

    private readonly Dictionary<Guid, HashSet<int>> _before = [];

    public string Letter => "";

    public Task<IReadOnlyDictionary<int, long>> NewestAsync(HejieDb db, IReadOnlyCollection<int> counties, CancellationToken cancel) =>
        NewestPositions.ReadAsync(db, "positions", "position", counties, cancel);

    public async Task<(IReadOnlyList<LiveChange> Changes, long Last)> ReadAsync(HejieDb db, int county, long after, int most, CancellationToken cancel)
    {
        var moved = await (
            from position in db.Positions.Where(row => row.County == county && row.Position > after).OrderBy(row => row.Position).Take(most)
            join entry in db.Entries.Where(row => row.County == county) on new { position.Matter, position.Number } equals new { entry.Matter, entry.Number }
            join matter in db.Matters.Where(row => row.County == county) on position.Matter equals matter.Id
            orderby position.Position
            select new { position.Position, matter.Id, matter.Owner, matter.About, matter.Procedure, matter.Kind, matter.Restricted, entry.Bytes })
            .AsNoTracking().ToListAsync(cancel);
        if (moved.Count == 0)
            return ([], after);
        var ids = moved.Select(row => row.Id).Distinct().ToList();
        var waiting = (await db.Work.AsNoTracking().Where(row => row.County == county && ids.Contains(row.Matter))
            .Select(row => new { row.Matter, row.Body }).ToListAsync(cancel)).ToLookup(row => row.Matter, row => row.Body);
        var changes = new List<LiveChange>(moved.Count);
        foreach (var row in moved)
        {
            var header = EntryCodec.Header(row.Bytes);
            HashSet<int> now = [row.Owner, .. waiting[row.Id], .. header.Effects.OfType<Effect.WorkOpened>().Select(work => work.Body)];
            if (header.Actor is Actor.Staff staff)
                now.Add(staff.Body);
            changes.Add(new LiveChange.Matter(row.Id, Remember(row.Id, now), row.About, row.Procedure, row.Kind, row.Restricted) { Position = row.Position });
        }

        return (changes, moved[^1].Position);
    }

    /// <returns>Those of now with those of before.</returns>
    private HashSet<int> Remember(Guid matter, HashSet<int> now)
    {
        HashSet<int> told = _before.TryGetValue(matter, out var before) ? [.. before, .. now] : now;
        if (_before.Count >= MostRemembered)
            _before.Clear();
        _before[matter] = now;
        return told;
    }
}
