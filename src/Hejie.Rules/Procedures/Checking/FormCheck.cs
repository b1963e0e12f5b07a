using System.Text.RegularExpressions;
using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Procedures.Checking;

/// <summary>What forms ask: settings that fit the type, and nothing about a person that no form may ask (safeguards 2 and 7).</summary>
internal static partial class FormCheck
{
    private const int MostCharacters = 20_000;

    public static void Check(Subject subject)
    {
        foreach (var (field, map) in subject.Maps.Fields)
        {
            CheckSettings(subject, field, map);
            CheckSubject(field, map);
        }

        foreach (var kind in subject.Procedure.Kinds.Where(kind => Forbidden().IsMatch(kind.Code + " " + kind.Label.Zh + " " + kind.Label.En)))
            subject.Maps.Top.Problem("kinds", $"the kind '{kind.Code}' sorts matters by what a person is; kinds are about the matter");
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

    private static void CheckSubject(Field field, YamlMap map)
    {
        var texts = new[] { field.Label, field.Hint }.Concat(field.Options.Select(option => option.Label)).OfType<Words>().SelectMany(words => new[] { words.Zh, words.En })
            .Append(field.Name).Concat(field.Options.Select(option => option.Code));
        foreach (var found in texts.Select(text => Forbidden().Match(text)).Where(match => match.Success).Select(match => match.Value).Distinct())
            map.Problem(null, $"the field '{field.Name}' asks about '{found}': no form asks for origin, belief, politics, record, identity number or earlier petitions of a person");
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]*$")]
    private static partial Regex Name();

    [GeneratedRegex(
        "民族|族别|籍贯|宗教|信教|信仰|政治面貌|党员|党派|身份证|护照|户籍|户口|前科|案底|刑满|社区矫正|血型|病史|性取向|社会关系|重点人|维稳|重复(信访|上访|来访)|越级|缠访|闹访|(信访|上访)次数|车牌"
        + "|ethnic|nationality|religio|faith|belief|politic|party member|identity[ -]?(number|card)|id[ -]card|passport|household|criminal record|blood type|medical history|sexual"
        + "|key person|repeat(ed)? petition|earlier petitions|skip-level|vexatious|number plate",
        RegexOptions.IgnoreCase)]
    private static partial Regex Forbidden();
}
