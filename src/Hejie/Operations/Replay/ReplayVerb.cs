using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hejie.Kernel;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;
using Hejie.Ui;

namespace Hejie.Operations.Replay;

/// <summary><c>./hejie rules replay --change FILE [--apply] [--json]</c>: what a change of the law moves, and the moving of it.</summary>
internal static class ReplayVerb
{
    private static readonly ReplayJson s_json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static Command Command(Settings settings)
    {
        var change = new Option<string>("--change") { Description = "写规则和日历行的 YAML 文件，写法和目录一样 · A YAML file of rules and rows of calendars, as in the catalogue", Required = true };
        var apply = new Option<bool>("--apply") { Description = "写入修改，现行目录里须已有这些修改 · Write the changes; the catalogue in force must hold them" };
        var json = new Option<bool>("--json") { Description = "输出 JSON，供程序使用 · For programs" };
        var command = new Command("replay", "法律修改后，把没有走完的期限重新算一遍 · Count every open clock again under a change of the law") { change, apply, json };
        command.SetAction((parsed, cancel) => RunAsync(
            settings, parsed.GetRequiredValue(change), parsed.GetValue(apply), parsed.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Settings settings, string file, bool apply, bool json, CancellationToken cancel)
    {
        if (!File.Exists(file))
            return Cli.Tell(new CatalogueException([new CatalogueProblem(file, 1, "there is no such file")]));
        var problems = new List<CatalogueProblem>();
        var change = LawChange.Read(file, await File.ReadAllTextAsync(file, cancel), problems);
        if (problems.Count > 0)
            return Cli.Tell(new CatalogueException(problems));

        await using var app = HejieApp.Build(settings, []);
        ReplayReport? report = null;
        var ready = await Cli.IsReadyAsync(app, async () =>
        {
            await app.PrepareAsync(cancel);
            var law = LawWith(app.Services.GetRequiredService<CatalogueHolder>().Current, change, apply);
            var replay = app.Services.GetRequiredService<ReplayLaw>();
            report = apply ? await replay.ApplyAsync(law, cancel) : await replay.ShowAsync(law, cancel);
        });
        if (!ready)
            return Cli.BadInput;
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report!, s_json.ReplayReport));
            return 0;
        }

        var book = app.Services.GetRequiredService<WordBook>();
        Print(book.In(Language.Chinese), report!, apply);
        Print(book.In(Language.English), report!, apply);
        return 0;
    }

    /// <summary>The law as a change leaves it.</summary>
    /// <exception cref="CatalogueException">The change does not fit the catalogue, or is to be applied before the catalogue holds it.</exception>
    public static Statutes LawWith(Catalogue catalogue, LawChange change, bool apply)
    {
        var problems = new List<CatalogueProblem>();
        var rules = catalogue.Rules.With(change, problems);
        if (problems.Count == 0 && apply)
            problems.AddRange(change.MissingIn(catalogue.Rules, catalogue.Calendar));
        return problems.Count > 0 ? throw new CatalogueException(problems) : new Statutes(rules, catalogue.Calendar.With(change));
    }

    private static void Print(IWords words, ReplayReport report, bool applied)
    {
        Console.WriteLine(words["replay.read", report.Matters, report.Clocks, report.Moved]);
        foreach (var count in report.Rules.Concat(report.Counties))
            Console.WriteLine("  " + words["replay.count", count.Of, count.Earlier, count.Later, count.Again, count.Ruled]);
        foreach (var moved in report.First)
        {
            Console.WriteLine("  " + words["replay.moved", moved.Matter, moved.County, moved.Clock, Iso(moved.Was), Iso(moved.Now),
                moved.Why is { } why ? words[why] : ""]);
        }

        Console.WriteLine(applied ? words["replay.written", report.Written] : words["replay.shown"]);
        if (report.Forgotten > 0)
            Console.WriteLine(words["replay.forgotten", report.Forgotten]);
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
