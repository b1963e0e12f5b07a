using System.Diagnostics;
using System.Globalization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Kernel;
using Hejie.Rounds;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hejie.Bench;

/// <summary>A day of rounds: opened, listed and answered one by one, the rest swept; how much of a day of the server that takes.</summary>
internal static class RoundsRun
{
    /// <summary>The cells of each village: with the villages', townships' and counties' own, some 16,000 rounds.</summary>
    private const int Cells = 13;

    /// <summary>One in so many is not made, and swept.</summary>
    private const int Missed = 10;
    private const double DayInMilliseconds = 86_400_000;

    /// <summary>A day on which all four levels begin a period: the first of a month, a Monday.</summary>
    private static readonly DateOnly s_day = new(2026, 6, 1);

    public static async Task<int> RunAsync(CancellationToken cancel)
    {
        await MeasureAsync("PostgreSQL", await Fresh.InstallationAsync("hejie_rounds", cancel), cancel);
        var home = Path.Combine(Environment.GetEnvironmentVariable("HEJIE_BENCH_FOLDER")!, "hejie_rounds_sqlite");
        if (Directory.Exists(home))
            Directory.Delete(home, recursive: true);
        await MeasureAsync("SQLite", new Settings(Path.Combine(home, "data"), Path.Combine(home, "keys"), null, null, Roots.Catalogue), cancel);
        return 0;
    }

    private static async Task MeasureAsync(string database, Settings settings, CancellationToken cancel)
    {
        var clock = new Clock { Now = LegalTime.StartOf(s_day).AddHours(1).ToUniversalTime() };
        await using var app = HejieApp.Build(settings, [], builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        await app.PrepareAsync(cancel);
        await DivideAsync(app.Services, cancel);
        var keep = app.Services.GetRequiredService<KeepRounds>();

        var (opened, opening, openingCpu) = await TimeAsync(async () => (await keep.RunAsync(cancel)).Opened);
        clock.Now = clock.Now.AddHours(9);
        var (answered, answering, answeringCpu) = await TimeAsync(() => AnswerAsync(app.Services, cancel));
        clock.Now = LegalTime.StartOf(s_day).AddMonths(1).ToUniversalTime();
        var (missed, sweeping, sweepingCpu) = await TimeAsync(async () => (await keep.RunAsync(cancel)).Missed);
        var (took, cpu) = (opening + answering + sweeping, openingCpu + answeringCpu + sweepingCpu);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{database}: {opened:N0} rounds opened in {opening:N0} ms (program {openingCpu:N0} ms of CPU), {answered:N0} listed and answered one by one in {answering:N0} ms ({answeringCpu:N0} ms), {missed:N0} swept, and the next day opened, in {sweeping:N0} ms ({sweepingCpu:N0} ms): together {took / DayInMilliseconds:P3} of a day, {cpu / DayInMilliseconds:P3} of a core"));
    }

    private static async Task DivideAsync(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var villages = await db.Places.AsNoTracking().Where(place => place.Level == PlaceLevel.Village).Select(place => place.Code).ToListAsync(cancel);
        db.Places.AddRange(villages.SelectMany(village => Enumerable.Range(1, Cells), (village, cell) => new PlaceRow { Code = village + cell, Name = $"第{cell}网格", Level = PlaceLevel.Cell }));
        await db.SaveChangesAsync(cancel);
        await services.GetRequiredService<DirectoryHolder>().RenewAsync(cancel);
    }

    /// <summary>Every body's post asks for its list and answers what is on it, as it would with a telephone.</summary>
    private static async Task<int> AnswerAsync(IServiceProvider services, CancellationToken cancel)
    {
        var directory = services.GetRequiredService<DirectoryHolder>().Current;
        var answered = 0;
        foreach (var body in directory.Bodies.Where(body => body.Kind.Code == BodyKinds.ServiceCentre && body.Place.Level != PlaceLevel.Prefecture))
        {
            var post = new Scope(1, directory.PostsOf(body.Id).First(post => post.Role == Role.DutyOfficer), body, [], [], []);
            await using var listing = services.CreateAsyncScope();
            foreach (var round in (await listing.ServiceProvider.GetRequiredService<OwnRounds>().ListAsync(post, cancel)).Open.Where((_, index) => (index + body.Id) % Missed != 0))
            {
                await using var scope = services.CreateAsyncScope();
                var done = await scope.ServiceProvider.GetRequiredService<AnswerRound>().RunAsync(post, round.County, RoundId.Of(round), AnswerRound.Nothing, null, cancel);
                answered += done is RoundAnswered.Done ? 1 : throw new InvalidOperationException($"A round came out as {done.GetType().Name}.");
            }
        }

        return answered;
    }

    private static async Task<(int Count, double Milliseconds, double Cpu)> TimeAsync(Func<Task<int>> work)
    {
        using var process = Process.GetCurrentProcess();
        var (before, started) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        var count = await work();
        process.Refresh();
        return (count, Stopwatch.GetElapsedTime(started).TotalMilliseconds, (process.TotalProcessorTime - before).TotalMilliseconds);
    }

    /// <summary>A clock that stands where it is put; what waits on it waits as long as ever.</summary>
    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
