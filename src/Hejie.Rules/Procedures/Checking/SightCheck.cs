using static Hejie.Rules.Procedures.Checking.NameCheck;

namespace Hejie.Rules.Procedures.Checking;

/// <summary>Who is called to help is shown what that help needs, and no more; what is said in a mediation goes to no police (safeguard 4).</summary>
internal static class SightCheck
{
    private static readonly string[] s_police = ["police", "police-station"];

    public static void Check(Subject subject)
    {
        var procedure = subject.Procedure;
        var called = subject.Opens.Where(work => work.IsElsewhere).Select(work => work.Kind).ToHashSet();
        if (subject.Moves.Any(move => move.Refers != Refers.Nothing))
            called.UnionWith(Referring.Kinds);
        var known = Known(procedure);
        foreach (var move in subject.Moves)
        {
            foreach (var name in move.Shows.Values.SelectMany(names => names).Where(name => !known.Contains(name)))
                subject.Maps[move].Problem("shows", $"the move '{move.Name}' shows '{name}', which nobody is asked; known are {List(known)}");
        }

        foreach (var work in procedure.Work.Values)
        {
            if (work.Sees.Count == 0 && called.Contains(work.Name))
                subject.Maps[work].Problem(null, $"another body is called to '{work.Name}', and it does not say what that body is shown: say it with 'sees', and only what is needed for it");
            if (work.Sees.Count > 0 && !called.Contains(work.Name))
                subject.Maps[work].Problem("sees", $"no other body is called to '{work.Name}', so 'sees' says nothing: drop it");
            foreach (var name in work.Sees.Where(name => !known.Contains(name)))
                subject.Maps[work].Problem("sees", $"'{work.Name}' shows '{name}', which nobody is asked; known are {List(known)}");
            if (procedure.OpenTo.Count > 0 && work.Sees.Contains(Sight.All))
                subject.Maps[work].Problem("sees", $"the procedure is hidden from all others, and who is called to '{work.Name}' is shown all of it: name what is needed");
        }

        if (procedure.IsMediation)
            CheckPolice(subject);
    }

    /// <summary>A matter of a mediation is neither taken, sent nor shown to the police: who is in danger calls 110, and a help request goes there.</summary>
    private static void CheckPolice(Subject subject)
    {
        const string why = "and what is said in a mediation goes to no police";
        if (subject.Procedure.Routes.Any(route => s_police.Contains(route.BodyKind)))
            subject.Maps.Filing.Problem("routes", $"a filed matter goes to the police, {why}");
        foreach (var work in subject.Procedure.Opening.Opens.Where(CallsPolice))
            subject.Maps.Filing.Problem("opens", $"filing calls the police to '{work.Kind}', {why}");
        foreach (var move in subject.Moves)
        {
            if (move.Opens.FirstOrDefault(CallsPolice) is { } work)
                subject.Maps[move].Problem("opens", $"the move '{move.Name}' calls the police to '{work.Kind}', {why}");
            if (move.Form.FirstOrDefault(field => move.Refers != Refers.Drop && field.Type == FieldType.Body && (field.Kinds.Count == 0 || field.Kinds.Intersect(s_police).Any())) is { } field)
                subject.Maps[move].Problem("form", $"the move '{move.Name}' can send to the police by its field '{field.Name}', {why}: list other 'kinds'");
        }
    }

    private static bool CallsPolice(OpensWork work) => work.At is { } route && s_police.Contains(route.BodyKind);

    private static List<string> Known(Procedure procedure) =>
    [
        .. Sight.Known, .. Answers(procedure.Intake).Select(field => field.Name),
        .. procedure.Moves.Values.SelectMany(move => Answers(move.Form).Select(field => Sight.NameOf(move.Name, field.Name))),
    ];

    private static IEnumerable<Field> Answers(IEnumerable<Field> form) => form.Where(field => field.Type is not (FieldType.People or FieldType.Files));
}
