using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Rules.Statistics;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Statistics;

/// <summary>Opens the matters behind a figure: the same facts, and of these only what the post may open.</summary>
internal sealed class FigureMatters(HejieDb db)
{
    /// <summary>The most matters of one page.</summary>
    public const int Most = 100;

    /// <summary>A page of the matters behind a figure, the newest first.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="figures">Of which figures.</param>
    /// <param name="filter">A cell's filter, or what was asked for the largest cells alone.</param>
    /// <param name="but">The largest cells, where what is beyond them is opened; else none.</param>
    /// <param name="skip">How many are left out.</param>
    /// <param name="most">How many, at most <see cref="Most"/>.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<MatterRow>> RunAsync(Scope scope, FigureScope figures, Slice filter, IReadOnlyList<FigureCell> but, int skip, int most, CancellationToken cancel)
    {
        if (filter.Problem() is not null || skip < 0)
            return [];
        var ids = await IdsAsync(figures, filter, but, skip, Math.Clamp(most, 1, Most), cancel);
        var found = new Dictionary<Guid, MatterRow>();
        foreach (var county in ids.GroupBy(id => id.County))
        {
            var some = county.Select(id => id.Matter).ToArray();
            foreach (var row in await figures.Matters(scope, db, county.Key).AsNoTracking().Where(matter => some.Contains(matter.Id)).ToListAsync(cancel))
                found[row.Id] = row;
        }

        return [.. ids.Where(id => found.ContainsKey(id.Matter)).Select(id => found[id.Matter])];
    }

    /// <summary>The ids alone, in the order of a page.</summary>
    public async Task<IReadOnlyList<FigureMatter>> IdsAsync(FigureScope figures, Slice filter, IReadOnlyList<FigureCell> but, int skip, int most, CancellationToken cancel)
    {
        var plan = new FigurePlan(figures, filter);
        if (plan.IsEmpty)
            return [];
        var sql = new FigureSql().In("county", FigureQueries.CountiesOf(figures, plan));
        FigureQueries.AddFacts(sql, figures, filter.Largest is null ? filter with { By = [] } : filter, Hidden.LeftOut, plan, "");
        if (figures.Body is { } body)
            sql.And($"owner = {body}");
        var (from, until) = (filter.IsNow ? 0 : filter.From.DayNumber, filter.IsNow ? 0 : filter.Until.DayNumber);
        // What of a share's base is asked for.
        var part = FigureQueries.Met(filter.Measure) is not { } met ? null : filter.Part switch { SharePart.Counted => met, SharePart.Rest => $"not ({met})", _ => null };
        switch (filter.Measure)
        {
            case Measure.Flow:
                var hop = new FigureSql().And("h.county = figure_facts.county and h.matter = figure_facts.matter").And($"h.day >= {from} and h.day <= {until}")
                    .In("h.sender", filter.Bodies).In("h.receiver", filter.ToBodies);
                LeaveOut(hop, "h.sender");
                sql.And($"exists (select 1 from figure_hops h where {hop.Where})");
                break;
            case Measure.CallsAnswered:
                var call = new FigureSql().And("c.county = figure_facts.county and c.matter = figure_facts.matter").And($"c.settled >= {from} and c.settled <= {until}")
                    .In("c.body", filter.Bodies);
                if (part is not null)
                    call.And(part);
                LeaveOut(call, "c.body");
                sql.And($"exists (select 1 from figure_calls c where {call.Where})");
                break;
            case Measure.Backlog:
                sql.In("owner", filter.Bodies).And($"opened <= {until} and (ended is null or ended > {until})");
                LeaveOut(sql, "owner");
                break;
            default:
                sql.In("owner", filter.Bodies);
                if (FigureQueries.DayColumn(filter.Measure) is { } day)
                    sql.And($"{day} >= {from} and {day} <= {until}");
                else
                    sql.And("ended is null");
                if (filter.Measure == Measure.Overdue)
                    sql.And("passed is not null");
                if (FigureQueries.Narrower(filter.Measure) is { } narrower)
                    sql.And(narrower);
                if (part is not null)
                    sql.And(part);
                LeaveOut(sql, "owner");
                break;
        }

        var text = $"select county as \"County\", matter as \"Matter\" from figure_facts where {sql.Where} order by opened desc, matter desc limit {most} offset {skip}";
        return await db.Database.SqlQueryRaw<FigureMatter>(text, [.. sql.Parameters]).ToListAsync(cancel);

        void LeaveOut(FigureSql where, string bodies)
        {
            foreach (var cell in but)
                where.And($"not ({string.Join(" and ", cell.Keys.Select(key => FigureQueries.Is(sql, key, filter.Level, bodies)))})");
        }
    }
}

/// <summary>A matter behind a figure.</summary>
internal sealed record FigureMatter(int County, Guid Matter);
