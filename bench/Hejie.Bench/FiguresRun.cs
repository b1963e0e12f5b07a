using System.Diagnostics;
using System.Globalization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Journal.Following;
using Hejie.Operations;
using Hejie.Overview;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Statistics;
using Hejie.Rules.Time;
using Hejie.Statistics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Bench;

/// <summary>Figures: how fast the journal is followed, and how soon a question is answered, at one size and at ten times it.</summary>
internal static class FiguresRun
{
    /// <summary>How many entries are followed for the measure.</summary>
    private const long Followed = 400_000;

    /// <summary>How often each question is asked and counted.</summary>
    private const int Asked = 200;

    /// <summary>As often each is asked before, until the runtime has compiled for good what a server runs all day.</summary>
    private const int Before = 60;

    /// <summary>The questions of dashboards, at places and posts drawn by chance.</summary>
    /// <param name="services">The installation.</param>
    /// <param name="asked">How often each is asked and counted; 0 only makes the program ready, and tells nothing.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task AskAsync(IServiceProvider services, int asked = Asked, CancellationToken cancel = default)
    {
        var (catalogue, directory) = (services.GetRequiredService<CatalogueHolder>().Current, services.GetRequiredService<DirectoryHolder>().Current);
        var today = LegalTime.DateOf(TimeProvider.System.GetUtcNow());
        var year = FigureTime.Start(today.AddYears(-1), FigureUnit.Month);
        var posts = directory.Bodies.Where(body => body.Kind.Code == "service-centre")
            .GroupBy(body => body.Place.Level).ToDictionary(level => level.Key, level => level.OrderBy(body => body.Id).ToList());
        var random = new Random(5329);
        FigureScope Scope(PlaceLevel level, bool own)
        {
            var body = posts[level][random.Next(posts[level].Count)];
            var scope = Identity.StaffScope.Of(directory, catalogue, 1, directory.PostsOf(body.Id).First(post => post.Role == Role.Lead).Id)!;
            return own ? FigureScope.OfBody(scope, directory, catalogue.Procedures)! : FigureScope.OfArea(scope, directory)!;
        }

        var last = new Slice { Measure = Rules.Statistics.Measure.Filed, From = year, Until = today };
        (string Name, Func<(FigureScope, Slice)> Ask)[] questions =
        [
            ("prefecture: overdue now by county", () => (Scope(PlaceLevel.Prefecture, false), last with { Measure = Rules.Statistics.Measure.Overdue, By = [Dimension.Place] })),
            ("prefecture: filed by county and month, a year", () => (Scope(PlaceLevel.Prefecture, false), last with { By = [Dimension.Place, Dimension.Period] })),
            ("prefecture: filed by township, a year", () => (Scope(PlaceLevel.Prefecture, false), last with { Level = PlaceLevel.Township, By = [Dimension.Place] })),
            ("prefecture: filed by kind and month, a year", () => (Scope(PlaceLevel.Prefecture, false), last with { By = [Dimension.Kind, Dimension.Period] })),
            ("prefecture: backlog by month, a year", () => (Scope(PlaceLevel.Prefecture, false), last with { Measure = Rules.Statistics.Measure.Backlog, By = [Dimension.Period] })),
            ("prefecture: days to the end by county, a year", () => (Scope(PlaceLevel.Prefecture, false), last with { Measure = Rules.Statistics.Measure.DaysToEnd, By = [Dimension.Place] })),
            ("prefecture: on time by day, 30 days", () => (Scope(PlaceLevel.Prefecture, false), last with { Measure = Rules.Statistics.Measure.OnTime, From = today.AddDays(-29), Unit = FigureUnit.Day, By = [Dimension.Period] })),
            ("prefecture: flows between bodies, 3 months", () => (Scope(PlaceLevel.Prefecture, false), last with { Measure = Rules.Statistics.Measure.Flow, From = FigureTime.Start(today.AddMonths(-3), FigureUnit.Month), Until = FigureTime.Start(today, FigureUnit.Month).AddDays(-1), By = [Dimension.Body, Dimension.ToBody], Largest = ReadOverview.MostFlows })),
            ("county: ended by outcome and month, a year", () => (Scope(PlaceLevel.County, false), last with { Measure = Rules.Statistics.Measure.Ended, Until = FigureTime.Start(today, FigureUnit.Month).AddDays(-1), By = [Dimension.Outcome, Dimension.Period] })),
            ("county: filed by body, a year", () => (Scope(PlaceLevel.County, false), last with { By = [Dimension.Body] })),
            ("county: filed by village, a year", () => (Scope(PlaceLevel.County, false), last with { Level = PlaceLevel.Village, By = [Dimension.Place] })),
            ("county: this week by township", () => (Scope(PlaceLevel.County, false), last with { From = today.AddDays(-6), Level = PlaceLevel.Township, By = [Dimension.Place] })),
            ("township: open by kind", () => (Scope(PlaceLevel.Township, false), last with { Measure = Rules.Statistics.Measure.Open, By = [Dimension.Kind] })),
            ("township: open by state", () => (Scope(PlaceLevel.Township, false), last with { Measure = Rules.Statistics.Measure.Open, By = [Dimension.State] })),
            ("own desk: late by month, a year", () => (Scope(PlaceLevel.Township, true), last with { Measure = Rules.Statistics.Measure.Late, By = [Dimension.Period] })),
        ];
        foreach (var (name, ask) in questions)
        {
            var measure = new Measure();
            for (var nth = 0; nth < asked + Before; nth++)
            {
                var (scope, slice) = ask();
                await using var request = services.CreateAsyncScope();
                var started = Stopwatch.GetTimestamp();
                var answer = await request.ServiceProvider.GetRequiredService<ReadFigures>().RunAsync(scope, slice, FigureCompare.Nothing, cancel);
                var took = Stopwatch.GetElapsedTime(started);
                if (answer is not FiguresAnswer.Done)
                    throw new InvalidOperationException($"{name} was refused: {answer}");
                // Statements are planned and code is compiled at first.
                if (nth >= Before)
                    measure.Add([took.TotalMilliseconds], took.TotalSeconds, 0, 0);
            }

            if (asked > 0)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name}: p50 {measure.Percentile(0.5):0.00} ms, p95 {measure.Percentile(0.95):0.00} ms"));
        }
    }

    /// <summary>Each reader begins anew and follows part of the journal.</summary>
    public static async Task FollowAsync(IServiceProvider services, CancellationToken cancel)
    {
        foreach (var reader in services.GetServices<IFollowsJournal>().OrderBy(reader => reader.Reader, StringComparer.Ordinal))
            await FollowAsync(services, reader, cancel);
    }

    private static async Task FollowAsync(IServiceProvider services, IFollowsJournal reader, CancellationToken cancel)
    {
        await services.GetRequiredService<FollowJournal>().BeginAnewAsync(reader, cancel);
        long taken = 0;
        var (reading, started) = (TimeSpan.Zero, Stopwatch.GetTimestamp());
        foreach (var county in services.GetRequiredService<DirectoryHolder>().Current.Counties.Distinct())
        {
            for (long after = -1; taken < Followed;)
            {
                await using var scope = services.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
                var began = Stopwatch.GetTimestamp();
                var stored = await (
                    from position in db.Positions.Where(row => row.County == county && row.Position > after).OrderBy(row => row.Position).Take(reader.Batch)
                    join entry in db.Entries.Where(row => row.County == county) on new { position.Matter, position.Number } equals new { entry.Matter, entry.Number }
                    orderby position.Position
                    select new { position.Position, entry.Bytes }).AsNoTracking().ToListAsync(cancel);
                var entries = stored.ConvertAll(row => new FollowedEntry(row.Position, EntryCodec.Header(row.Bytes)));
                reading += Stopwatch.GetElapsedTime(began);
                if (entries.Count == 0)
                    break;
                await using var transaction = await db.Database.BeginTransactionAsync(cancel);
                await reader.TakeAsync(db, county, entries, cancel);
                await transaction.CommitAsync(cancel);
                after = entries[^1].Position;
                taken += entries.Count;
            }
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  followed by '{reader.Reader}': {taken:N0} entries in {seconds:0.0} s ({taken / seconds:N0}/s; of it {reading.TotalSeconds:0.0} s reading the journal)"));
    }
}
