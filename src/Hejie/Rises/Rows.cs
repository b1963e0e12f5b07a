using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Rises;

/// <summary>How many matters of a kind were filed in a township in a week.</summary>
internal sealed class WeekCountRow
{
    public int County { get; set; }

    /// <summary>Its Monday, Asia/Shanghai.</summary>
    public DateOnly Week { get; set; }

    /// <summary>The township, or the county for what names no township.</summary>
    public long Place { get; set; }

    public required string Procedure { get; set; }

    public required string Kind { get; set; }

    public int Count { get; set; }
}

/// <summary>That a week had unusually many matters of a kind in a place.</summary>
internal sealed class RiseRow
{
    public int County { get; set; }

    /// <summary>Its Monday, Asia/Shanghai.</summary>
    public DateOnly Week { get; set; }

    /// <summary>The township or county.</summary>
    public long Place { get; set; }

    public required string Procedure { get; set; }

    public required string Kind { get; set; }

    public int Count { get; set; }

    /// <summary>How many were to be expected.</summary>
    public double Expected { get; set; }

    /// <summary>How likely so many would be if nothing had changed.</summary>
    public double Chance { get; set; }

    /// <summary>How many working days the week had.</summary>
    public int WorkingDays { get; set; }

    /// <summary>What the season alone makes of the usual number.</summary>
    public double Season { get; set; }
}

internal sealed class RiseTables : IEntityTypeConfiguration<WeekCountRow>, IEntityTypeConfiguration<RiseRow>
{
    public void Configure(EntityTypeBuilder<WeekCountRow> table) =>
        table.ToTable("week_counts").HasKey(row => new { row.County, row.Week, row.Place, row.Procedure, row.Kind });

    public void Configure(EntityTypeBuilder<RiseRow> table) =>
        table.ToTable("rises").HasKey(row => new { row.County, row.Week, row.Place, row.Procedure, row.Kind });
}
