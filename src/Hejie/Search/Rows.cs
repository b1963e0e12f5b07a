using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Search;

/// <summary>
/// That a matter is in the index. Its words stand beside it: on PostgreSQL in a column of this table, on SQLite in a table
/// of its full text search. The dialect keeps them.
/// </summary>
internal sealed class SearchRow
{
    public int County { get; set; }

    public Guid Matter { get; set; }

    /// <summary>When it was opened, microseconds UTC.</summary>
    public long Opened { get; set; }

    /// <summary>Tells whether the same words are kept already.</summary>
    public long Print { get; set; }

    /// <summary>Where its words stand, on SQLite.</summary>
    public long Document { get; set; }
}

internal sealed class SearchTables : IEntityTypeConfiguration<SearchRow>
{
    public void Configure(EntityTypeBuilder<SearchRow> table) =>
        table.ToTable("search_rows").HasKey(row => new { row.County, row.Matter });
}
