using Hejie.Data;

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

    private static readonly BulkColumn[] s_durationKey = [.. s_countKey, new("to_end", typeof(bool)), new("days", typeof(int))];

    private static readonly BulkColumn[] s_duration = [new("matters", typeof(int))];

    private static readonly BulkColumn[] s_flowKey =
    [
        new("county", typeof(int)), new("month", typeof(int)), new("place", typeof(long)), new("procedure", typeof(string)), new("kind", typeof(string)),
        new("sender", typeof(int)), new("receiver", typeof(int)),
    ];

    private static readonly BulkColumn[] s_flow = [new("hops", typeof(int))];

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

    /// <summary>Adds what changed to the sums of a county.</summary>
    public async Task AddAsync(HejieDb db, int county, Tally tally, CancellationToken cancel)
    {
        foreach (var (table, keys, columns, rows) in Rows(county, tally))
        {
            var changed = rows.ToList();
            if (changed.Count > 0)
                await dialect.BulkMergeAsync(db.Database, table, keys, columns, adds: true, changed, cancel);
        }
    }

    /// <summary>Puts the sums of a county where there are none.</summary>
    public async Task PutAsync(HejieDb db, int county, Tally tally, CancellationToken cancel)
    {
        foreach (var (table, keys, columns, rows) in Rows(county, tally))
            await dialect.BulkAsync(db.Database, table, [.. keys.Concat(columns).Select(column => column.Name)], rows, cancel);
    }

    private static IEnumerable<(string Table, BulkColumn[] Keys, BulkColumn[] Columns, IEnumerable<object?[]> Rows)> Rows(int county, Tally tally)
    {
        // In the order of the key: two writers never wait for each other in a circle, and an index grows at few places.
        yield return ("figure_counts", s_countKey, s_count, tally.Counts.Where(row => Array.Exists(row.Value, counter => counter != 0))
            .OrderBy(row => row.Key.Grain).ThenBy(row => row.Key.Period).ThenBy(row => row.Key.Subject)
            .Select(row => new object?[] { county, row.Key.Grain, row.Key.Period, row.Key.Subject, row.Key.Procedure, row.Key.Kind }.Concat(row.Value.Cast<object?>()).ToArray()));
        yield return ("figure_durations", s_durationKey, s_duration, tally.Durations.Where(row => row.Value != 0)
            .OrderBy(row => row.Key.Grain).ThenBy(row => row.Key.Period).ThenBy(row => row.Key.Subject)
            .Select(row => new object?[] { county, row.Key.Grain, row.Key.Period, row.Key.Subject, row.Key.Procedure, row.Key.Kind, row.Key.ToEnd, row.Key.Days, row.Value }));
        yield return ("figure_flows", s_flowKey, s_flow, tally.Flows.Where(row => row.Value != 0).OrderBy(row => row.Key.Month).ThenBy(row => row.Key.Place)
            .Select(row => new object?[] { county, row.Key.Month, row.Key.Place, row.Key.Procedure, row.Key.Kind, row.Key.Sender, row.Key.Receiver, row.Value }));
    }

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
