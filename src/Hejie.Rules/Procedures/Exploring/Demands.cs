using Hejie.Rules.Procedures.Checking;

namespace Hejie.Rules.Procedures.Exploring;

/// <summary>What must hold in every situation and at every step, whatever a procedure is about.</summary>
internal sealed class Demands(Subject subject, ModelPrefecture bodies)
{
    private readonly HashSet<(string Place, string Reason)> _told = [];

    /// <summary>Checks one situation.</summary>
    public void OfSituation(Situation situation)
    {
        var (state, defined) = (situation.State, subject.Procedure.States[situation.State.Name]);
        void Must(bool holds, string reason) => Tell(situation, holds, reason);

        Must(bodies.KindOf(state.Owner) is not null, "the matter lies with no body that exists");
        Must(state.About is not { } about || !bodies.IsAtOrUnder(state.Owner, about), "the matter lies with the body that it is about, or with one under it");
        Must(state.About is not { } named || state.Work.All(work => !bodies.IsAtOrUnder(work.Body, named)), "the body that the matter is about, or one under it, is called");
        if (defined.IsFinal)
        {
            Must(state.Work.IsEmpty, "it has ended and still waits on somebody");
            Must(state.Clocks.All(clock => !clock.IsOpen), "it has ended and a clock is open");
            Must(defined.Next is not null, "it has ended and the resident is not told what can be done next");
            return;
        }

        var own = state.Work.Where(work => work.OfState).ToList();
        Must(own is [var one] && one.Body == state.Owner, "not exactly one work of the state lies with its owner");
        Must(own.All(work => work.Due is not null), "its work has no date: the clock that gives it ('due') is not open here");
    }

    /// <summary>Checks the step that led to a situation.</summary>
    /// <param name="after">The situation.</param>
    /// <param name="move">The move that was made; null at filing and where a clock passed without one.</param>
    /// <param name="actor">Who made it.</param>
    public void OfStep(Situation after, Move? move, Actor? actor)
    {
        if (after.Before is not { } before || before.State.Name == after.State.Name)
            return;
        var (from, to) = (subject.Procedure.States[before.State.Name], subject.Procedure.States[after.State.Name]);
        var filer = actor is Actor.Party { Role: PartyRole.Filer };
        void Must(bool holds, string reason) => Tell(after, holds, reason, move);

        if (to.Agreed && !from.Agreed && !HandsCheck.IsWithdrawing(subject, from))
            Must(AllSigned(after.State), "the parties are bound, and not each of them has signed: silence is no consent");
        Must(to.Ending != Ending.Solved || filer, "somebody other than who filed says that it is solved");
        Must(!HandsCheck.IsWithdrawing(subject, to) || filer || from.IsFinal, "somebody other than who filed withdraws");
        Must(to.Ending != Ending.Withdrawn || HandsCheck.IsWithdrawing(subject, from), "it is withdrawn without the time to take that back");
        Must(to.Ending is not (Ending.Refused or Ending.Unsettled) || move?.Form.Any(field => field is { Type: FieldType.Remedy, Required: true }) == true,
            "it ends without a result, and no other remedy is named");
    }

    /// <summary>Checks that a clock that gives the work's date made a move as it passed, or called somebody, or was the resident's and now lets the body go on.</summary>
    public void OfClock(Situation before, Situation after, string clock)
    {
        var defined = subject.Procedure.States[before.State.Name];
        if (defined.Work?.Due != clock)
            return;
        var moved = before.State.Name != after.State.Name || before.State.Owner != after.State.Owner;
        var waited = !subject.Procedure.ClockOf(clock).Binds
            && subject.Procedure.MovesFrom(defined.Name).Any(move => move.Guards.Contains(Guard.AfterClock) && move.Stop.Contains(clock));
        Tell(after, moved || waited || after.State.Work.Any(work => !work.OfState && work.Kind == Steps.OverdueWork),
            $"the clock '{clock}' passed, and neither is a move made nor the level above called nor can the body go on", at: defined);
    }

    private static bool AllSigned(MatterState state) => state.Parties.Where(party => party.Role != PartyRole.Third)
        .All(party => state.Signatures.Any(signature => signature.By == party.Ordinal && signature.Attested));

    private void Tell(Situation situation, bool holds, string reason, Move? move = null, State? at = null)
    {
        var state = at ?? subject.Procedure.States[situation.State.Name];
        if (holds || !_told.Add((move?.Name ?? state.Name, reason)))
            return;
        var map = move is null ? subject.Maps[state] : subject.Maps[move];
        map.Problem(null, $"in the state '{state.Name}' {reason} ({situation.Path})");
    }
}
