using Hejie.Bodies;
using Hejie.Data;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Rounds;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Rounds;

/// <summary>
/// Opens the rounds of today's periods: for each service centre of the plan's level one, and for a village's groups one
/// for each grid cell, or one for the village where there are none. A period is opened once, all of a county at a time;
/// a cell that is added later has its first round in the next.
/// </summary>
internal sealed class OpenRounds(HejieDb db, IDialect dialect, CatalogueHolder catalogue, DirectoryHolder directory, TimeProvider time)
{
    /// <summary>No period is longer.</summary>
    private const int LongestPeriod = 31;

    /// <summary>The columns that a round is opened with.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["county", "plan", "start", "place", "body", "due", "outcome"];

    /// <summary>Opens what is not open yet.</summary>
    /// <returns>How many rounds were opened.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var today = LegalTime.DateOf(time.GetUtcNow());
        var since = today.AddDays(-LongestPeriod);
        var counties = directory.Current.Counties.ToList();
        var known = (await db.RoundPeriods.AsNoTracking().Where(row => counties.Contains(row.County) && row.Start >= since)
            .Select(row => new { row.County, row.Plan, row.Start }).ToListAsync(cancel)).Select(row => (row.County, row.Plan, row.Start)).ToHashSet();
        var opened = 0;
        foreach (var plan in catalogue.Current.Rounds.Plans)
        {
            var start = plan.StartOf(today);
            foreach (var county in Of(plan, start, directory.Current).Where(row => !known.Contains((row.County, plan.Id, start))).GroupBy(row => row.County))
                opened += await OpenAsync(plan.Id, start, county.Key, [.. county], cancel);
        }

        return opened;
    }

    /// <summary>The rounds of a plan for the period that begins on a day.</summary>
    public static IEnumerable<RoundRow> Of(RoundPlan plan, DateOnly start, BodyDirectory directory)
    {
        var level = plan.Level switch { RoundLevel.County => PlaceLevel.County, RoundLevel.Township => PlaceLevel.Township, _ => PlaceLevel.Village };
        var due = LegalTime.Micros(LegalTime.StartOf(plan.NextOf(start)));
        return directory.Bodies.Where(body => body.Kind.Code == BodyKinds.ServiceCentre && body.Place.Level == level)
            .SelectMany(body => Places(plan, body.Place, directory), (body, place) => new RoundRow
            {
                County = body.Place.County,
                Plan = plan.Id,
                Start = start,
                Place = place.Value,
                Body = body.Id,
                Due = due,
            });
    }

    private static List<PlaceCode> Places(RoundPlan plan, PlaceCode place, BodyDirectory directory)
    {
        var cells = plan.Level == RoundLevel.Group ? directory.Within(place).Select(cell => cell.Code).ToList() : [];
        return cells.Count == 0 ? [place] : cells;
    }

    private async Task<int> OpenAsync(string plan, DateOnly start, int county, List<RoundRow> rows, CancellationToken cancel)
    {
        using var writer = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.RoundPeriods.Add(new RoundPeriodRow { County = county, Plan = plan, Start = start });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException error) when (dialect.IsUniqueViolation(error))
        {
            // Another node opens them.
            db.ChangeTracker.Clear();
            return 0;
        }

        db.ChangeTracker.Clear();
        await dialect.BulkAsync(
            db.Database, "rounds", Columns,
            rows.Select(row => new object?[] { row.County, row.Plan, row.Start, row.Place, row.Body, row.Due, (int)row.Outcome }), cancel);
        await transaction.CommitAsync(cancel);
        return rows.Count;
    }
}
