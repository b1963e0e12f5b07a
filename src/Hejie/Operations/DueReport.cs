using System.Globalization;
using System.Text;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;
using Hejie.Ui;
using Calendar = Hejie.Rules.Time.Calendar;

namespace Hejie.Operations;

/// <summary>A counted period as the command line prints it.</summary>
/// <param name="Rule">The version of the rule that counted.</param>
/// <param name="Trigger">The event.</param>
/// <param name="Calendar">The calendar.</param>
/// <param name="Counted">The date, and how it was found.</param>
internal sealed record DueReport(Rule Rule, Trigger Trigger, Calendar Calendar, Count.Counted Counted)
{
    public string Json() => RuleReport.Print(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("due", Due);
        if (Calendar.IsLocal) writer.WriteString("safe", Dates.Machine(Counted.Safe));
        writer.WriteBoolean("provisional", Counted.Provisional);
        writer.WriteStartArray("steps");
        foreach (var step in Counted.Steps)
        {
            writer.WriteStartObject();
            writer.WriteString("code", step.Code);
            writer.WriteString("zh", step.In(Language.Chinese));
            writer.WriteString("en", step.In(Language.English));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("calendar", Calendar.Scope);
        RuleReport.Write(writer, Rule);
        writer.WriteEndObject();
    });

    public string Text(Language language)
    {
        var text = new StringBuilder();
        text.AppendLine(new Words($"{Due} 届满", $"Ends on {Due}").In(language));
        if (Counted.Safe < Counted.Due)
            text.AppendLine(new Words($"稳妥的日子：{Dates.Machine(Counted.Safe)}", $"The date to keep to: {Dates.Machine(Counted.Safe)}").In(language));
        if (Counted.Provisional)
            text.AppendLine(new Words("这个日子靠推算的放假安排，公布后重新计算", "The date leans on days off that are not announced yet").In(language));
        foreach (var step in Counted.Steps) text.Append("  ").AppendLine(step.In(language));
        RuleReport.Tell(text, Rule, language);
        return text.ToString();
    }

    private string Due => Counted.Instant is { } instant ? Moment(instant) : Dates.Machine(Counted.Due);

    /// <summary>2026-02-24T09:30+08:00.</summary>
    public static string Moment(DateTimeOffset instant) =>
        instant.ToOffset(LegalTime.Offset).ToString("yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture);
}
