using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Procedures;

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

    /// <summary>What it does about a referral.</summary>
    public Refers Refers { get; init; }

    /// <summary>What a called body is shown where a yes-or-no question is answered yes, by the names of <see cref="Sight"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Shows { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Whether the body that makes it becomes the owner: one that was called takes the lead.</summary>
    public bool OwnerActor { get; init; }

    /// <summary>The target that means the state before: a withdrawal taken back.</summary>
    public const string Back = "back";
}

/// <summary>A target that depends on the answer to a choice.</summary>
/// <param name="Field">The choice.</param>
/// <param name="Targets">Option → state; options not named stay.</param>
/// <param name="Stop">Clocks that stop where it leads to another state, and not where it stays.</param>
public sealed record Branch(string Field, IReadOnlyDictionary<string, string> Targets, IReadOnlyList<string> Stop);

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

    /// <summary>Whether it lies with the body that makes the move.</summary>
    public bool AtActor { get; init; }

    /// <summary>Whether it lies with the body that had the matter before the move.</summary>
    public bool AtFormer { get; init; }

    /// <summary>Whether it lies with another body than the owner and its superior, whoever owns the matter.</summary>
    public bool IsElsewhere => At is not null || AtActor || AtFormer;
}
