using System.Globalization;
using System.Linq.Expressions;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Search;

/// <summary>In which order matters are listed.</summary>
internal enum MatterOrder
{
    /// <summary>Those that fit the words best.</summary>
    Relevance,

    /// <summary>The newest first.</summary>
    Newest,
}

/// <summary>
/// Which matters are meant: the one question that a list, its count, its export and its chart share. What is not said is not
/// asked. It names places, procedures, states and dates, and never a person.
/// </summary>
internal sealed record MatterFilter
{
    /// <summary>Words of the desk's summary; all must stand in it.</summary>
    public string? Words { get; init; }

    /// <summary>An official number, as it is written.</summary>
    public string? Number { get; init; }

    /// <summary>Places, with all below them; any of them.</summary>
    public IReadOnlyList<PlaceCode> Places { get; init; } = [];

    /// <summary>Procedures by their ids; any of them.</summary>
    public IReadOnlyList<string> Procedures { get; init; } = [];

    /// <summary>Kinds of matters, each as <c>procedure/kind</c>; any of them.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Whether they go on; null: either.</summary>
    public bool? Open { get; init; }

    /// <summary>States by their names in the procedures; any of them.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>The bodies that have them; any of them.</summary>
    public IReadOnlyList<int> Bodies { get; init; } = [];

    /// <summary>The first day on which they were opened, Asia/Shanghai.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day on which they were opened, Asia/Shanghai.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Whether only those of which a period has run out.</summary>
    public bool Overdue { get; init; }

    /// <summary>Whether anything is asked.</summary>
    public bool IsEmpty => Address(MatterOrder.Newest).Length == 0;

    /// <summary>Whether anything but words is asked.</summary>
    public bool HasFacets => !(this with { Words = null }).IsEmpty;

    /// <summary>The terms of its words.</summary>
    public IReadOnlyList<SearchTerm> Terms => Words is null ? [] : SearchText.Of(Words).Terms();

    /// <summary>The matters that are meant, within the scope of who asks. Words are not looked at here: they are <see cref="SearchMatters"/>' part.</summary>
    /// <param name="db">The database.</param>
    /// <param name="scope">Who asks.</param>
    /// <param name="counties">The counties that there are.</param>
    /// <param name="now">The instant by which something is late.</param>
    public IQueryable<MatterRow> Within(HejieDb db, Scope scope, IReadOnlyList<int> counties, DateTimeOffset now)
    {
        var matters = scope.Matters(db, Of(counties));
        if (Number is { } number)
            matters = matters.Where(matter => matter.Number == number);
        if (Places.Count > 0)
            matters = matters.Where(InPlaces());
        if (Procedures.Count > 0)
            matters = matters.Where(matter => Procedures.Contains(matter.Procedure));
        if (Kinds.Count > 0)
            matters = matters.Where(matter => Kinds.Contains(matter.Procedure + "/" + matter.Kind));
        if (States.Count > 0)
            matters = matters.Where(matter => States.Contains(matter.StateName));
        if (Bodies.Count > 0)
            matters = matters.Where(matter => Bodies.Contains(matter.Owner));
        if (Open == true)
            matters = matters.Where(matter => matter.Ended == null && db.Work.Any(work => work.County == matter.County && work.Matter == matter.Id));
        else if (Open == false)
            matters = matters.Where(matter => matter.Ended != null || !db.Work.Any(work => work.County == matter.County && work.Matter == matter.Id));
        if (From is { } from && LegalTime.Micros(LegalTime.StartOf(from)) is var first)
            matters = matters.Where(matter => matter.Opened >= first);
        if (Until is { } until && LegalTime.EndOf(until) is var last)
            matters = matters.Where(matter => matter.Opened <= last);
        if (Overdue)
        {
            var at = LegalTime.Micros(now);
            matters = matters.Where(matter => db.Clocks.Any(clock => clock.County == matter.County && clock.Matter == matter.Id
                && (clock.Status == ClockStatus.Passed || (clock.Status == ClockStatus.Running && clock.Ends < at))));
        }

        return matters;
    }

    /// <summary>The counties that the places lie in; all where none, or the prefecture, is named.</summary>
    public IReadOnlyList<int> Of(IReadOnlyList<int> counties) => Places.Count == 0 || Places.Any(place => place.Level == PlaceLevel.Prefecture)
        ? counties : [.. counties.Intersect(Places.Select(place => place.County))];

    /// <summary>What the index must hold for it, all of these at once; it may hold more than what is meant.</summary>
    public IEnumerable<IReadOnlyList<IndexedWord>> Indexed(Func<string, IEnumerable<IndexedWord>> inWeeks)
    {
        IReadOnlyList<IndexedWord> Any(IEnumerable<string> words) => [.. words.SelectMany(inWeeks)];
        foreach (var (word, begins) in Terms.SelectMany(term => term.Words()).Distinct())
            yield return [.. inWeeks(word).Select(kept => kept with { Begins = begins })];
        if (Places.Count > 0 && Places.All(place => place.Level != PlaceLevel.Prefecture))
            yield return Any(Places.Select(SearchWords.Place));
        if (Kinds.Count > 0)
            yield return Any(Kinds.Select(SearchWords.Kind));
        else if (Procedures.Count > 0)
            yield return Any(Procedures.Select(SearchWords.Procedure));
        if (Bodies.Count > 0)
            yield return Any(Bodies.Select(SearchWords.Body));
        if (Open is { } open)
            yield return Any([SearchWords.Open(open)]);
        else if (Overdue)
            yield return Any([SearchWords.Open(true)]);
    }

    /// <summary>It as the end of an address, from <c>?</c>; empty where nothing is asked.</summary>
    public string Address(MatterOrder order, int page = 1)
    {
        var parts = new List<string>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                parts.Add(name + "=" + Uri.EscapeDataString(value));
        }

        Add("q", Words);
        Add("number", Number);
        foreach (var place in Places)
            Add("place", place.ToString());
        foreach (var procedure in Procedures)
            Add("procedure", procedure);
        foreach (var kind in Kinds)
            Add("kind", kind);
        if (Open is { } open)
            Add("state", open ? "open" : "ended");
        foreach (var state in States)
            Add("state", state);
        foreach (var body in Bodies)
            Add("body", body.ToString(CultureInfo.InvariantCulture));
        Add("from", From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("until", Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (Overdue)
            Add("overdue", "yes");
        if (order == MatterOrder.Newest && Words is not null)
            Add("order", "newest");
        if (page > 1)
            Add("p", page.ToString(CultureInfo.InvariantCulture));
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    /// <summary>Whether a place lies in one of the places, as one condition for the database.</summary>
    private Expression<Func<MatterRow, bool>> InPlaces()
    {
        var matter = Expression.Parameter(typeof(MatterRow), "matter");
        var place = Expression.Property(matter, nameof(MatterRow.Place));
        Expression? any = null;
        foreach (var range in Places)
        {
            var within = Expression.AndAlso(
                Expression.GreaterThanOrEqual(place, Value(range.First.Value)), Expression.LessThan(place, Value(range.Next.Value)));
            any = any is null ? within : Expression.OrElse(any, within);
        }

        return Expression.Lambda<Func<MatterRow, bool>>(any!, matter);

        // Held by something, so that the database is given it as a parameter.
        static Expression Value(long value) => Expression.Property(Expression.Constant(new StrongBound(value)), nameof(StrongBound.Value));
    }

    private sealed record StrongBound(long Value);
}
