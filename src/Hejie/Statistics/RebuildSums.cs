using Hejie.Data;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Statistics;

/// <summary>Makes the sums of a county anew of its facts, in one transaction: they are nothing else.</summary>
internal sealed class RebuildSums(HejieDb db, IDialect dialect)
{
    public async Task RunAsync(int county, CancellationToken cancel)
    {
        using var writing = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Whoever follows the journal meanwhile waits here, and adds to what is made anew.
        await db.Cursors.Where(row => row.County == county && row.Reader == RollUp.Name).ExecuteUpdateAsync(set => set.SetProperty(row => row.Position, row => row.Position), cancel);
        await db.FigureCounts.Where(row => row.County == county).ExecuteDeleteAsync(cancel);
        await db.FigureDurations.Where(row => row.County == county).ExecuteDeleteAsync(cancel);
        await db.FigureFlows.Where(row => row.County == county).ExecuteDeleteAsync(cancel);
        var tally = new Tally();
        await foreach (var fact in db.Facts.AsNoTracking().Where(row => row.County == county).AsAsyncEnumerable().WithCancellation(cancel))
            tally.Count(fact);
        var hops = from hop in db.FigureHops.AsNoTracking().Where(row => row.County == county)
                   join fact in db.Facts.AsNoTracking().Where(row => row.County == county) on hop.Matter equals fact.Matter
                   select new { Hop = hop, Fact = fact };
        await foreach (var row in hops.AsAsyncEnumerable().WithCancellation(cancel))
            tally.Hop(row.Fact, row.Hop);
        var calls = from call in db.FigureCalls.AsNoTracking().Where(row => row.County == county && row.Settled != null)
                    join fact in db.Facts.AsNoTracking().Where(row => row.County == county) on call.Matter equals fact.Matter
                    select new { Call = call, Fact = fact };
        await foreach (var row in calls.AsAsyncEnumerable().WithCancellation(cancel))
            tally.Call(row.Fact, null, row.Call);
        await new FigureWriter(dialect).PutAsync(db, county, tally, cancel);
        await transaction.CommitAsync(cancel);
    }
}
