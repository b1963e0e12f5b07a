using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Rules.Questions;

/// <summary>
/// A question of the whole, as it is computed: what is counted, of which matters, in which days, how it is split and what
/// it is compared with. Fields narrow each other; the values within a field widen it. It never is about persons.
/// </summary>
public sealed record Question
{
    /// <summary>What is counted.</summary>
    public Measure Measure { get; init; }

    /// <summary>The places, each with all below it; empty: wherever who asks may look.</summary>
    public Values<PlaceCode> Places { get; init; } = [];

    /// <summary>Procedures by their ids, and groups of them as the catalogue of questions names them; empty: all.</summary>
    public Values<string> Procedures { get; init; } = [];

    /// <summary>Topics of the catalogue of questions, and single kinds as <c>procedure/kind</c>; empty: all.</summary>
    public Values<string> Kinds { get; init; } = [];

    /// <summary>How the matters stand; a matter meets all of them.</summary>
    public Values<Condition> Conditions { get; init; } = [];

    /// <summary>How the matters ended; empty: whatever they did.</summary>
    public Values<Ending> Outcomes { get; init; } = [];

    /// <summary>By which way they came, by the codes of the catalogue of questions; empty: by any.</summary>
    public Values<string> Channels { get; init; } = [];

    /// <summary>Kinds of body that have them; empty: any.</summary>
    public Values<string> BodyKinds { get; init; } = [];

    /// <summary>Single bodies that have them, by their ids; empty: any.</summary>
    public Values<int> Bodies { get; init; } = [];

    /// <summary>The days; null: from the beginning until now.</summary>
    public Window? Window { get; init; }

    /// <summary>What it is compared with.</summary>
    public Comparison Comparison { get; init; }

    /// <summary>By what it is split, two at most.</summary>
    public Values<Grouping> Groupings { get; init; } = [];

    /// <summary>In which order the parts come; null: in that of their names or days.</summary>
    public Ordering? Ordering { get; init; }
}

/// <summary>What is counted. Numbers are never stored; links name it.</summary>
public enum Measure
{
    /// <summary>Matters that came in the days.</summary>
    Filed,

    /// <summary>Matters that were accepted in the days.</summary>
    Accepted,

    /// <summary>Matters that ended in the days.</summary>
    Ended,

    /// <summary>Matters of which the resident said in the days that they are solved.</summary>
    Solved,

    /// <summary>Matters that were open on the last of the days.</summary>
    Open,

    /// <summary>Matters a date of which passed in the days.</summary>
    Overdue,

    /// <summary>Matters that were opened again in the days.</summary>
    Reopened,

    /// <summary>The share of what ended that ended in time.</summary>
    OnTimeRate,

    /// <summary>The share of what was to be done that was late.</summary>
    OverdueRate,

    /// <summary>The share of what came that has ended.</summary>
    EndedRate,

    /// <summary>The share of what ended that was solved.</summary>
    SolvedRate,

    /// <summary>The share of what ended that was opened again.</summary>
    ReopenedRate,

    /// <summary>The share of these matters among all that came at the same places in the same days.</summary>
    Share,

    /// <summary>The median of the whole days from coming to acceptance.</summary>
    DaysToAccept,

    /// <summary>The 90th percentile of the whole days from coming to acceptance.</summary>
    SlowDaysToAccept,

    /// <summary>The median of the whole days from coming to the end.</summary>
    DaysToEnd,

    /// <summary>The 90th percentile of the whole days from coming to the end.</summary>
    SlowDaysToEnd,
}

/// <summary>How a matter stands.</summary>
public enum Condition
{
    /// <summary>Something still waits on somebody.</summary>
    Open,

    /// <summary>A date that binds a body has passed.</summary>
    Overdue,

    /// <summary>Nothing waits on anybody any more.</summary>
    Ended,

    /// <summary>It ended before its dates passed.</summary>
    OnTime,

    /// <summary>The body waits for the resident.</summary>
    WaitingOnResident,

    /// <summary>It was opened again.</summary>
    Reopened,
}

/// <summary>What a figure is set beside.</summary>
public enum Comparison
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The same days a year before (同比).</summary>
    YearBefore,

    /// <summary>The days just before (环比).</summary>
    PeriodBefore,

    /// <summary>The places of the question, with each other.</summary>
    Places,

    /// <summary>The procedures of the question, with each other.</summary>
    Procedures,

    /// <summary>The kinds of the question, with each other.</summary>
    Kinds,

    /// <summary>The bodies, or kinds of body, of the question, with each other.</summary>
    Bodies,
}

/// <summary>By what a figure is split.</summary>
public enum Grouping
{
    /// <summary>By county.</summary>
    County,

    /// <summary>By township.</summary>
    Township,

    /// <summary>By village and community.</summary>
    Village,

    /// <summary>By body.</summary>
    Body,

    /// <summary>By procedure.</summary>
    Procedure,

    /// <summary>By kind of matter.</summary>
    Kind,

    /// <summary>By the way they came.</summary>
    Channel,

    /// <summary>By how they ended.</summary>
    Outcome,

    /// <summary>By day.</summary>
    Day,

    /// <summary>By week, from Monday.</summary>
    Week,

    /// <summary>By month.</summary>
    Month,

    /// <summary>By quarter.</summary>
    Quarter,

    /// <summary>By year.</summary>
    Year,
}

/// <summary>The order of the parts by their figures.</summary>
/// <param name="Lowest">Whether the lowest come first.</param>
/// <param name="Take">How many are shown; null: all.</param>
public sealed record Ordering(bool Lowest, int? Take)
{
    /// <summary>The most that can be asked for.</summary>
    public const int Most = 100;
}
