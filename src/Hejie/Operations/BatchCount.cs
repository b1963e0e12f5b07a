using System.Text.Json;
using System.Text.Json.Serialization;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;
using Hejie.Ui;

namespace Hejie.Operations;

/// <summary>
/// Counts periods without a rule of their own, one JSON object a line, as 民事诉讼法 85 counts: <c>{"start":"2026-02-02",
/// "unit":"days","n":15}</c> comes back with its <c>due</c>. The results wait in a file until the last line is read, so that a
/// wrong line leaves none behind, and a million lines take no memory.
/// </summary>
internal static class BatchCount
{
    private static readonly Dictionary<string, Rule> s_units = new(StringComparer.Ordinal)
    {
        ["hours"] = By(PeriodUnit.Hours), ["days"] = By(PeriodUnit.Days), ["workdays"] = By(PeriodUnit.WorkingDays),
        ["months"] = By(PeriodUnit.Months), ["years"] = By(PeriodUnit.Years),
    };

    /// <exception cref="WrongInput">A line is wrong; the message names it.</exception>
    public static void Run(Calendar calendar, TextReader lines, TextWriter results)
    {
        using var waiting = new FileStream(Path.GetTempFileName(), new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 1 << 16,
        });
        using var writer = new StreamWriter(waiting, leaveOpen: true);
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            if (line.AsSpan().IsWhiteSpace()) continue;
            var due = Due(Read(line, number), number, calendar);
            // As it came, with what was asked for before its last brace.
            writer.Write(line.AsSpan().TrimEnd()[..^1].TrimEnd());
            writer.Write(due);
            writer.Write("}\n");
        }

        writer.Flush();
        waiting.Position = 0;
        using var reader = new StreamReader(waiting, leaveOpen: true);
        var buffer = new char[1 << 16];
        for (int read; (read = reader.Read(buffer)) > 0;) results.Write(buffer, 0, read);
    }

    private static PeriodLine Read(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, BatchJson.Default.PeriodLine) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw Wrong(number, "不是这样的 JSON：{\"start\":\"2026-02-02\",\"unit\":\"days\",\"n\":15}", "not JSON like {\"start\":\"2026-02-02\",\"unit\":\"days\",\"n\":15}");
        }
    }

    private static string Due(PeriodLine line, int number, Calendar calendar)
    {
        if (line.Due is not null) throw Wrong(number, "已经有 due 了", "'due' is there already");
        if (!s_units.TryGetValue(line.Unit, out var unit))
            throw Wrong(number, $"不认识单位“{line.Unit}”；可以用 {string.Join("、", s_units.Keys)}", $"unknown unit '{line.Unit}'; known are {string.Join(", ", s_units.Keys)}");
        if (line.N < 1) throw Wrong(number, "n 至少是 1", "n is 1 or more");
        var rule = unit with { Length = line.N };
        if (Trigger.Read(line.Start) is not { } start)
            throw Wrong(number, $"“{line.Start}”不是日期；请写成 2026-02-24 或者 2026-02-24T09:30+08:00", $"'{line.Start}' is not a date like 2026-02-24 or 2026-02-24T09:30+08:00");
        if (rule.EndsAtMoment && Counter.DueInstant(rule, start) is { } instant) return $",\"due\":\"{DueReport.Moment(instant)}\"";
        if (rule.EndsAtMoment || Counter.DueDate(rule, start, calendar) is not { } date)
        {
            var reason = ((Count.Refused)Counter.Due(rule, start, calendar)).Reason;
            throw Wrong(number, reason.Zh, reason.En);
        }

        if (!calendar.IsLocal) return $",\"due\":\"{Dates.Machine(date)}\"";
        var safe = Counter.DueDate(rule, start, calendar.National) is { } national && national < date ? national : date;
        return $",\"due\":\"{Dates.Machine(date)}\",\"safe\":\"{Dates.Machine(safe)}\"";
    }

    private static WrongInput Wrong(int number, string zh, string en) => new($"第 {number} 行：{zh}", $"line {number}: {en}");

    private static Rule By(PeriodUnit unit)
    {
        var unsaid = new Words("", "");
        return new Rule
        {
            Id = "", Title = unsaid, Starts = unsaid, Article = "《民事诉讼法》第八十五条", Unit = unit, Length = 1,
            RollOver = unit is PeriodUnit.Days or PeriodUnit.Months or PeriodUnit.Years, Then = unsaid, From = DateOnly.MinValue, Source = unsaid,
        };
    }
}

/// <summary>One line of a batch; other members of it come back as they are.</summary>
internal sealed record PeriodLine(
    [property: JsonRequired] string Start, [property: JsonRequired] string Unit, [property: JsonRequired] int N, JsonElement? Due);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PeriodLine))]
internal sealed partial class BatchJson : JsonSerializerContext;
