using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Reports;

/// <summary>A report of a body about a period: the figures as they were computed, and who released it. A released one is never changed.</summary>
internal sealed class ReportRow
{
    public int County { get; set; }

    public Guid Id { get; set; }

    /// <summary>The body that issues it.</summary>
    public int Body { get; set; }

    /// <summary>The template's id in <c>catalogue/reports</c>.</summary>
    public required string Template { get; set; }

    /// <summary>The first day of the period, Asia/Shanghai.</summary>
    public DateOnly From { get; set; }

    /// <summary>The last day of the period, Asia/Shanghai.</summary>
    public DateOnly Until { get; set; }

    /// <summary>The report as it is read, as JSON.</summary>
    public required string Text { get; set; }

    /// <summary>What who reviewed it adds; nothing about persons.</summary>
    public string? Note { get; set; }

    /// <summary>Instant in microseconds UTC at which the figures were computed.</summary>
    public long Made { get; set; }

    /// <summary>Written by the system by itself.</summary>
    public const int BySystem = 0;

    /// <summary>The post that had it written; <see cref="BySystem"/> where none did.</summary>
    public int MadeBy { get; set; }

    /// <summary>Instant in microseconds UTC of its release; null while it is a draft.</summary>
    public long? Released { get; set; }

    /// <summary>The post that released it.</summary>
    public int? ReleasedBy { get; set; }
}

internal sealed class ReportTables : IEntityTypeConfiguration<ReportRow>
{
    public void Configure(EntityTypeBuilder<ReportRow> table)
    {
        table.ToTable("reports").HasKey(row => new { row.County, row.Id });
        table.HasIndex(row => new { row.County, row.Body, row.Template, row.From }).IsUnique();
    }
}
