using Hejie.Rules.Places;
using Hejie.Rules.Statistics;

namespace Hejie.Statistics;

/// <summary>From what a part of a question is answered.</summary>
internal enum FigureSource
{
    /// <summary>The sums of places, of months or days.</summary>
    Places,

    /// <summary>The sums of bodies.</summary>
    Bodies,

    /// <summary>The sums of channels and outcomes.</summary>
    Ways,

    /// <summary>The matters themselves, along an index.</summary>
    Facts,
}

/// <summary>A run of whole months or of days.</summary>
/// <param name="ByMonth">Whether it is of months.</param>
/// <param name="First">The first month or day, see <see cref="FigureTime"/>.</param>
/// <param name="Last">The last.</param>
internal readonly record struct FigureSpan(bool ByMonth, int First, int Last)
{
    /// <summary>The first day of it.</summary>
    public int FirstDay => ByMonth ? FigureTime.FirstOf(First).DayNumber : First;

    /// <summary>The last day of it.</summary>
    public int LastDay => ByMonth ? FigureTime.LastOf(Last).DayNumber : Last;
}

/// <summary>
/// How a question is answered: pure. The days are cut into whole months and the days before and after them, and each
/// part is answered from the smallest sums that tell its dimensions apart.
/// </summary>
internal sealed class FigurePlan
{
    private readonly Slice _slice;
    private readonly bool _hasWay;
    private readonly bool _hasBody;
    private readonly bool _hasState;
    private readonly bool _belowCounty;
    private readonly bool _cells;
    private readonly bool _own;

    public FigurePlan(FigureScope scope, Slice slice)
    {
        _slice = slice;
        Areas = AreasOf(scope, slice);
        HasKind = slice.Kinds.Count > 0 || slice.By.Contains(Dimension.Kind);
        _hasWay = slice.Outcomes.Count + slice.Channels.Count > 0 || slice.By.Any(by => by is Dimension.Outcome or Dimension.Channel);
        _hasBody = scope.Body is not null || slice.Bodies.Count > 0 || slice.By.Contains(Dimension.Body);
        _own = scope.Body is not null;
        _hasState = slice.States.Count > 0 || slice.By.Contains(Dimension.State);
        var byPlace = slice.By.Contains(Dimension.Place);
        // A body's own matters lie anywhere in its counties: no place is asked for.
        _belowCounty = (Areas?.Any(area => area.Level > PlaceLevel.County) ?? false) || (byPlace && slice.Level > PlaceLevel.County);
        _cells = (Areas?.Any(area => area.Level == PlaceLevel.Cell) ?? false) || (byPlace && slice.Level == PlaceLevel.Cell);
    }

    /// <summary>The places asked for that are in scope, none within another; null: no place is asked for. Empty: none is in scope.</summary>
    public IReadOnlyList<PlaceCode>? Areas { get; }

    /// <summary>Whether kinds are told apart, or asked for.</summary>
    public bool HasKind { get; }

    /// <summary>Whether nothing that is asked for is in scope.</summary>
    public bool IsEmpty => Areas is { Count: 0 };

    /// <summary>The source that answers a run of time.</summary>
    public FigureSource Source(FigureSpan span)
    {
        // Of the calls in a body's own matters no sum is kept: sums of bodies are of the called ones, and ways know no calls.
        if (_hasState || _cells || (_slice.Measure == Measure.CallsAnswered && (_hasWay || _own)))
            return FigureSource.Facts;
        if (_hasWay)
            return span.ByMonth && !_hasBody && !_belowCounty && !_slice.IsDays ? FigureSource.Ways : FigureSource.Facts;
        var kindsByDay = HasKind && !span.ByMonth;
        if (_hasBody)
            return _belowCounty || kindsByDay || (HasKind && _slice.IsDays) || (_slice.IsDays && !span.ByMonth) ? FigureSource.Facts : FigureSource.Bodies;
        if (_slice.IsDays && (!span.ByMonth || (HasKind && _belowCounty) || Levels.Any(level => level == PlaceLevel.Village)))
            return FigureSource.Facts;
        return kindsByDay || (!span.ByMonth && Levels.Any(level => level == PlaceLevel.Village)) ? FigureSource.Facts : FigureSource.Places;
    }

    /// <summary>The grain of a source for a run of time.</summary>
    public int GrainOf(FigureSource source, bool byMonth, PlaceLevel level) => (source, byMonth, HasKind) switch
    {
        (FigureSource.Ways, _, _) => Grain.WayMonth,
        (FigureSource.Bodies, true, false) => Grain.BodyMonth,
        (FigureSource.Bodies, true, true) => Grain.BodyMonthKind,
        (FigureSource.Bodies, false, _) => Grain.BodyDay,
        (_, true, false) => Grain.Place(Grain.PlaceMonth, level),
        (_, true, true) => Grain.Place(Grain.PlaceMonthKind, level),
        _ => Grain.Place(Grain.PlaceDay, level),
    };

    /// <summary>The areas, by the level at which their sums are read.</summary>
    public ILookup<PlaceLevel, PlaceCode> ByLevel => (Areas ?? []).ToLookup(LevelOf);

    private IEnumerable<PlaceLevel> Levels => Areas is null ? [PlaceLevel.County] : Areas.Select(LevelOf);

    /// <summary>The days of a question as runs of whole months and of days.</summary>
    public static IReadOnlyList<FigureSpan> Spans(DateOnly from, DateOnly until, bool byDay)
    {
        if (byDay)
            return [new FigureSpan(false, from.DayNumber, until.DayNumber)];
        var first = from.Day == 1 ? FigureTime.MonthOf(from) : FigureTime.MonthOf(from) + 1;
        var last = FigureTime.IsMonthEnd(until) ? FigureTime.MonthOf(until) : FigureTime.MonthOf(until) - 1;
        if (first > last)
            return [new FigureSpan(false, from.DayNumber, until.DayNumber)];
        var spans = new List<FigureSpan>(3);
        if (from < FigureTime.FirstOf(first))
            spans.Add(new FigureSpan(false, from.DayNumber, FigureTime.FirstOf(first).DayNumber - 1));
        spans.Add(new FigureSpan(true, first, last));
        if (until > FigureTime.LastOf(last))
            spans.Add(new FigureSpan(false, FigureTime.LastOf(last).DayNumber + 1, until.DayNumber));
        return spans;
    }

    private PlaceLevel LevelOf(PlaceCode area)
    {
        var level = _slice.By.Contains(Dimension.Place) && _slice.Level > area.Level ? _slice.Level : area.Level;
        return level == PlaceLevel.Prefecture ? PlaceLevel.County : level;
    }

    private static List<PlaceCode>? AreasOf(FigureScope scope, Slice slice)
    {
        if (slice.Places.Count == 0)
            return scope.Area is { } all ? [all] : null;
        var asked = slice.Places.Select(place => scope.Area is not { } area || area.Contains(place) ? place : place.Contains(area) ? area : (PlaceCode?)null)
            .OfType<PlaceCode>().Distinct().ToList();
        return [.. asked.Where(place => !asked.Any(other => other != place && other.Contains(place))).Order()];
    }
}
