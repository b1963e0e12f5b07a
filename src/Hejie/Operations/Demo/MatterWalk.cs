using System.Globalization;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Operations.Demo;

/// <summary>An entry of an invented matter, not yet sealed.</summary>
internal sealed class WalkEntry
{
    public required string Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Actor Actor { get; init; }

    public required Answers Answers { get; init; }

    public required IReadOnlyList<Effect> Effects { get; set; }

    public SealedWith SealedWith { get; init; }
}

/// <summary>
/// Leads one matter through the real interpreter at instants of the past, up to the present: what no move could have
/// done cannot be made up, and every clock that ran out on the way has passed.
/// </summary>
internal sealed class MatterWalk(Procedure procedure, Catalogue catalogue, IBodies bodies, DateTimeOffset until)
{
    private readonly List<WalkEntry> _entries = [];
    private readonly List<DemoPaper> _papers = [];

    public Procedure Procedure { get; } = procedure;

    public Guid Id { get; private set; }

    public MatterState State { get; private set; } = MatterState.Empty;

    public IReadOnlyList<WalkEntry> Entries => _entries;

    public IReadOnlyList<Person> People { get; private set; } = [];

    /// <summary>The files that came with entries.</summary>
    public IReadOnlyList<DemoPaper> Papers => _papers;

    /// <summary>The instant of the last entry, or to which time was let pass since.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Whether the present is reached, or nothing more can happen.</summary>
    public bool Over { get; private set; }

    /// <summary>Whether the other parties were sent their codes.</summary>
    public bool Invited { get; private set; }

    public string? Summary { get; private set; }

    /// <summary>The entry that draws the official number, and the body whose number it is.</summary>
    public (WalkEntry Entry, int Body)? Draw { get; private set; }

    /// <summary>The filer's tracking code, where it is one that visitors are shown; null: a random one.</summary>
    public string? Code { get; set; }

    public void File(Guid id, string kind, PlaceCode place, int? about, string narrative, IReadOnlyList<Person> people, DateTimeOffset at, string asked = "narrative")
    {
        (Id, People, At) = (id, people, at);
        var answers = new Answers(
            new Dictionary<string, string>(), new Dictionary<string, string> { [asked] = narrative }, people);
        var outcome = Interpreter.File(
            Procedure, kind, place, about, [.. people.Select(person => person.Role)], Then(at));
        Write(FileMatter.Kind, new Actor.Party(1, PartyRole.Filer), answers, Made(outcome, "filing"), SealedWith.Matter);
    }

    /// <summary>Makes a move, unless the present comes first or a clock ended the state meanwhile.</summary>
    /// <exception cref="InvalidOperationException">The rules refuse the move: the demonstration is wrong.</exception>
    public bool Move(string name, Actor actor, DateTimeOffset at, params ReadOnlySpan<(string Field, string Answer)> raw)
    {
        var move = Procedure.Moves[name];
        if (!Wait(at) || !move.From.Contains(State.Name))
            return false;

        var given = new Dictionary<string, string>(raw.Length);
        foreach (var (field, answer) in raw)
            given[field] = answer;
        var now = Then(At);
        var answers = FormReader.Read(move.Form, given, MakeMove.Context(State, Procedure, move, actor, bodies, At), out var errors);
        if (errors.Count > 0)
            throw new InvalidOperationException($"The demonstration answers {name} wrongly: {string.Join(", ", errors)}");
        var applied = Made(Interpreter.Apply(Procedure, State, move, actor, answers, now), name);
        var entry = Write(MakeMove.Prefix + name, actor, answers, applied, move.Confidential ? SealedWith.Mediation : SealedWith.Matter);
        if (move.Numbers)
            Draw ??= (entry, State.Owner);
        Invited |= move.InvitesParties;
        if (answers.People.Count > 0)
            People = [.. People, .. answers.People];
        if (answers.Sealed.TryGetValue("summary", out var summary))
            Summary = summary;
        Over = Procedure.States[State.Name].IsFinal && State.Name != "unanswered";
        return true;
    }

    /// <summary>A file that came with the newest entry.</summary>
    public void Attach(DemoRandom random, Guid? id = null, string? name = null) =>
        _papers.Add(new DemoPaper(id ?? random.Id(At), name ?? DemoPapers.Name(random), random.Below(10_000), _entries.Count));

    /// <summary>Whether a clock still runs on the day of an instant.</summary>
    public bool Runs(string clock, DateTimeOffset at) =>
        State.Clock(clock) is { Status: ClockStatus.Running } running && running.Due >= LegalTime.DateOf(at);

    /// <summary>Somebody opens what is sealed.</summary>
    public void Look(Actor actor, string purpose, DateTimeOffset at)
    {
        if (Over || !Wait(at))
            return;
        Write(OpenSealed.Kind, actor, Answers.None with { Clear = new Dictionary<string, string> { ["purpose"] = purpose } }, [], SealedWith.Matter);
    }

    /// <summary>Lets time pass: every clock that runs out on the way is recorded on the night after.</summary>
    /// <returns>False where the present came first.</returns>
    public bool Wait(DateTimeOffset at)
    {
        if (at <= At)
            at = At.AddSeconds(40);
        var limit = at < until ? at : until;
        while (NextPass() is { } clock && LegalTime.StartOf(clock.Due.AddDays(1)) is var night && night <= limit)
        {
            At = At < night ? night.AddSeconds(7) : At.AddSeconds(1);
            var effects = Made(Interpreter.Pass(Procedure, State, clock.Name, Then(At)), clock.Name);
            Write(PassClocks.Kind, new Actor.System(), Answers.None with { Clear = new Dictionary<string, string> { ["clock"] = clock.Name, ["body"] = PassClocks.Holder(State, clock.Name).ToString(CultureInfo.InvariantCulture) } }, effects, SealedWith.Matter);
        }

        if (Procedure.States[State.Name].IsFinal && State.Name != "unanswered")
            Over = true;
        if (at > until)
            Over = true;
        else if (at > At)
            At = at;
        return !Over;
    }

    private ClockState? NextPass()
    {
        ClockState? next = null;
        foreach (var clock in State.Clocks)
        {
            if (clock.Status == ClockStatus.Running && (next is null || clock.Due < next.Due))
                next = clock;
        }

        return next;
    }

    private WalkEntry Write(string kind, Actor actor, Answers answers, IReadOnlyList<Effect> effects, SealedWith sealedWith)
    {
        var entry = new WalkEntry { Kind = kind, At = At, Actor = actor, Answers = answers, Effects = effects, SealedWith = sealedWith };
        _entries.Add(entry);
        State = State.After(effects);
        return entry;
    }

    /// <summary>Draws the official number: the entry says it, and the state keeps it.</summary>
    public void Number(string number)
    {
        var (entry, _) = Draw ?? throw new InvalidOperationException("This matter draws no number.");
        entry.Effects = [.. entry.Effects, new Effect.Numbered(number)];
        State = State with { Number = number };
    }

    private Circumstances Then(DateTimeOffset at) => new(at, catalogue.Rules, catalogue.Calendar, bodies);

    private static IReadOnlyList<Effect> Made(Outcome outcome, string what) => outcome switch
    {
        Outcome.Applied applied => applied.Effects,
        Outcome.Refused refused => throw new InvalidOperationException($"The demonstration makes {what}, which is refused: {refused.Code} {refused.Detail}"),
        _ => throw new InvalidOperationException(),
    };
}
