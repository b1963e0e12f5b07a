using Hejie.Data;
using Hejie.Rules.Statistics;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Statistics;

/// <summary>Writes facts and what changed in their sums, in the caller's transaction: one statement a table.</summary>
internal sealed class FigureWriter(IDialect dialect)
{
    private static readonly BulkColumn[] s_factKey = [new("county", typeof(int)), new("matter", typeof(Guid))];

    private static readonly BulkColumn[] s_fact =
    [
        new("procedure", typeof(string)), new("kind", typeof(string)), new("place", typeof(long)), new("state", typeof(string)), new("outcome", typeof(int)),
        new("closing", typeof(bool)), new("channel", typeof(int)), new("owner", typeof(int)), new("about", typeof(int?)), new("restricted", typeof(bool)),
        new("opened", typeof(int)), new("accepted", typeof(int?)), new("first_closed", typeof(int?)), new("ended", typeof(int?)), new("late", typeof(int?)),
        new("done_late", typeof(bool)), new("passed", typeof(string)), new("reopened", typeof(int)), new("reopened_day", typeof(int?)),
        new("rating", typeof(int?)), new("performance", typeof(int?)),
    ];

    private static readonly BulkColumn[] s_callKey = [.. s_factKey, new("referral", typeof(int)), new("turn", typeof(int))];

    private static readonly BulkColumn[] s_call =
    [
        new("body", typeof(int)), new("settled", typeof(int?)), new("late", typeof(bool)), new("passed", typeof(string)), new("done_late", typeof(bool)), new("over", typeof(bool)),
    ];

    private static readonly BulkColumn[] s_countKey =
    [
        new("county", typeof(int)), new("grain", typeof(int)), new("period", typeof(int)), new("subject", typeof(long)),
        new("procedure", typeof(string)), new("kind", typeof(string)),
    ];

    private static readonly BulkColumn[] s_count =
    [
        new("filed", typeof(int)), new("accepted", typeof(int)), new("ended", typeof(int)), new("solved", typeof(int)), new("on_time", typeof(int)),
        new("solved_at_once", typeof(int)), new("reopened", typeof(int)), new("late", typeof(int)), new("open", typeof(int)), new("overdue", typeof(int)),
        new("rated", typeof(int)), new("rated_well", typeof(int)), new("agreed", typeof(int)), new("performed", typeof(int)), new("calls", typeof(int)), new("calls_answered", typeof(int)),
    ];

    private static readonly BulkColumn[] s_durationKey = [.. s_countKey, new("to_end", typeof(bool))];

    private static readonly BulkColumn[] s_duration = [new("histogram", typeof(byte[]))];

    private static readonly BulkColumn[] s_flowKey =
    [
        new("county", typeof(int)), new("grain", typeof(int)), new("month", typeof(int)), new("place", typeof(long)), new("procedure", typeof(string)), new("kind", typeof(string)),
    ];

    private static readonly BulkColumn[] s_flow = [new("flows", typeof(byte[]))];

    /// <summary>The columns of a hop.</summary>
    public static IReadOnlyList<string> HopColumns { get; } = ["county", "matter", "number", "nth", "day", "sender", "receiver"];

    /// <summary>The columns of a fact, for who writes many at once where none were before.</summary>
    public static IReadOnlyList<string> FactColumns { get; } = [.. s_factKey.Concat(s_fact).Select(column => column.Name)];

    /// <summary>The columns of a call.</summary>
    public static IReadOnlyList<string> CallColumns { get; } = [.. s_callKey.Concat(s_call).Select(column => column.Name)];

    public async Task WriteAsync(HejieDb db, int county, IEnumerable<FactRow> facts, IReadOnlyList<HopRow> hops, IReadOnlyCollection<CallRow> calls, Tally tally, CancellationToken cancel)
    {
        await dialect.BulkMergeAsync(db.Database, "figure_facts", s_factKey, s_fact, adds: false, [.. facts.Select(Values)], cancel);
        if (hops.Count > 0)
            await dialect.BulkAsync(db.Database, "figure_hops", HopColumns, hops.Select(Values), cancel);
        if (calls.Count > 0)
            await dialect.BulkMergeAsync(db.Database, "figure_calls", s_callKey, s_call, adds: false, [.. calls.Select(Values)], cancel);
        await AddAsync(db, county, tally, cancel);
    }

    /// <summary>Adds what changed to the sums of a county. Its cursor is held: nobody else writes them meanwhile.</summary>
    public async Task AddAsync(HejieDb db, int county, Tally tally, CancellationToken cancel)
    {
        await MergeAsync(db, "figure_counts", s_countKey, s_count, adds: true, Counts(county, tally), cancel);
        if (tally.Flows.Count > 0)
        {
            foreach (var (key, flows) in await FlowsAsync(db, county, tally.Flows.Keys, cancel))
                tally.Flows[key].Add(flows);
            await MergeAsync(db, "figure_flows", s_flowKey, s_flow, adds: false, Flows(county, tally), cancel);
        }

        var changed = tally.Durations.Where(row => row.Value.Counts.Any()).ToDictionary();
        if (changed.Count == 0)
            return;
        foreach (var (key, days) in await DaysAsync(db, county, changed.Keys, cancel))
            changed[key].Add(days, 1);
        await MergeAsync(db, "figure_durations", s_durationKey, s_duration, adds: false, Durations(county, changed), cancel);
    }

    /// <summary>Puts the sums of a county where there are none.</summary>
    public async Task PutAsync(HejieDb db, int county, Tally tally, CancellationToken cancel)
    {
        await dialect.BulkAsync(db.Database, "figure_counts", Names(s_countKey, s_count), Counts(county, tally), cancel);
        await dialect.BulkAsync(db.Database, "figure_flows", Names(s_flowKey, s_flow), Flows(county, tally), cancel);
        await dialect.BulkAsync(db.Database, "figure_durations", Names(s_durationKey, s_duration), Durations(county, tally.Durations), cancel);
    }

    /// <summary>The histograms of these keys as they are, in one question: of the same grains, periods and subjects there are few others.</summary>
    private static async Task<List<(DurationKey Key, byte[] Days)>> DaysAsync(HejieDb db, int county, IReadOnlyCollection<DurationKey> keys, CancellationToken cancel)
    {
        var (grains, periods, subjects) = (
            keys.Select(key => key.Grain).Distinct().ToArray(), keys.Select(key => key.Period).Distinct().ToArray(), keys.Select(key => key.Subject).Distinct().ToArray());
        var wanted = keys.ToHashSet();
        var rows = await db.FigureDurations.AsNoTracking()
            .Where(row => row.County == county && grains.Contains(row.Grain) && periods.Contains(row.Period) && subjects.Contains(row.Subject)).ToListAsync(cancel);
        return [.. rows.Select(row => (Key: new DurationKey(row.Grain, row.Subject, row.Period, row.Procedure, row.Kind, row.ToEnd), row.Histogram)).Where(row => wanted.Contains(row.Key))];
    }

    /// <summary>The flows of these keys as they are, in one question too.</summary>
    private static async Task<List<(FlowKey Key, byte[] Flows)>> FlowsAsync(HejieDb db, int county, IReadOnlyCollection<FlowKey> keys, CancellationToken cancel)
    {
        var (grains, months, places) = (
            keys.Select(key => key.Grain).Distinct().ToArray(), keys.Select(key => key.Month).Distinct().ToArray(), keys.Select(key => key.Place).Distinct().ToArray());
        var wanted = keys.ToHashSet();
        var rows = await db.FigureFlows.AsNoTracking()
            .Where(row => row.County == county && grains.Contains(row.Grain) && months.Contains(row.Month) && places.Contains(row.Place)).ToListAsync(cancel);
        return [.. rows.Select(row => (Key: new FlowKey(row.Grain, row.Place, row.Month, row.Procedure, row.Kind), row.Flows)).Where(row => wanted.Contains(row.Key))];
    }

    private async Task MergeAsync(HejieDb db, string table, BulkColumn[] keys, BulkColumn[] columns, bool adds, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        var changed = rows.ToList();
        if (changed.Count > 0)
            await dialect.BulkMergeAsync(db.Database, table, keys, columns, adds, changed, cancel);
    }

    private static IReadOnlyList<string> Names(BulkColumn[] keys, BulkColumn[] columns) => [.. keys.Concat(columns).Select(column => column.Name)];

    // In the order of the key: two writers never wait for each other in a circle, and an index grows at few places.
    private static IEnumerable<object?[]> Counts(int county, Tally tally) => tally.Counts.Where(row => Array.Exists(row.Value, counter => counter != 0))
        .OrderBy(row => row.Key.Grain).ThenBy(row => row.Key.Period).ThenBy(row => row.Key.Subject)
        .Select(row => new object?[] { county, row.Key.Grain, row.Key.Period, row.Key.Subject, row.Key.Procedure, row.Key.Kind }.Concat(row.Value.Cast<object?>()).ToArray());

    private static IEnumerable<object?[]> Durations(int county, Dictionary<DurationKey, DayHistogram> days) => days
        .OrderBy(row => row.Key.Grain).ThenBy(row => row.Key.Period).ThenBy(row => row.Key.Subject)
        .Select(row => new object?[] { county, row.Key.Grain, row.Key.Period, row.Key.Subject, row.Key.Procedure, row.Key.Kind, row.Key.ToEnd, row.Value.Pack() });

    private static IEnumerable<object?[]> Flows(int county, Tally tally) => tally.Flows
        .OrderBy(row => row.Key.Grain).ThenBy(row => row.Key.Month).ThenBy(row => row.Key.Place)
        .Select(row => new object?[] { county, row.Key.Grain, row.Key.Month, row.Key.Place, row.Key.Procedure, row.Key.Kind, row.Value.Pack() });

    /// <summary>A fact in the order of <see cref="FactColumns"/>.</summary>
    public static object?[] Values(FactRow fact) =>
    [
        fact.County, fact.Matter, fact.Procedure, fact.Kind, fact.Place, fact.State, fact.Outcome, fact.Closing, fact.Channel, fact.Owner, fact.About, fact.Restricted,
        fact.Opened, fact.Accepted, fact.FirstClosed, fact.Ended, fact.Late, fact.DoneLate, fact.Passed, fact.Reopened, fact.ReopenedDay, fact.Rating, fact.Performance,
    ];

    /// <summary>A hop in the order of its columns.</summary>
    public static object?[] Values(HopRow hop) => [hop.County, hop.Matter, hop.Number, hop.Nth, hop.Day, hop.Sender, hop.Receiver];

    /// <summary>A call in the order of its columns.</summary>
    public static object?[] Values(CallRow call) => [call.County, call.Matter, call.Referral, call.Turn, call.Body, call.Settled, call.Late, call.Passed, call.DoneLate, call.Over];
}
