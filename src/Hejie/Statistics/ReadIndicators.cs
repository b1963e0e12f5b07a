using Hejie.Operations;
using Hejie.Rules.Statistics;

namespace Hejie.Statistics;

/// <summary>The value of an indicator.</summary>
/// <param name="Cell">What is counted.</param>
/// <param name="Base">Of how many.</param>
/// <param name="BaseFilter">The question that opens all of these; null of days, which are of what is counted.</param>
/// <param name="Share">From 0 to 1, for a count that is divided above 1 also; null without a base, and of days.</param>
/// <param name="IsSmall">Whether the base is too small to say much.</param>
internal sealed record IndicatorValue(FigureCell Cell, long Base, Slice? BaseFilter, double? Share, bool IsSmall);

/// <summary>An indicator of several bodies.</summary>
/// <param name="Indicator">Which.</param>
/// <param name="Bodies">The value of each body that has one.</param>
/// <param name="All">Of all of them together; null where nothing was counted, or too much for one answer.</param>
internal sealed record IndicatorColumn(Indicator Indicator, IReadOnlyDictionary<int, IndicatorValue> Bodies, IndicatorValue? All);

/// <summary>Reads the indicators of bodies out of the sums: one statement or two for each, however many bodies.</summary>
internal sealed class ReadIndicators(ReadFigures read, CatalogueHolder catalogue)
{
    /// <summary>The indicators of bodies.</summary>
    /// <param name="scope">The matters in scope: exact values are for who may open what is behind them.</param>
    /// <param name="bodies">The bodies, at least one.</param>
    /// <param name="from">The first day, Asia/Shanghai.</param>
    /// <param name="until">The last day.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<IndicatorColumn>> RunAsync(FigureScope scope, IReadOnlyList<int> bodies, DateOnly from, DateOnly until, CancellationToken cancel)
    {
        var book = catalogue.Current.Indicators;
        Slice Of(Measure measure) => new() { Measure = measure, Procedures = book.Procedures, Bodies = bodies, From = from, Until = until, By = [Dimension.Body] };
        var columns = new List<IndicatorColumn>();
        // A body's own matters say how the bodies answer that it called, not how it answers itself: that is for the level above.
        foreach (var indicator in book.Indicators.Where(indicator => scope.Body is null || indicator.Measure != Measure.CallsAnswered))
        {
            var counted = await AskAsync(scope, Of(indicator.Measure), cancel);
            var of = indicator.Of is { } by ? await AskAsync(scope, Of(by), cancel) : null;
            if (counted is null || (of is null && indicator.Of is not null))
            {
                // Too wide to be counted: then nothing is said, and not that there was nothing.
                columns.Add(new IndicatorColumn(indicator, new Dictionary<int, IndicatorValue>(), null));
                continue;
            }

            var bases = of?.Cells.ToDictionary(BodyOf);
            var cells = counted.Cells.ToDictionary(BodyOf);
            IndicatorValue Value(FigureCell cell, FigureCell? divisor)
            {
                var (size, share) = divisor is { Count: var by } ? (by, by > 0 ? (double)cell.Count / by : null) : (cell.Base ?? cell.Count, cell.Share);
                return new IndicatorValue(cell, size, divisor?.Filter ?? (cell.Base is null ? null : cell.BaseFilter), share, size < book.Small);
            }

            var values = cells.Keys.Union(bases is null ? [] : bases.Keys).ToDictionary(
                body => body,
                body => Value(cells.GetValueOrDefault(body) ?? Nothing(Of(indicator.Measure), body), bases is null ? null : bases.GetValueOrDefault(body) ?? Nothing(Of(indicator.Of!.Value), body)));
            columns.Add(new IndicatorColumn(indicator, values, values.Count == 0 ? null : Value(counted.Total, of?.Total)));
        }

        return columns;
    }

    private async Task<Figures?> AskAsync(FigureScope scope, Slice slice, CancellationToken cancel) =>
        await read.RunAsync(scope, slice, FigureCompare.Nothing, cancel) is FiguresAnswer.Done done ? done.Figures : null;

    private static int BodyOf(FigureCell cell) => (int)cell.Keys[0].Number;

    private static FigureCell Nothing(Slice slice, int body) =>
        new() { Keys = [new FigureKey(Dimension.Body, body, "")], Asked = slice with { Bodies = [body] } };
}
