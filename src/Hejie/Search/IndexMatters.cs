using Hejie.Data;
using Hejie.Journal.Following;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Search;

/// <summary>
/// Keeps the index as the journal goes on. What an entry says of the matter is not looked at: the matter is indexed as it is
/// now, and written only where that is something else than what is kept. So it may be done again, in any order.
/// </summary>
internal sealed class IndexMatters(IDialect dialect) : IFollowsJournal
{
    private const int Chunk = 500;

    public string Reader => "search";

    public int Batch => 2_000;

    public async Task TakeAsync(HejieDb db, int county, IReadOnlyList<FollowedEntry> entries, CancellationToken cancel)
    {
        // A look changes nothing.
        var touched = entries.Where(entry => entry.Header.Kind != Matters.Handling.OpenSealed.Kind).Select(entry => entry.Header.Matter).Distinct();
        foreach (var matters in touched.Chunk(Chunk))
            await IndexAsync(db, county, matters, cancel);
    }

    public Task ClearAsync(HejieDb db, int county, CancellationToken cancel) => dialect.UnindexAsync(db, county, null, cancel);

    /// <summary>Indexes some matters of a county as they are now.</summary>
    /// <returns>How many were written.</returns>
    public async Task<int> IndexAsync(HejieDb db, int county, IReadOnlyCollection<Guid> matters, CancellationToken cancel)
    {
        var rows = await db.Matters.AsNoTracking().Where(row => row.County == county && matters.Contains(row.Id))
            .Select(row => new SearchedMatter(
                row.County, row.Id, row.Opened, row.Procedure, row.Kind, row.Place, row.Owner, row.Ended == null, row.Number, row.Summary))
            .ToListAsync(cancel);
        var waiting = (await db.Work.AsNoTracking().Where(row => row.County == county && matters.Contains(row.Matter))
            .Select(row => new { row.Matter, row.Body }).ToListAsync(cancel)).ToLookup(row => row.Matter, row => row.Body);
        var kept = await db.SearchRows.AsNoTracking().Where(row => row.County == county && matters.Contains(row.Matter))
            .ToDictionaryAsync(row => row.Matter, row => row.Print, cancel);
        var changed = new List<IndexedMatter>(rows.Count);
        foreach (var row in rows)
        {
            // What goes on has work somewhere; what was forgotten has none, and no end either.
            var bodies = waiting[row.Matter].ToList();
            var words = SearchWords.Of(row with { Bodies = bodies, IsOpen = row.IsOpen && bodies.Count > 0 });
            var print = SearchWords.PrintOf(row.Opened, words);
            if (!kept.TryGetValue(row.Matter, out var known) || known != print)
                changed.Add(new IndexedMatter(row.Matter, row.Opened, print, words));
        }

        if (changed.Count > 0)
            await dialect.IndexAsync(db, county, changed, cancel);
        return changed.Count;
    }
}
