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
    /// <summary>The first day on which it can be filed; null: always.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day on which it can be filed; null: always. What began before goes on.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Whether it is a mediation: parties are bound only by what all have signed.</summary>
    public bool IsMediation { get; init; }

    /// <summary>The roles that a restricted procedure is open to, hidden from all others; empty: not restricted.</summary>
    public IReadOnlyList<Role> OpenTo { get; init; } = [];

    /// <summary>Why what was filed cannot be withdrawn; null where it can.</summary>
    public Words? Irrevocable { get; init; }

    /// <summary>Whether a post of this role may have to do with its matters.</summary>
    public bool IsOpenTo(Role role) => OpenTo.Count == 0 || OpenTo.Contains(role);

    /// <summary>Whether a matter can be filed on a day.</summary>
    public bool IsOpenOn(DateOnly day) => (From is null || day >= From) && (Until is null || day <= Until);

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

/// <summary>A clock of a procedure.</summary>
/// <param name="Name">Its name in the procedure.</param>
/// <param name="Rule">The id of its rule in <c>catalogue/rules</c>.</param>
/// <param name="Title">What it is called: 受理, 办结.</param>
/// <param name="Duty">The promise as a sentence about who must do what, with <c>{body}</c>.</param>
/// <param name="FromHappened">Whether it counts from when the event happened as claimed, not from when it was recorded.</param>
/// <param name="Binds">Whether it binds the body (true), or is a time the resident has (false).</param>
/// <param name="Then">The system's move when it passes; null: the superior is called to supervise.</param>
/// <param name="RuleBy">Where a choice of the move that starts it picks the rule; null: always the one.</param>
public sealed record Clock(string Name, string Rule, Words Title, Words Duty, bool FromHappened, bool Binds, string? Then, RuleChoice? RuleBy)
{
    /// <summary>Every rule that it can run by.</summary>
    public IEnumerable<string> Rules => (RuleBy?.Rules.Values ?? []).Prepend(Rule).Distinct();
}

/// <summary>A rule that depends on the answer to a choice, as the law's period does on the kind of proceedings.</summary>
/// <param name="Field">The choice.</param>
/// <param name="Rules">Option → rule.</param>
public sealed record RuleChoice(string Field, IReadOnlyDictionary<string, string> Rules);

/// <summary>How a matter in a final state ended.</summary>
public enum Ending
{
    /// <summary>Not ended.</summary>
    None,

    /// <summary>The resident said that it is solved.</summary>
    Solved,

    /// <summary>Closed without an answer after three attempts on two channels, one by another body. Never counts as solved.</summary>
    Unanswered,

    /// <summary>Withdrawn by who filed it, seven days passed.</summary>
    Withdrawn,

    /// <summary>Not taken; another remedy was named.</summary>
    Refused,

    /// <summary>Ended without a result; other remedies were named.</summary>
    Unsettled,

    /// <summary>Ended by a formal decision, told in writing with what can be done against it. Nobody is asked whether it is solved.</summary>
    Decided,
}

/// <summary>A state of a procedure.</summary>
/// <param name="Name">The stable name.</param>
/// <param name="Stage">The dot on the resident's path.</param>
/// <param name="Title">What staff read.</param>
/// <param name="Tells">What the resident reads as the state.</param>
/// <param name="Work">The work that the state is, for its owner; null in a final state.</param>
/// <param name="Starts">Clocks that start when it is entered.</param>
/// <param name="Stops">Clocks that stop when it is entered.</param>
/// <param name="Closing">Whether the matter is on its way out: it can then no longer be withdrawn.</param>
/// <param name="Ending">How it ended, where it is final.</param>
/// <param name="Next">In a final state, what the resident can do next.</param>
/// <param name="Line">The line of the file.</param>
public sealed record State(
    string Name, string Stage, Words Title, Words Tells, StateWork? Work,
    IReadOnlyList<string> Starts, IReadOnlyList<string> Stops, bool Closing, Ending Ending, Words? Next, int Line)
{
    /// <summary>Whether the parties are bound by their agreement.</summary>
    public bool Agreed { get; init; }

    /// <summary>Whether the matter is sealed here, and then erased: what was said of somebody was unfounded.</summary>
    public bool Erases { get; init; }

    /// <summary>The procedures that the resident can go on with.</summary>
    public IReadOnlyList<string> Offers { get; init; } = [];

    /// <summary>Whether nothing waits on anyone any more.</summary>
    public bool IsFinal => Ending != Ending.None;
}

/// <summary>The work that lies with the owner while a matter is in a state.</summary>
/// <param name="Kind">The kind of work.</param>
/// <param name="Role">The role whose work it is.</param>
/// <param name="Due">The clock that gives its date, or null.</param>
/// <param name="Assigned">Whether it lies with the assigned post, where there is one.</param>
/// <param name="WaitsOnResident">Whether the body waits for a resident meanwhile.</param>
public sealed record StateWork(string Kind, Role Role, string? Due, bool Assigned, bool WaitsOnResident);

/// <summary>A kind of work and its name.</summary>
public sealed record WorkKind(string Name, Words Title);

/// <summary>How a move is shown among the others.</summary>
public enum Tone
{
    /// <summary>An ordinary move.</summary>
    Quiet,

    /// <summary>The move that is usually next.</summary>
    Primary,

    /// <summary>A move that ends or refuses.</summary>
    Warn,
}

/// <summary>A further item of work that a move opens.</summary>
/// <param name="Kind">The kind of work.</param>
/// <param name="Role">The role whose work it is.</param>
/// <param name="AtSuperior">Whether it lies with the owner's superior.</param>
/// <param name="DueField">The moment or date field that gives its date, or null.</param>
/// <param name="DueClock">The clock that gives its date, or null.</param>
/// <param name="Assigned">Whether it lies with the assigned post.</param>
/// <param name="AsState">Whether it lies with whom the state's work lies.</param>
public sealed record OpensWork(string Kind, Role Role, bool AtSuperior, string? DueField, string? DueClock, bool Assigned, bool AsState)
{
    /// <summary>Where it lies with another body that serves the place; null: with the owner.</summary>
    public Route? At { get; init; }
}

/// <summary>Whose signature a move records.</summary>
public enum Signs
{
    /// <summary>None.</summary>
    Nobody,

    /// <summary>The party who acts.</summary>
    Party,

    /// <summary>A party on paper: named by a field, attested later by a second post.</summary>
    PartyOnPaper,

    /// <summary>The second post attests a signature on paper.</summary>
    Attest,

    /// <summary>A party contests a signature made in their name on paper.</summary>
    Contest,

    /// <summary>The mediator.</summary>
    Mediator,

    /// <summary>The committee's seal.</summary>
    Seal,
}

/// <summary>One legal move.</summary>
/// <param name="Name">The stable name.</param>
/// <param name="Title">The button.</param>
/// <param name="Key">The desk's key, or null.</param>
/// <param name="Tone">How it is shown.</param>
/// <param name="By">Who may make it.</param>
/// <param name="From">From which states.</param>
/// <param name="To">To which state; null: it stays.</param>
/// <param name="Form">What it asks.</param>
/// <param name="Start">Clocks that start (or start afresh).</param>
/// <param name="Stop">Clocks that stop.</param>
/// <param name="Pause">Clocks that pause.</param>
/// <param name="Resume">Clocks that go on.</param>
/// <param name="Extend">Clocks that are extended by their rule's extension.</param>
/// <param name="OwnerField">The body field that names the new owner, or null.</param>
/// <param name="OwnerSuperior">Whether the owner's superior becomes the owner.</param>
/// <param name="OwnerBack">Whether the body that sent it on becomes the owner again.</param>
/// <param name="AssignField">The post field that names the assignee, or null.</param>
/// <param name="Opens">Further work it opens.</param>
/// <param name="Closes">Kinds of open work it closes.</param>
/// <param name="Numbers">Whether an official number is drawn.</param>
/// <param name="InvitesParties">Whether the other parties are sent their own codes.</param>
/// <param name="Signs">Whose signature it records.</param>
/// <param name="WhenSigned">The state entered once all signatures are there, and the clocks that then start.</param>
/// <param name="Attempt">Whether it records an attempt to reach the resident.</param>
/// <param name="Guards">Conditions beyond state and actor.</param>
/// <param name="OnState">Where the target depends on a choice: field and option → state.</param>
/// <param name="Clears">Whether the signatures so far fall: a new text.</param>
/// <param name="Confidential">Whether its texts are offers and concessions of a mediation, sealed with a key of their own.</param>
/// <param name="Tells">What the resident is told.</param>
/// <param name="Line">The line of the file.</param>
/// <param name="Within">Clocks that it leaves running, and that must not have passed where the guard says so.</param>
/// <param name="Returns">Whether it goes back into a state: the clocks that start with the state are not started afresh.</param>
/// <param name="ToOthers">What a party did, as all others read it after the party's role; null: the title says it.</param>
public sealed record Move(
    string Name,
    Words Title,
    char? Key,
    Tone Tone,
    IReadOnlyList<Who> By,
    IReadOnlyList<string> From,
    string? To,
    IReadOnlyList<Field> Form,
    IReadOnlyList<string> Start,
    IReadOnlyList<string> Stop,
    IReadOnlyList<string> Pause,
    IReadOnlyList<string> Resume,
    IReadOnlyList<string> Extend,
    string? OwnerField,
    bool OwnerSuperior,
    bool OwnerBack,
    string? AssignField,
    IReadOnlyList<OpensWork> Opens,
    IReadOnlyList<string> Closes,
    bool Numbers,
    bool InvitesParties,
    Signs Signs,
    string? WhenSigned,
    bool Attempt,
    IReadOnlyList<Guard> Guards,
    Branch? OnState,
    bool Clears,
    bool Confidential,
    Words Tells,
    int Line,
    IReadOnlyList<string> Within,
    bool Returns,
    Words? ToOthers)
{
    /// <summary>Kinds of work of which none may be open any more, where the guard says so.</summary>
    public IReadOnlyList<string> Awaits { get; init; } = [];

    /// <summary>The target that means the state before: a withdrawal taken back.</summary>
    public const string Back = "back";
}

/// <summary>A target that depends on the answer to a choice.</summary>
/// <param name="Field">The choice.</param>
/// <param name="Targets">Option → state; options not named stay.</param>
/// <param name="Stop">Clocks that stop where it leads to another state, and not where it stays.</param>
public sealed record Branch(string Field, IReadOnlyDictionary<string, string> Targets, IReadOnlyList<string> Stop);

/// <summary>A condition of a move, closed.</summary>
public enum Guard
{
    /// <summary>Three attempts on two channels are recorded, one of them by another body.</summary>
    ThreeAttempts,

    /// <summary>The clocks that the move stops, pauses, extends or lies within still run: afterwards it comes too late.</summary>
    WithinClock,

    /// <summary>The clocks that the move stops have passed: until then the resident was given time.</summary>
    AfterClock,

    /// <summary>The clocks that the move starts never started before: it can be made once.</summary>
    Once,

    /// <summary>The matter was extended less often than the rule allows.</summary>
    ExtensionLeft,

    /// <summary>A sitting was set and is not yet recorded.</summary>
    SittingOpen,

    /// <summary>Work that the move closes is open.</summary>
    WorkOpen,

    /// <summary>Fewer than two hops: after them only the common superior takes it.</summary>
    HopsLeft,

    /// <summary>Sent on twice, and then up to the body that has it: the common superior, which says who handles it.</summary>
    Convened,

    /// <summary>There are two sides.</summary>
    TwoParties,

    /// <summary>No work that the move awaits is open any more: others have done their part.</summary>
    NoneOpen,
}

/// <summary>Who may make a move.</summary>
public abstract record Who
{
    private Who()
    {
    }

    /// <summary>A post with this role at the body that owns the matter.</summary>
    public sealed record AtOwner(Role Role) : Who;

    /// <summary>A duty officer, liaison or lead of the owner's superior; at the top the owner's own lead.</summary>
    public sealed record AtSuperior : Who;

    /// <summary>A duty officer, liaison or lead of a body that was called to make an attempt of its own.</summary>
    public sealed record Called : Who;

    /// <summary>A duty officer, liaison or lead of a body at which work of this kind is open.</summary>
    public sealed record CalledTo(string Kind) : Who;

    /// <summary>Who filed the matter.</summary>
    public sealed record Filer : Who;

    /// <summary>The other side: what both must do together, who filed cannot do for them.</summary>
    public sealed record Respondent : Who;

    /// <summary>Any party.</summary>
    public sealed record AnyParty : Who;

    /// <summary>The system, when a clock passes.</summary>
    public sealed record BySystem : Who;
}
