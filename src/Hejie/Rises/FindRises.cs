using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Journal.Following;
using Hejie.Kernel;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Rises;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Rises;

/// <summary>Judges each week once it is over, county by county: what rose in a township, and what in the county as a whole.</summary>
internal sealed partial class FindRises(
    IServiceScopeFactory scopes, DirectoryHolder directory, CatalogueHolder catalogue, FollowJournal follow, TimeProvider time, ILogger<FindRises> log) : BackgroundService
{
    /// <summary>The cursor that says which week of a county was judged last, by the number of its Monday.</summary>
    private const string Judged = "rises";

    /// <summary>How many weeks before it a week is held against: three years and what the level needs.</summary>
    private const int Weeks = 186;

    /// <summary>How long rises are kept.</summary>
    private const int KeptDays = 800;

    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(10);

    /// <summary>Judges the week that ended last, where it was not judged yet and the journal was followed to its end.</summary>
    /// <returns>How many rises were found.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var week = LegalTime.MondayOf(LegalTime.DateOf(time.GetUtcNow())).AddDays(-7);
        if (await follow.LagAsync(cancel) > 0)
            return 0;
        var found = 0;
        foreach (var county in directory.Current.Counties.Distinct())
            found += await JudgeAsync(county, week, cancel);
        return found;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Recurring.RunAsync(s_pause, time, RunAsync, error => Failed(log, error), stoppingToken);

    private async Task<int> JudgeAsync(int county, DateOnly week, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var judged = await db.Cursors.AsNoTracking().Where(row => row.County == county && row.Reader == Judged).Select(row => (long?)row.Position).SingleOrDefaultAsync(cancel);
        if (judged >= week.DayNumber)
            return 0;
        var rises = await RisesAsync(db, county, week, cancel);
        var dialect = scope.ServiceProvider.GetRequiredService<IDialect>();
        using var writing = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await MoveOnAsync(db, dialect, county, judged, week, cancel))
            return 0;
        var oldest = week.AddDays(-KeptDays);
        await db.Rises.Where(row => row.County == county && row.Week < oldest).ExecuteDeleteAsync(cancel);
        db.Rises.AddRange(rises);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return rises.Count;
    }

    /// <returns>False where another node judged the week.</returns>
    private static async Task<bool> MoveOnAsync(HejieDb db, IDialect dialect, int county, long? judged, DateOnly week, CancellationToken cancel)
    {
        if (judged is { } before)
        {
            return await db.Cursors.Where(row => row.County == county && row.Reader == Judged && row.Position == before)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Position, week.DayNumber), cancel) > 0;
        }

        try
        {
            db.Cursors.Add(new CursorRow { County = county, Reader = Judged, Position = week.DayNumber });
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException error) when (dialect.IsUniqueViolation(error))
        {
            return false;
        }
    }

    private async Task<List<RiseRow>> RisesAsync(HejieDb db, int county, DateOnly week, CancellationToken cancel)
    {
        var first = week.AddDays(-7 * Weeks);
        var counts = await db.WeekCounts.AsNoTracking().Where(row => row.County == county && row.Week >= first && row.Week <= week).ToListAsync(cancel);
        if (counts.Count == 0)
            return [];
        // Before anything was filed here there was nobody to file it: the rows begin with the first week that has any.
        var began = counts.Min(row => row.Week);
        var weeks = Enumerable.Range(0, (week.DayNumber - began.DayNumber) / 7 + 1).Select(nth => began.AddDays(7 * nth)).ToList();
        var working = weeks.ConvertAll(monday => Enumerable.Range(0, 7).Count(day => catalogue.Current.Calendar.IsWorking(monday.AddDays(day))));
        var whole = counts.Where(row => PlaceCode.Of(row.Place).Level > PlaceLevel.County)
            .Select(row => new WeekCountRow { County = county, Week = row.Week, Place = PlaceCode.Of(row.Place).Parent!.Value.Value, Procedure = row.Procedure, Kind = row.Kind, Count = row.Count });
        var rises = new List<RiseRow>();
        foreach (var series in counts.Concat(whole).GroupBy(row => (row.Place, row.Procedure, row.Kind)))
        {
            var numbers = new int[weeks.Count];
            foreach (var row in series)
                numbers[(row.Week.DayNumber - began.DayNumber) / 7] += row.Count;
            if (UnusualRise.InLast(numbers, working) is { } rise)
                rises.Add(Row(county, week, series.Key, rise));
        }

        return rises;
    }

    private static RiseRow Row(int county, DateOnly week, (long Place, string Procedure, string Kind) of, Rise rise) => new()
    {
        County = county,
        Week = week,
        Place = of.Place,
        Procedure = of.Procedure,
        Kind = of.Kind,
        Count = rise.Count,
        Expected = Math.Round(rise.Expected, 2),
        Chance = rise.Chance,
        WorkingDays = rise.WorkingDays,
        Season = Math.Round(rise.Season, 3),
    };

    [LoggerMessage(LogLevel.Error, "Last week could not be held against those before; trying again.")]
    private static partial void Failed(ILogger log, Exception error);
}
