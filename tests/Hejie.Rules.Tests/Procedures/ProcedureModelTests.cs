using CsCheck;
using Hejie.Rules.Procedures;

namespace Hejie.Rules.Tests.Procedures;

/// <summary>Random lives of matters: whoever does whatever may be done, in any order, at any time, what must hold holds after each step.</summary>
public sealed class ProcedureModelTests
{
    private const int Steps = 30;

    private static long Lives => Environment.GetEnvironmentVariable("HEJIE_LONG") == "1" ? 100_000 : 1_000;

    private static readonly string[] s_ofResidents = ["solved", "not-solved", "withdraw", "take-back", "sign", "contest-signature", "contest-in-force", "decline", "complete", "join", "leave", "choose-mediator", "ask-change", "agree-online", "go-offline"];

    private static readonly string[] s_way = ["join", "appoint", "confirm", "reached", "accept", "write-agreement", "sign", "sign-on-paper", "attest", "sign-mediator", "seal", "record-performance", "reply", "attempt", "attempt", "attempt"];

    private static readonly string[] s_round = ["transfer", "object", "transfer", "object", "send-up", "designate"];

    private static readonly Actor.Party[] s_parties =
        [Tale.Filer, Tale.Neighbour, new(3, PartyRole.Third), new(3, PartyRole.Respondent), new(4, PartyRole.Respondent)];

    private sealed record Life(int Procedure, int About, int Parties, int Place, int Start, int Habit, int[] Choices);

    private static readonly string[] s_most = ["people-mediation", "petition"];

    // The two that most matters go through have most of the lives.
    private static readonly Gen<int> s_procedures = Gen.Select(Gen.Int[0, 9], Gen.Int[0, Tale.Shipped.InForce.Count - 1],
        (chance, other) => chance < 8 ? Tale.Shipped.InForce.ToList().FindIndex(procedure => procedure.Id == s_most[chance % 2]) : other);

    private static readonly Gen<Life> s_lives = Gen.Select(
        s_procedures, Gen.Int[-3, Prefecture.All.Count - 1], Gen.Int[1, 3], Gen.Int[0, 4], Gen.Int[-6, 12], Gen.Int, Gen.Int[0, int.MaxValue - 1].Array[Steps],
        (procedure, about, parties, place, start, habit, choices) => new Life(procedure, about, parties, place, start, habit, choices));

    [Fact]
    public void Whatever_is_done_in_whatever_order_the_house_rules_hold()
    {
        s_lives.Sample(Live, iter: Lives, threads: 2);
        EndInSilence(Tale.Dispute());
        EndInSilence(Tale.Petition(null));
    }

    private static void Live(Life life)
    {
        var place = new[] { Prefecture.Village, Prefecture.NextVillage, Prefecture.Xizhou, Prefecture.City, Prefecture.Whole }[life.Place];
        var procedure = Tale.Shipped.InForce[life.Procedure];
        int? about = procedure.AsksAbout && life.About >= 0 ? Prefecture.All[life.About] : null;
        if (Router.BodyFor(procedure, place, about, Tale.Bodies) is null)
            return;
        var tale = Tale.Filed(procedure.Id, procedure.AsksAbout ? 1 : life.Parties, about, procedure.Id.EndsWith("-2021", StringComparison.Ordinal) ? "2024-03-04" : "2026-03-02", place);
        Holds(tale, MatterState.Empty);
        foreach (var name in (life.Start < 0 ? s_round : s_way).Take(Math.Abs(life.Start)))
            Follow(tale, name);
        foreach (var choice in life.Choices)
        {
            var before = tale.State;
            Step(tale, choice, life.Habit);
            Holds(tale, before);
            StaffNeverSpeaksForTheResident(tale, choice);
        }

        NumbersRise(tale);
        IsTheFoldOfItsJournal(tale);
    }

    /// <summary>Three attempts on two channels, a fortnight, and then the end: chance alone seldom goes that way.</summary>
    private static void EndInSilence(Tale tale)
    {
        foreach (var name in s_way.TakeWhile(name => name != "attempt"))
            Follow(tale, name);
        var owner = Prefecture.At(tale.State.Owner, Role.DutyOfficer);
        tale.Then(owner, "attempt", ("channel", "telephone")).Then(owner, "attempt", ("channel", "letter"));
        tale.Then(Prefecture.At(tale.Work("attempt").Body, Role.DutyOfficer), "attempt", ("channel", "visit")).Days(16);
        Follow(tale, "close-unanswered");
        tale.State.Name.ShouldBe("unanswered");
    }

    /// <summary>
    /// Days pass, or somebody who can makes a move that they can make, with answers by chance. Each life leaves out half of
    /// the moves by habit where it can, so that some lives come far and others turn in circles.
    /// </summary>
    private static void Step(Tale tale, int choice, int habit)
    {
        var random = new Random(choice);
        if (random.Next(5) == 0 || tale.Procedure.States[tale.State.Name].IsFinal)
            tale.Days(random.Next(3) == 0 ? random.Next(1, 40) : random.Next(1, 4));
        var bodies = tale.State.Work.Select(work => work.Body).Append(tale.State.Owner).Append(Tale.Bodies.SuperiorOf(tale.State.Owner) ?? 0).ToHashSet();
        var open = s_parties.Cast<Actor>().Concat(Prefecture.Everyone.Where(staff => bodies.Contains(staff.Body)))
            .SelectMany(actor => Interpreter.Open(tale.Procedure, tale.State, actor, tale.Circumstances).Select(move => (Actor: actor, Move: move)))
            .ToList();
        if (open.Count == 0)
            return;

        // By move first and then by actor, or the many who can only add something would crowd out the others.
        var moves = open.Select(pair => pair.Move).Distinct().ToList();
        var habitual = moves.Where(each => ((habit >> (each.Line % 31)) & 1) == 0).ToList();
        moves = habitual.Count > 0 ? habitual : moves;
        var move = moves[random.Next(moves.Count)];
        var actors = open.Where(pair => pair.Move == move).Select(pair => pair.Actor).ToList();
        var actor = actors[random.Next(actors.Count)];
        var outcome = tale.TryAny(actor, move, random);
        if (outcome is Outcome.Refused refused)
        {
            Must(refused.Code is "move.same-body" or "move.other-county" or "signature.party" or "field.post"
                || (refused.Code.StartsWith("referral.", StringComparison.Ordinal) && (refused.Code != "referral.none" || move.Refers == Refers.Drop) && refused.Code is not ("referral.known" or "referral.decided" or "referral.too-late")), $"what is shown can be done: {refused.Code}");
            return;
        }

        tale.Take(outcome);
    }

    /// <summary>Goes a step of a way that chance alone would seldom find, if somebody can.</summary>
    private static void Follow(Tale tale, string name)
    {
        var near = Prefecture.Everyone.OrderBy(staff => staff.Body == Tale.Bodies.SuperiorOf(tale.State.Owner) ? 0 : 1);
        if (!tale.Procedure.Moves.TryGetValue(name, out var move)
            || s_parties.Cast<Actor>().Concat(near).FirstOrDefault(actor =>
                Interpreter.Open(tale.Procedure, tale.State, actor, tale.Circumstances).Contains(move)) is not { } actor)
            return;
        var before = tale.State;
        if (move.OwnerField is null)
            tale.Then(actor, name);
        else if (Enumerable.Range(0, 20).Select(seed => tale.TryAny(actor, move, new Random(seed))).OfType<Outcome.Applied>().FirstOrDefault() is { } sent)
            tale.Take(sent);
        Holds(tale, before);
    }

    private static void Holds(Tale tale, MatterState before)
    {
        var (state, procedure) = (tale.State, tale.Procedure);
        var own = state.Work.Where(work => work.OfState).ToList();
        var final = procedure.States[state.Name].IsFinal;
        Must(Tale.Bodies.KindOf(state.Owner) is not null, "a matter has one owner, which exists");
        Must(state.About is not { } about || state.Work.Select(work => work.Body).Append(state.Owner).All(body => !Tale.Bodies.IsAtOrUnder(body, about)),
            "neither the owner nor who is called is the body complained about or under it");
        Must(!final || state.Work.IsEmpty, "what has ended waits on nobody");
        Must(!final || state.Clocks.All(clock => clock.Status == ClockStatus.Stopped), "what has ended has no open clock");
        Must(final || own is [{ Due: not null } work] && work.Body == state.Owner, "what has not ended has one work of its state, at its owner, with a date");
        Must(state.Work.Select(work => work.Number).Distinct().Count() == state.Work.Length, "work has numbers of its own");
        Must(state.Work.Where(work => work.Kind != Referring.Deciding).CountBy(work => (work.Kind, work.Body)).All(pair => pair.Value == 1), "a body is asked for the same thing once");
        Must(state.WorkOpened >= before.WorkOpened && state.Work.All(work => work.Number <= state.WorkOpened), "numbers of work rise");
        Referred(state);
        Must(state.Trail.Distinct().Count() == state.Trail.Length && !state.Trail.Contains(state.Name), "the way back has no circle");
        Must(state.Clocks.All(clock => clock.Due >= clock.From), "no clock is due before it starts");
        Must(state.Clocks.Select(clock => clock.Name).Distinct().Count() == state.Clocks.Length, "a clock is there once");
        Must(state.Clocks.All(clock => clock.Pauses.All(pause => pause.Until is null || pause.Until >= pause.From)), "a pause ends after it begins");
        Must(state.Name != "unanswered" || before.Name != "ended" || (before.Attempts.Length >= 3
            && before.Attempts.Select(attempt => attempt.Channel).Distinct().Count() >= 2 && before.Attempts.Any(attempt => attempt.Body != before.Owner)),
            "closed without an answer only after three attempts on two channels, one by another body");
        Must(state.Name != "performing" || before.Name != "signing" || state.Parties.Where(party => party.Role != PartyRole.Third)
            .Select(party => party.Ordinal).Append(Signature.OfMediator).Append(Signature.OfSeal)
            .All(by => state.Signatures.Any(signature => signature.By == by && signature.Attested)), "an agreement takes effect at its last signature");
    }

    /// <summary>What is called from others waits on one body each, with a date, beside the one owner; what was answered waits on nobody.</summary>
    private static void Referred(MatterState state)
    {
        foreach (var referral in state.Referrals)
        {
            var work = state.Work.Where(work => work.Number == referral.Work).ToList();
            var clocks = state.Clocks.Where(clock => Clock.ReferralOf(clock.Name) == referral.Number && clock.IsOpen).ToList();
            Must(referral.Tried.Distinct().Count() == referral.Tried.Length && referral.Tried.Length <= 3, "nobody is passed round, nor in a circle");
            if (!referral.IsOpen(state))
            {
                Must(clocks.Count == 0, "a referral that has ended has no open clock");
                continue;
            }

            Must(work is [{ Due: not null } one] && one.Body == referral.Body && one.Kind == (referral.Stage == ReferralStage.Convened ? Referring.Deciding : Referring.Work), "a referral waits on one body, and has a next date");
            Must(clocks.Any(clock => clock.Name == referral.DueClock), "each hop has its clock");
            Must(referral.Stage is not (ReferralStage.Answered or ReferralStage.Dropped), "what is open was not answered");
            Must(referral.Body != state.Owner || referral.Stage == ReferralStage.Convened, "nobody is called to their own matter");
        }

        Must(state.Referrals.Count(referral => referral.Leads) <= 1, "one leads");
    }

    private static void Must(bool holds, string rule)
    {
        if (!holds)
            Assert.Fail(rule);
    }

    private static void NumbersRise(Tale tale)
    {
        var numbers = tale.Journal.SelectMany(effects => effects).OfType<Effect.WorkOpened>().Select(opened => opened.Number).ToList();
        Must(numbers.SequenceEqual(Enumerable.Range(1, numbers.Count)), "numbers of work are consecutive");
    }

    private static void IsTheFoldOfItsJournal(Tale tale) =>
        Tale.Text(tale.Journal.Aggregate(MatterState.Empty, (folded, effects) => folded.After(effects))).ShouldBe(Tale.Text(tale.State));

    private static void StaffNeverSpeaksForTheResident(Tale tale, int choice)
    {
        var staff = Prefecture.Everyone[choice % Prefecture.Everyone.Count];
        var name = s_ofResidents[choice % s_ofResidents.Length];
        if (tale.Procedure.Moves.TryGetValue(name, out var move))
            Must(tale.TryAny(staff, move, new Random(choice)) is Outcome.Refused, "staff never speaks for the resident");
        Must(!Interpreter.Open(tale.Procedure, tale.State, staff, tale.Circumstances).Any(open => s_ofResidents.Contains(open.Name)), "staff is shown nothing of the resident's");
    }
}
