using System.CommandLine;
using Hejie.Kernel;
using Hejie.Operations.Demo;
using Hejie.Rules.Catalogue;

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
        demo.SetAction((parsed, cancel) => ServeAsync(settings with { Demo = true }, parsed.GetValue(urls) ?? DemoAddress, cancel));
        var check = new Command("check", "Verify the catalogue");
        check.SetAction(_ => Check(settings));
        var rules = new Command("rules", "The catalogue of procedures and periods") { check };
        foreach (var verb in RulesVerbs.All(settings)) rules.Add(verb);
        var parsed = new RootCommand("Hejie: disputes brought, dates kept, people helped to settle") { serve, demo, rules, AccountVerbs.Command(settings) }.Parse(args);
        var code = await parsed.InvokeAsync();
        return parsed.Errors.Count > 0 ? BadInput : code;
    }

    private static async Task<int> ServeAsync(Settings settings, string? urls, CancellationToken cancel)
    {
        await using var app = HejieApp.Build(settings, urls is null ? [] : ["--urls", urls]);
        try
        {
            await app.PrepareAsync(cancel);
            if (settings.Demo)
                await DemoPrefecture.SetUpAsync(app.Services, cancel);
        }
        catch (CatalogueException wrong)
        {
            return Tell(wrong);
        }

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
            var catalogue = Catalogue.Read(settings.Catalogue, []);
            Console.WriteLine($"{catalogue.Procedures.InForce.Count} procedures, {catalogue.Rules.Ids.Count} rules: all in order");
            return 0;
        }
        catch (CatalogueException wrong)
        {
            return Tell(wrong);
        }
    }

    public static int Tell(CatalogueException wrong)
    {
        foreach (var problem in wrong.Problems)
            Console.Error.WriteLine(problem);
        return BadInput;
    }
}
