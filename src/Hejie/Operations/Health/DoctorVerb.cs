using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hejie.Kernel;
using Hejie.Ledger.Verbs;
using Hejie.Rules.Catalogue;
using Hejie.Ui;

namespace Hejie.Operations.Health;

/// <summary><c>./hejie doctor [--json]</c>: what is wrong with an installation, and what to do.</summary>
internal static class DoctorVerb
{
    /// <summary>Something is wrong.</summary>
    private const int Unwell = 1;

    private static readonly HealthJson s_json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter<Condition>(JsonNamingPolicy.CamelCase) },
    });

    public static Command Command(Settings settings)
    {
        var json = new Option<bool>("--json") { Description = "输出 JSON，供程序使用 · For programs" };
        var command = new Command("doctor", "检查系统哪里不对、该怎么办 · Say what is wrong with an installation, and what to do") { json };
        command.SetAction((parsed, cancel) => RunAsync(settings, parsed.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Settings settings, bool json, CancellationToken cancel)
    {
        var found = Doctor.Before(settings);
        if (found.Count == 0)
        {
            await using var app = HejieApp.Build(settings, []);
            found = await Doctor.LookAsync(app.Services, cancel);
        }

        var book = LedgerVerbs.Words(settings);
        var well = found.All(finding => finding.Condition != Condition.Bad);
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(new HealthBody(well, [.. found.Select(finding => Body(finding, book))]), s_json.HealthBody));
        else
            Print(found, book, well);
        return well ? 0 : Unwell;
    }

    private static void Print(IReadOnlyList<Finding> found, WordBook book, bool well)
    {
        foreach (var finding in found.OrderByDescending(finding => finding.Condition))
        {
            var (mark, body) = (finding.Condition switch { Condition.Good => "✓", Condition.Odd => "!", _ => "✗" }, Body(finding, book));
            Console.WriteLine($"{mark} {body.Found.Zh}");
            Console.WriteLine($"  {body.Found.En}");
            if (body.Do is null)
                continue;
            Console.WriteLine($"  → {body.Do.Zh}");
            Console.WriteLine($"  → {body.Do.En}");
        }

        Speak.Say(book, words => words[well ? "doctor.well" : "doctor.unwell"]);
    }

    private static FindingBody Body(Finding finding, WordBook book)
    {
        Words Say(string key) => new(Filled(book, Language.Chinese, key, finding), Filled(book, Language.English, key, finding));
        return new FindingBody(finding.Condition, finding.Code, Say("doctor." + finding.Code), finding.Condition == Condition.Good ? null : Say($"doctor.{finding.Code}.do"));
    }

    private static string Filled(WordBook book, Language language, string key, Finding finding) => book.In(language)[key, [.. finding.Values]];
}
