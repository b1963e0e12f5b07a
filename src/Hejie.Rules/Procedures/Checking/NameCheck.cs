namespace Hejie.Rules.Procedures.Checking;

/// <summary>Every name that is used is defined, and what is defined is used.</summary>
internal static class NameCheck
{
    public static void Check(Subject subject)
    {
        var (procedure, top, filing) = (subject.Procedure, subject.Maps.Top, subject.Maps.Filing);
        if (Path.GetFileNameWithoutExtension(top.File) != procedure.Id)
            top.Problem("id", $"the id '{procedure.Id}' must be the file's name");
        if (procedure.From > procedure.Until)
            top.Problem("until", $"it can be filed until {procedure.Until:yyyy-MM-dd}, which lies before its first day {procedure.From:yyyy-MM-dd}");
        if (procedure.Kinds.Count == 0)
            top.Problem("kinds", "there are no kinds: nobody could say what their matter is about");
        if (procedure.Routes.Count == 0)
            filing.Problem("routes", "there are no routes: a filed matter would have no owner");
        foreach (var route in procedure.Routes.Where(route => subject.BodyKinds?.Contains(route.BodyKind) == false))
            filing.Problem("routes", $"there is no kind of body '{route.BodyKind}'; known are {List(subject.BodyKinds!)}");
        if (!procedure.AsksAbout && procedure.Routes.Any(route => route.Beside))
            filing.Problem("routes", "a route goes beside the body that the matter is about, and filing does not ask which that is: say 'about-body: true' or drop 'beside'");
        foreach (var clock in procedure.Opening.Start.Where(clock => !procedure.Clocks.ContainsKey(clock)))
            filing.Problem("start", $"filing starts the unknown clock '{clock}'; known are {List(procedure.Clocks.Keys)}");
        foreach (var clock in procedure.Clocks.Values)
            CheckClock(subject, clock);
        foreach (var state in subject.States)
            CheckState(subject, state);
        if (procedure.Clocks.Values.Any(clock => clock is { Binds: true, Then: null }) && !procedure.Work.ContainsKey(Steps.OverdueWork))
            top.Problem("work", $"a clock that passes calls the superior, so the work '{Steps.OverdueWork}' needs a title");
        if (subject.Moves.Any(move => move.Attempt) && !procedure.Work.ContainsKey(Steps.AttemptWork))
            top.Problem("work", $"another body is called to an attempt, so the work '{Steps.AttemptWork}' needs a title");
    }

    public static string List(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));

    private static void CheckClock(Subject subject, Clock clock)
    {
        var (procedure, map) = (subject.Procedure, subject.Maps[clock]);
        foreach (var rule in clock.Rules.Where(rule => !subject.Rules.Ids.Contains(rule)))
            map.Problem(rule == clock.Rule ? "rule" : "rule-by", $"the clock '{clock.Name}' names the rule '{rule}', which is not in catalogue/rules");
        if (clock.RuleBy is { } choice && !subject.Moves.Any(move => move.Start.Contains(clock.Name) && move.Form.Any(field => Offers(field, choice))))
            map.Problem("rule-by", $"the clock '{clock.Name}' picks its rule by the field '{choice.Field}', and no move that starts it asks a required choice '{choice.Field}' with the options {List(choice.Rules.Keys)}");
        if (clock.Since is { } since && (since == clock.Name || !procedure.Clocks.ContainsKey(since)))
            map.Problem("since", $"the clock '{clock.Name}' takes over from '{since}', which is no other clock of this procedure; known are {List(procedure.Clocks.Keys)}");
        if (clock.Then is { } then && procedure.Moves.GetValueOrDefault(then) is var move && (move is null || !Subject.IsSystems(move)))
            map.Problem("then", move is null
                ? $"the clock '{clock.Name}' makes the unknown move '{then}' when it passes"
                : $"the clock '{clock.Name}' makes the move '{then}' when it passes, which must then be 'by: [system]'");
        var starts = procedure.Opening.Start.Concat(subject.States.SelectMany(state => state.Starts)).Concat(subject.Moves.SelectMany(each => each.Start));
        if (!starts.Contains(clock.Name))
            map.Problem(null, $"nothing starts the clock '{clock.Name}'");
        var stops = subject.States.SelectMany(state => state.Stops)
            .Concat(subject.Moves.SelectMany(each => each.Stop.Concat(each.OnState?.Stop ?? [])));
        if (clock.Binds && !stops.Contains(clock.Name))
            map.Problem(null, $"nothing stops the clock '{clock.Name}': it would be late even when all is done");
    }

    private static bool Offers(Field field, RuleChoice choice) => field is { Type: FieldType.Choice, Required: true }
        && field.Name == choice.Field && field.Options.Select(option => option.Code).ToHashSet().SetEquals(choice.Rules.Keys);

    private static void CheckState(Subject subject, State state)
    {
        var (procedure, map) = (subject.Procedure, subject.Maps[state]);
        foreach (var (key, clocks) in new[] { ("starts", state.Starts), ("stops", state.Stops) })
        {
            foreach (var clock in clocks.Where(clock => !procedure.Clocks.ContainsKey(clock)))
                map.Problem(key, $"the state '{state.Name}' names the unknown clock '{clock}'; known are {List(procedure.Clocks.Keys)}");
        }

        if (procedure.Stages.All(stage => stage.Code != state.Stage))
            map.Problem("stage", $"the state '{state.Name}' lies on the unknown stage '{state.Stage}'; known are {List(procedure.Stages.Select(stage => stage.Code))}");
        if (state.Work is not { } work)
            return;
        if (!procedure.Work.ContainsKey(work.Kind))
            map.Problem("work", $"the state '{state.Name}' has the unknown work '{work.Kind}'; known are {List(procedure.Work.Keys)}");
        if (work.Due is null)
            map.Problem("work", $"the work of the state '{state.Name}' has no date: name the clock it is due by with 'due'");
        else if (!procedure.Clocks.ContainsKey(work.Due))
            map.Problem("work", $"the work of the state '{state.Name}' is due by the unknown clock '{work.Due}'; known are {List(procedure.Clocks.Keys)}");
    }
}
