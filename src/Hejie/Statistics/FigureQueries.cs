using System.Globalization;
using Hejie.Rules.Places;
using Hejie.Rules.Statistics;

namespace Hejie.Statistics;

/// <summary>The statements of <see cref="ReadFigures"/>. Each names its counties; numbers stand in them, texts are parameters.</summary>
internal static class FigureQueries
{
    /// <summary>From the sums of places, bodies or ways.</summary>
    public static (string Sql, List<object> Parameters) Counts(
        FigureScope scope, Slice slice, FigureSpan span, FigurePlan plan, FigureSource source, PlaceLevel? level, IReadOnlyList<PlaceCode> areas)
    {
        var sql = Sums(scope, slice, span, plan, source, level, areas);
        var (a, b) = slice.Measure switch
        {
            Measure.OnTime => ("on_time", "ended"),
            Measure.SolvedAtOnce => ("solved_at_once", "ended"),
            Measure.RatedWell => ("rated_well", "rated"),
            Measure.Performed => ("performed", "agreed"),
            Measure.CallsAnswered => ("calls_answered", "calls"),
            Measure.Backlog => ("filed - ended", "0"),
            Measure.Filed => ("filed", "0"),
            Measure.Accepted => ("accepted", "0"),
            Measure.Ended => ("ended", "0"),
            Measure.Solved => ("solved", "0"),
            Measure.Reopened => ("reopened", "0"),
            Measure.Late => ("late", "0"),
            Measure.Open => ("open", "0"),
            Measure.Overdue => ("overdue", "0"),
            _ => throw new ArgumentOutOfRangeException(nameof(slice)),
        };
        return Write("figure_counts", KeysOfSums(slice, source), null, $"sum({a})", b == "0" ? "0" : $"sum({b})", sql);
    }

    /// <summary>From the sums of durations: the histograms themselves, as <see cref="DurationsRow"/>.</summary>
    public static (string Sql, List<object> Parameters) Durations(
        FigureScope scope, Slice slice, FigureSpan span, FigurePlan plan, FigureSource source, PlaceLevel? level, IReadOnlyList<PlaceCode> areas)
    {
        var sql = Sums(scope, slice, span, plan, source, level, areas).And(slice.Measure == Measure.DaysToEnd ? "to_end" : "not to_end");
        return ($"select {Columns([.. KeysOfSums(slice, source)])}, histogram as \"Packed\" from figure_durations where {sql.Where}", sql.Parameters);
    }

    /// <summary>From the matters themselves, or from the calls on bodies in them.</summary>
    public static (string Sql, List<object> Parameters) Facts(FigureScope scope, Slice slice, Measure measure, FigureSpan span, Hidden hidden, FigurePlan plan)
    {
        var calls = measure == Measure.CallsAnswered;
        var sql = new FigureSql().In(calls ? "c.county" : "f.county", CountiesOf(scope, plan));
        var day = DayColumn(measure);
        if (day is null)
        {
            sql.And($"ended is null and outcome = {(int)FigureOutcome.Open}");
            if (measure == Measure.Overdue)
                sql.And("passed is not null");
        }
        else
        {
            sql.And($"{day} >= {span.FirstDay} and {day} <= {span.LastDay}");
            if (Narrower(measure) is { } narrower)
                sql.And(narrower);
        }

        AddFacts(sql, scope, slice, hidden, plan, "f.");
        if (scope.Body is { } body)
            sql.And($"f.owner = {body}");
        sql.In(calls ? "c.body" : "f.owner", slice.Bodies);
        var a = Met(measure) is { } met ? $"sum(case when {met} then 1 else 0 end)" : "count(*)";
        var days = measure is Measure.DaysToAccept or Measure.DaysToEnd ? $"{day} - opened" : null;
        var facts = FactsOf(scope, hidden, plan);
        return Write(calls ? $"figure_calls c join {facts} f on f.county = c.county and f.matter = c.matter" : $"{facts} f", KeysOfFacts(slice, day ?? "0", calls), days, a, slice.IsShare ? "count(*)" : "0", sql);
    }

    /// <summary>What is asked of a matter besides its day, to be in the base of a measure; null for nothing.</summary>
    public static string? Narrower(Measure measure) => measure switch
    {
        Measure.Solved => string.Create(CultureInfo.InvariantCulture, $"outcome = {(int)FigureOutcome.Solved}"),
        Measure.RatedWell => "rating is not null",
        Measure.Performed => "performance is not null",
        _ => null,
    };

    /// <summary>What of the base of a share is counted; null of what is none. It is never unknown of what is in the base.</summary>
    public static string? Met(Measure measure) => measure switch
    {
        Measure.OnTime => "late is null",
        Measure.SolvedAtOnce => string.Create(CultureInfo.InvariantCulture, $"outcome = {(int)FigureOutcome.Solved} and reopened = 0"),
        Measure.RatedWell => string.Create(CultureInfo.InvariantCulture, $"rating >= {FoldFact.Well}"),
        Measure.Performed => string.Create(CultureInfo.InvariantCulture, $"performance = {(int)Performance.Full}"),
        Measure.CallsAnswered => "not c.late",
        _ => null,
    };

    /// <summary>From the sums of flows: the flows themselves, as <see cref="FlowsRow"/>, whatever bodies are asked for.</summary>
    public static (string Sql, List<object> Parameters) Flows(FigureScope scope, Slice slice, FigureSpan span, FigurePlan plan, IReadOnlyList<PlaceCode> areas, PlaceLevel level)
    {
        var sql = new FigureSql().In("county", CountiesOf(scope, areas)).And($"grain = {Grain.Place(plan.HasKind ? Grain.FlowMonthKind : Grain.FlowMonth, level)}");
        sql.And($"month >= {span.First} and month <= {span.Last}");
        if (areas.Any(area => area.Level != PlaceLevel.Prefecture))
            sql.Within("place", [.. areas.Select(area => (area.First.Value, area.Next.Value))]);
        AddProcedures(sql, scope, slice);
        sql.Pairs("kind", slice.Kinds);
        var columns = Columns([.. slice.By.Select(by => by switch
        {
            Dimension.Place => new Key("place", false),
            Dimension.Period => new Key("month", false),
            // These stand in what is packed.
            Dimension.Body or Dimension.ToBody => new Key("0", false),
            var other => Common(other, ""),
        })]);
        return ($"select {columns}, flows as \"Packed\" from figure_flows where {sql.Where}", sql.Parameters);
    }

    /// <summary>From the hops themselves.</summary>
    public static (string Sql, List<object> Parameters) Hops(FigureScope scope, Slice slice, FigureSpan span, Hidden hidden, FigurePlan plan)
    {
        var counties = CountiesOf(scope, plan);
        var sql = new FigureSql().In("h.county", counties).And($"h.day >= {span.FirstDay} and h.day <= {span.LastDay}");
        AddFacts(sql, scope, slice, hidden, plan, "f.");
        if (scope.Body is { } body)
            sql.And($"f.owner = {body}");
        sql.In("h.sender", slice.Bodies).In("h.receiver", slice.ToBodies);
        return Write($"figure_hops h join {FactsOf(scope, hidden, plan)} f on f.county = h.county and f.matter = h.matter", slice.By.Select(by => by switch
        {
            Dimension.Place => new Key(PlaceAt("f.place", slice.Level), false),
            Dimension.Period => new Key("h.day", false),
            Dimension.Body => new Key("h.sender", false),
            Dimension.ToBody => new Key("h.receiver", false),
            var other => Common(other, "f."),
        }), null, "count(*)", "0", sql);
    }

    /// <summary>
    /// The facts that are counted one by one. Those about a body are gathered first, by the index of them: they are few,
    /// whatever the database takes the other conditions for.
    /// </summary>
    private static string FactsOf(FigureScope scope, Hidden hidden, FigurePlan plan) => hidden != Hidden.About ? "figure_facts"
        : $"(with told as materialized (select {Told} from figure_facts where county in ({FigureSql.Join(CountiesOf(scope, plan))}) and about in ({FigureSql.Join(scope.Chain)})) select * from told)";

    /// <summary>All that is asked of a fact: what its index of matters about bodies holds.</summary>
    private const string Told = "county, about, matter, place, procedure, kind, state, outcome, channel, owner, restricted, opened, accepted, ended, late, passed, reopened, reopened_day, rating, performance";

    /// <summary>Whether a restricted kind that who asks may not see is among what is asked for.</summary>
    public static bool HasClosed(FigureScope scope, Slice slice) =>
        scope.ClosedKinds.Any(kind => scope.Procedures.Contains(kind.Split('/')[0])
            && (slice.Procedures.Count == 0 || slice.Procedures.Contains(kind.Split('/')[0])) && (slice.Kinds.Count == 0 || slice.Kinds.Contains(kind)));

    /// <summary>In SQL, of a matter behind a figure: whether it is in the part that a key tells apart. Never of a period.</summary>
    /// <param name="sql">Takes the parameters.</param>
    /// <param name="key">The key.</param>
    /// <param name="level">At which level places are told apart.</param>
    /// <param name="bodies">The column of the body.</param>
    public static string Is(FigureSql sql, FigureKey key, PlaceLevel level, string bodies) => key.By switch
    {
        Dimension.Place => string.Create(CultureInfo.InvariantCulture, $"{PlaceAt("figure_facts.place", level)} = {key.Number}"),
        Dimension.Procedure => $"figure_facts.procedure = {sql.Text(key.Text)}",
        Dimension.Kind => $"figure_facts.procedure || '/' || figure_facts.kind = {sql.Text(key.Text)}",
        Dimension.State => $"figure_facts.procedure || '/' || figure_facts.state = {sql.Text(key.Text)}",
        Dimension.Outcome => string.Create(CultureInfo.InvariantCulture, $"figure_facts.outcome = {key.Number}"),
        Dimension.Channel => string.Create(CultureInfo.InvariantCulture, $"figure_facts.channel = {key.Number}"),
        Dimension.Body => string.Create(CultureInfo.InvariantCulture, $"{bodies} = {key.Number}"),
        Dimension.ToBody => string.Create(CultureInfo.InvariantCulture, $"h.receiver = {key.Number}"),
        _ => throw new ArgumentOutOfRangeException(nameof(key), key.By, null),
    };

    /// <summary>What is asked of a matter, whatever its days.</summary>
    public static void AddFacts(FigureSql sql, FigureScope scope, Slice slice, Hidden hidden, FigurePlan plan, string table)
    {
        if (plan.Areas is { } areas)
            sql.Within(table + "place", [.. areas.Select(area => (area.First.Value, area.Next.Value))]);
        if (slice.By.Contains(Dimension.Place) && slice.Level > PlaceLevel.County)
            sql.And($"{table}place % {StepAbove(slice.Level)} <> 0");
        AddProcedures(sql, scope, slice);
        sql.Pairs("kind", slice.Kinds).Pairs("state", slice.States)
            .In(table + "outcome", [.. slice.Outcomes.Select(outcome => (int)outcome)]).In(table + "channel", [.. slice.Channels.Select(channel => (int)channel)]);
        var chain = FigureSql.Join(scope.Chain);
        switch (hidden)
        {
            case Hidden.About:
                sql.And($"{table}about in ({chain})");
                return;
            case Hidden.Closed:
                sql.And($"({table}about is null or {table}about not in ({chain}))").And($"{table}restricted");
                sql.Pairs("kind", scope.ClosedKinds);
                return;
            default:
                sql.And($"({table}about is null or {table}about not in ({chain}))");
                if (HasClosed(scope, slice))
                    sql.And($"(not {table}restricted or {table}procedure || '/' || {table}kind not in ({sql.Texts(scope.ClosedKinds)}))");
                return;
        }
    }

    /// <summary>The column by whose day a measure counts; null for what is now.</summary>
    public static string? DayColumn(Measure measure) => measure switch
    {
        Measure.Open or Measure.Overdue => null,
        Measure.Accepted or Measure.DaysToAccept => "accepted",
        Measure.Ended or Measure.Solved or Measure.OnTime or Measure.SolvedAtOnce or Measure.RatedWell or Measure.Performed or Measure.DaysToEnd => "ended",
        Measure.CallsAnswered => "c.settled",
        Measure.Reopened => "reopened_day",
        Measure.Late => "late",
        _ => "opened",
    };

    /// <summary>The counties that hold what is asked for.</summary>
    public static IReadOnlyList<int> CountiesOf(FigureScope scope, FigurePlan plan) => CountiesOf(scope, plan.Areas ?? []);

    private static IReadOnlyList<int> CountiesOf(FigureScope scope, IReadOnlyList<PlaceCode> areas) =>
        areas.Count == 0 || areas.Any(area => area.Level == PlaceLevel.Prefecture) ? scope.Counties
        : [.. areas.Select(area => area.County).Intersect(scope.Counties).DefaultIfEmpty(0)];

    private static void AddProcedures(FigureSql sql, FigureScope scope, Slice slice) =>
        sql.In("procedure", slice.Procedures.Count == 0 ? scope.Procedures : [.. scope.Procedures.Intersect(slice.Procedures).DefaultIfEmpty("-")]);

    private static FigureSql Sums(
        FigureScope scope, Slice slice, FigureSpan span, FigurePlan plan, FigureSource source, PlaceLevel? level, IReadOnlyList<PlaceCode> areas)
    {
        var sql = new FigureSql().In("county", CountiesOf(scope, areas)).And($"grain = {plan.GrainOf(source, span.ByMonth, level ?? PlaceLevel.County)}");
        // Where few subjects are asked for, the key leads straight to each in each of a few periods; else they are one run.
        var many = span.Last - span.First + 1;
        var few = source == FigureSource.Bodies ? scope.Body is not null || slice.Bodies.Count > 0 : source == FigureSource.Places && level > PlaceLevel.County;
        _ = few && many <= MostPeriods
            ? sql.In("period", [.. Enumerable.Range(span.First, many)])
            : sql.And($"period >= {span.First} and period <= {span.Last}");
        switch (source)
        {
            case FigureSource.Places when areas.Any(area => area.Level != PlaceLevel.Prefecture):
                sql.Within("subject", [.. areas.Select(area => (area.First.Value, area.Next.Value))]);
                break;
            case FigureSource.Bodies:
                if (scope.Body is { } body)
                    sql.And($"subject = {body}");
                sql.In("subject", slice.Bodies);
                break;
            case FigureSource.Ways:
                sql.In(Grain.OutcomeOf, [.. slice.Outcomes.Select(outcome => (int)outcome)]).In(Grain.ChannelOf, [.. slice.Channels.Select(channel => (int)channel)]);
                break;
        }

        AddProcedures(sql, scope, slice);
        return sql.Pairs("kind", slice.Kinds);
    }

    private const int MostPeriods = 100;

    private static IEnumerable<Key> KeysOfSums(Slice slice, FigureSource source) => slice.By.Select(by => by switch
    {
        Dimension.Place => new Key(source == FigureSource.Places ? "subject" : "cast(county as bigint) * 1000000000", false),
        Dimension.Period => new Key("period", false),
        Dimension.Body => new Key("subject", false),
        Dimension.Outcome => new Key(Grain.OutcomeOf, false),
        Dimension.Channel => new Key(Grain.ChannelOf, false),
        _ => Common(by, ""),
    });

    private static IEnumerable<Key> KeysOfFacts(Slice slice, string day, bool calls) => slice.By.Select(by => by switch
    {
        Dimension.Place => new Key(PlaceAt("place", slice.Level), false),
        Dimension.Period => new Key(day, false),
        Dimension.Body => new Key(calls ? "c.body" : "f.owner", false),
        Dimension.Outcome => new Key("outcome", false),
        Dimension.Channel => new Key("channel", false),
        Dimension.State => new Key("procedure || '/' || state", true),
        _ => Common(by, ""),
    });

    private static Key Common(Dimension by, string table) => by switch
    {
        Dimension.Procedure => new Key(table + "procedure", true),
        Dimension.Kind => new Key($"{table}procedure || '/' || {table}kind", true),
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, null),
    };

    /// <summary>In SQL: the place of a level that a place lies in.</summary>
    private static string PlaceAt(string column, PlaceLevel level) =>
        Step(level) is var step && step == 1 ? column : string.Create(CultureInfo.InvariantCulture, $"{column} / {step} * {step}");

    private static long Step(PlaceLevel level) => level switch
    {
        PlaceLevel.Township => 1_000_000,
        PlaceLevel.Village => 1_000,
        PlaceLevel.Cell => 1,
        _ => 1_000_000_000,
    };

    private static long StepAbove(PlaceLevel level) => Step(level - 1);

    private static (string Sql, List<object> Parameters) Write(string from, IEnumerable<Key> keys, string? days, string a, string b, FigureSql sql)
    {
        var list = keys.ToList();
        var group = list.Select(key => key.Expression).Concat(days is null ? [] : [days]).ToList();
        var text =
            $"""
            select {Columns(list)}, cast({days ?? "0"} as bigint) as "Days",
              cast(coalesce({a}, 0) as bigint) as "A", cast(coalesce({b}, 0) as bigint) as "B"
            from {from} where {sql.Where}{(group.Count > 0 ? " group by " + string.Join(", ", group) : "")}
            """;
        return (text, sql.Parameters);
    }

    /// <summary>The two keys of a row, each as number or text.</summary>
    private static string Columns(List<Key> keys)
    {
        string Number(int index) => index < keys.Count && !keys[index].IsText ? $"cast({keys[index].Expression} as bigint)" : "cast(0 as bigint)";
        string Text(int index) => index < keys.Count && keys[index].IsText ? keys[index].Expression : "''";
        return $"{Number(0)} as \"N1\", {Text(0)} as \"T1\", {Number(1)} as \"N2\", {Text(1)} as \"T2\"";
    }

    private readonly record struct Key(string Expression, bool IsText);
}
