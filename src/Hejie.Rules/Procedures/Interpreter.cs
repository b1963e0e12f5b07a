using System.Globalization;
using Hejie.Rules.Places;
using Hejie.Rules.Time;

namespace Hejie.Rules.Procedures;

/// <summary>
/// The interpreter of procedures: pure functions from a matter's state, a move and its circumstances to what happens.
/// It does no I/O and knows no procedure by name.
/// </summary>
public static class Interpreter
{
    private const int MostParties = 50;

    /// <summary>Files a matter.</summary>
    /// <param name="procedure">The procedure.</param>
    /// <param name="kind">A kind of the procedure.</param>
    /// <param name="place">Where it is.</param>
    /// <param name="about">The body that it is about, or null.</param>
    /// <param name="parties">The roles of the persons, the filer first.</param>
    /// <param name="circumstances">Time, law and bodies.</param>
    /// <param name="owner">The body that has it already, for a part of another matter; null: the one that the procedure's routes lead to.</param>
    public static Outcome File(
        Procedure procedure, string kind, PlaceCode place, int? about, IReadOnlyList<PartyRole> parties, Circumstances circumstances, int? owner = null)
    {
        if (procedure.Kinds.All(option => option.Code != kind))
            return new Outcome.Refused("filing.kind", kind);
        if (!circumstances.Bodies.IsPlace(place))
            return new Outcome.Refused("filing.place", place.ToString());
        if (about is { } subject && circumstances.Bodies.KindOf(subject) is null)
            return new Outcome.Refused("filing.about");
        if (!procedure.IsOpenOn(circumstances.Today))
            return new Outcome.Refused("filing.not-in-force");
        if (parties.Count is 0 or > MostParties || parties[0] != PartyRole.Filer || parties.Skip(1).Contains(PartyRole.Filer))
            return new Outcome.Refused("filing.parties");
        if ((owner ?? Router.BodyFor(procedure, place, about, circumstances.Bodies)) is not { } body)
            return new Outcome.Refused("filing.no-body");

        var steps = new Steps(procedure, MatterState.Empty, circumstances);
        steps.Do(new Effect.Began(procedure.Id, procedure.Hash, kind, place.Value, about));
        steps.Do(new Effect.Owned(body, Hop: false));
        for (var ordinal = 1; ordinal <= parties.Count; ordinal++)
            steps.Do(new Effect.Joined(ordinal, parties[ordinal - 1]));
        foreach (var clock in procedure.Opening.Start)
            steps.Start(clock);
        steps.Enter(procedure.Initial);
        foreach (var work in procedure.Opening.Opens)
            steps.Open(work, Answers.None);
        return steps.Done();
    }

    /// <summary>Makes a move.</summary>
    /// <param name="procedure">The version of the procedure that the matter began under.</param>
    /// <param name="state">The matter's state.</param>
    /// <param name="move">The move.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="answers">The checked answers to the move's form.</param>
    /// <param name="circumstances">Time, law and bodies.</param>
    public static Outcome Apply(
        Procedure procedure, MatterState state, Move move, Actor actor, Answers answers, Circumstances circumstances)
    {
        if (!move.From.Contains(state.Name))
            return new Outcome.Refused("move.state", state.Name);
        if (!IsOpenTo(procedure, state, actor) || !Permits(move, state, actor, circumstances.Bodies))
            return new Outcome.Refused("move.actor");
        if (Guards.Broken(move, state, circumstances) is { } broken)
            return broken;

        if (state.Parties.Length + answers.People.Count > MostParties)
            return new Outcome.Refused("move.parties", MostParties.ToString(CultureInfo.InvariantCulture));
        var steps = new Steps(procedure, state, circumstances) { Answers = answers, Actor = actor };
        if (NewOwner(move, state, actor, answers, circumstances.Bodies, out var owner) is { } refusal)
            return refusal;

        if (move.Refers != Refers.Nothing)
        {
            if (Referring.Refused(move, state, actor, answers, circumstances) is { } unfit)
                return unfit;
            Referring.Do(steps, move, actor, answers, circumstances);
            return steps.Done();
        }

        foreach (var clock in move.Stop)
            steps.Stop(clock);
        foreach (var clock in move.Pause)
            steps.Pause(clock);
        foreach (var clock in move.Resume)
            steps.Resume(clock);
        foreach (var clock in move.Extend)
            steps.Extend(clock);
        if (owner is { } body)
        {
            // What who takes it over was called for ends with that, and does not go on to the level above them.
            steps.CloseWork(move.Closes, actor);
            steps.Own(body, hop: move.OwnerField is not null);
        }

        foreach (var clock in move.Start)
            steps.Start(clock);
        steps.Join(answers.People);
        if (move.Clears)
            steps.Clear();
        if (Signatures.Refused(steps, move, actor, answers) is { } unsigned)
            return unsigned;
        if (!Signatures.Awaited(move, steps.State))
            steps.CloseWork(move.Closes, actor);
        if (move.AssignField is { } assign && answers.Number(assign) is { } post)
            steps.Assign(post);
        if (move.Attempt && actor is Actor.Staff caller)
            steps.Attempt(answers.Clear["channel"], caller.Body);
        Go(steps, move, state, answers, moved: owner is not null);
        foreach (var work in move.Opens)
            steps.Open(work, answers);
        return steps.Done();
    }

    /// <summary>Records that a clock passed: its own move where it names one, else the superior is called to supervise.</summary>
    public static Outcome Pass(Procedure procedure, MatterState state, string clock, Circumstances circumstances)
    {
        if (state.Clock(clock) is not { Status: ClockStatus.Running } running || !running.IsOver(circumstances.Now))
            return new Outcome.Refused("clock.not-passed", clock);

        var definition = procedure.ClockOf(clock);
        var steps = new Steps(procedure, state, circumstances);
        steps.Change(running with { Status = ClockStatus.Passed });
        if (Clock.ReferralOf(clock) is { } referral)
        {
            if (definition.Binds)
                Referring.RanOut(steps, referral, circumstances.Bodies);
            return steps.Done();
        }

        if (definition.Then is { } then && procedure.Moves[then] is var move && move.From.Contains(state.Name))
        {
            var outcome = Apply(procedure, steps.State, move, new Actor.System(), Answers.None, circumstances with { Happened = running.Moment is { } moment ? LegalTime.Instant(moment) : LegalTime.StartOf(running.Due) });
            if (outcome is Outcome.Applied applied)
            {
                IReadOnlyList<Effect> effects = [.. steps.Effects, .. applied.Effects];
                return new Outcome.Applied(effects, state.After(effects));
            }
        }

        // Also where its move cannot be made: at the top there is no level above to hand it to.
        if (definition.Binds)
            steps.CallSuperior(Steps.OverdueWork);
        return steps.Done();
    }

    /// <summary>Counts every open clock again under the rules and the calendar of the circumstances; null where nothing changes.</summary>
    public static Outcome.Applied? Recount(Procedure procedure, MatterState state, Circumstances circumstances)
    {
        var steps = new Steps(procedure, state, circumstances);
        foreach (var clock in state.Clocks)
            steps.Recount(clock.Name);
        return steps.Effects.Count == 0 ? null : new Outcome.Applied(steps.Effects, state.After(steps.Effects));
    }

    /// <summary>The moves that an actor can make now, in file order.</summary>
    public static IEnumerable<Move> Open(Procedure procedure, MatterState state, Actor actor, Circumstances circumstances) =>
        procedure.MovesFrom(state.Name).Where(move =>
            IsOpenTo(procedure, state, actor)
            && Permits(move, state, actor, circumstances.Bodies)
            && Guards.Broken(move, state, circumstances) is null
            && (!move.OwnerSuperior || circumstances.Bodies.SuperiorOf(state.Owner) is not null)
            && (!move.OwnerBack || state.SentBy is not null)
            && (!move.OwnerActor || actor is not Actor.Staff taker || taker.Body != state.Owner)
            && Signatures.Open(move, state, actor)
            && Referring.Open(move, state, actor, circumstances));

    /// <summary>Whether a move is this actor's to make, whatever the matter's state.</summary>
    public static bool Permits(Move move, MatterState state, Actor actor, IBodies bodies) => actor switch
    {
        Actor.Staff staff => move.By.Any(who => who switch
        {
            Who.AtOwner owner => staff.Body == state.Owner && staff.Role == owner.Role,
            Who.AtSuperior => bodies.SuperiorOf(state.Owner) is { } superior
                ? staff.Body == superior && Supervises(staff.Role)
                : staff.Body == state.Owner && staff.Role == Role.Lead,
            Who.Called => IsCalled(staff, Steps.AttemptWork, state),
            Who.CalledTo called => IsCalled(staff, called.Kind, state),
            _ => false,
        }),
        Actor.Party party => state.Parties.Contains(new PartyState(party.Ordinal, party.Role))
            && move.By.Any(who => who is Who.AnyParty || (who is Who.Filer && party.Role == PartyRole.Filer) || (who is Who.Respondent && party.Role == PartyRole.Respondent)),
        Actor.System => move.By.Any(who => who is Who.BySystem),
        _ => false,
    };

    /// <summary>The body whose posts a move can name: of who is called to it, else of who has the matter.</summary>
    public static int BodyOf(Move move, MatterState state, Actor actor) =>
        actor is Actor.Staff staff && move.By.Count > 0 && move.By.All(who => who is Who.CalledTo) ? staff.Body : state.Owner;

    private static Outcome.Refused? NewOwner(Move move, MatterState state, Actor actor, Answers answers, IBodies bodies, out int? owner)
    {
        owner = move.OwnerSuperior ? bodies.SuperiorOf(state.Owner)
            : move.OwnerBack ? state.SentBy
            : move.OwnerActor && actor is Actor.Staff taker ? taker.Body
            : move.OwnerField is { } field ? answers.Number(field)
            : null;
        if (owner is null)
            return move.OwnerSuperior || move.OwnerBack ? new Outcome.Refused("move.no-superior") : null;
        if (owner == state.Owner)
            return new Outcome.Refused("move.same-body");
        if (bodies.LevelOf(owner.Value) != PlaceLevel.Prefecture && bodies.CountyOf(owner.Value) != PlaceCode.Of(state.Place).County)
            return new Outcome.Refused("move.other-county");
        if (state.About is { } about && bodies.IsAtOrUnder(owner.Value, about))
            return new Outcome.Refused("move.about-body");
        return null;
    }

    /// <summary>To the state that the move leads to, if it leads to one.</summary>
    private static void Go(Steps steps, Move move, MatterState state, Answers answers, bool moved)
    {
        if (move.WhenSigned is { } signed && Signatures.Complete(steps.State))
        {
            steps.Enter(signed);
        }
        else if (move.OnState is { } branch && answers.Clear.TryGetValue(branch.Field, out var choice)
            && branch.Targets.TryGetValue(choice, out var chosen))
        {
            foreach (var clock in branch.Stop)
                steps.Stop(clock);
            steps.Enter(chosen);
        }
        else if (move.To == Move.Back)
        {
            steps.Enter(state.Trail[^1], returning: true);
        }
        else if (move.To is { } target)
        {
            steps.Enter(target, move.Returns);
        }
        else if (moved)
        {
            steps.Enter(state.Name, returning: true);
        }
    }

    private static bool IsCalled(Actor.Staff staff, string kind, MatterState state) =>
        Supervises(staff.Role) && state.Work.Any(work => work.Kind == kind && work.Body == staff.Body);

    private static bool IsOpenTo(Procedure procedure, MatterState state, Actor actor) => actor is not Actor.Staff staff || procedure.IsOpenTo(staff.Role, state.Kind);

    private static bool Supervises(Role role) => role is Role.DutyOfficer or Role.Liaison or Role.Lead;
}
