using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal.Following;
using Hejie.Kernel;
using Hejie.Operations;
using Hejie.Privacy;
using Hejie.Rules.Statistics;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Statistics;

/// <summary>
/// Counts a month of the published tables once it is over and settled, changes each count a little by the keys of its
/// matters, and keeps it for ever: what was published is never counted again, so that no two versions can be compared.
/// </summary>
internal sealed partial class PublishFigures(
    IServiceScopeFactory scopes, CatalogueHolder catalogue, DirectoryHolder directory, FollowJournal follow, InstallationKey key, TimeProvider time,
    ILogger<PublishFigures> log) : BackgroundService
{
    /// <summary>Short, so that a new installation publishes its months as soon as its readers have come to their end.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(30);

    /// <summary>The tables of which it was told that they changed: once is enough.</summary>
    private readonly HashSet<string> _changed = [];

    private readonly byte[] _secret = key.For("figures: record keys");

    /// <summary>Publishes what is due.</summary>
    /// <returns>How many months of tables.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var book = catalogue.Current.Published;
        var settled = LegalTime.DateOf(time.GetUtcNow()).AddDays(-book.SettleDays);
        var last = FigureTime.MonthOf(settled) - 1;
        // What stands in the journal and was not counted yet would be missing for ever.
        if (await follow.LagAsync(cancel) > 0)
            return 0;
        var made = 0;
        foreach (var table in book.Tables)
            made += await PublishAsync(table, last, cancel);
        return made;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Recurring.RunAsync(s_pause, time, RunAsync, error => Failed(log, error), stoppingToken, atOnce: true);

    private async Task<int> PublishAsync(PublishedTable table, int last, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var newest = await db.PublishedMonths.AsNoTracking().Where(row => row.Table == table.Id).OrderByDescending(row => row.Month).FirstOrDefaultAsync(cancel);
        if (newest is not null && newest.Definition != table.Definition)
        {
            if (_changed.Add(table.Id))
                Changed(log, table.Id);
            return 0;
        }

        var made = 0;
        for (var month = newest?.Month + 1 ?? await FirstAsync(db, cancel); month is { } due && due <= last; month = due + 1)
        {
            if (await PublishAsync(table, due, scope.ServiceProvider.GetRequiredService<IDialect>(), db, cancel))
                made++;
        }

        return made;
    }

    /// <summary>
    /// The first month that is published; null where nothing was filed yet. The very first stays out: in it whatever was
    /// accepted or ended was filed in it too, so that its tables could be compared.
    /// </summary>
    private async Task<int?> FirstAsync(HejieDb db, CancellationToken cancel)
    {
        var counties = directory.Current.Counties.Distinct().ToArray();
        var first = await db.FigureCounts.AsNoTracking().Where(row => counties.Contains(row.County) && row.Grain == Grain.WayMonth && row.Period > 0 && row.Filed > 0)
            .MinAsync(row => (int?)row.Period, cancel);
        return first + 1;
    }

    /// <returns>False where another node published it at the same time.</returns>
    private async Task<bool> PublishAsync(PublishedTable table, int month, IDialect dialect, HejieDb db, CancellationToken cancel)
    {
        var cells = (await CellsAsync(table, month, db, cancel)).ToList();
        using var writing = await dialect.EnterWriteAsync(cancel);
        try
        {
            db.PublishedMonths.Add(new PublishedMonthRow { Table = table.Id, Month = month, Definition = table.Definition, Published = LegalTime.Micros(time.GetUtcNow()) });
            db.PublishedCells.AddRange(cells);
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException error) when (dialect.IsUniqueViolation(error))
        {
            return false;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>The cells of a month that are not published as 0.</summary>
    private async Task<IEnumerable<PublishedCellRow>> CellsAsync(PublishedTable table, int month, HejieDb db, CancellationToken cancel)
    {
        var cells = new Dictionary<PublishedKey, (int Count, uint Key)>();
        var (from, until) = (FigureTime.FirstOf(month).DayNumber, FigureTime.LastOf(month).DayNumber);
        foreach (var county in directory.Current.Counties.Distinct())
        {
            var facts = db.Facts.AsNoTracking().Where(row => row.County == county && !row.Restricted && table.Procedures.Contains(row.Procedure));
            facts = table.Measure switch
            {
                Measure.Accepted => facts.Where(row => row.Accepted >= from && row.Accepted <= until),
                Measure.Ended => facts.Where(row => row.Ended >= from && row.Ended <= until),
                _ => facts.Where(row => row.Opened >= from && row.Opened <= until),
            };
            var matters = facts.Select(row => new { row.Matter, row.Procedure, row.Kind, row.Channel, row.Outcome, Late = row.Late != null });
            await foreach (var matter in matters.AsAsyncEnumerable().WithCancellation(cancel))
            {
                var key = PublishedKey.Of(table, county, matter.Procedure, matter.Kind, matter.Channel, matter.Outcome, matter.Late);
                var cell = cells.GetValueOrDefault(key);
                cells[key] = (cell.Count + 1, unchecked(cell.Key + CellNoise.RecordKey(_secret, matter.Matter)));
            }
        }

        return cells.Select(cell => (cell.Key, Value: CellNoise.Publish(cell.Value.Count, cell.Value.Key))).Where(cell => cell.Value > 0).Select(cell => new PublishedCellRow
        {
            Table = table.Id,
            Month = month,
            Area = cell.Key.Area,
            Code = cell.Key.Code,
            Channel = cell.Key.Channel,
            Outcome = cell.Key.Outcome,
            Lateness = cell.Key.Lateness,
            Value = cell.Value,
        });
    }

    [LoggerMessage(LogLevel.Error, "Figures could not be published; trying again.")]
    private static partial void Failed(ILogger log, Exception error);

    [LoggerMessage(LogLevel.Warning, "The table {Table} is defined otherwise than its published months: give it another id, and it begins anew.")]
    private static partial void Changed(ILogger log, string table);
}

/// <summary>What tells a published cell from the others of its month; what is not told apart is 0, empty or -1.</summary>
internal readonly record struct PublishedKey(int Area, string Code, int Channel, int Outcome, int Lateness)
{
    public static PublishedKey Of(PublishedTable table, int county, string procedure, string kind, int channel, int outcome, bool late) => new(
        table.By.Contains(PublishedDimension.County) ? county : 0,
        table.By.Contains(PublishedDimension.Kind) ? $"{procedure}/{kind}" : table.By.Contains(PublishedDimension.Procedure) ? procedure : "",
        table.By.Contains(PublishedDimension.Channel) ? channel : -1,
        table.By.Contains(PublishedDimension.Outcome) ? outcome : -1,
        table.By.Contains(PublishedDimension.Lateness) ? late ? 1 : 0 : -1);

    /// <summary>The same cell where only these dimensions are told apart.</summary>
    public PublishedKey Only(IReadOnlyCollection<PublishedDimension> by) => new(
        by.Contains(PublishedDimension.County) ? Area : 0,
        by.Contains(PublishedDimension.Kind) ? Code : by.Contains(PublishedDimension.Procedure) ? Code.Split('/')[0] : "",
        by.Contains(PublishedDimension.Channel) ? Channel : -1,
        by.Contains(PublishedDimension.Outcome) ? Outcome : -1,
        by.Contains(PublishedDimension.Lateness) ? Lateness : -1);
}
