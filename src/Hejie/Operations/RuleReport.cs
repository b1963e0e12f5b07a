using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;
using Hejie.Ui;

namespace Hejie.Operations;

/// <summary>Rules as the command line prints them.</summary>
internal static class RuleReport
{
    // For a terminal or a program, never for a page: Chinese stays readable.
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    public static string ListText(RuleBook rules, Language language)
    {
        var text = new StringBuilder();
        foreach (var rule in Newest(rules))
            text.AppendLine(CultureInfo.InvariantCulture, $"{rule.Id,-34} {rule.Title.In(language)} · {rule.Period.In(language)} · {rule.Article}");
        return text.ToString();
    }

    public static string ListJson(RuleBook rules) => Print(writer =>
    {
        writer.WriteStartArray();
        foreach (var rule in Newest(rules)) Whole(writer, rule);
        writer.WriteEndArray();
    });

    public static string ExplainText(IReadOnlyList<RuleVersion> versions)
    {
        var text = new StringBuilder();
        foreach (var version in versions)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{version.Rule.Id} ({version.File}:{version.Line})");
            foreach (var language in Enum.GetValues<Language>()) Tell(text, version.Rule, language);
        }

        return text.ToString();
    }

    public static string ExplainJson(IReadOnlyList<RuleVersion> versions) => Print(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("id", versions[0].Rule.Id);
        writer.WriteStartArray("versions");
        foreach (var version in versions) Whole(writer, version.Rule);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>A rule in plain words.</summary>
    public static void Tell(StringBuilder text, Rule rule, Language language)
    {
        Line("期限", "period", new Words($"{rule.Title.Zh}，{rule.Period.Zh}", $"{rule.Title.En}, {rule.Period.En}"));
        Line("起算", "starts", rule.Starts);
        if (rule.Extension is { } extension)
        {
            Line("延长", "extension", new Words(
                $"经{extension.Approver.Zh}同意，每次 {extension.Period.Zh}{(extension.Times is { } most ? $"，至多 {most} 次" : "")}",
                $"{extension.Period.En} each with the consent of {extension.Approver.En}{(extension.Times is { } times ? $", {times} at most" : "")}"));
        }

        if (rule.Pauses.Count > 0) Line("暂停", "stands still", Joined(rule.Pauses.Select(pause => pause.Name)));
        if (rule.Restarts is { } restarts) Line("重新起算", "restarts", restarts);
        if (rule.Relief is { } relief) Line("因故耽误", "relief", new Words(relief, relief));
        if (rule.RollOver)
            Line("休息日", "rest", new Words("最后一天是休息日的，顺延到下一个工作日", "a last day of rest moves to the next working day"));
        Line("过期以后", "then", rule.Then);
        Line("依据", "article", new Words(rule.Article, rule.Article));
        Line("适用", "in force", new Words(
            $"{Dates.Machine(rule.From)} 起{(rule.Until is { } last ? $"，到 {Dates.Machine(last)} 止" : "")}",
            $"from {Dates.Machine(rule.From)}{(rule.Until is { } end ? $" until {Dates.Machine(end)}" : "")}"));
        Line("来源", "source", rule.Source);

        void Line(string zh, string en, Words words) =>
            text.Append("  ").Append(language == Language.English ? en + ": " : zh + "：").AppendLine(words.In(language));
    }

    /// <summary>The members of a rule that a counted date names too.</summary>
    public static void Write(Utf8JsonWriter writer, Rule rule)
    {
        writer.WriteString("rule", rule.Id);
        Words(writer, "title", rule.Title);
        writer.WriteString("article", rule.Article);
        writer.WriteString("inForceFrom", Dates.Machine(rule.From));
        if (rule.Until is { } until) writer.WriteString("inForceUntil", Dates.Machine(until));
        writer.WriteBoolean("verified", rule.Verified);
        Words(writer, "source", rule.Source);
        Words(writer, "then", rule.Then);
    }

    public static string Print(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_readable)) write(writer);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Whole(Utf8JsonWriter writer, Rule rule)
    {
        writer.WriteStartObject();
        Write(writer, rule);
        Words(writer, "starts", rule.Starts);
        Period(writer, rule.Unit, rule.Length);
        writer.WriteBoolean("rollOver", rule.RollOver);
        if (rule.Unit == PeriodUnit.Hours) writer.WriteBoolean("fromTheMoment", rule.FromTheMoment);
        if (rule.Extension is { } extension)
        {
            writer.WriteStartObject("extension");
            Period(writer, extension.Unit, extension.Length);
            Words(writer, "approver", extension.Approver);
            if (extension.Times is { } times) writer.WriteNumber("times", times);
            writer.WriteEndObject();
        }

        writer.WriteStartArray("pauses");
        foreach (var pause in rule.Pauses)
        {
            writer.WriteStartObject();
            writer.WriteString("code", pause.Code);
            writer.WriteString("zh", pause.Name.Zh);
            writer.WriteString("en", pause.Name.En);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (rule.Restarts is { } restarts) Words(writer, "restarts", restarts);
        if (rule.Relief is { } relief) writer.WriteString("relief", relief);
        writer.WriteString("transition", JsonNamingPolicy.KebabCaseLower.ConvertName(rule.Transition.ToString()));
        writer.WriteEndObject();
    }

    private static void Period(Utf8JsonWriter writer, PeriodUnit unit, int length)
    {
        writer.WriteString("unit", JsonNamingPolicy.KebabCaseLower.ConvertName(unit.ToString()));
        if (unit != PeriodUnit.AtOnce) writer.WriteNumber("length", length);
    }

    private static void Words(Utf8JsonWriter writer, string name, Words words)
    {
        writer.WriteStartObject(name);
        writer.WriteString("zh", words.Zh);
        writer.WriteString("en", words.En);
        writer.WriteEndObject();
    }

    private static Words Joined(IEnumerable<Words> words)
    {
        var all = words.ToList();
        return new Words(string.Join('、', all.Select(each => each.Zh)), string.Join(", ", all.Select(each => each.En)));
    }

    private static IEnumerable<Rule> Newest(RuleBook rules) =>
        rules.Ids.Order(StringComparer.Ordinal).Select(id => rules.Versions(id)[^1].Rule);
}
