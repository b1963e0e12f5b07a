using System.CommandLine;
using System.Globalization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Kernel;
using Hejie.Ledger.Verbs;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations.Demo;

/// <summary><c>./hejie bench --fill N</c>: an installation full of invented matters, to measure on. It goes on where it was stopped.</summary>
internal static class BenchVerb
{
    /// <summary>Marks an installation that holds invented matters alone: no other is ever filled.</summary>
    private const string Mark = "filled-for-measuring";

    private const ulong Seed = 5329;

    public static Command Command(Settings settings)
    {
        var fill = new Option<long>("--fill") { Description = "造多少件，测量用；停了可以接着来 · How many invented matters to fill in, for measuring; it goes on where it stopped", Required = true };
        var command = new Command("bench", "造大量假数据，供测量 · Fill an empty installation with invented matters, for measuring") { fill };
        command.SetAction((parsed, cancel) => RunAsync(settings, parsed.GetValue(fill), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Settings settings, long wanted, CancellationToken cancel)
    {
        await using var app = HejieApp.Build(settings, []);
        if (!await Cli.IsReadyAsync(app, () => app.PrepareAsync(cancel)))
            return Cli.BadInput;
        var mark = Path.Combine(settings.Data, Mark);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
            if (!File.Exists(mark) && await db.Matters.TagWith(AcrossCounties.Tag).AnyAsync(cancel))
            {
                Speak.Say(LedgerVerbs.Words(settings), words => words["figures.fill.used"]);
                return Cli.BadInput;
            }
        }

        await File.WriteAllTextAsync(mark, "", cancel);
        var fill = ActivatorUtilities.CreateInstance<FillMatters>(
            app.Services, app.Services.GetRequiredService<CatalogueHolder>().Current, app.Services.GetRequiredService<DirectoryHolder>().Current);
        await fill.RunAsync(wanted, Seed, new Told(), cancel);
        Console.Error.WriteLine();
        return 0;
    }

    /// <summary>One line, written over.</summary>
    private sealed class Told : IProgress<FillProgress>
    {
        public void Report(FillProgress value) => Console.Error.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"\r{value.Matters:N0} / {value.Wanted:N0}  {value.PerSecond:N0}/s  {(value.PerSecond > 0 ? TimeSpan.FromSeconds((value.Wanted - value.Matters) / value.PerSecond) : TimeSpan.Zero):hh\\:mm\\:ss}   "));
    }
}
