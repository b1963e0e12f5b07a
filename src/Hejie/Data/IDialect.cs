using System.Data.Common;
using Hejie.Kernel;
using Hejie.Search;
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

    /// <summary>How many matters that begin at once are worth one transaction: as many as pay for its round trips, and no more than hold up nobody.</summary>
    int MattersAtOnce { get; }

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

    /// <summary>
    /// Writes many rows in the caller's transaction whether they are there or not, each key once: what is there takes the
    /// columns, or has them added to its own.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="keys">The columns of its primary key.</param>
    /// <param name="columns">The others.</param>
    /// <param name="adds">Whether the columns are counters that are added to.</param>
    /// <param name="rows">For each row the values of the key, then those of the columns.</param>
    /// <param name="cancel">Cancels.</param>
    Task BulkMergeAsync(
        DatabaseFacade database, string table, IReadOnlyList<BulkColumn> keys, IReadOnlyList<BulkColumn> columns, bool adds,
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

    /// <summary>Whether one error says that the database is out of reach or its disk full, which passes; null where it does not.</summary>
    Trouble? TroubleOf(Exception error);

    /// <summary>What a backup's manifest calls this kind of database.</summary>
    string Kind { get; }

    /// <summary>The name of the database's file in a backup.</summary>
    string CopyName { get; }

    /// <summary>Whether two settings name one database.</summary>
    bool IsSame(string one, string other);

    /// <summary>Whether nothing was ever kept here: there are no tables.</summary>
    Task<bool> IsEmptyAsync(HejieDb db, CancellationToken cancel);

    /// <summary>Copies the database to a file as it stands at one instant, while others read and write.</summary>
    /// <param name="db">The database.</param>
    /// <param name="file">The file, which must not exist.</param>
    /// <param name="look">Looks at exactly what is copied.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="CopyFailed">It could not be copied.</exception>
    Task CopyAsync(HejieDb db, string file, Func<HejieDb, Task> look, CancellationToken cancel);

    /// <summary>Puts a copy in the place of what is there, wholly or not at all.</summary>
    /// <param name="db">The database, which nobody else uses.</param>
    /// <param name="file">The copy.</param>
    /// <param name="aside">The name under which what is there is kept; null where nothing is.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="CopyFailed">It could not be put in place; what was there is still there.</exception>
    Task PutBackAsync(HejieDb db, string file, string? aside, CancellationToken cancel);

    /// <summary>Holds a county's orders against other writers until the transaction ends, so that their events are seen in the order of their numbers.</summary>
    Task HoldOrdersAsync(HejieDb db, int county, CancellationToken cancel);

    /// <summary>Holds a thing by its name against other writers until the transaction ends, so that what was looked at is so when it is written.</summary>
    Task HoldAsync(HejieDb db, string name, CancellationToken cancel);

    /// <summary>Says something to the other nodes of the installation; nothing where there can be none.</summary>
    Task TellNodesAsync(HejieDb db, string text, CancellationToken cancel);

    /// <summary>Hears what nodes say, this one too, until it is cancelled or the connection breaks.</summary>
    Task HearNodesAsync(HejieDb db, Action<string> heard, CancellationToken cancel);

    /// <summary>Keeps the words of matters for search, in the place of those that were kept for them, in the caller's transaction.</summary>
    Task IndexAsync(HejieDb db, int county, IReadOnlyList<IndexedMatter> matters, CancellationToken cancel);

    /// <summary>Forgets the words of a county's matters, or of all of them, in the caller's transaction if there is one.</summary>
    /// <param name="db">The database.</param>
    /// <param name="county">The county.</param>
    /// <param name="matters">The matters; null: all of the county.</param>
    /// <param name="cancel">Cancels.</param>
    Task UnindexAsync(HejieDb db, int county, IReadOnlyCollection<Guid>? matters, CancellationToken cancel);

    /// <summary>
    /// Leaves nothing in the index of search of words that no matter has any more. Nobody who searches or writes waits for
    /// it; it reads the whole index, so it is done when there is reason to, and not for each matter.
    /// </summary>
    Task TidyIndexAsync(HejieDb db, CancellationToken cancel);

    /// <summary>The newest matters whose words are what is asked for, cut off before anything is joined to them.</summary>
    IQueryable<SearchRow> FindIndexed(HejieDb db, IndexQuestion question);

    /// <summary>The database's own clock, or null where it has none.</summary>
    Task<DateTimeOffset?> ClockAsync(HejieDb db, CancellationToken cancel);
}

/// <summary>A database was not copied, or a copy not put back.</summary>
/// <param name="code">Why; its words are <c>error.CODE</c>.</param>
/// <param name="detail">What was said about it.</param>
internal sealed class CopyFailed(string code, string? detail = null) : Exception($"{code}: {detail}")
{
    public string Code { get; } = code;

    public string? Detail { get; } = detail;
}

/// <summary>A column that is written in bulk.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its values.</param>
internal readonly record struct BulkColumn(string Name, Type Type)
{
    /// <summary>What an insert does where the key is there already, in the words that both databases have.</summary>
    public static string OnConflict(string table, IReadOnlyList<BulkColumn> keys, IReadOnlyList<BulkColumn> columns, bool adds) =>
        $"on conflict ({string.Join(", ", keys.Select(key => key.Name))}) do update set "
        + string.Join(", ", columns.Select(column => adds ? $"{column.Name} = {table}.{column.Name} + excluded.{column.Name}" : $"{column.Name} = excluded.{column.Name}"));
}

/// <summary>The words of a matter as they are kept for search.</summary>
/// <param name="Matter">The matter.</param>
/// <param name="Opened">When it was opened, microseconds UTC.</param>
/// <param name="Print">Tells whether the same words are kept already.</param>
/// <param name="Words">The words: letters and digits alone, each once.</param>
internal sealed record IndexedMatter(Guid Matter, long Opened, long Print, IReadOnlyList<string> Words);

/// <summary>A word that is asked for.</summary>
/// <param name="Text">The word.</param>
/// <param name="Begins">Whether a word that only begins so will do.</param>
internal readonly record struct IndexedWord(string Text, bool Begins);

/// <summary>What is asked of the index of search: the newest matters, at most so many.</summary>
/// <param name="Counties">The counties.</param>
/// <param name="All">Of each of these at least one word must be kept.</param>
/// <param name="From">The first instant at which they were opened, microseconds UTC.</param>
/// <param name="Before">What was found last, by when it was opened and its id; older ones follow it.</param>
/// <param name="Most">How many.</param>
internal sealed record IndexQuestion(
    IReadOnlyList<int> Counties, IReadOnlyList<IReadOnlyList<IndexedWord>> All, long From, (long Opened, Guid Matter) Before, int Most);
