using System.Data.Common;
using Hejie.Kernel;
using Hejie.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Hejie.Data;

/// <summary>PostgreSQL 15 and later.</summary>
internal sealed class PostgresDialect : IDialect
{
    /// <summary>The first key of the advisory locks on counties' logs.</summary>
    private const int LogLock = 0x6C6F67;

    /// <summary>The first key of the advisory locks on counties' orders.</summary>
    private const int OrderLock = 0x6F7264;

    private readonly PostgresRows _rows = new();

    /// <summary>Others write beside it; a county's log is held for the last of its statements alone.</summary>
    public int MattersAtOnce => 4000;

    public ValueTask<IDisposable?> EnterWriteAsync(CancellationToken cancel) => ValueTask.FromResult<IDisposable?>(null);

    public bool IsUniqueViolation(DbUpdateException error, string? table = null) =>
        error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } broken
        && (table is null || broken.TableName == table);

    // That a row to be changed was not there breaks no constraint and goes unseen; but every change of a matter comes
    // with an entry whose number is its key.
    public Task SaveEntryAsync(HejieDb db, CancellationToken cancel) => _rows.SaveAsync(db, cancel);

    public async Task<long> LockLogAsync(HejieDb db, int county, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({LogLock}, {county})", cancel);
        return await db.Positions.Where(row => row.County == county).MaxAsync(row => (long?)row.Position, cancel) + 1 ?? 0;
    }

    public Task<int> GivePositionsAsync(HejieDb db, int county, long next, int most, CancellationToken cancel) => db.Database.ExecuteSqlAsync(
        $"""
        with taken as (
          select matter, number from pending where county = {county} order by matter, number limit {most} for update skip locked),
        gone as (
          delete from pending using taken
          where pending.county = {county} and pending.matter = taken.matter and pending.number = taken.number)
        insert into positions (county, position, matter, number)
        select {county}, {next} + row_number() over (order by matter, number) - 1, matter, number from taken
        """, cancel);

    public Task PrepareAsync(HejieDb db, CancellationToken cancel) => PostgresSearch.PrepareAsync(db, cancel);

    public async Task BulkAsync(
        DatabaseFacade database, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        var npgsql = (NpgsqlConnection)database.GetDbConnection();
        await using var import = await npgsql.BeginBinaryImportAsync(
            $"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)", cancel);
        foreach (var row in rows)
        {
            await import.StartRowAsync(cancel);
            foreach (var value in row)
            {
                // By its own type: asked of a boxed value each time, the type costs more than the value.
                await (value switch
                {
                    null => import.WriteNullAsync(cancel),
                    int number => import.WriteAsync(number, cancel),
                    long number => import.WriteAsync(number, cancel),
                    Guid id => import.WriteAsync(id, cancel),
                    byte[] bytes => import.WriteAsync(bytes, cancel),
                    string text => import.WriteAsync(text, cancel),
                    bool so => import.WriteAsync(so, cancel),
                    DateOnly day => import.WriteAsync(day, cancel),
                    _ => import.WriteAsync(value, cancel),
                });
            }
        }

        await import.CompleteAsync(cancel);
    }

    public async Task<int> BulkChangeAsync(
        DatabaseFacade database, string table, int county, IReadOnlyList<BulkColumn> keys, IReadOnlyList<BulkColumn> columns,
        IReadOnlyList<object?[]> rows, CancellationToken cancel)
    {
        // One array for each column: nothing is made that the session's next user would meet.
        var given = string.Join(", ", Enumerable.Range(0, keys.Count + columns.Count).Select(index => $"c{index}"));
        var arrays = string.Join(", ", Enumerable.Range(0, keys.Count + columns.Count).Select(index => $"${index + 2}"));
        var found = string.Join(" and ", keys.Select((key, index) => $"{table}.{key.Name} = given.c{index}"));
        var source = $"unnest({arrays}) as given ({given}) where {table}.county = $1 and {found}";
        await using var command = (NpgsqlCommand)database.GetDbConnection().CreateCommand();
        command.CommandText = columns.Count == 0
            ? $"delete from {table} using {source}"
            : $"update {table} set {string.Join(", ", columns.Select((column, index) => $"{column.Name} = given.c{keys.Count + index}"))} from {source}";
        command.Parameters.Add(new NpgsqlParameter { Value = county });
        AddArrays(command, [.. keys, .. columns], rows);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task BulkMergeAsync(
        DatabaseFacade database, string table, IReadOnlyList<BulkColumn> keys, IReadOnlyList<BulkColumn> columns, bool adds,
        IReadOnlyList<object?[]> rows, CancellationToken cancel)
    {
        BulkColumn[] all = [.. keys, .. columns];
        await using var command = (NpgsqlCommand)database.GetDbConnection().CreateCommand();
        command.CommandText =
            $"""
            insert into {table} ({string.Join(", ", all.Select(column => column.Name))})
            select * from unnest({string.Join(", ", all.Select((_, index) => $"${index + 1}"))})
            {BulkColumn.OnConflict(table, keys, columns, adds)}
            """;
        AddArrays(command, all, rows);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>One array for each column.</summary>
    private static void AddArrays(NpgsqlCommand command, IReadOnlyList<BulkColumn> columns, IReadOnlyList<object?[]> rows)
    {
        foreach (var (index, column) in columns.Index())
        {
            var values = Array.CreateInstance(column.Type, rows.Count);
            for (var row = 0; row < rows.Count; row++)
                values.SetValue(rows[row][index], row);
            command.Parameters.Add(new NpgsqlParameter { Value = values });
        }
    }

    public Task YieldToOthersAsync(HejieDb db, CancellationToken cancel) =>
        db.Database.ExecuteSqlRawAsync("set local lock_timeout = '300ms'", cancel);

    public async Task<bool> EraseTracesAsync(DatabaseFacade database, IReadOnlyList<string> tables, CancellationToken cancel)
    {
        if (tables.Count == 0)
            return true;
        await database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = database.GetDbConnection().CreateCommand();
            command.CommandText = "vacuum " + string.Join(", ", tables);
            await command.ExecuteNonQueryAsync(cancel);
            return true;
        }
        finally
        {
            await database.CloseConnectionAsync();
        }
    }

    public bool IsConflict(DbException error) => error.SqlState is PostgresErrorCodes.UniqueViolation
        or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    public Trouble? TroubleOf(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => Trouble.Full,
        // Gone, going, coming back, a standby for now, or without a place for one more.
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.IoError } => Trouble.Away,
        PostgresException { SqlState: ['0', '8', ..] or ['5', '3', ..] or ['5', '7', 'P', ..] } => Trouble.Away,
        NpgsqlException { IsTransient: true } => Trouble.Away,
        NpgsqlException { InnerException: System.Net.Sockets.SocketException or IOException or TimeoutException } => Trouble.Away,
        _ => null,
    };

    public string Kind => "postgres";

    public string CopyName => "hejie.dump";

    public bool IsSame(string one, string other)
    {
        var (left, right) = (new NpgsqlConnectionStringBuilder(one), new NpgsqlConnectionStringBuilder(other));
        return (left.Host, left.Port, left.Database) == (right.Host, right.Port, right.Database);
    }

    public Task<bool> IsEmptyAsync(HejieDb db, CancellationToken cancel) => PostgresCopy.IsEmptyAsync(db, cancel);

    public Task CopyAsync(HejieDb db, string file, Func<HejieDb, Task> look, CancellationToken cancel) => PostgresCopy.CopyAsync(db, file, look, cancel);

    public Task PutBackAsync(HejieDb db, string file, string? aside, CancellationToken cancel) => PostgresCopy.PutBackAsync(db, file, aside, cancel);

    public Task HoldOrdersAsync(HejieDb db, int county, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({OrderLock}, {county})", cancel);

    public Task HoldAsync(HejieDb db, string name, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({name}, 0))", cancel);

    public Task TellNodesAsync(HejieDb db, string text, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"select pg_notify('hejie', {text})", cancel);

    public async Task HearNodesAsync(HejieDb db, Action<string> heard, CancellationToken cancel)
    {
        // A connection of its own, which no pool hands on; one that broke unseen is found by what keeps it alive.
        var own = new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()) { Pooling = false, KeepAlive = 15 };
        await using var connection = new NpgsqlConnection(own.ToString());
        connection.Notification += (_, told) => heard(told.Payload);
        await connection.OpenAsync(cancel);
        await using (var listen = new NpgsqlCommand("listen hejie", connection))
            await listen.ExecuteNonQueryAsync(cancel);
        while (!cancel.IsCancellationRequested)
            await connection.WaitAsync(cancel);
    }

    public Task IndexAsync(HejieDb db, int county, IReadOnlyList<IndexedMatter> matters, CancellationToken cancel) => PostgresSearch.IndexAsync(db, county, matters, cancel);

    public Task UnindexAsync(HejieDb db, int county, IReadOnlyCollection<Guid>? matters, CancellationToken cancel) => PostgresSearch.UnindexAsync(db, county, matters, cancel);

    public Task TidyIndexAsync(HejieDb db, CancellationToken cancel) => PostgresSearch.TidyAsync(db, cancel);

    public IQueryable<SearchRow> FindIndexed(HejieDb db, IndexQuestion question) => PostgresSearch.Find(db, question);

    public async Task<DateTimeOffset?> ClockAsync(HejieDb db, CancellationToken cancel) =>
        new DateTimeOffset(await db.Database.SqlQuery<DateTime>($"select clock_timestamp() as \"Value\"").SingleAsync(cancel));
}
