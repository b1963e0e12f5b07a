using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Statistics;

/// <summary>A month of a published table, counted once. Insert-only.</summary>
internal sealed class PublishedMonthRow
{
    public required string Table { get; set; }

    /// <summary>See <see cref="Rules.Statistics.FigureTime"/>.</summary>
    public int Month { get; set; }

    /// <summary>The definition that it was made by.</summary>
    public required string Definition { get; set; }

    /// <summary>Instant in microseconds UTC.</summary>
    public long Published { get; set; }
}

/// <summary>A published count that is not 0, as it was changed before it was published. Insert-only: it is never counted again.</summary>
internal sealed class PublishedCellRow
{
    public required string Table { get; set; }

    public int Month { get; set; }

    /// <summary>The county's six digits; 0 where counties are not told apart.</summary>
    public int Area { get; set; }

    /// <summary>The procedure, or <c>procedure/kind</c>; empty where neither is told apart.</summary>
    public required string Code { get; set; }

    /// <summary>The channel; -1 where it is not told apart, as the following.</summary>
    public int Channel { get; set; }

    public int Outcome { get; set; }

    /// <summary>1 where a body's time ran out, else 0.</summary>
    public int Lateness { get; set; }

    public int Value { get; set; }
}

internal sealed class PublishedTables : IEntityTypeConfiguration<PublishedMonthRow>, IEntityTypeConfiguration<PublishedCellRow>
{
    public void Configure(EntityTypeBuilder<PublishedMonthRow> table) => table.ToTable("published_months").HasKey(row => new { row.Table, row.Month });

    public void Configure(EntityTypeBuilder<PublishedCellRow> table) => table.ToTable("published_cells")
        .HasKey(row => new { row.Table, row.Month, row.Area, row.Code, row.Channel, row.Outcome, row.Lateness });
}
