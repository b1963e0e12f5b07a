using static Hejie.Rules.Procedures.Checking.NameCheck;

namespace Hejie.Rules.Procedures.Checking;

/// <summary>
/// A quick report is about danger (safeguard 6): its kinds are closed in code, it asks nobody's name, its text is gone after
/// a month, it speaks of nothing that people do when they come together, and no mode of it is for a while.
/// </summary>
internal static class DangerCheck
{
    /// <summary>The most days that its text is kept.</summary>
    private const int MostDays = 30;

    /// <summary>One line, and no room for a dossier.</summary>
    private const int LongestLine = 80;

    public static void Check(Subject subject)
    {
        var procedure = subject.Procedure;
        if (!procedure.IsDanger)
            return;
        var top = subject.Maps.Top;
        foreach (var kind in procedure.Kinds.Where(kind => !DangerWords.Kinds.Contains(kind.Code)))
            top.Problem("kinds", $"'{kind.Code}' is no kind of danger that a quick report can have; known are {List(DangerWords.Kinds)}");
        if (procedure.Keeps is { Days: null })
            top.Problem("keeps", $"the text of a quick report is gone {MostDays} days after it was filed: say 'days: {MostDays}' instead of 'years'");
        if (procedure.Keeps is { Days: > MostDays })
            top.Problem("keeps", $"the text of a quick report is kept for {procedure.Keeps.Days} days; {MostDays} is the most");
        if (procedure.From is not null || procedure.Until is not null)
            top.Problem(procedure.Until is null ? "from" : "until", "a quick report has no mode for a while: drop 'from' and 'until'");
        if (procedure.AsksAbout)
            subject.Maps.Filing.Problem("about-body", "a quick report is about a danger, and about no body");
        foreach (var (field, map) in subject.Maps.Fields)
        {
            if (field.Type is FieldType.People or FieldType.Party)
                map.Problem("type", $"the field '{field.Name}' asks for persons, and a quick report is about none");
        }

        foreach (var field in procedure.Intake.Where(field => field.Type is FieldType.LongText || (field.Type is FieldType.Text && field.Max > LongestLine)))
            subject.Maps.Filing.Problem("form", $"filing asks for '{field.Name}' of more than a line: {LongestLine} characters are the most");
        CheckTexts(subject);
    }

    private static void CheckTexts(Subject subject)
    {
        foreach (var (words, map, key, _) in subject.Maps.Words)
        {
            foreach (var text in new[] { words.Zh, words.En })
            {
                if (DangerWords.In(text) is { } found)
                    map.Problem(key, $"this text of a quick report speaks of '{text.Substring(found.Start, found.Length)}', which is no danger");
            }
        }

        foreach (var (name, map) in subject.Maps.Names.Concat(subject.Maps.Fields.Select(each => (each.Field.Name, each.Map))))
        {
            if (DangerWords.In(name.Replace('-', ' ')) is not null)
                map.Problem(null, $"'{name}' is named after what is no danger");
        }
    }
}
