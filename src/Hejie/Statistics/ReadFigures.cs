using Hejie.Data;
using Hejie.Rules.Places;
using Hejie.Rules.Statistics;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Statistics;

/// <summary>
/// Answers a question with exact figures, for who may open the matters behind them. What stands in the sums is read from
/// them, less the few matters that are hidden from who asks; what they do not tell apart is counted from the facts along
/// an index, as long as these are not too many.
/// </summary>
internal sealed class ReadFigures(HejieDb db, TimeProvider time)
{
    /// <summary>The most matters that are counted one by one for one answer.</summary>
    public const int MostFacts = 200_000;

    /// <summary>Before any figure.</summary>
    private static readonly DateOnly s_beginning = new(1990, 1, 1);

    /// <summary>Answers a question.</summary>
    public async Task<FiguresAnswer> RunAsync(FigureScope scope, Slice slice, FigureCompare compare, CancellationToken cancel)
    {
        if (slice.Problem() is { } problem)
            return new FiguresAnswer.Refused(problem);
        var now = await AnswerAsync(scope, slice, cancel);
        if (now is null)
            return new FiguresAnswer.Refused("wide");
        if (compare == FigureCompare.Nothing || slice.IsNow)
            return new FiguresAnswer.Done(now);
        // What is among the largest now need not have been among them then.
        var former = (compare == FigureCompare.Before ? slice.Before() : slice.YearBefore()) with { Largest = null };
        return former.Problem() is null && await AnswerAsync(scope, former, cancel) is { } before
            ? new FiguresAnswer.Done(Beside(now, before))
            : new FiguresAnswer.Refused("wide");
    }

    /// <summary>Answers a question without comparing; null where it is too wide to be counted.</summary>
    private async Task<Figures?> AnswerAsync(FigureScope scope, Slice slice, CancellationToken cancel)
    {
        var all = slice with { By = [] };
        var (sums, total) = (new FigureSums(slice), new FigureSums(all));
        if (new FigurePlan(scope, slice).IsEmpty || scope.Procedures.Count == 0)
            return sums.Figures(all, sums);
        if (!await GatherAsync(scope, slice, sums, cancel))
            return null;
        if (sums.IsTotal)
            return sums.Figures(all, sums);
        return await GatherAsync(scope, all, total, cancel) ? sums.Figures(all, total) : null;
    }

    private async Task<bool> GatherAsync(FigureScope scope, Slice slice, FigureSums sums, CancellationToken cancel)
    {
        if (slice.Measure == Measure.Flow)
            return await GatherFlowAsync(scope, slice, sums, cancel);
        if (slice.IsNow)
            return await GatherAsync(scope, slice, new FigureSpan(true, 0, 0), sums, false, cancel);
        var byDay = slice.By.Contains(Dimension.Period) && slice.Unit == FigureUnit.Day;
        if (slice.Measure == Measure.Backlog)
        {
            var parts = slice.By.Contains(Dimension.Period);
            // What was open before the first day is in every part of the time.
            var opening = slice with { By = [.. slice.By.Where(by => by != Dimension.Period)], From = s_beginning, Until = parts ? slice.From.AddDays(-1) : slice.Until };
            foreach (var span in Spans(opening.From, opening.Until, false))
            {
                if (!await GatherAsync(scope, opening, span, sums, parts, cancel))
                    return false;
            }

            if (!parts)
                return true;
        }

        foreach (var span in Spans(slice.From, slice.Until, byDay))
        {
            if (!await GatherAsync(scope, slice, span, sums, false, cancel))
                return false;
        }

        return true;
    }

    /// <summary>The runs of a time. What ends today ends with its month as well, since nothing is recorded later: then no day is asked for by itself.</summary>
    private IReadOnlyList<FigureSpan> Spans(DateOnly from, DateOnly until, bool byDay)
    {
        var today = LegalTime.DateOf(time.GetUtcNow());
        return FigurePlan.Spans(from, byDay || until < today ? until : FigureTime.End(FigureTime.Start(until, FigureUnit.Month), FigureUnit.Month), byDay);
    }

    /// <summary>Answers a run of time.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="slice">The question.</param>
    /// <param name="span">The run.</param>
    /// <param name="sums">Takes what is found.</param>
    /// <param name="opening">Whether it is what was there before the time that is asked for.</param>
    /// <param name="cancel">Cancels.</param>
    private async Task<bool> GatherAsync(FigureScope scope, Slice slice, FigureSpan span, FigureSums sums, bool opening, CancellationToken cancel)
    {
        var plan = new FigurePlan(scope, slice);
        var source = plan.Source(span);
        if (source == FigureSource.Facts)
        {
            if (await EstimateAsync(scope, slice, span, cancel) > MostFacts)
                return false;
            foreach (var (measure, sign) in Counted(slice.Measure))
                sums.Add(await FactsAsync(scope, slice, measure, span, Hidden.LeftOut, plan, cancel), span, measure, sign, facts: true, opening);
            return true;
        }

        IEnumerable<(PlaceLevel? Level, IReadOnlyList<PlaceCode> Areas)> parts = source == FigureSource.Places
            ? plan.ByLevel.Select(level => ((PlaceLevel?)level.Key, (IReadOnlyList<PlaceCode>)[.. level]))
            : [(null, plan.Areas ?? [])];
        foreach (var (level, areas) in parts)
        {
            if (slice.IsDays)
            {
                var (durations, parameters) = FigureQueries.Durations(scope, slice, span, plan, source, level, areas);
                sums.Add(await db.Database.SqlQueryRaw<DurationsRow>(durations, [.. parameters]).ToListAsync(cancel), span);
                continue;
            }

            sums.Add(await ReadAsync(FigureQueries.Counts(scope, slice, span, plan, source, level, areas), cancel), span, slice.Measure, 1, facts: false, opening);
        }

        // What who asks may not open, and is in the sums.
        foreach (var hidden in new[] { Hidden.About, Hidden.Closed })
        {
            if (hidden == Hidden.Closed && !FigureQueries.HasClosed(scope, slice))
                continue;
            foreach (var (measure, sign) in Counted(slice.Measure))
                sums.Add(await FactsAsync(scope, slice, measure, span, hidden, plan, cancel), span, measure, -sign, facts: true, opening);
        }

        return true;
    }

    private async Task<bool> GatherFlowAsync(FigureScope scope, Slice slice, FigureSums sums, CancellationToken cancel)
    {
        var plan = new FigurePlan(scope, slice);
        var byDay = slice.By.Contains(Dimension.Period) && slice.Unit == FigureUnit.Day;
        foreach (var span in Spans(slice.From, slice.Until, byDay))
        {
            var deep = scope.Body is not null || plan.Areas is null || !span.ByMonth
                || plan.ByLevel.Any(level => level.Key > PlaceLevel.Township);
            if (deep)
            {
                if (await EstimateAsync(scope, slice with { Measure = Measure.Filed, Bodies = [], ToBodies = [], By = [] }, span, cancel) > MostFacts)
                    return false;
                sums.Add(await ReadAsync(FigureQueries.Hops(scope, slice, span, Hidden.LeftOut, plan), cancel), span, Measure.Flow, 1, facts: true, false);
                continue;
            }

            foreach (var level in plan.ByLevel)
            {
                var (flows, parameters) = FigureQueries.Flows(scope, slice, span, plan, [.. level], level.Key);
                sums.Add(await db.Database.SqlQueryRaw<FlowsRow>(flows, [.. parameters]).ToListAsync(cancel), span);
            }

            sums.Add(await ReadAsync(FigureQueries.Hops(scope, slice, span, Hidden.About, plan), cancel), span, Measure.Flow, -1, facts: true, false);
            if (FigureQueries.HasClosed(scope, slice))
                sums.Add(await ReadAsync(FigureQueries.Hops(scope, slice, span, Hidden.Closed, plan), cancel), span, Measure.Flow, -1, facts: true, false);
        }

        return true;
    }

    /// <summary>How many matters would be counted one by one: told by sums of the same places and time, whatever else is asked.</summary>
    private async Task<long> EstimateAsync(FigureScope scope, Slice slice, FigureSpan span, CancellationToken cancel)
    {
        var wide = slice with
        {
            Measure = slice.Measure switch
            {
                Measure.Backlog => Measure.Filed,
                Measure.DaysToAccept => Measure.Accepted,
                Measure.DaysToEnd => Measure.Ended,
                var measure => measure,
            },
            By = [],
            Kinds = [],
            States = [],
            Outcomes = [],
            Channels = [],
            Procedures = slice.Kinds.Count + slice.States.Count > 0 ? [.. slice.Kinds.Concat(slice.States).Select(pair => pair.Split('/')[0]).Distinct()] : slice.Procedures,
        };
        var plan = new FigurePlan(scope, wide);
        var body = scope.Body is not null || slice.Bodies.Count > 0;
        // A body's matters of a place are fewer than those of the place, and than those of the body; a month is more than its days.
        var months = span.ByMonth ? span : new FigureSpan(true, FigureTime.MonthOf(span.First), FigureTime.MonthOf(span.Last));
        if (body)
        {
            var all = scope.Area is null ? plan : new FigurePlan(scope with { Area = null }, wide with { Places = [] });
            return (await ReadAsync(FigureQueries.Counts(scope, wide with { Places = [] }, months, all, FigureSource.Bodies, null, []), cancel)).Sum(row => wide.IsShare ? row.B : row.A);
        }

        long estimate = 0;
        foreach (var level in plan.ByLevel)
        {
            var (at, areas) = level.Key == PlaceLevel.Cell ? (PlaceLevel.Village, [.. level.Select(area => area.Parent!.Value).Distinct()]) : (level.Key, (IReadOnlyList<PlaceCode>)[.. level]);
            var rows = await ReadAsync(FigureQueries.Counts(scope, wide, months, plan, FigureSource.Places, at, areas), cancel);
            estimate += rows.Sum(row => wide.IsShare ? row.B : row.A);
        }

        return estimate;
    }

    private Task<List<FigureRow>> FactsAsync(FigureScope scope, Slice slice, Measure measure, FigureSpan span, Hidden hidden, FigurePlan plan, CancellationToken cancel) =>
        ReadAsync(FigureQueries.Facts(scope, slice, measure, span, hidden, plan), cancel);

    private Task<List<FigureRow>> ReadAsync((string Sql, List<object> Parameters) query, CancellationToken cancel) =>
        db.Database.SqlQueryRaw<FigureRow>(query.Sql, [.. query.Parameters]).ToListAsync(cancel);

    /// <summary>What is counted for a measure from facts: what is open at a day is what was filed less what ended.</summary>
    private static IEnumerable<(Measure Measure, int Sign)> Counted(Measure measure) =>
        measure == Measure.Backlog ? [(Measure.Filed, 1), (Measure.Ended, -1)] : [(measure, 1)];

    /// <summary>Each cell with the one of the other time: the same keys, and the period at the same distance from the last.</summary>
    private static Figures Beside(Figures now, Figures before)
    {
        var slice = now.Slice;
        var starts = FigureTime.Beside(FigureTime.Starts(before.Slice.From, before.Slice.Until, slice.Unit), FigureTime.Starts(slice.From, slice.Until, slice.Unit));
        var former = new Dictionary<CellKeys, FigureCell>();
        foreach (var cell in before.Cells)
            former[CellKeys.Of(cell.Keys).At(starts)] = cell;
        var cells = now.Cells.Select(cell => cell with { Before = former.GetValueOrDefault(CellKeys.Of(cell.Keys)) }).ToList();
        return now with { Cells = cells, Total = now.Total with { Before = before.Total } };
    }
}

/// <summary>Which matters are counted one by one.</summary>
internal enum Hidden
{
    /// <summary>Those that who asks may open.</summary>
    LeftOut,

    /// <summary>Those about a body of the chain, alone: they are taken off the sums.</summary>
    About,

    /// <summary>Those of restricted kinds alone, and not about the chain.</summary>
    Closed,
}

/// <summary>A row of an answer as the database gives it.</summary>
/// <param name="N1">The first key, where it is a number.</param>
/// <param name="T1">The first key, where it is a text.</param>
/// <param name="N2">The second key, where it is a number.</param>
/// <param name="T2">The second key, where it is a text.</param>
/// <param name="Days">Of durations: how many days.</param>
/// <param name="A">The count.</param>
/// <param name="B">The base of a share, or what ended.</param>
internal sealed record FigureRow(long N1, string T1, long N2, string T2, long Days, long A, long B);

/// <summary>Flows as the database gives them, with the keys of a <see cref="FigureRow"/>; a body asked for stands in what is packed.</summary>
internal sealed record FlowsRow(long N1, string T1, long N2, string T2, byte[] Packed);

/// <summary>A histogram as the database gives it, with the keys of a <see cref="FigureRow"/>.</summary>
internal sealed record DurationsRow(long N1, string T1, long N2, string T2, byte[] Packed);
