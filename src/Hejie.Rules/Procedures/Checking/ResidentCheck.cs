using Hejie.Rules.Time;

namespace Hejie.Rules.Procedures.Checking;

/// <summary>What who filed can always do: say that it is not solved, withdraw, and take a withdrawal back within seven days.</summary>
internal static class ResidentCheck
{
    private const int LeastDays = 7;

    public static void Check(Subject subject)
    {
        foreach (var state in subject.States)
        {
            var moves = subject.Procedure.MovesFrom(state.Name).Where(Subject.IsFilers).ToList();
            var reopens = moves.Any(move => subject.TargetsOf(move).Any(target => !target.IsFinal && target != state));
            if (!reopens && moves.Any(move => subject.TargetsOf(move).Any(target => target.Ending == Ending.Solved)))
                subject.Maps[state].Problem(null, $"in the state '{state.Name}' the resident can say 'solved' but not 'not solved'");
            else if (!reopens && state.Ending == Ending.Unanswered)
                subject.Maps[state].Problem(null, $"who comes after '{state.Name}' was closed without an answer cannot say 'not solved'");
            if (subject.Procedure.Irrevocable is null && !state.IsFinal && !state.Closing && !moves.Any(move => subject.TargetsOf(move).Any(target => HandsCheck.IsWithdrawing(subject, target))))
                subject.Maps[state].Problem(null, $"from the state '{state.Name}' the resident cannot withdraw");
            if (HandsCheck.IsWithdrawing(subject, state))
                CheckWithdrawing(subject, state, moves);
        }

        if (subject.Procedure.Irrevocable is null && !subject.States.Any(state => HandsCheck.IsWithdrawing(subject, state)))
            subject.Maps.Top.Problem("states", "nobody can withdraw what they filed: use the part 'withdrawal', or say in 'irrevocable' why not");
        if (!subject.States.Any(state => state.Ending == Ending.Solved) && (!subject.States.Any(state => state.Ending == Ending.Decided) || subject.States.Any(state => state.Ending == Ending.Unanswered)))
            subject.Maps.Top.Problem("states", "in no state the resident can say that it is solved");
    }

    private static void CheckWithdrawing(Subject subject, State state, List<Move> moves)
    {
        if (!moves.Any(move => move.To == Move.Back))
            subject.Maps[state].Problem(null, $"in the state '{state.Name}' the resident cannot take the withdrawal back: add a move 'to: back' by filer");
        var clock = state.Starts.Select(name => subject.Procedure.Clocks.GetValueOrDefault(name)).FirstOrDefault(clock => clock?.Then is not null);
        if (clock is null)
            subject.Maps[state].Problem("starts", $"the state '{state.Name}' starts no clock whose 'then' makes the withdrawal final");
        else if (subject.Rules.Versions(clock.Rule).Any(version => version.Rule is { Unit: not (PeriodUnit.Days or PeriodUnit.WorkingDays) } or { Length: < LeastDays }))
            subject.Maps[clock].Problem("rule", $"a withdrawal can be taken back for {LeastDays} days; the rule '{clock.Rule}' gives less");
    }
}
