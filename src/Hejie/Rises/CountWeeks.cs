using Hejie.Data;
using Hejie.Journal.Following;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Statistics;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Rises;

/// <summary>Counts by week, township and kind what is filed in the procedures that are watched, as the journal is followed; nothing of whom.</summary>
internal sealed class CountWeeks(IDialect dialect, CatalogueHolder catalogue) : IFollowsJournal
{
    public const string Name = "weeks";

    private static readonly BulkColumn[] s_key =
    [
        new("county", typeof(int)), new("week", typeof(DateOnly)), new("place", typeof(long)), new("procedure", typeof(string)), new("kind", typeof(string)),
    ];

    private static readonly BulkColumn[] s_count = [new("count", typeof(int))];

    public string Reader => Name;

    public int Batch => 10_000;

    public async Task TakeAsync(HejieDb db, int county, IReadOnlyList<FollowedEntry> entries, CancellationToken cancel)
    {
        var watched = catalogue.Current.Rises.Procedures;
        var rows = entries
            .SelectMany(entry => entry.Header.Effects.OfType<Effect.Began>().Where(began => watched.Contains(began.Procedure))
                .Select(began => (Week: LegalTime.MondayOf(DateOnly.FromDayNumber(FoldFact.DayOf(entry.Header))), Place: TownshipOf(began.Place), began.Procedure, began.Kind)))
            .CountBy(row => row)
            .Select(row => new object?[] { county, row.Key.Week, row.Key.Place, row.Key.Procedure, row.Key.Kind, row.Value })
            .ToList();
        if (rows.Count > 0)
            await dialect.BulkMergeAsync(db.Database, "week_counts", s_key, s_count, adds: true, rows, cancel);
    }

    public async Task ClearAsync(HejieDb db, int county, CancellationToken cancel)
    {
        await db.WeekCounts.Where(row => row.County == county).ExecuteDeleteAsync(cancel);
        await db.Rises.Where(row => row.County == county).ExecuteDeleteAsync(cancel);
    }

    private static long TownshipOf(long place)
    {
        var code = PlaceCode.Of(place);
        while (code.Level > PlaceLevel.Township)
            code = code.Parent!.Value;
        return code.Value;
    }
}
