using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Data;

/// <summary>
/// The newest number of each county in a table that is numbered by county. One statement of one small look into the key
/// for each county: grouped, the database would go through all rows.
/// </summary>
internal static class NewestPositions
{
    /// <param name="db">The database.</param>
    /// <param name="table">The table's name, of the program's own.</param>
    /// <param name="column">The column's name, of the program's own.</param>
    /// <param name="counties">The counties.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyDictionary<int, long>> ReadAsync(
        HejieDb db, string table, string column, IReadOnlyCollection<int> counties, CancellationToken cancel)
    {
        if (counties.Count == 0)
            return new Dictionary<int, long>();
        var parts = counties.Select(county => string.Create(
            CultureInfo.InvariantCulture, $"select {county} as \"County\", (select max({column}) from {table} where county = {county}) as \"Position\""));
        return await db.Database.SqlQueryRaw<Newest>(string.Join(" union all ", parts)).TagWith(AcrossCounties.Tag)
            .ToDictionaryAsync(row => row.County, row => row.Position ?? -1, cancel);
    }

    private sealed record Newest(int County, long? Position);
}
