using Hejie.Bodies;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Questions;
using Hejie.Rules.Statistics;
using Asked = Hejie.Rules.Questions.Measure;
using Counted = Hejie.Rules.Statistics.Measure;

namespace Hejie.Questions;

/// <summary>What counts a question: one slice, or two whose numbers make a share.</summary>
/// <param name="Top">What is counted.</param>
/// <param name="Bottom">Of what it is a share; null where it is none, or the slice knows its own base.</param>
/// <param name="Weekly">Whether the days are added up to weeks.</param>
/// <param name="Slow">Whether of days the 90th percentile is asked for.</param>
/// <param name="Rest">Whether what is asked for is what the share leaves over.</param>
internal sealed record AskedFigures(Slice Top, Slice? Bottom, bool Weekly, bool Slow, bool Rest)
{
    /// <summary>Whether how many is asked for, of what figures keep as a share.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Whether the answer is a share in per cent.</summary>
    public bool IsShare => Bottom is not null || (Top.IsShare && !IsNumber);

    /// <summary>Whether its parts are weeks: numbers of days cannot be added up to them.</summary>
    public bool IsWeeks => Weekly && !IsDays;

    /// <summary>Whether the answer is a number of days.</summary>
    public bool IsDays => Top.IsDays;
}

/// <summary>
/// Turns a question into slices: pure. What it asks for in a way that figures do not hold is refused by a code, and never
/// answered with something near it.
/// </summary>
internal sealed class PlanQuestion(Vocabulary vocabulary, Catalogue catalogue, BodyDirectory directory, DateOnly today)
{
    /// <summary>So many bodies of a kind are asked for by name.</summary>
    private const int MostBodies = 400;

    /// <summary>Measures that say how matters stand, as conditions of what is counted.</summary>
    private static readonly Dictionary<Asked, Condition?> s_standing = new()
    {
        [Asked.Filed] = null,
        [Asked.Open] = Condition.Open,
        [Asked.Overdue] = Condition.Overdue,
        [Asked.Ended] = Condition.Ended,
        [Asked.Reopened] = Condition.Reopened,
    };

    private static readonly FigureOutcome[] s_ended = [.. Enum.GetValues<FigureOutcome>().Where(outcome => outcome != FigureOutcome.Open)];

    /// <summary>Before anything was filed.</summary>
    private static readonly DateOnly s_beginning = new(2000, 1, 1);

    /// <param name="question">The question.</param>
    /// <param name="window">The days, which are those of the question or those that it is compared with; null: from the beginning.</param>
    /// <param name="problem">Why it cannot be counted, as a code of <c>error.ask</c>.</param>
    /// <returns>Null where it cannot.</returns>
    public AskedFigures? Of(Question question, Window? window, out string? problem)
    {
        problem = null;
        var (from, until) = (window?.From ?? s_beginning, window?.Until ?? today);
        var by = By(question);
        var slice = new Slice
        {
            Measure = Counted.Filed,
            Places = [.. question.Places],
            Procedures = ProceduresOf(question),
            Kinds = [.. vocabulary.KindsOf(question)?.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>()],
            Outcomes = [.. question.Outcomes.Select(OutcomeOf)],
            Channels = [.. question.Channels.Select(code => QuestionBook.Named<FigureChannel>(code)).OfType<FigureChannel>()],
            Bodies = [.. question.Bodies.Concat(BodiesOf(question))],
            From = from,
            Until = until,
            By = [.. by.Select(one => one.Dimension).Distinct()],
            Level = by.Select(one => one.Level).FirstOrDefault(level => level is not null) ?? PlaceLevel.County,
            Unit = by.Select(one => one.Unit).FirstOrDefault(unit => unit is not null) ?? FigureUnit.Month,
        };
        if (slice.Bodies.Count > MostBodies)
        {
            problem = "bodies";
            return null;
        }

        var weekly = question.Groupings.Contains(Grouping.Week);
        if (Planned(question, slice, window) is not var (top, bottom))
        {
            problem = "conditions";
            return null;
        }

        problem = top.Problem() ?? bottom?.Problem();
        return problem is not null ? null : new AskedFigures(top, bottom, weekly, question.Measure is Asked.SlowDaysToAccept or Asked.SlowDaysToEnd, question.Measure == Asked.OverdueRate)
        {
            IsNumber = s_standing.ContainsKey(question.Measure),
        };
    }

    /// <summary>What is counted; null of conditions that no figure holds together.</summary>
    private (Slice Top, Slice? Bottom)? Planned(Question question, Slice slice, Window? window)
    {
        var conditions = question.Conditions.ToHashSet();
        if (conditions.Count > 0 && s_standing.TryGetValue(question.Measure, out var standing))
        {
            if (standing is { } said)
                conditions.Add(said);
            return Conditioned(conditions, slice, window, question.Measure) is { } given ? (given, null) : null;
        }

        // That they ended is said by what is counted of them.
        if (question.Measure is Asked.Solved or Asked.OnTimeRate or Asked.OverdueRate or Asked.SolvedRate or Asked.ReopenedRate or Asked.DaysToEnd or Asked.SlowDaysToEnd)
            conditions.Remove(Condition.Ended);
        // What was accepted, and how that stands today.
        if (question.Measure == Asked.Accepted && conditions.Count == 1 && conditions.Single() is Condition.Open or Condition.Ended && slice.Outcomes.Count == 0)
            return (slice with { Measure = Counted.Accepted, Outcomes = conditions.Contains(Condition.Open) ? [FigureOutcome.Open] : s_ended }, null);
        if (conditions.Count > 0)
            return null;
        return question.Measure switch
        {
            Asked.Filed => (slice, null),
            Asked.Accepted => (slice with { Measure = Counted.Accepted }, null),
            Asked.Ended => (slice with { Measure = Counted.Ended }, null),
            Asked.Solved => (slice with { Measure = Counted.Solved }, null),
            Asked.Open => (OpenIn(slice, window), null),
            Asked.Overdue => (slice with { Measure = window is null ? Counted.Overdue : Counted.Late }, null),
            Asked.Reopened => (slice with { Measure = Counted.Reopened }, null),
            Asked.OnTimeRate or Asked.OverdueRate => (slice with { Measure = Counted.OnTime }, null),
            Asked.EndedRate => (slice with { Measure = Counted.Ended }, slice with { Measure = Counted.Filed }),
            Asked.SolvedRate => (slice with { Measure = Counted.Solved }, slice with { Measure = Counted.Ended }),
            Asked.ReopenedRate => (slice with { Measure = Counted.Reopened }, slice with { Measure = Counted.Ended }),
            Asked.Share => (slice, slice with { Procedures = [], Kinds = [], Outcomes = [], Channels = [], Bodies = [] }),
            Asked.DaysToAccept or Asked.SlowDaysToAccept => (slice with { Measure = Counted.DaysToAccept }, null),
            _ => (slice with { Measure = Counted.DaysToEnd }, null),
        };
    }

    /// <summary>Matters that stand in one way, or in several at once; null of ways that do not go together, or are not kept together.</summary>
    /// <param name="conditions">How they stand.</param>
    /// <param name="slice">All else that is asked.</param>
    /// <param name="window">The days.</param>
    /// <param name="measure">What the days are those of: what was open on the last of them is not what came in them and is open.</param>
    private Slice? Conditioned(HashSet<Condition> conditions, Slice slice, Window? window, Asked measure)
    {
        var openThen = measure == Asked.Open;
        bool Are(params Condition[] these) => conditions.SetEquals(these);
        if (conditions.Contains(Condition.WaitingOnResident))
        {
            var waiting = slice with { States = Waiting(slice) };
            conditions.Remove(Condition.WaitingOnResident);
            if (conditions.Contains(Condition.Overdue))
                return Conditioned(conditions, waiting, window, measure);
            // In which state a matter was on a day that is past is not kept.
            return (conditions.Count > 0 && !Are(Condition.Open)) || (openThen && window is not null && window.Until < today) ? null
                : waiting with { Measure = window is null || openThen ? Counted.Open : Counted.Filed };
        }

        if (conditions.Contains(Condition.Open) && slice.Outcomes.Count > 0)
            return null;

        if (Are(Condition.Open))
            return openThen ? OpenIn(slice, window) : window is null ? slice with { Measure = Counted.Open } : slice with { Outcomes = [FigureOutcome.Open] };
        if (Are(Condition.Overdue) || Are(Condition.Open, Condition.Overdue))
            return window is null ? slice with { Measure = Counted.Overdue } : slice with { Measure = Counted.Late, Outcomes = conditions.Contains(Condition.Open) ? [FigureOutcome.Open] : slice.Outcomes };
        if (Are(Condition.Ended))
            return slice with { Measure = Counted.Ended };
        if (Are(Condition.OnTime) || Are(Condition.Ended, Condition.OnTime))
            return slice with { Measure = Counted.OnTime };
        if (Are(Condition.Reopened))
            return slice with { Measure = Counted.Reopened };
        // The days are those on which they were opened again: of those on which they ended nothing is kept beside.
        if (measure != Asked.Reopened && window is not null)
            return null;
        return Are(Condition.Open, Condition.Reopened) ? slice with { Measure = Counted.Reopened, Outcomes = [FigureOutcome.Open] }
            : Are(Condition.Ended, Condition.Reopened) ? slice with { Measure = Counted.Reopened, Outcomes = slice.Outcomes.Count > 0 ? slice.Outcomes : s_ended }
            : null;
    }

    /// <summary>What was open at the end of the days: now, where they reach to today.</summary>
    private Slice OpenIn(Slice slice, Window? window) =>
        !slice.By.Contains(Dimension.Period) && (window is null || window.Until >= today) ? slice with { Measure = Counted.Open } : slice with { Measure = Counted.Backlog };

    /// <summary>The states in which the body waits for the resident.</summary>
    private List<string> Waiting(Slice slice) =>
    [
        .. catalogue.Procedures.InForce.Where(procedure => slice.Procedures.Count == 0 || slice.Procedures.Contains(procedure.Id))
            .SelectMany(procedure => procedure.States.Where(state => state.Value.Work is { WaitsOnResident: true }).Select(state => procedure.Id + "/" + state.Key)),
    ];

    /// <summary>The procedures asked for; where places or bodies are set beside each other, never those of petitions and complaints (safeguard 7).</summary>
    private List<string> ProceduresOf(Question question)
    {
        if (vocabulary.ProceduresOf(question) is { } named)
            return [.. named.Order(StringComparer.Ordinal)];
        return question.Kinds.Count == 0 && Safeguard.SetsApart(question) ? [.. catalogue.Procedures.Ids.Except(catalogue.Questions.NeverRanked).Order(StringComparer.Ordinal)] : [];
    }

    private IEnumerable<int> BodiesOf(Question question) =>
        question.BodyKinds.Count == 0 ? [] : directory.Bodies.Where(body => question.BodyKinds.Contains(body.Kind.Code)).Select(body => body.Id);

    private static FigureOutcome OutcomeOf(Ending ending) => Enum.Parse<FigureOutcome>(ending.ToString());

    private static List<(Dimension Dimension, PlaceLevel? Level, FigureUnit? Unit)> By(Question question)
    {
        List<(Dimension, PlaceLevel?, FigureUnit?)> by = [.. question.Groupings.Select(ByOf)];
        // What is compared with each other is told apart.
        (Dimension, PlaceLevel?, FigureUnit?)? sides = question.Comparison switch
        {
            Comparison.Places => (Dimension.Place, question.Places.Max(place => place.Level), null),
            Comparison.Procedures => (Dimension.Procedure, null, null),
            Comparison.Kinds => (Dimension.Kind, null, null),
            Comparison.Bodies => (Dimension.Body, null, null),
            _ => null,
        };
        if (sides is { } side && !by.Exists(one => one.Item1 == side.Item1))
            by.Add(side);
        return by;
    }

    private static (Dimension Dimension, PlaceLevel? Level, FigureUnit? Unit) ByOf(Grouping grouping) => grouping switch
    {
        Grouping.County => (Dimension.Place, PlaceLevel.County, null),
        Grouping.Township => (Dimension.Place, PlaceLevel.Township, null),
        Grouping.Village => (Dimension.Place, PlaceLevel.Village, null),
        Grouping.Body => (Dimension.Body, null, null),
        Grouping.Procedure => (Dimension.Procedure, null, null),
        Grouping.Kind => (Dimension.Kind, null, null),
        Grouping.Channel => (Dimension.Channel, null, null),
        Grouping.Outcome => (Dimension.Outcome, null, null),
        Grouping.Day or Grouping.Week => (Dimension.Period, null, FigureUnit.Day),
        Grouping.Month => (Dimension.Period, null, FigureUnit.Month),
        Grouping.Quarter => (Dimension.Period, null, FigureUnit.Quarter),
        _ => (Dimension.Period, null, FigureUnit.Year),
    };
}
