using System.Data.Common;
using System.Text.RegularExpressions;
using Hejie.Data;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Hejie.Tests.House;

/// <summary>
/// Fails any statement on a table of matters that names no county, so that every one of them can be routed to its
/// county's shard. The few that rightly cross counties carry a mark, and stand in docs/change.md.
/// </summary>
internal sealed partial class CountyWatch : DbCommandInterceptor
{
    public static readonly IReadOnlyList<string> Tables =
    [
        "matters", "entries", "clocks", "work", "pending", "positions", "cursors", "leases", "numbers", "answers", "parties",
        "attachments", "deliveries", "logs", "log_tiles", "looks", "quick_reports", "rounds", "round_periods", "resources", "bookings", "reception_days", "orders", "order_posts", "order_events", "handovers",
        "notices", "calendar_feeds", "week_counts", "rises", "reports", "figure_facts", "figure_counts", "figure_durations", "figure_hops", "figure_calls", "figure_flows", "search_rows", "imported",
    ];

    /// <summary>The marked statements that ran, for a test to hold against the document.</summary>
    public static System.Collections.Concurrent.ConcurrentDictionary<string, bool> Marked { get; } = new();

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Check(command.CommandText);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Check(command.CommandText);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(command.CommandText);
        return ValueTask.FromResult(result);
    }

    /// <summary>Holds one command, which may be several statements.</summary>
    internal static void Check(string sql)
    {
        if (sql.Contains("-- " + AcrossCounties.Tag, StringComparison.Ordinal))
        {
            Marked.TryAdd(Whitespace().Replace(sql, " "), true);
            return;
        }

        foreach (var statement in sql.Split(';'))
        {
            if (Change().IsMatch(statement))
                continue;
            foreach (var table in Tables.Where(table => Regex.IsMatch(statement, $@"\b(from|join|update|into)\s+""?{table}""?\b", RegexOptions.IgnoreCase)))
            {
                if (!Predicate().IsMatch(statement) && !Insert().IsMatch(statement))
                    throw new InvalidOperationException($"A statement on '{table}' names no county: {statement}");
            }
        }
    }

    [GeneratedRegex(@"^\s*(create|alter|drop|pragma)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Change();

    [GeneratedRegex(@"^\s*insert\b", RegexOptions.IgnoreCase)]
    private static partial Regex Insert();

    [GeneratedRegex(@"\bcounty""?\s*(=|in\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Predicate();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
