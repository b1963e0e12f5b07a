using Hejie.Data;
using Hejie.Journal.Following;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Statistics;

/// <summary>
/// Keeps facts and their sums as the journal is followed. Of each batch every matter's fact is read once, folded in
/// memory, and written once; the sums get what changed, one row for all that fell on it.
/// </summary>
internal sealed class RollUp(IDialect dialect, CatalogueHolder catalogue) : IFollowsJournal
{
    public const string Name = "figures";

    public string Reader => Name;

    public int Batch { get; set; } = 10_000;

    public async Task TakeAsync(HejieDb db, int county, IReadOnlyList<FollowedEntry> entries, CancellationToken cancel)
    {
        var telling = entries.Where(entry => FoldFact.Tells(entry.Header)).ToList();
        if (telling.Count == 0)
            return;
        var book = catalogue.Current.Procedures;
        var known = await KnownAsync(db, county, telling, cancel);
        var facts = new Dictionary<Guid, FactRow>(known);
        var hops = new List<HopRow>();
        var calls = new FoldCalls(await CallsAsync(db, county, telling, cancel));
        var tally = new Tally();
        foreach (var (_, header) in telling)
        {
            facts[header.Matter] = FoldFact.After(facts.GetValueOrDefault(header.Matter), header, book, hops.Add);
            calls.Take(header, book);
        }

        foreach (var (matter, fact) in facts)
            tally.Change(known.GetValueOrDefault(matter), fact);
        foreach (var hop in hops)
            tally.Hop(facts[hop.Matter], hop);
        foreach (var (before, after) in calls.Changed)
            tally.Call(facts[after.Matter], before, after);
        await new FigureWriter(dialect).WriteAsync(db, county, facts.Values, hops, [.. calls.Changed.Select(call => call.After)], tally, cancel);
    }

    public async Task ClearAsync(HejieDb db, int county, CancellationToken cancel)
    {
        await db.Facts.Where(row => row.County == county).ExecuteDeleteAsync(cancel);
        await db.FigureCounts.Where(row => row.County == county).ExecuteDeleteAsync(cancel);
        await db.FigureDurations.Where(row => row.County == county).ExecuteDeleteAsync(cancel);
        await db.FigureHops.Where(row => row.County == county).ExecuteDeleteAsync(cancel);
        await db.FigureCalls.Where(row => row.County == county).ExecuteDeleteAsync(cancel);
        await db.FigureFlows.Where(row => row.County == county).ExecuteDeleteAsync(cancel);
    }

    /// <summary>The facts, as they are, of the matters that did not begin in this batch.</summary>
    private static async Task<Dictionary<Guid, FactRow>> KnownAsync(HejieDb db, int county, IReadOnlyList<FollowedEntry> entries, CancellationToken cancel)
    {
        var begun = entries.Where(entry => entry.Header.Effects.Any(effect => effect is Effect.Began)).Select(entry => entry.Header.Matter).ToHashSet();
        var earlier = entries.Select(entry => entry.Header.Matter).Where(matter => !begun.Contains(matter)).Distinct().ToArray();
        if (earlier.Length == 0)
            return [];
        return await db.Facts.AsNoTracking().Where(row => row.County == county && earlier.Contains(row.Matter)).ToDictionaryAsync(row => row.Matter, cancel);
    }

    /// <summary>The calls, as they are, of the matters in which something happens to one.</summary>
    private static async Task<List<CallRow>> CallsAsync(HejieDb db, int county, IReadOnlyList<FollowedEntry> entries, CancellationToken cancel)
    {
        var matters = entries.Where(entry => FoldCalls.Tells(entry.Header)).Select(entry => entry.Header.Matter).Distinct().ToArray();
        return matters.Length == 0 ? [] : await db.FigureCalls.AsNoTracking().Where(row => row.County == county && matters.Contains(row.Matter)).ToListAsync(cancel);
    }
}
