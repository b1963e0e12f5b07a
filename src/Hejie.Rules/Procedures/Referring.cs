using System.Collections.Immutable;
using Hejie.Rules.Places;

namespace Hejie.Rules.Procedures;

/// <summary>
/// The referral: the same in every procedure whose file uses it. Who has the matter calls a body; that one acknowledges, sends
/// somebody, reports, answers, or objects in time and names who is competent. After two hops the common superior is convened
/// and says who answers; then nobody objects. The matter stays with its owner all the while.
/// </summary>
internal static class Referring
{
    /// <summary>The work of a body that is called.</summary>
    public const string Work = "referral";

    /// <summary>The work of the common superior.</summary>
    public const string Deciding = "referral-decide";

    /// <summary>The work of the body above one that is late.</summary>
    public const string Late = "referral-late";

    /// <summary>The question that names a body: whom to call, whom the superior names, whom to need no more.</summary>
    public const string BodyField = "body";

    /// <summary>The question of an objection: who is competent.</summary>
    public const string CompetentField = "competent";

    /// <summary>The question whether the body leads.</summary>
    public const string LeadsField = "leads";

    /// <summary>The clocks of a referral.</summary>
    public const string Acknowledging = "referral-acknowledge", Objecting = "referral-object", Answering = "referral-answer", Decision = "referral-decide";

    private const int MostHops = 2, MostOpen = 12;

    /// <summary>The kinds of work that lie with others, whoever has the matter.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Work, Deciding, Late];

    /// <summary>Whether a move about a referral is open to an actor now.</summary>
    public static bool Open(Move move, MatterState state, Actor actor, Circumstances circumstances) => move.Refers switch
    {
        Refers.Nothing => true,
        Refers.Call => OpenOnes(state).Count() < MostOpen,
        Refers.Drop => OpenOnes(state).Any(),
        Refers.Press => LateAt(state, actor) is not null,
        _ => Of(move, state, actor, Answers.None) is { } referral && Refused(move, state, referral, circumstances) is null,
    };

    /// <summary>What forbids the move, or null.</summary>
    public static Outcome.Refused? Refused(Move move, MatterState state, Actor actor, Answers answers, Circumstances circumstances)
    {
        if (move.Refers == Refers.Call)
            return OpenOnes(state).Count() >= MostOpen ? new Outcome.Refused("referral.many") : Unfit(state, null, answers.Number(BodyField), circumstances.Bodies);
        if (move.Refers == Refers.Press)
            return LateAt(state, actor) is null ? new Outcome.Refused("referral.none") : null;
        if (Of(move, state, actor, answers) is not { } referral)
            return new Outcome.Refused("referral.none");
        if (Refused(move, state, referral, circumstances) is { } early)
            return early;
        return move.Refers switch
        {
            Refers.Objection => Unfit(state, referral, answers.Number(CompetentField), circumstances.Bodies),
            Refers.Decide when answers.Number(BodyField) is var body && body != state.Owner => Unfit(state, null, body, circumstances.Bodies),
            _ => null,
        };
    }

    /// <summary>Does what the move does about a referral.</summary>
    public static void Do(Steps steps, Move move, Actor actor, Answers answers, Circumstances circumstances)
    {
        if (move.Refers == Refers.Call)
        {
            Call(steps, move, answers);
            return;
        }

        if (move.Refers == Refers.Press)
        {
            steps.Do(new Effect.WorkClosed(LateAt(steps.State, actor)!.Number));
            return;
        }

        var referral = Of(move, steps.State, actor, answers)!;
        switch (move.Refers)
        {
            case Refers.Acknowledge:
                Know(steps, referral, ReferralStage.Acknowledged);
                break;
            case Refers.Send:
                Know(steps, referral, ReferralStage.OnTheWay);
                break;
            case Refers.Report:
                Know(steps, referral, referral.Stage == ReferralStage.OnTheWay ? ReferralStage.OnTheWay : ReferralStage.Acknowledged);
                break;
            case Refers.Answer:
                End(steps, referral, ReferralStage.Answered);
                break;
            case Refers.Drop:
                End(steps, referral, ReferralStage.Dropped);
                break;
            case Refers.Objection when referral.Tried.Length < MostHops:
                Pass(steps, referral, answers.Number(CompetentField)!.Value, decided: false);
                break;
            case Refers.Objection:
                Convene(steps, referral, circumstances.Bodies);
                break;
            case Refers.Decide when answers.Number(BodyField) == steps.State.Owner:
                End(steps, referral, ReferralStage.Dropped);
                break;
            case Refers.Decide:
                Pass(steps, referral, answers.Number(BodyField)!.Value, decided: true);
                break;
            case Refers.Nothing or Refers.Call or Refers.Press:
            default:
                throw new ArgumentOutOfRangeException(nameof(move), move.Refers, null);
        }
    }

    /// <summary>Who was called has the matter now: nobody is asked for it from outside any more.</summary>
    public static void Taken(Steps steps, int owner)
    {
        foreach (var referral in OpenOnes(steps.State).Where(referral => referral.Body == owner).ToList())
            End(steps, referral, ReferralStage.Dropped);
    }

    /// <summary>A date of a referral ran out: the body above the late one is called, at the top its own lead. Lateness is of who held it.</summary>
    public static void RanOut(Steps steps, int number, IBodies bodies)
    {
        if (steps.State.Referrals.FirstOrDefault(referral => referral.Number == number) is { } late && late.IsOpen(steps.State))
            steps.CallAbove(Late, late.Body, bodies);
    }

    /// <summary>The referral that a move is about: of the actor's body, or for who has the matter the one that the form names.</summary>
    public static ReferralState? Of(Move move, MatterState state, Actor actor, Answers answers) => (move.Refers, actor) switch
    {
        (Refers.Drop, _) => OpenOnes(state).FirstOrDefault(referral => answers.Number(BodyField) == referral.Body),
        (_, Actor.Staff staff) => OpenOnes(state).FirstOrDefault(referral => referral.Body == staff.Body && (referral.Stage == ReferralStage.Convened) == (move.Refers == Refers.Decide)),
        _ => null,
    };

    private static WorkState? LateAt(MatterState state, Actor actor) =>
        actor is Actor.Staff staff ? state.Work.FirstOrDefault(work => work.Kind == Late && work.Body == staff.Body) : null;

    private static IEnumerable<ReferralState> OpenOnes(MatterState state) => state.Referrals.Where(referral => referral.IsOpen(state));

    private static Outcome.Refused? Refused(Move move, MatterState state, ReferralState referral, Circumstances circumstances) => move.Refers switch
    {
        Refers.Acknowledge when referral.Stage != ReferralStage.Called => new Outcome.Refused("referral.known"),
        Refers.Objection when referral.Decided => new Outcome.Refused("referral.decided"),
        Refers.Objection when referral.Stage == ReferralStage.OnTheWay => new Outcome.Refused("referral.known"),
        Refers.Objection when state.Clock(referral.Clock(Objecting)) is not { Status: ClockStatus.Running } clock || clock.IsOver(circumstances.Now) => new Outcome.Refused("referral.too-late"),
        _ => null,
    };

    /// <summary>Why a body cannot be called; an objection names nobody who is tried already: nothing goes in a circle.</summary>
    private static Outcome.Refused? Unfit(MatterState state, ReferralState? objecting, int? named, IBodies bodies)
    {
        if (named is not { } body || bodies.KindOf(body) is null)
            return new Outcome.Refused("referral.closed");
        if (body == (objecting?.Body ?? state.Owner))
            return new Outcome.Refused("referral.same-body");
        if (objecting is not null && (body == state.Owner || objecting.Bodies.Contains(body)))
            return new Outcome.Refused("referral.circle");
        if (OpenOnes(state).Any(other => other.Body == body))
            return new Outcome.Refused("referral.open");
        if (bodies.LevelOf(body) != PlaceLevel.Prefecture && bodies.CountyOf(body) != PlaceCode.Of(state.Place).County)
            return new Outcome.Refused("referral.other-county");
        return state.About is { } about && bodies.IsAtOrUnder(body, about) ? new Outcome.Refused("referral.about-body") : null;
    }

    private static void Call(Steps steps, Move move, Answers answers)
    {
        var (state, body) = (steps.State, answers.Number(BodyField)!.Value);
        var number = state.Referrals.Length + 1;
        var shown = move.Shows.Where(pair => answers.Clear.GetValueOrDefault(pair.Key) == "yes").SelectMany(pair => pair.Value).ToImmutableArray();
        var leads = answers.Clear.GetValueOrDefault(LeadsField) == "yes" || !OpenOnes(state).Any();
        StartClocks(steps, number, decided: false);
        steps.OpenReferral(Work, body, Role.DutyOfficer, Clock.InstanceOf(Acknowledging, number));
        steps.Do(new Effect.BodyCalled(number, state.Owner, body, steps.State.WorkOpened, leads, shown));
    }

    /// <summary>It is known: from now on the answer is what is due.</summary>
    private static void Know(Steps steps, ReferralState referral, ReferralStage stage)
    {
        steps.Stop(referral.Clock(Acknowledging));
        if (referral.Stage != stage)
            steps.Do(new Effect.ReferralStood(referral.Number, stage));
        if (steps.State.Clock(referral.Clock(Answering)) is { } answer)
            steps.Do(new Effect.WorkDated(referral.Work, answer.Ends));
    }

    private static void Pass(Steps steps, ReferralState referral, int body, bool decided)
    {
        Leave(steps, referral);
        StartClocks(steps, referral.Number, decided);
        steps.OpenReferral(Work, body, Role.DutyOfficer, referral.Clock(Acknowledging));
        steps.Do(new Effect.ReferralPassed(referral.Number, body, steps.State.WorkOpened, ReferralStage.Called, decided));
    }

    private static void Convene(Steps steps, ReferralState referral, IBodies bodies)
    {
        Leave(steps, referral);
        steps.Start(Decision, referral.Number);
        var superior = Superior(steps.State.Owner, referral, bodies);
        steps.OpenReferral(Deciding, superior ?? steps.State.Owner, superior is null ? Role.Lead : Role.DutyOfficer, referral.Clock(Decision));
        steps.Do(new Effect.ReferralPassed(referral.Number, superior ?? steps.State.Owner, steps.State.WorkOpened, ReferralStage.Convened, Decided: false));
    }

    /// <summary>The lowest body above the owner that all who were called lie under; where they share none, the owner's own superior.</summary>
    private static int? Superior(int owner, ReferralState referral, IBodies bodies)
    {
        for (var at = bodies.SuperiorOf(owner); at is { } above; at = bodies.SuperiorOf(above))
        {
            if (referral.Bodies.All(body => body != above && bodies.IsAtOrUnder(body, above)))
                return above;
        }

        return bodies.SuperiorOf(owner) is { } next && !referral.Bodies.Contains(next) ? next : null;
    }

    private static void End(Steps steps, ReferralState referral, ReferralStage stage)
    {
        Leave(steps, referral);
        steps.Do(new Effect.ReferralStood(referral.Number, stage));
    }

    /// <summary>Nothing of it waits on the body any more, nor on the one above it.</summary>
    private static void Leave(Steps steps, ReferralState referral)
    {
        foreach (var clock in new[] { Acknowledging, Objecting, Answering, Decision })
            steps.Stop(referral.Clock(clock));
        steps.Do(new Effect.WorkClosed(referral.Work));
        steps.Relieve(Late, referral.Body, steps.State.Referrals.Where(other => other.Number != referral.Number && IsLate(other, steps.State)).Select(other => other.Body));
    }

    private static bool IsLate(ReferralState referral, MatterState state) => referral.IsOpen(state)
        && state.Clocks.Any(clock => clock.Status == ClockStatus.Passed && Clock.ReferralOf(clock.Name) == referral.Number && Clock.NameOf(clock.Name) != Objecting);

    private static void StartClocks(Steps steps, int number, bool decided)
    {
        steps.Start(Acknowledging, number);
        steps.Start(Answering, number);
        if (!decided)
            steps.Start(Objecting, number);
    }
}
