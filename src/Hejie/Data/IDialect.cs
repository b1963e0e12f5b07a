using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Hejie.Data;

/// <summary>All that differs between databases. Nowhere else is asked which one it is.</summary>
internal interface IDialect
{
    /// <summary>Waits until this process may write. SQLite has one writer: eight busy-waiting ones starve each other.</summary>
    ValueTask<IDisposable?> EnterWriteAsync(CancellationToken cancel);

    /// <summary>Whether an error is a unique constraint that was broken, of one table or of any.</summary>
    bool IsUniqueViolation(DbUpdateException error, string? table = null);

    /// <summary>Saves an entry with all that it changes, wholly or not at all, in as few round trips as the database allows.</summary>
    Task SaveEntryAsync(HejieDb db, CancellationToken cancel);

    /// <summary>Holds a county's log against other nodes until the transaction ends.</summary>
    /// <returns>The next free position, from 0.</returns>
    Task<long> LockLogAsync(HejieDb db, int county, CancellationToken cancel);

    /// <summary>
    /// Gives up to a number of pending entries of a county their positions, leaving those another node holds: one
    /// statement for all, since row by row it costs as much as writing the entries did.
    /// </summary>
    /// <returns>How many were given.</returns>
    Task<int> GivePositionsAsync(HejieDb db, int county, long next, int most, CancellationToken cancel);

    /// <summary>Prepares the database file or schema before first use.</summary>
    Task PrepareAsync(HejieDb db, CancellationToken cancel);

    /// <summary>Writes many rows fast, in the caller's transaction: for demonstrations and imports.</summary>
    Task BulkAsync(DatabaseFacade database, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel);

    /// <summary>
    /// Changes many rows of a county, each found by its key, in the caller's transaction; deletes them where no column
    /// is to be changed.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="county">The county that all rows are of.</param>
    /// <param name="keys">The columns that find a row within the county.</param>
    /// <param name="columns">The columns that change.</param>
    /// <param name="rows">For each row the values of the keys, then those of the columns; what follows is not looked at.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>How many rows were found.</returns>
    Task<int> BulkChangeAsync(
        DatabaseFacade database, string table, int county, IReadOnlyList<BulkColumn> keys, IReadOnlyList<BulkColumn> columns,
        IReadOnlyList<object?[]> rows, CancellationToken cancel);

    /// <summary>Lets the caller's transaction give way soon where it waits for others, who are people: it can be tried again.</summary>
    Task YieldToOthersAsync(HejieDb db, CancellationToken cancel);

    /// <summary>
    /// Leaves nothing behind of what was deleted: no page of a file, no old row. What lies in a log that is shipped
    /// elsewhere expires there.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="tables">The small tables that were deleted from, for a database that keeps old rows.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>False where others held the log, so that it must be tried again.</returns>
    Task<bool> EraseTracesAsync(DatabaseFacade database, IReadOnlyList<string> tables, CancellationToken cancel);

    /// <summary>Whether an error says that somebody else wrote first, or is writing: the transaction can be tried again.</summary>
    bool IsConflict(DbException error);
}

/// <summary>A column that is written in bulk.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its values.</param>
internal readonly record struct BulkColumn(string Name, Type Type);
