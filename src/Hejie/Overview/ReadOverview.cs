using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Statistics;
using Hejie.Rules.Time;
using Hejie.Statistics;

namespace Hejie.Overview;

/// <summary>What stands on an overview: what is late now, where it piles up, what changed.</summary>
internal sealed record OverviewFigures
{
    /// <summary>Open and overdue now.</summary>
    public required FigureCell Open { get; init; }

    public required FigureCell Overdue { get; init; }

    /// <summary>Shares of this month, beside the same days of the year before.</summary>
    public required FigureCell OnTime { get; init; }

    public required FigureCell SolvedAtOnce { get; init; }

    public required FigureCell Reopened { get; init; }

    /// <summary>Overdue by the places below; null for a body's own matters and for a village.</summary>
    public Figures? OverdueByPlace { get; init; }

    /// <summary>Overdue by the bodies that have it; null for a body's own.</summary>
    public Figures? OverdueByBody { get; init; }

    public required Figures OpenByKind { get; init; }

    /// <summary>Filed and ended of each of the last weeks, the running one last.</summary>
    public required IReadOnlyList<OverviewWeek> Weeks { get; init; }

    public required Figures Flows { get; init; }

    /// <summary>Whether something was too wide to be counted, and is left empty.</summary>
    public required bool Partial { get; init; }
}

/// <summary>A week.</summary>
/// <param name="Monday">Its first day, Asia/Shanghai.</param>
/// <param name="Filed">How many were filed.</param>
/// <param name="Ended">How many ended.</param>
/// <param name="Late">In how many a body's time ran out.</param>
/// <param name="Open">How many were open at its end, or are now.</param>
internal sealed record OverviewWeek(DateOnly Monday, long Filed, long Ended, long Late, long Open);

/// <summary>Reads an overview out of the sums: about ten small statements, however many matters there are.</summary>
internal sealed class ReadOverview(ReadFigures read, CatalogueHolder catalogue)
{
    /// <summary>How many weeks are drawn.</summary>
    public const int Weeks = 13;

    /// <summary>How many flows between bodies are drawn, the largest.</summary>
    public const int MostFlows = 12;

    private const int MostBars = 10;
    private const int FlowDays = 90;

    private bool _partial;

    /// <param name="figures">Of which matters.</param>
    /// <param name="area">The place looked at, within them; null for a body's own.</param>
    /// <param name="today">The legal date.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<OverviewFigures> RunAsync(FigureScope figures, PlaceCode? area, DateOnly today, CancellationToken cancel)
    {
        List<PlaceCode> places = area is { } one ? [one] : [];
        var month = new DateOnly(today.Year, today.Month, 1);
        Slice Of(Measure measure) => new() { Measure = measure, Places = places, From = month, Until = today };
        async Task<FigureCell> TotalAsync(Measure measure) => (await AskAsync(figures, Of(measure), FigureCompare.YearBefore, cancel)).Total;

        var below = area?.Level switch
        {
            PlaceLevel.Prefecture => PlaceLevel.County,
            PlaceLevel.County => PlaceLevel.Township,
            PlaceLevel.Township => PlaceLevel.Village,
            _ => (PlaceLevel?)null,
        };
        return new OverviewFigures
        {
            Open = await TotalAsync(Measure.Open),
            Overdue = await TotalAsync(Measure.Overdue),
            OnTime = await TotalAsync(Measure.OnTime),
            SolvedAtOnce = await TotalAsync(Measure.SolvedAtOnce),
            Reopened = await TotalAsync(Measure.Reopened),
            OverdueByPlace = below is { } level ? await AskAsync(figures, Of(Measure.Overdue) with { By = [Dimension.Place], Level = level }, FigureCompare.Nothing, cancel) : null,
            OverdueByBody = area is null ? null : await AskAsync(figures, Of(Measure.Overdue) with { By = [Dimension.Body], Largest = MostBars }, FigureCompare.Nothing, cancel),
            OpenByKind = await AskAsync(figures, Of(Measure.Open) with { By = [Dimension.Kind], Largest = MostBars }, FigureCompare.Nothing, cancel),
            Weeks = await WeeksAsync(figures, Of, today, cancel),
            // Between which bodies petitions and complaints went is held against none of them (safeguard 7).
            Flows = await AskAsync(figures, Of(Measure.Flow) with { Procedures = [.. figures.Procedures.Except(catalogue.Current.Questions.NeverRanked).Order(StringComparer.Ordinal)], By = [Dimension.Body, Dimension.ToBody], Largest = MostFlows, From = today.AddDays(-FlowDays) }, FigureCompare.Nothing, cancel),
            Partial = _partial,
        };
    }

    private async Task<IReadOnlyList<OverviewWeek>> WeeksAsync(FigureScope figures, Func<Measure, Slice> of, DateOnly today, CancellationToken cancel)
    {
        var running = LegalTime.MondayOf(today);
        var first = running.AddDays(-7 * (Weeks - 1));
        async Task<Dictionary<DateOnly, long>> DaysAsync(Measure measure)
        {
            var days = await AskAsync(figures, of(measure) with { By = [Dimension.Period], Unit = FigureUnit.Day, From = first }, FigureCompare.Nothing, cancel);
            return days.Cells.ToDictionary(cell => cell.Keys[0].Day, cell => cell.Count);
        }

        var (filed, ended, late, open) = (await DaysAsync(Measure.Filed), await DaysAsync(Measure.Ended), await DaysAsync(Measure.Late), await DaysAsync(Measure.Backlog));
        return [.. Enumerable.Range(0, Weeks).Select(nth => first.AddDays(7 * nth)).Select(monday =>
        {
            var days = Enumerable.Range(0, 7).Select(monday.AddDays).Where(day => day <= today).ToList();
            return new OverviewWeek(
                monday, days.Sum(filed.GetValueOrDefault), days.Sum(ended.GetValueOrDefault), days.Sum(late.GetValueOrDefault), open.GetValueOrDefault(days[^1]));
        })];
    }

    private async Task<Figures> AskAsync(FigureScope figures, Slice slice, FigureCompare compare, CancellationToken cancel)
    {
        if (await read.RunAsync(figures, slice, compare, cancel) is FiguresAnswer.Done done)
            return done.Figures;
        // What no sum covers and is too wide to be counted one by one is left out, and the page says so.
        _partial = true;
        return new Figures(slice, [], new FigureCell { Keys = [], Asked = slice });
    }
}
