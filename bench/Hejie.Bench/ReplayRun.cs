using System.Diagnostics;
using System.Globalization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Operations;
using Hejie.Operations.Demo;
using Hejie.Operations.Replay;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Bench;

/// <summary>A change of the law over many open clocks: how long it takes to count them anew, and how fast what moves is written.</summary>
internal static class ReplayRun
{
    private const ulong Seed = 5329;

    /// <summary>Matters are made in steps until there are enough clocks.</summary>
    private const int Step = 50_000;

    /// <summary>So young that most are open.</summary>
    private const int Days = 25;

    public static async Task<int> RunAsync(long clocks, CancellationToken cancel)
    {
        await using var app = HejieApp.Build(await Fresh.InstallationAsync("hejie_replay", cancel), []);
        await app.PrepareAsync(cancel);
        await FillAsync(app.Services, clocks, cancel);
        var replay = app.Services.GetRequiredService<ReplayLaw>();
        var law = LawOf(app.Services.GetRequiredService<CatalogueHolder>().Current);

        var (shown, counting, cpu) = await MeasureAsync(() => replay.ShowAsync(law, cancel));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"counted anew: {shown.Clocks:N0} open clocks of {shown.Matters:N0} matters in {counting:0.0} s ({shown.Clocks / counting:N0}/s; program {cpu:0.0} s of CPU); {shown.Moved:N0} move"));
        var (written, writing, sealing) = await MeasureAsync(() => replay.ApplyAsync(law, cancel));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"applied: {written.Written:N0} entries in {writing:0.0} s ({written.Written / writing:N0}/s; program {sealing:0.0} s of CPU)"));
        var (again, checking, _) = await MeasureAsync(() => replay.ApplyAsync(law, cancel));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"applied again: {again.Written:N0} entries in {checking:0.0} s"));
        return again.Written == 0 ? 0 : 1;
    }

    private static async Task FillAsync(IServiceProvider services, long clocks, CancellationToken cancel)
    {
        var fill = ActivatorUtilities.CreateInstance<FillMatters>(
            services, services.GetRequiredService<CatalogueHolder>().Current, services.GetRequiredService<DirectoryHolder>().Current);
        for (long matters = Step; ; matters += Step)
        {
            await fill.RunAsync(matters, Seed, null, cancel, Days);
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
            var open = await db.Clocks.TagWith(AcrossCounties.Tag).LongCountAsync(cancel);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{matters:N0} matters, {open:N0} open clocks"));
            if (open < clocks)
                continue;
            // As autovacuum would have by then.
            await db.Database.ExecuteSqlRawAsync("analyze", cancel);
            return;
        }
    }

    /// <summary>Every second working day of the next four months becomes a day of rest: whatever counts working days or moves for one moves.</summary>
    private static Statutes LawOf(Catalogue catalogue)
    {
        var today = LegalTime.DateOf(TimeProvider.System.GetUtcNow());
        var rows = Enumerable.Range(-30, 150).Select(today.AddDays).Where(day => catalogue.Calendar.IsWorking(day) && day.DayNumber % 2 == 0)
            .Select(day => $"  - {{ date: {day:yyyy-MM-dd}, kind: rest, name: 测试, scope: national }}\n");
        var change = LawChange.Read("change.yaml", "calendar:\n" + string.Concat(rows), []);
        return ReplayVerb.LawWith(catalogue, change, apply: false);
    }

    private static async Task<(ReplayReport Report, double Seconds, double Cpu)> MeasureAsync(Func<Task<ReplayReport>> run)
    {
        using var process = Process.GetCurrentProcess();
        var (started, before) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        var report = await run();
        process.Refresh();
        return (report, Stopwatch.GetElapsedTime(started).TotalSeconds, (process.TotalProcessorTime - before).TotalSeconds);
    }
}
