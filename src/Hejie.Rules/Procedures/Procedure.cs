using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Procedures;

/// <summary>A procedure as its file in <c>catalogue/procedures</c> states it. Immutable; a matter keeps the one it began under.</summary>
/// <param name="Id">The stable id, such as <c>people-mediation</c>.</param>
/// <param name="Hash">SHA-256 of the file (with the parts it uses), hex: the version that a matter keeps.</param>
/// <param name="Title">Its name.</param>
/// <param name="Promise">What it does for a resident, in one line.</param>
/// <param name="Articles">The law it rests on, Chinese citations.</param>
/// <param name="NumberWord">The word in official numbers, such as 人调.</param>
/// <param name="Kinds">The kinds of matter it takes.</param>
/// <param name="Stages">The path a resident sees, as dots.</param>
/// <param name="Intake">The form that files a matter.</param>
/// <param name="AsksAbout">Whether the form asks which body the matter is about, which then never receives it.</param>
/// <param name="Routes">Where a filed matter goes, first match first.</param>
/// <param name="Initial">The state in which a matter begins.</param>
/// <param name="Opening">What filing starts: clocks.</param>
/// <param name="Clocks">The clocks by name.</param>
/// <param name="States">The states by name.</param>
/// <param name="Moves">The moves by name, in file order.</param>
/// <param name="Work">What can wait on a body, by name.</param>
/// <param name="Remedies">The other remedies that the procedure can name.</param>
public sealed record Procedure(
    string Id,
    string Hash,
    Words Title,
    Words Promise,
    IReadOnlyList<string> Articles,
    string NumberWord,
    IReadOnlyList<Option> Kinds,
    IReadOnlyList<Option> Stages,
    IReadOnlyList<Field> Intake,
    bool AsksAbout,
    IReadOnlyList<Route> Routes,
    string Initial,
    Opening Opening,
    IReadOnlyDictionary<string, Clock> Clocks,
    IReadOnlyDictionary<string, State> States,
    IReadOnlyDictionary<string, Move> Moves,
    IReadOnlyDictionary<string, WorkKind> Work,
    IReadOnlyList<Option> Remedies)
{
    /// <summary>What petitions, and complaints and remedies against bodies, begin with, whether or not their forms ask about which body they are.</summary>
    private static readonly string[] s_complaints = ["petition", "procuratorate", "reconsideration", "criminal-appeal"];

    /// <summary>
    /// Whether it is for petitions, or for complaints and remedies against bodies: how many of them there are is nobody's score,
    /// sets no place and no body beside another, and is no rise (safeguard 7).
    /// </summary>
    public bool IsComplaint => AsksAbout || Array.Exists(s_complaints, word => Id == word || (Id.StartsWith(word, StringComparison.Ordinal) && Id[word.Length] == '-'));

    /// <summary>The first day on which it can be filed; null: always.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day on which it can be filed; null: always. What began before goes on.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Whether it is a mediation: parties are bound only by what all have signed.</summary>
    public bool IsMediation { get; init; }

    /// <summary>Whether it is a quick report (快报): about an event or place in danger, never about people (safeguard 6).</summary>
    public bool IsDanger { get; init; }

    /// <summary>The roles that a restricted procedure is open to, hidden from all others; empty: not restricted.</summary>
    public IReadOnlyList<Role> OpenTo { get; init; } = [];

    /// <summary>The roles that matters of a kind are open to, hidden from all others, where the procedure is open to more; by the kind's code.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Role>> OpenKinds { get; init; } = new Dictionary<string, IReadOnlyList<Role>>();

    /// <summary>Why what was filed cannot be withdrawn; null where it can.</summary>
    public Words? Irrevocable { get; init; }

    /// <summary>How long its matters' people are kept; null in a version from before it was said.</summary>
    public Keeping? Keeps { get; init; }

    /// <summary>Whether a post of this role may have to do with its matters, whatever their kind.</summary>
    public bool IsOpenTo(Role role) => OpenTo.Count == 0 || OpenTo.Contains(role);

    /// <summary>Whether a post of this role may have to do with its matters of a kind.</summary>
    public bool IsOpenTo(Role role, string kind) => NamedFor(kind) is not { Count: > 0 } named || named.Contains(role);

    /// <summary>The roles that a matter of a kind is open to, hidden from all others; empty: not restricted.</summary>
    public IReadOnlyList<Role> NamedFor(string kind) => OpenKinds.GetValueOrDefault(kind, OpenTo);

    /// <summary>Whether a matter can be filed on a day.</summary>
    public bool IsOpenOn(DateOnly day) => (From is null || day >= From) && (Until is null || day <= Until);

    /// <summary>Whether its matters come to bodies of a kind and level: filed there, or sent on to that kind by name.</summary>
    public bool ComesTo(string bodyKind, Places.PlaceLevel level) =>
        Routes.Any(route => route.BodyKind == bodyKind && route.Level == level)
        || Moves.Values.SelectMany(move => move.Form).Any(field => field.Kinds.Contains(bodyKind));

    /// <summary>What it says of a clock, by its name in a matter.</summary>
    /// <exception cref="KeyNotFoundException">The version has no such clock.</exception>
    public Clock ClockOf(string name) => Clocks[Clock.NameOf(name)];

    /// <summary>The same, or null where the version has no such clock.</summary>
    public Clock? FindClock(string name) => Clocks.GetValueOrDefault(Clock.NameOf(name));

    /// <summary>What of a matter is shown to a body: all that any of its work needs, and everything to who has it.</summary>
    public Sight SeenBy(MatterState state, int body)
    {
        var shown = state.Referrals.Where(referral => referral.Body == body && referral.IsOpen(state)).SelectMany(referral => referral.Sees);
        var kinds = state.Work.Where(work => work.Body == body).Select(work => Work.GetValueOrDefault(work.Kind)?.Sees ?? []).ToList();
        return state.Owner == body || kinds.Count == 0 || kinds.Exists(sees => sees.Count == 0 || sees.Contains(Sight.All))
            ? new Sight(body, null)
            : new Sight(body, kinds.SelectMany(sees => sees).Concat(shown).ToHashSet());
    }

    /// <summary>The moves that this actor's kind may make from a state, in file order; guards are checked by <see cref="Interpreter"/>.</summary>
    public IEnumerable<Move> MovesFrom(string state) => Moves.Values.Where(move => move.From.Contains(state));
}

/// <summary>A kind of body at a level, to which filed matters go.</summary>
/// <param name="BodyKind">The kind of body.</param>
/// <param name="Level">The level of place: village, township, county or prefecture.</param>
/// <param name="Beside">Whether a matter about another body of its own level goes to it as well, where the law does not ask for one above.</param>
public sealed record Route(string BodyKind, Places.PlaceLevel Level, bool Beside = false);

/// <summary>What filing does besides entering the initial state.</summary>
/// <param name="Start">Clocks that start.</param>
/// <param name="Tells">What the resident is told.</param>
public sealed record Opening(IReadOnlyList<string> Start, Words Tells)
{
    /// <summary>Further work that filing opens, with other bodies too.</summary>
    public IReadOnlyList<OpensWork> Opens { get; init; } = [];
}

/// <summary>A kind of work and its name.</summary>
public sealed record WorkKind(string Name, Words Title)
{
    /// <summary>What another body that is called to it is shown, by the names of <see cref="Sight"/>; empty in a version from before it was said: everything.</summary>
    public IReadOnlyList<string> Sees { get; init; } = [];
}
