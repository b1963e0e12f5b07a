using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Hejie.Import;
using Hejie.Kernel;
using Hejie.Ledger;
using Hejie.Ledger.Verbs;
using Hejie.Matters.Intake.Attachments;
using Hejie.Operations.Backups;
using Hejie.Operations.Demo;
using Hejie.Operations.Health;
using Hejie.Operations.Log;
using Hejie.Operations.Replay;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Rules.Procedures.Exploring;
using Hejie.Ui;

namespace Hejie.Operations;

/// <summary>The command line: <c>./hejie VERB</c>.</summary>
internal static class Cli
{
    /// <summary>A file of the catalogue or an argument is wrong.</summary>
    public const int BadInput = 2;

    /// <summary>The host name matters: passkeys need a name, not an address.</summary>
    private const string DemoAddress = "http://localhost:5329";

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [FileTextProcess.Verb])
            return FileTextProcess.Run();
        var settings = Settings.FromEnvironment();
        var urls = new Option<string?>("--urls") { Description = "服务地址，如 http://localhost:5329 · Addresses to serve, such as http://localhost:5329" };
        var serve = new Command("serve", "启动系统（PostgreSQL 用 HEJIE_DB 指定，否则用 SQLite） · Serve an installation (HEJIE_DB for PostgreSQL, else SQLite)") { urls };
        serve.SetAction((parsed, cancel) => ServeAsync(settings, parsed.GetValue(urls), cancel));
        var demo = new Command("demo", $"建立演示州并启动，地址 {DemoAddress} · Make the demonstration prefecture and serve it at {DemoAddress}") { urls };
        demo.SetAction((parsed, cancel) => ServeAsync(settings with { Demo = true, SecondFactor = false }, parsed.GetValue(urls) ?? DemoAddress, cancel));
        var check = new Command("check", "核对目录，走遍一件事所有可能的走法 · Verify the catalogue, and every way that a matter can go");
        check.SetAction(_ => Check(settings));
        var rules = new Command("rules", "程序和期限的目录 · The catalogue of procedures and periods") { check, ReplayVerb.Command(settings) };
        foreach (var verb in RulesVerbs.All(settings))
            rules.Add(verb);
        var root = new RootCommand("和解：纠纷有人接，期限有人守，帮人和解 · Hejie: disputes brought, dates kept, people helped to settle")
        {
            serve, demo, rules, CatalogueVerbs.Command(settings), AccountVerbs.Command(settings), LedgerVerbs.Command(settings), WitnessVerb.Command(settings),
            ImportVerb.Command(settings), BackupVerb.Command(settings), RestoreVerb.Command(settings), DoctorVerb.Command(settings), BenchVerb.Command(settings),
        };
        var parsed = root.Parse(args);
        return parsed.Errors.Count > 0 ? Misread(root, args) : await parsed.InvokeAsync();
    }

    /// <summary>Tells what of a command line was not understood, in both languages: it is read once in each.</summary>
    private static int Misread(RootCommand root, string[] args)
    {
        var reader = CultureInfo.CurrentUICulture;
        try
        {
            foreach (var language in new[] { "zh-Hans", "en" })
            {
                CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
                var read = root.Parse(args);
                foreach (var error in read.Errors)
                    Console.Error.WriteLine(error.Message.TrimEnd('.'));
                var verb = string.Join(' ', read.CommandResult.Path().Append("--help"));
                Console.Error.WriteLine(language == "en" ? $"How it is used: ./hejie {verb}" : $"用法：./hejie {verb}");
            }
        }
        finally
        {
            CultureInfo.CurrentUICulture = reader;
        }

        return BadInput;
    }

    /// <summary>The verbs that lead to a command.</summary>
    private static IEnumerable<string> Path(this CommandResult command) =>
        command.Parent is CommandResult above ? above.Path().Append(command.Command.Name) : [];

    private static async Task<int> ServeAsync(Settings settings, string? urls, CancellationToken cancel)
    {
        // What was forgotten may stand there again until it is finished.
        if (UnfinishedRestore.IsThere(settings))
            return Speak.Wrong(LedgerVerbs.Words(settings), new FieldError("", "restore.unfinished"));
        await using var app = HejieApp.Build(settings, urls is null ? [] : ["--urls", urls]);
        if (!await IsReadyAsync(app, () => app.PrepareAsync(cancel)))
            return BadInput;
        if (settings.Demo)
            await DemoPrefecture.SetUpAsync(app.Services, cancel);
        await app.StartAsync(cancel);
        var addresses = string.Join(' ', app.Urls);
        if (settings.Demo)
            Console.Write(DemoPrefecture.Guide(addresses));
        Console.WriteLine(addresses);
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    private static int Check(Settings settings)
    {
        try
        {
            var catalogue = Catalogue.Read(settings.Catalogue);
            var folder = new CatalogueFolder(settings.Catalogue);
            foreach (var explored in Exploration.Of(folder.Yaml("procedures"), folder.Yaml("procedures/parts"), catalogue.Rules, catalogue.Calendar))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{explored.Procedure.Id}: {explored.Situations:N0} situations"));
            Console.WriteLine($"{catalogue.Procedures.InForce.Count} procedures, {catalogue.Rules.Ids.Count} rules: all in order");
            return 0;
        }
        catch (CatalogueException wrong)
        {
            return Tell(wrong);
        }
    }

    /// <summary>Makes the program ready, or tells what is wrong with the catalogue.</summary>
    public static async Task<bool> IsReadyAsync(WebApplication app, Func<Task> prepare)
    {
        try
        {
            await prepare();
            return true;
        }
        catch (CatalogueException wrong)
        {
            Tell(wrong);
        }
        catch (CatalogueNotApproved unapproved)
        {
            CatalogueVerbs.Tell(app.Services.GetRequiredService<WordBook>(), unapproved);
        }
        catch (CatalogueLogBroken broken)
        {
            CatalogueVerbs.Tell(app.Services.GetRequiredService<WordBook>(), broken);
        }
        catch (LedgerRefused refused)
        {
            Speak.Wrong(app.Services.GetRequiredService<WordBook>(), refused.Error);
        }

        return false;
    }

    public static int Tell(CatalogueException wrong)
    {
        foreach (var problem in wrong.Problems)
            Console.Error.WriteLine(problem);
        return BadInput;
    }
}
