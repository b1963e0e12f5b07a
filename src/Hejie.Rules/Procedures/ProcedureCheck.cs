using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;

namespace Hejie.Rules.Procedures;

/// <summary>
/// What a procedure must keep, whatever it is about: every state can be reached and left, has an owner and a way to an
/// end; every word it uses is defined; and what only a resident may say, no staff can (safeguard 3).
/// </summary>
internal static class ProcedureCheck
{
    public static void Check(string file, Procedure procedure, RuleBook rules, List<CatalogueProblem> problems)
    {
        void Problem(int line, string reason) => problems.Add(new CatalogueProblem(file, line, reason));

        CheckWords(procedure, rules, Problem);
        if (!procedure.States.ContainsKey(procedure.Initial))
        {
            Problem(1, $"filing enters the unknown state '{procedure.Initial}'");
            return;
        }

        foreach (var move in procedure.Moves.Values)
            CheckMove(procedure, move, Problem);
        CheckStates(procedure, Problem);
    }

    private static void CheckWords(Procedure procedure, RuleBook rules, Action<int, string> problem)
    {
        if (procedure.Kinds.Count == 0)
            problem(1, "there are no kinds");
        if (procedure.Routes.Count == 0)
            problem(1, "there are no routes: a filed matter would have no owner");
        foreach (var clock in procedure.Clocks.Values)
        {
            if (!rules.Ids.Contains(clock.Rule))
                problem(1, $"the clock '{clock.Name}' names the unknown rule '{clock.Rule}'");
            if (clock.Then is { } then && !procedure.Moves.ContainsKey(then))
                problem(1, $"the clock '{clock.Name}' names the unknown move '{then}'");
        }

        foreach (var state in procedure.States.Values)
        {
            foreach (var clock in state.Starts.Concat(state.Stops).Where(clock => !procedure.Clocks.ContainsKey(clock)))
                problem(state.Line, $"the state '{state.Name}' names the unknown clock '{clock}'");
        }

        foreach (var clock in procedure.Opening.Start.Where(clock => !procedure.Clocks.ContainsKey(clock)))
            problem(1, $"filing starts the unknown clock '{clock}'");
    }

    private static void CheckStates(Procedure procedure, Action<int, string> problem)
    {
        var reached = Reached(procedure, procedure.Initial);
        foreach (var state in procedure.States.Values)
        {
            if (!reached.Contains(state.Name))
                problem(state.Line, $"the state '{state.Name}' cannot be reached");
            if (procedure.Stages.All(stage => stage.Code != state.Stage))
                problem(state.Line, $"the state '{state.Name}' lies on the unknown stage '{state.Stage}'");
            if (state.IsFinal)
            {
                if (state.Work is not null)
                    problem(state.Line, $"the state '{state.Name}' is an ending and has work");
                if (state.Next is null)
                    problem(state.Line, $"the ending '{state.Name}' does not tell the resident what they can do next");
                continue;
            }

            if (state.Work is null)
                problem(state.Line, $"the state '{state.Name}' has no owner: it needs work");
            else if (!procedure.Work.ContainsKey(state.Work.Kind))
                problem(state.Line, $"the state '{state.Name}' has the unknown work '{state.Work.Kind}'");
            else if (state.Work.Due is { } due && !procedure.Clocks.ContainsKey(due))
                problem(state.Line, $"the work of the state '{state.Name}' is due by the unknown clock '{due}'");
            if (!Exits(procedure, state.Name).Any(target => target != state.Name))
                problem(state.Line, $"the state '{state.Name}' has no way out");
            else if (!Reached(procedure, state.Name).Any(name => procedure.States[name].IsFinal))
                problem(state.Line, $"from the state '{state.Name}' no ending can be reached");
        }
    }

    private static void CheckMove(Procedure procedure, Move move, Action<int, string> problem)
    {
        void Wrong(string reason) => problem(move.Line, $"the move '{move.Name}' {reason}");

        if (move.By.Count == 0)
            Wrong("can be made by nobody");
        if (move.From.Count == 0)
            Wrong("starts from no state");
        foreach (var from in move.From.Where(from => !procedure.States.ContainsKey(from)))
            Wrong($"starts from the unknown state '{from}'");
        foreach (var target in Targets(move).Where(target => target != Move.Back && !procedure.States.ContainsKey(target)))
            Wrong($"leads to the unknown state '{target}'");
        foreach (var clock in move.Start.Concat(move.Stop).Concat(move.Pause).Concat(move.Resume).Concat(move.Extend)
            .Where(clock => !procedure.Clocks.ContainsKey(clock)))
            Wrong($"names the unknown clock '{clock}'");
        foreach (var work in move.Opens.Select(work => work.Kind).Concat(move.Closes).Where(work => !procedure.Work.ContainsKey(work)))
            Wrong($"names the unknown work '{work}'");
        foreach (var field in new[] { move.OwnerField, move.AssignField, move.OnState?.Field }.OfType<string>()
            .Where(field => move.Form.All(asked => asked.Name != field)))
            Wrong($"uses the field '{field}' that its form does not ask");
        if (move.Attempt && !move.Form.Any(field => field is { Name: "channel", Type: FieldType.Choice, Required: true }))
            Wrong("records an attempt without asking the channel");
        CheckHands(procedure, move, Wrong);
    }

    /// <summary>What only a party may say; and an ending without a result names another remedy.</summary>
    private static void CheckHands(Procedure procedure, Move move, Action<string> wrong)
    {
        var staff = move.By.Any(who => who is Who.AtOwner or Who.AtSuperior);
        if (staff && move.Signs is Signs.Party or Signs.Contest)
            wrong("lets staff sign as a party");
        if (!staff && move.Signs is Signs.Mediator or Signs.Seal or Signs.Attest or Signs.PartyOnPaper)
            wrong("lets a party sign for the body");
        foreach (var ending in Targets(move).Where(procedure.States.ContainsKey).Select(target => procedure.States[target].Ending))
        {
            if (staff && ending is Ending.Solved or Ending.Withdrawn)
                wrong("lets staff answer for the resident");
            if (ending == Ending.Unanswered && !move.Guards.Contains(Guard.ThreeAttempts))
                wrong("closes without an answer and without three attempts");
            if (ending is Ending.Refused or Ending.Unsettled && !move.Form.Any(field => field is { Type: FieldType.Remedy, Required: true }))
                wrong("ends without a result and names no other remedy");
        }
    }

    private static IEnumerable<string> Targets(Move move) =>
        new[] { move.To, move.WhenSigned }.OfType<string>().Concat(move.OnState?.Targets.Values ?? []);

    /// <summary>Where a state can go: a way back leads to every state from which this one can be entered.</summary>
    private static IEnumerable<string> Exits(Procedure procedure, string state) =>
        procedure.MovesFrom(state).SelectMany(Targets).SelectMany(target => target == Move.Back
            ? procedure.Moves.Values.Where(move => Targets(move).Contains(state)).SelectMany(move => move.From)
            : [target]).Where(procedure.States.ContainsKey);

    private static HashSet<string> Reached(Procedure procedure, string start)
    {
        var reached = new HashSet<string> { start };
        var open = new Stack<string>(reached);
        while (open.TryPop(out var state))
        {
            foreach (var target in Exits(procedure, state).Where(reached.Add))
                open.Push(target);
        }

        return reached;
    }
}
