using static Hejie.Rules.Procedures.Checking.NameCheck;

namespace Hejie.Rules.Procedures.Checking;

/// <summary>A move's parts fit each other: what it names exists, and each field it uses is asked, with the right type.</summary>
internal static class MoveCheck
{
    public static void Check(Subject subject, Move move)
    {
        var procedure = subject.Procedure;
        void Wrong(string? key, string reason) => subject.Maps[move].Problem(key, $"the move '{move.Name}' {reason}");

        if (move.By.Count == 0)
            Wrong("by", "can be made by nobody: say who with 'by'");
        if (new[] { Subject.IsStaffs(move), move.By.Any(who => who is Who.Filer or Who.Respondent or Who.AnyParty), move.By.Any(who => who is Who.BySystem) }.Count(hand => hand) > 1)
            Wrong("by", "is both a resident's and the body's or the system's: write a move for each, so that nobody acts for another");
        foreach (var kind in move.By.OfType<Who.CalledTo>().Select(who => who.Kind).Where(kind => !(Referring.Kinds.Contains(kind) && subject.Moves.Any(other => other.Refers == Refers.Call)) && !subject.Opens.Any(work => work.Kind == kind && work.IsElsewhere)))
            Wrong("by", $"is for a body that was called to '{kind}', and no move opens such work at another body");
        if (move.From.Count == 0)
            Wrong("from", "starts from no state");
        foreach (var from in move.From.Where(from => subject.State(from) is null))
            Wrong("from", $"starts from the unknown state '{from}'");
        foreach (var (key, target) in Targets(move).Where(pair => pair.Target != Move.Back && subject.State(pair.Target) is null))
            Wrong(key, $"leads to the unknown state '{target}'");
        if (move.Returns && move.To is null)
            Wrong("returns", "says 'returns' and leads nowhere");
        foreach (var (key, clocks) in Clocks(move))
        {
            foreach (var clock in clocks.Where(clock => !procedure.Clocks.ContainsKey(clock)))
                Wrong(key, $"names the unknown clock '{clock}'; known are {List(procedure.Clocks.Keys)}");
        }

        foreach (var clock in move.Pause.Where(clock => !subject.Moves.Any(other => other.Resume.Contains(clock))))
            Wrong("pause", $"pauses the clock '{clock}', which no move resumes");
        foreach (var clock in move.Pause.Where(clock => procedure.Clocks.TryGetValue(clock, out var paused)
            && paused.Rules.SelectMany(subject.Rules.Versions).Any(version => version.Rule.Pauses.Count == 0)))
            Wrong("pause", $"pauses the clock '{clock}', whose rule '{procedure.Clocks[clock].Rule}' never stands still: say in the rule what it stands still for ('pauses')");
        foreach (var clock in move.Extend.Where(clock => procedure.Clocks.TryGetValue(clock, out var extended)
            && extended.Rules.SelectMany(subject.Rules.Versions).All(version => version.Rule.Extension is null)))
            Wrong("extend", $"extends the clock '{clock}', whose rule '{procedure.Clocks[clock].Rule}' knows no extension");
        CheckWork(subject, move, Wrong);
        CheckOwner(subject, move, Wrong);
        CheckFields(move, Wrong);
        if (move.Key is { } used && subject.Moves.TakeWhile(other => other != move).FirstOrDefault(other => other.Key == used && other.From.Intersect(move.From).Any()) is { } same)
            Wrong("key", $"has the key '{used}', which '{same.Name}' has in the same state");
    }

    private static IEnumerable<(string Key, string Target)> Targets(Move move) =>
        new[] { ("to", move.To), ("when-signed", move.WhenSigned) }.Concat((move.OnState?.Targets.Values ?? []).Select(target => ("to-by", (string?)target)))
            .Where(pair => pair.Item2 is not null).Select(pair => (pair.Item1, pair.Item2!));

    private static IEnumerable<(string Key, IReadOnlyList<string> Clocks)> Clocks(Move move) =>
    [
        ("start", move.Start), ("stop", move.Stop), ("pause", move.Pause), ("resume", move.Resume), ("extend", move.Extend),
        ("within", move.Within), ("to-by", move.OnState?.Stop ?? []),
    ];

    private static void CheckWork(Subject subject, Move move, Action<string?, string> wrong)
    {
        var known = subject.Procedure.Work;
        foreach (var kind in move.Closes.Where(kind => !known.ContainsKey(kind)))
            wrong("closes", $"closes the unknown work '{kind}'; known are {List(known.Keys)}");
        foreach (var work in move.Opens)
        {
            if (!known.ContainsKey(work.Kind))
                wrong("opens", $"opens the unknown work '{work.Kind}'; known are {List(known.Keys)}");
            if (new[] { work.At is not null, work.AtActor, work.AtFormer, work.AtSuperior }.Count(at => at) > 1)
                wrong("opens", $"opens the work '{work.Kind}' at two bodies: use one of body, actor, former, superior");
            if (work.At is { } route && subject.BodyKinds?.Contains(route.BodyKind) == false)
                wrong("opens", $"calls '{route.BodyKind}', and there is no such kind of body; known are {List(subject.BodyKinds!)}");
            if (work.DueClock is { } clock && !subject.Procedure.Clocks.ContainsKey(clock))
                wrong("opens", $"opens work due by the unknown clock '{clock}'; known are {List(subject.Procedure.Clocks.Keys)}");
        }
    }

    private static void CheckOwner(Subject subject, Move move, Action<string?, string> wrong)
    {
        if (new[] { move.OwnerField is not null, move.OwnerSuperior, move.OwnerBack, move.OwnerActor }.Count(owner => owner) > 1)
            wrong("owner", "gives the matter to two owners: use one of owner, owner-superior, owner-back, owner-actor");
        if (move.OwnerActor && !move.By.All(who => who is Who.CalledTo))
            wrong("owner-actor", "gives the matter to the body that makes it, which only a body that was called to it can be: say 'called:WORK' under 'by', and nobody else");
        foreach (var work in move.Opens.Where(work => work.AtFormer && !move.OwnerActor && !move.OwnerSuperior && !move.OwnerBack && move.OwnerField is null))
            wrong("opens", $"opens the work '{work.Kind}' with who had the matter before, and gives it to nobody else");
        foreach (var work in move.Opens.Where(work => work.AtActor && !Subject.IsStaffs(move)))
            wrong("opens", $"opens the work '{work.Kind}' with the body that makes it, and no body does");
        if (move.OwnerField is null || move.Guards.Any(guard => guard is Guard.HopsLeft or Guard.Convened))
            return;
        var settling = subject.Moves.Where(other => other.OwnerBack).SelectMany(Subject.Targets).ToHashSet();
        if (!move.From.All(settling.Contains))
            wrong("owner", "sends a matter on without end: add the guard hops-left, so that after two hops the common superior decides");
    }

    private static void CheckFields(Move move, Action<string?, string> wrong)
    {
        Field? Asked(string key, string name, params FieldType[] types)
        {
            var field = move.Form.FirstOrDefault(field => field.Name == name);
            if (field is null)
                wrong(key, $"uses the field '{name}', which its form does not ask");
            else if (!types.Contains(field.Type))
                wrong(key, $"uses the field '{name}', which must be of type {string.Join(" or ", types).ToLowerInvariant()}");
            return field;
        }

        if (move.OwnerField is { } owner && Asked("owner", owner, FieldType.Body) is { Required: false })
            wrong("owner", $"may leave the field '{owner}' empty: it must be required, or the matter would have no new owner");
        if (move.AssignField is { } assign)
            Asked("assign", assign, FieldType.Post);
        foreach (var due in move.Opens.Select(work => work.DueField).OfType<string>())
        {
            if (Asked("opens", due, FieldType.Moment, FieldType.Date) is { Required: false })
                wrong("opens", $"may leave the field '{due}' empty: it must be required, or the work would have no date");
        }

        if (move.OnState is { } branch && Asked("to-by", branch.Field, FieldType.Choice) is { } choice)
        {
            foreach (var option in branch.Targets.Keys.Where(option => choice.Options.All(known => known.Code != option)))
                wrong("to-by", $"leads on by the option '{option}', which the field '{branch.Field}' does not offer; it offers {List(choice.Options.Select(known => known.Code))}");
        }

        if (move.Attempt && !move.Form.Any(field => field is { Name: "channel", Type: FieldType.Choice, Required: true }))
            wrong("attempt", "records an attempt, so its form must ask a required choice 'channel'");
        if (move.Signs == Signs.PartyOnPaper && !move.Form.Any(field => field is { Name: "party", Type: FieldType.Party, Required: true }))
            wrong("signs", "records a party's signature on paper, so its form must ask a required 'party'");
    }
}
