using System.Data.Common;
using System.Globalization;
using Hejie.Kernel;
using Hejie.Search;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Hejie.Data;

/// <summary>SQLite: write-ahead log, full durability, one writer at a time.</summary>
internal sealed class SqliteDialect : IDialect, IDisposable
{
    private const int MostTries = 5;
    private static readonly TimeSpan s_again = TimeSpan.FromMilliseconds(50);

    /// <summary>Whoever waits longer is told so: behind a database that somebody else holds, waiting would only grow.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _writer = new(1, 1);

    public async ValueTask<IDisposable?> EnterWriteAsync(CancellationToken cancel)
    {
        if (!await _writer.WaitAsync(s_longest, cancel))
            throw new TroubleException(Trouble.Away, "The database could not be written for too long.");
        return new Leave(_writer);
    }

    public bool IsUniqueViolation(DbUpdateException error, string? table = null) =>
        error.InnerException is SqliteException { SqliteErrorCode: 19 } broken
        && broken.Message.Contains($"UNIQUE constraint failed: {(table is null ? "" : table + ".")}", StringComparison.Ordinal);

    public Task SaveEntryAsync(HejieDb db, CancellationToken cancel) => db.SaveChangesAsync(cancel);

    public async Task<long> LockLogAsync(HejieDb db, int county, CancellationToken cancel) =>
        await db.Positions.Where(row => row.County == county).MaxAsync(row => (long?)row.Position, cancel) + 1 ?? 0;

    public async Task<int> GivePositionsAsync(HejieDb db, int county, long next, int most, CancellationToken cancel)
    {
        var given = await db.Database.ExecuteSqlAsync(
            $"""
            insert into positions (county, position, matter, number)
            select {county}, {next} + row_number() over (order by matter, number) - 1, matter, number
            from (select matter, number from pending where county = {county} order by rowid limit {most})
            """, cancel);
        await db.Database.ExecuteSqlAsync(
            $"""
            delete from pending where county = {county} and (matter, number) in (
              select matter, number from positions where county = {county} and position >= {next})
            """, cancel);
        return given;
    }

    public async Task PrepareAsync(HejieDb db, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlRawAsync("pragma journal_mode = wal", cancel);
        await SqliteSearch.PrepareAsync(db, cancel);
    }

    public async Task BulkAsync(
        DatabaseFacade database, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        var names = string.Join(", ", columns.Select((_, index) => Parameter(index)));
        await RunForEachAsync(database, $"insert into {table} ({string.Join(", ", columns)}) values ({names})", columns.Count, rows, cancel);
    }

    public Task<int> BulkChangeAsync(
        DatabaseFacade database, string table, int county, IReadOnlyList<BulkColumn> keys, IReadOnlyList<BulkColumn> columns,
        IReadOnlyList<object?[]> rows, CancellationToken cancel)
    {
        var found = string.Join(" and ", keys.Select((key, index) => $"{key.Name} = {Parameter(index)}").Prepend($"county = {county.ToString(CultureInfo.InvariantCulture)}"));
        var changed = string.Join(", ", columns.Select((column, index) => $"{column.Name} = {Parameter(keys.Count + index)}"));
        var statement = columns.Count == 0 ? $"delete from {table} where {found}" : $"update {table} set {changed} where {found}";
        return RunForEachAsync(database, statement, keys.Count + columns.Count, rows, cancel);
    }

    public Task BulkMergeAsync(
        DatabaseFacade database, string table, IReadOnlyList<BulkColumn> keys, IReadOnlyList<BulkColumn> columns, bool adds,
        IReadOnlyList<object?[]> rows, CancellationToken cancel)
    {
        var all = keys.Concat(columns).ToList();
        return RunForEachAsync(
            database,
            $"insert into {table} ({string.Join(", ", all.Select(column => column.Name))}) values ({string.Join(", ", all.Select((_, index) => Parameter(index)))}) {BulkColumn.OnConflict(table, keys, columns, adds)}",
            all.Count, rows, cancel);
    }

    /// <summary>Everybody else who writes waits meanwhile.</summary>
    public int MattersAtOnce => 1000;

    public Task YieldToOthersAsync(HejieDb db, CancellationToken cancel) => Task.CompletedTask;

    public bool IsConflict(DbException error) => error is SqliteException { SqliteErrorCode: 5 or 6 or 19 };

    /// <summary>
    /// What is deleted is overwritten (<c>secure_delete</c>); its older pages stand in the write-ahead log until that is
    /// written back and cut off. A reader that is on its way holds the log for a moment: then it is tried again.
    /// </summary>
    public async Task<bool> EraseTracesAsync(DatabaseFacade database, IReadOnlyList<string> tables, CancellationToken cancel)
    {
        await database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = database.GetDbConnection().CreateCommand();
            command.CommandText = "pragma wal_checkpoint(truncate)";
            for (var tried = 1; tried <= MostTries; tried++)
            {
                if (Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture) == 0)
                    return true;
                await Task.Delay(s_again, cancel);
            }

            return false;
        }
        finally
        {
            await database.CloseConnectionAsync();
        }
    }

    public Trouble? TroubleOf(Exception error) => (error as SqliteException)?.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_FULL => Trouble.Full,
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_CANTOPEN
            or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PROTOCOL => Trouble.Away,
        _ => null,
    };

    public string Kind => "sqlite";

    public string CopyName => "hejie.db";

    public bool IsSame(string one, string other) => false;

    public Task<bool> IsEmptyAsync(HejieDb db, CancellationToken cancel) => SqliteCopy.IsEmptyAsync(db, cancel);

    public Task CopyAsync(HejieDb db, string file, Func<HejieDb, Task> look, CancellationToken cancel) => SqliteCopy.CopyAsync(db, file, look, cancel);

    public Task PutBackAsync(HejieDb db, string file, string? aside, CancellationToken cancel) => SqliteCopy.PutBackAsync(db, file, aside, cancel);

    public Task HoldOrdersAsync(HejieDb db, int county, CancellationToken cancel) => Task.CompletedTask;

    // A transaction that writes has the whole file from its beginning.
    public Task HoldAsync(HejieDb db, string name, CancellationToken cancel) => Task.CompletedTask;

    public Task TellNodesAsync(HejieDb db, string text, CancellationToken cancel) => Task.CompletedTask;

    // A file has one node.
    public Task HearNodesAsync(HejieDb db, Action<string> heard, CancellationToken cancel) => Task.Delay(Timeout.Infinite, cancel);

    public Task IndexAsync(HejieDb db, int county, IReadOnlyList<IndexedMatter> matters, CancellationToken cancel) => SqliteSearch.IndexAsync(db, county, matters, cancel);

    public Task UnindexAsync(HejieDb db, int county, IReadOnlyCollection<Guid>? matters, CancellationToken cancel) => SqliteSearch.UnindexAsync(db, county, matters, cancel);

    // Its deletes overwrite what they delete.
    public Task TidyIndexAsync(HejieDb db, CancellationToken cancel) => Task.CompletedTask;

    public IQueryable<SearchRow> FindIndexed(HejieDb db, IndexQuestion question) => SqliteSearch.Find(db, question);

    public Task<DateTimeOffset?> ClockAsync(HejieDb db, CancellationToken cancel) => Task.FromResult<DateTimeOffset?>(null);

    public void Dispose() => _writer.Dispose();

    /// <summary>Runs one prepared statement for each row.</summary>
    private static async Task<int> RunForEachAsync(
        DatabaseFacade database, string statement, int parameters, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        await using var command = database.GetDbConnection().CreateCommand();
        command.Transaction = database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = statement;
        for (var index = 0; index < parameters; index++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = Parameter(index);
            command.Parameters.Add(parameter);
        }

        var found = 0;
        foreach (var row in rows)
        {
            for (var index = 0; index < parameters; index++)
                command.Parameters[index].Value = row[index] ?? DBNull.Value;
            found += await command.ExecuteNonQueryAsync(cancel);
        }

        return found;
    }

    private static string Parameter(int index) => "$p" + index.ToString(CultureInfo.InvariantCulture);

    private sealed class Leave(SemaphoreSlim writer) : IDisposable
    {
        public void Dispose() => writer.Release();
    }

    /// <summary>Sets what SQLite keeps per connection, on every open.</summary>
    internal sealed class Pragmas : DbConnectionInterceptor
    {
        private const string Text =
            "pragma synchronous = full; pragma busy_timeout = 10000; pragma secure_delete = on; pragma foreign_keys = on; pragma cache_size = -16000;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Text;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Text;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
