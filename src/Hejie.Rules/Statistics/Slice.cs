using Hejie.Rules.Places;

namespace Hejie.Rules.Statistics;

/// <summary>What is counted. A closed list: what is shown, asked for in words and published is one of these.</summary>
public enum Measure
{
    /// <summary>Matters filed, by the day of filing.</summary>
    Filed,

    /// <summary>Matters accepted, by the day they got their official number.</summary>
    Accepted,

    /// <summary>Matters that ended, by the day they ended; one that was taken up again counts when it ends again.</summary>
    Ended,

    /// <summary>Of those that ended, the ones that the resident calls solved.</summary>
    Solved,

    /// <summary>The share of those that ended without any body's time having run out. A cell has count and base.</summary>
    OnTime,

    /// <summary>The share of those that ended solved and had never to be taken up again. A cell has count and base.</summary>
    SolvedAtOnce,

    /// <summary>The share of those that ended rated by the resident that were rated well or very well. A cell has count and base.</summary>
    RatedWell,

    /// <summary>The share of those that ended with an agreement that was due in which all of it was performed. A cell has count and base.</summary>
    Performed,

    /// <summary>
    /// The share of calls on a body that it answered or objected to in time, of those it answered and those in which a time of
    /// it ran out, by the day that this was settled; bodies are the called ones. A cell has count and base.
    /// </summary>
    CallsAnswered,

    /// <summary>Matters that the resident had taken up again, by the day of the last time.</summary>
    Reopened,

    /// <summary>Matters in which a body's time ran out, by the day it first did.</summary>
    Late,

    /// <summary>Matters that are open now.</summary>
    Open,

    /// <summary>Open matters in which a body's time has run out and what it was for is not done.</summary>
    Overdue,

    /// <summary>Matters open at the end of each day, month, quarter or year.</summary>
    Backlog,

    /// <summary>Whole days from filing to acceptance: median and 90th percentile, by the day of acceptance.</summary>
    DaysToAccept,

    /// <summary>Whole days from filing to the end: median and 90th percentile, by the day of the end.</summary>
    DaysToEnd,

    /// <summary>How often matters went from one body to another, by the day; grouped by the two.</summary>
    Flow,
}

/// <summary>By what figures are told apart.</summary>
public enum Dimension
{
    /// <summary>The place, at <see cref="Slice.Level"/>.</summary>
    Place,

    /// <summary>The procedure.</summary>
    Procedure,

    /// <summary>The kind within its procedure, as <c>procedure/kind</c>.</summary>
    Kind,

    /// <summary>The state that a matter is in now, as <c>procedure/state</c>.</summary>
    State,

    /// <summary>How it ended, or that it goes on.</summary>
    Outcome,

    /// <summary>The way by which it came.</summary>
    Channel,

    /// <summary>The body that has it, or had it at the end; of a flow, the one that sent.</summary>
    Body,

    /// <summary>Of a flow: the body that received.</summary>
    ToBody,

    /// <summary>The day, month, quarter or year, as <see cref="Slice.Unit"/> says.</summary>
    Period,
}

/// <summary>The parts into which a time is cut.</summary>
public enum FigureUnit
{
    /// <summary>Days.</summary>
    Day,

    /// <summary>Months.</summary>
    Month,

    /// <summary>Quarters.</summary>
    Quarter,

    /// <summary>Years.</summary>
    Year,
}

/// <summary>By which way a matter came. Numbers are stored and never used again.</summary>
public enum FigureChannel
{
    /// <summary>Who filed it wrote it themselves: web, telephone page, kiosk, programs.</summary>
    Self = 0,

    /// <summary>Written down at a counter.</summary>
    Counter = 1,

    /// <summary>Written down on the telephone.</summary>
    Telephone = 2,

    /// <summary>Written down on a visit, or in the field.</summary>
    Visit = 3,

    /// <summary>Taken in from another system or a list kept by hand.</summary>
    Import = 4,

    /// <summary>A part of another matter.</summary>
    Part = 5,
}

/// <summary>How a matter ended. Numbers are stored and never used again; up to <see cref="Decided"/> they are those of a state's ending.</summary>
public enum FigureOutcome
{
    /// <summary>It goes on.</summary>
    Open = 0,

    /// <summary>The resident calls it solved.</summary>
    Solved = 1,

    /// <summary>Closed without an answer.</summary>
    Unanswered = 2,

    /// <summary>Withdrawn.</summary>
    Withdrawn = 3,

    /// <summary>Not taken; another remedy was named.</summary>
    Refused = 4,

    /// <summary>Ended without a result.</summary>
    Unsettled = 5,

    /// <summary>Ended by a formal decision.</summary>
    Decided = 6,

    /// <summary>Its people were forgotten before it had ended.</summary>
    Forgotten = 7,
}

/// <summary>Which matters of a share are listed behind it.</summary>
public enum SharePart
{
    /// <summary>Those that the share counts.</summary>
    Counted,

    /// <summary>Those that it leaves over.</summary>
    Rest,

    /// <summary>All of which it is a share.</summary>
    Base,
}

/// <summary>A question about figures: what is counted, of which matters, in which time, told apart by what.</summary>
public sealed record Slice
{
    /// <summary>The most dimensions of one question.</summary>
    public const int MostDimensions = 2;

    /// <summary>The most cells that <see cref="Largest"/> tells.</summary>
    public const int MostLargest = 100;

    /// <summary>The longest time that is told apart by days.</summary>
    public const int MostDays = 400;

    /// <summary>The longest time in years.</summary>
    public const int MostYears = 30;

    /// <summary>What is counted.</summary>
    public required Measure Measure { get; init; }

    /// <summary>The places asked for, each with all below it; empty: all that may be seen.</summary>
    public IReadOnlyList<PlaceCode> Places { get; init; } = [];

    /// <summary>At which level places are told apart.</summary>
    public PlaceLevel Level { get; init; } = PlaceLevel.County;

    /// <summary>Procedures; empty: all that may be seen.</summary>
    public IReadOnlyList<string> Procedures { get; init; } = [];

    /// <summary>Kinds, each as <c>procedure/kind</c>; empty: all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>States that matters are in now, each as <c>procedure/state</c>; empty: all.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>Outcomes; empty: all.</summary>
    public IReadOnlyList<FigureOutcome> Outcomes { get; init; } = [];

    /// <summary>Channels; empty: all.</summary>
    public IReadOnlyList<FigureChannel> Channels { get; init; } = [];

    /// <summary>Bodies that have the matters; empty: all. Of a flow: those that sent.</summary>
    public IReadOnlyList<int> Bodies { get; init; } = [];

    /// <summary>Of a flow: the bodies that received; empty: all.</summary>
    public IReadOnlyList<int> ToBodies { get; init; } = [];

    /// <summary>The first day, Asia/Shanghai. What is open or overdue is asked for now, whatever the days.</summary>
    public DateOnly From { get; init; } = DateOnly.MinValue;

    /// <summary>The last day, Asia/Shanghai.</summary>
    public DateOnly Until { get; init; } = DateOnly.MaxValue;

    /// <summary>Into which parts the time is cut, where figures are told apart by <see cref="Dimension.Period"/>.</summary>
    public FigureUnit Unit { get; init; } = FigureUnit.Month;

    /// <summary>By what figures are told apart: none, one or two.</summary>
    public IReadOnlyList<Dimension> By { get; init; } = [];

    /// <summary>
    /// The most cells that are told, those with the largest values; the others are added up. Null: all are told. Behind a
    /// figure, it asks for the matters of these others.
    /// </summary>
    public int? Largest { get; init; }

    /// <summary>Of a share: which of its matters are listed behind it. Nothing is counted differently for it.</summary>
    public SharePart Part { get; init; }

    /// <summary>Whether it asks for what is now, whatever the days.</summary>
    public bool IsNow => Measure is Measure.Open or Measure.Overdue;

    /// <summary>Whether a value is a share of a base.</summary>
    public bool IsShare => Measure is Measure.OnTime or Measure.SolvedAtOnce or Measure.RatedWell or Measure.Performed or Measure.CallsAnswered;

    /// <summary>Whether a value is a number of days.</summary>
    public bool IsDays => Measure is Measure.DaysToAccept or Measure.DaysToEnd;

    /// <summary>The same question about the time just before of the same length; whole months, quarters and years are followed by such.</summary>
    public Slice Before()
    {
        var months = FigureTime.WholeMonths(From, Until);
        var days = Until.DayNumber - From.DayNumber + 1;
        return months > 0
            ? this with { From = From.AddMonths(-months), Until = From.AddDays(-1) }
            : this with { From = From.AddDays(-days), Until = From.AddDays(-1) };
    }

    /// <summary>The same question about the same days of the year before.</summary>
    public Slice YearBefore() => this with
    {
        From = From.AddYears(-1),
        Until = FigureTime.IsMonthEnd(Until) ? Until.AddDays(1).AddYears(-1).AddDays(-1) : Until.AddYears(-1),
    };

    /// <summary>What is wrong with the question, as a code of <c>figures.error</c>; null where it can be answered.</summary>
    public string? Problem()
    {
        if (By.Count > MostDimensions || By.Distinct().Count() != By.Count)
            return "by";
        // What is in the smaller of several times is not what is left over by the larger ones: it can be in both.
        if (Largest is { } most && (most is < 1 or > MostLargest || By.Contains(Dimension.Period)))
            return "by";
        if (IsNow)
            return By.Contains(Dimension.Period) || By.Contains(Dimension.ToBody) ? "by" : null;
        if (From > Until || From.Year < 1990 || Until.Year > 2200 || Until.Year - From.Year > MostYears)
            return "period";
        if (By.Contains(Dimension.Period) && Unit == FigureUnit.Day && Until.DayNumber - From.DayNumber >= MostDays)
            return "days";
        if (Measure == Measure.Flow)
            return States.Count + Outcomes.Count + Channels.Count > 0 || By.Any(by => by is Dimension.State or Dimension.Outcome or Dimension.Channel) ? "flow" : null;
        if (By.Contains(Dimension.ToBody) || ToBodies.Count > 0)
            return "by";
        return Measure == Measure.Backlog && (States.Count + Outcomes.Count > 0 || By.Any(by => by is Dimension.State or Dimension.Outcome)) ? "backlog" : null;
    }
}
