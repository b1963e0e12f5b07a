using Hejie.Rules.Places;
using Hejie.Rules.Statistics;

namespace Hejie.Statistics;

/// <summary>The row of sums that a matter counts in.</summary>
internal readonly record struct CountKey(int Grain, long Subject, int Period, string Procedure, string Kind);

/// <summary>The row of durations that a matter counts in.</summary>
internal readonly record struct DurationKey(int Grain, long Subject, int Period, string Procedure, string Kind, bool ToEnd);

/// <summary>The row of flows that a hop counts in.</summary>
internal readonly record struct FlowKey(int Grain, long Place, int Month, string Procedure, string Kind);

/// <summary>The counters of a row of sums, in the order of its columns.</summary>
internal enum Counter
{
    Filed,
    Accepted,
    Ended,
    Solved,
    OnTime,
    SolvedAtOnce,
    Reopened,
    Late,
    Open,
    Overdue,
    Rated,
    RatedWell,
    Agreed,
    Performed,
    Calls,
    CallsAnswered,
}

/// <summary>
/// What changes in the sums of a county when facts do. Gathered in memory over many facts and written once, since the
/// matters of a day count in the same few rows.
/// </summary>
internal sealed class Tally
{
    /// <summary>How many counters a row has.</summary>
    public const int Counters = (int)Counter.CallsAnswered + 1;

    public Dictionary<CountKey, int[]> Counts { get; } = [];

    public Dictionary<DurationKey, DayHistogram> Durations { get; } = [];

    public Dictionary<FlowKey, BodyFlows> Flows { get; } = [];

    /// <summary>A fact has changed, or came to be.</summary>
    public void Change(FactRow? before, FactRow after)
    {
        if (before is null)
        {
            foreach (var mark in Marks(after))
                Add(after, mark, 1, Dims.All);
            return;
        }

        var moved = before.Owner != after.Owner;
        var ended = before.Outcome != after.Outcome;
        var (old, now) = (Marks(before), Marks(after));
        foreach (var mark in old)
        {
            var same = now.Contains(mark);
            Add(before, mark, -1, Touched(same, moved, ended));
        }

        foreach (var mark in now)
        {
            var same = old.Contains(mark);
            Add(after, mark, 1, Touched(same, moved, ended));
        }
    }

    /// <summary>A fact is to be counted as it stands, where nothing was before.</summary>
    public void Count(FactRow fact) => Change(null, fact);

    /// <summary>A matter went from one body to another.</summary>
    public void Hop(FactRow fact, HopRow hop)
    {
        foreach (var (level, place) in FoldFact.PlacesOf(fact.Place))
        {
            if (level == PlaceLevel.Village)
                continue;
            foreach (var (grain, kind) in new[] { (Grain.FlowMonth, ""), (Grain.FlowMonthKind, fact.Kind) })
            {
                var key = new FlowKey(Grain.Place(grain, level), place, FigureTime.MonthOf(hop.Day), fact.Procedure, kind);
                if (!Flows.TryGetValue(key, out var flows))
                    Flows[key] = flows = new BodyFlows();
                flows.Add(hop.Sender, hop.Receiver, 1);
            }
        }
    }

    /// <summary>A call on a body has changed, or came to be.</summary>
    public void Call(FactRow fact, CallRow? before, CallRow after)
    {
        foreach (var (call, sign) in new[] { (before, -1), (after, 1) })
        {
            if (call?.Settled is not { } day)
                continue;
            Add(fact, call.Body, new(Counter.Calls, day, 0), sign, Dims.Place | Dims.Body);
            if (!call.Late)
                Add(fact, call.Body, new(Counter.CallsAnswered, day, 0), sign, Dims.Place | Dims.Body);
        }
    }

    [Flags]
    private enum Dims
    {
        None = 0,
        Place = 1,
        Body = 2,
        Way = 4,
        All = Place | Body | Way,
    }

    /// <summary>What hangs on a mark that stayed as it was: only the sums of a body or an outcome that changed.</summary>
    private static Dims Touched(bool same, bool moved, bool ended) =>
        !same ? Dims.All : (moved ? Dims.Body : Dims.None) | (ended ? Dims.Way : Dims.None);

    /// <summary>A counter that a matter counts in, and on which day; no day for what is now.</summary>
    private readonly record struct Mark(Counter Counter, int Day, int Days);

    /// <summary>All that a matter counts in.</summary>
    private static List<Mark> Marks(FactRow fact)
    {
        var marks = new List<Mark>(12) { new(Counter.Filed, fact.Opened, 0) };
        if (fact.Accepted is { } accepted)
            marks.Add(new(Counter.Accepted, accepted, accepted - fact.Opened));
        if (fact.Ended is { } ended)
        {
            marks.Add(new(Counter.Ended, ended, ended - fact.Opened));
            var solved = fact.Outcome == (int)FigureOutcome.Solved;
            if (solved)
                marks.Add(new(Counter.Solved, ended, 0));
            if (solved && fact.Reopened == 0)
                marks.Add(new(Counter.SolvedAtOnce, ended, 0));
            if (fact.Late is null)
                marks.Add(new(Counter.OnTime, ended, 0));
            if (fact.Rating is { } rating)
            {
                marks.Add(new(Counter.Rated, ended, 0));
                if (rating >= FoldFact.Well)
                    marks.Add(new(Counter.RatedWell, ended, 0));
            }

            if (fact.Performance is { } performance)
            {
                marks.Add(new(Counter.Agreed, ended, 0));
                if (performance == (int)Performance.Full)
                    marks.Add(new(Counter.Performed, ended, 0));
            }
        }
        else
        {
            marks.Add(new(Counter.Open, 0, 0));
            if (fact.Passed is not null)
                marks.Add(new(Counter.Overdue, 0, 0));
        }

        if (fact.ReopenedDay is { } again)
            marks.Add(new(Counter.Reopened, again, 0));
        if (fact.Late is { } late)
            marks.Add(new(Counter.Late, late, 0));
        return marks;
    }

    private void Add(FactRow fact, Mark mark, int sign, Dims dims) => Add(fact, fact.Owner, mark, sign, dims);

    private void Add(FactRow fact, int body, Mark mark, int sign, Dims dims)
    {
        if (dims == Dims.None)
            return;
        var now = mark.Counter is Counter.Open or Counter.Overdue;
        var month = now ? 0 : FigureTime.MonthOf(mark.Day);
        if (dims.HasFlag(Dims.Place))
        {
            foreach (var (level, place) in FoldFact.PlacesOf(fact.Place))
            {
                Count(Grain.Place(Grain.PlaceMonth, level), place, month, fact, kind: false, mark.Counter, sign);
                Count(Grain.Place(Grain.PlaceMonthKind, level), place, month, fact, kind: true, mark.Counter, sign);
                if (level == PlaceLevel.Village)
                    continue;
                if (!now)
                    Count(Grain.Place(Grain.PlaceDay, level), place, mark.Day, fact, kind: false, mark.Counter, sign);
                Last(Grain.Place(Grain.PlaceMonth, level), place, month, fact, kind: false, mark, sign);
                if (level == PlaceLevel.County)
                    Last(Grain.Place(Grain.PlaceMonthKind, level), place, month, fact, kind: true, mark, sign);
            }
        }

        if (dims.HasFlag(Dims.Body))
        {
            Count(Grain.BodyMonth, body, month, fact, kind: false, mark.Counter, sign);
            Count(Grain.BodyMonthKind, body, month, fact, kind: true, mark.Counter, sign);
            if (!now)
                Count(Grain.BodyDay, body, mark.Day, fact, kind: false, mark.Counter, sign);
            Last(Grain.BodyMonth, body, month, fact, kind: false, mark, sign);
        }

        if (dims.HasFlag(Dims.Way))
            Count(Grain.WayMonth, Grain.Way(fact.Channel, fact.Outcome), month, fact, kind: true, mark.Counter, sign);
    }

    private void Count(int grain, long subject, int period, FactRow fact, bool kind, Counter counter, int sign)
    {
        var key = new CountKey(grain, subject, period, fact.Procedure, kind ? fact.Kind : "");
        if (!Counts.TryGetValue(key, out var counters))
            Counts[key] = counters = new int[Counters];
        counters[(int)counter] += sign;
    }

    private void Last(int grain, long subject, int period, FactRow fact, bool kind, Mark mark, int sign)
    {
        if (mark.Counter is not (Counter.Accepted or Counter.Ended))
            return;
        var key = new DurationKey(grain, subject, period, fact.Procedure, kind ? fact.Kind : "", mark.Counter == Counter.Ended);
        if (!Durations.TryGetValue(key, out var days))
            Durations[key] = days = new DayHistogram();
        days.Add(mark.Days, sign);
    }
}
