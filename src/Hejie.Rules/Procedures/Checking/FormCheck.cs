using System.Text.RegularExpressions;
using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Procedures.Checking;

/// <summary>What forms ask: settings that fit the type, and persons once.</summary>
internal static partial class FormCheck
{
    private const int MostCharacters = 20_000;

    public static void Check(Subject subject)
    {
        foreach (var (field, map) in subject.Maps.Fields)
            CheckSettings(subject, field, map);
        foreach (var move in subject.Moves.Where(move => move.Form.Count(field => field.Type == FieldType.People) > 1))
            subject.Maps[move].Problem("form", $"the move '{move.Name}' asks for persons twice");
        if (subject.Procedure.Intake.Count(field => field.Type == FieldType.People) > 1)
            subject.Maps.Filing.Problem("form", "filing asks for persons twice");
    }

    private static void CheckSettings(Subject subject, Field field, YamlMap map)
    {
        void Wrong(string? key, string reason) => map.Problem(key, $"the field '{field.Name}' {reason}");
        if (!Name().IsMatch(field.Name))
            Wrong(null, "needs a name of small letters, digits and hyphens");
        if (!map.Has("type"))
            Wrong(null, "has no 'type'");
        if (field.Type == FieldType.Choice && field.Options.Count == 0)
            Wrong(null, "is a choice and offers no 'options'");
        if (field.Type != FieldType.Choice && map.Has("options"))
            Wrong("options", "offers options and is no choice");
        if (field.Type != FieldType.Body && map.Has("kinds"))
            Wrong("kinds", "names kinds of body and is not of type body");
        foreach (var kind in field.Kinds.Where(kind => subject.BodyKinds?.Contains(kind) == false))
            Wrong("kinds", $"names '{kind}', and there is no such kind of body; known are {NameCheck.List(subject.BodyKinds!)}");
        if (field.Type != FieldType.Post && map.Has("role"))
            Wrong("role", "names a role and is not of type post");
        if (field.Type is not (FieldType.Date or FieldType.Moment) && map.Has("future"))
            Wrong("future", "must lie ahead and is neither a date nor a moment");
        if (map.Has("max") && field.Type is not (FieldType.Text or FieldType.LongText or FieldType.Summary or FieldType.Number or FieldType.Files))
            Wrong("max", "has a 'max', which only texts, files and numbers have");
        if (field.Max < 1 || (field.Type != FieldType.Number && field.Max > MostCharacters))
            Wrong("max", $"must allow between 1 and {MostCharacters} characters");
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]*$")]
    private static partial Regex Name();
}
