using System.CommandLine;
using System.Globalization;
using Hejie.Kernel;
using Hejie.Ledger;
using Hejie.Ledger.Verbs;
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
        var settings = Settings.FromEnvironment();
        var urls = new Option<string?>("--urls") { Description = "Addresses to serve, such as http://localhost:5329" };
        var serve = new Command("serve", "Serve an installation (HEJIE_DB for PostgreSQL, else SQLite)") { urls };
        serve.SetAction((parsed, cancel) => ServeAsync(settings, parsed.GetValue(urls), cancel));
        var demo = new Command("demo", "Make the demonstration prefecture and serve it at " + DemoAddress) { urls };
        demo.SetAction((parsed, cancel) => ServeAsync(settings with { Demo = true, SecondFactor = false }, parsed.GetValue(urls) ?? DemoAddress, cancel));
        var check = new Command("check", "Verify the catalogue, and every way that a matter can go");
        check.SetAction(_ => Check(settings));
        var rules = new Command("rules", "The catalogue of procedures and periods") { check, ReplayVerb.Command(settings) };
        foreach (var verb in RulesVerbs.All(settings))
            rules.Add(verb);
        var parsed = new RootCommand("Hejie: disputes brought, dates kept, people helped to settle") { serve, demo, rules, CatalogueVerbs.Command(settings), AccountVerbs.Command(settings), LedgerVerbs.Command(settings), WitnessVerb.Command(settings), BackupVerb.Command(settings), RestoreVerb.Command(settings), DoctorVerb.Command(settings) }.Parse(args);
        var code = await parsed.InvokeAsync();
        return parsed.Errors.Count > 0 ? BadInput : code;
    }

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
