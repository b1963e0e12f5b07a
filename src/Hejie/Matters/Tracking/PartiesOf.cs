using Hejie.Data;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Tracking;

/// <summary>The parties of one matter, read with almost every move; translated once and held by the program, as <see cref="Journal.MatterEntries"/>.</summary>
internal sealed class PartiesOf
{
    private readonly Func<HejieDb, int, Guid, IAsyncEnumerable<PartyRow>> _parties = EF.CompileAsyncQuery(
        (HejieDb db, int county, Guid matter) => db.Parties.AsTracking()
            .Where(party => party.County == county && party.Matter == matter)
            .OrderBy(party => party.Ordinal)
            .AsQueryable());

    /// <summary>In their order, tracked: what the writer changes of them is saved with the entry.</summary>
    public ValueTask<List<PartyRow>> ReadAsync(HejieDb db, int county, Guid matter, CancellationToken cancel) =>
        _parties(db, county, matter).ToListAsync(cancel);
}
