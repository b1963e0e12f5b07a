namespace Hejie.Rules.Procedures.Checking;

/// <summary>Every state can be reached and left, leads to an end, and until then lies with somebody who can go on.</summary>
internal static class PathCheck
{
    public static void Check(Subject subject)
    {
        var reached = Reached(subject, subject.Procedure.Initial, back: false);
        foreach (var state in subject.States)
        {
            if (!reached.Contains(state.Name))
                subject.Maps[state].Problem(null, $"the state '{state.Name}' cannot be reached: no move leads to it");
            if (state.IsFinal)
                CheckEnding(subject, state);
            else
                CheckOpen(subject, state);
        }
    }

    private static void CheckEnding(Subject subject, State state)
    {
        var map = subject.Maps[state];
        if (state.Work is not null)
            map.Problem("work", $"the state '{state.Name}' is an ending, so no work can be left in it");
        if (state.Next is null)
            map.Problem(null, $"the ending '{state.Name}' does not tell the resident what they can do next: add 'next'");
        foreach (var move in subject.Procedure.MovesFrom(state.Name).Where(move => !Subject.IsFilers(move)))
            subject.Maps[move].Problem("from", $"the move '{move.Name}' starts from the ending '{state.Name}': only who filed may reopen what has ended");
    }

    private static void CheckOpen(Subject subject, State state)
    {
        var (map, moves) = (subject.Maps[state], subject.Procedure.MovesFrom(state.Name).ToList());
        if (state.Work is not { } work)
            map.Problem(null, $"in the state '{state.Name}' the matter would lie with nobody: add 'work' with its kind and role, or 'ending'");
        else if (!moves.Any(move => move.By.Contains(new Who.AtOwner(work.Role))))
            map.Problem("work", $"the work of the state '{state.Name}' lies with a role that can make no move in it");
        if (state.Work is { WaitsOnResident: true } && !moves.Any(move => move.By.Any(who => who is Who.Filer)))
            map.Problem("work", $"the state '{state.Name}' waits on the resident, who can make no move in it");
        if (!subject.Exits(state.Name, back: true).Any(target => target != state.Name))
            map.Problem(null, $"the state '{state.Name}' has no way out: no move leads from it to another state");
        else if (!Reached(subject, state.Name, back: true).Any(name => subject.State(name)!.IsFinal))
            map.Problem(null, $"from the state '{state.Name}' no ending can be reached");
    }

    // A way back leads only where one was before, so it reaches nothing new.
    private static HashSet<string> Reached(Subject subject, string start, bool back)
    {
        var reached = new HashSet<string> { start };
        var open = new Stack<string>(reached);
        while (open.TryPop(out var state))
        {
            foreach (var target in subject.Exits(state, back).Where(reached.Add))
                open.Push(target);
        }

        return reached;
    }
}
