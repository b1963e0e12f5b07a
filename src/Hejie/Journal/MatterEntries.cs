using Hejie.Data;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Journal;

/// <summary>
/// What almost every request reads of one matter, translated once: building, hashing and finding an expression costs the
/// program more than the answer. The program holds it, since each database has a model of its own.
/// </summary>
internal sealed class MatterEntries
{
    private readonly Func<HejieDb, int, Guid, IAsyncEnumerable<byte[]>> _entries = EF.CompileAsyncQuery(
        (HejieDb db, int county, Guid matter) => db.Entries
            .Where(entry => entry.County == county && entry.Matter == matter)
            .OrderBy(entry => entry.Number)
            .Select(entry => entry.Bytes));

    private readonly Func<HejieDb, int, Guid, CancellationToken, Task<byte[]?>> _first = EF.CompileAsyncQuery(
        (HejieDb db, int county, Guid matter, CancellationToken _) => db.Entries
            .Where(entry => entry.County == county && entry.Matter == matter && entry.Number == 1).Select(entry => entry.Bytes).SingleOrDefault());

    /// <summary>The entry that a matter began with.</summary>
    public Task<byte[]?> FirstAsync(HejieDb db, int county, Guid matter, CancellationToken cancel) => _first(db, county, matter, cancel);

    /// <summary>The entries of a matter in their order.</summary>
    public ValueTask<List<byte[]>> ReadAsync(HejieDb db, int county, Guid matter, CancellationToken cancel) =>
        _entries(db, county, matter).ToListAsync(cancel);
}
