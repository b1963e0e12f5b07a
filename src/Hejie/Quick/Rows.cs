using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Quick;

/// <summary>A quick report without its text: by it a month's sample is chosen, and the auditor's finding is kept. It outlives the text.</summary>
internal sealed class QuickReportRow
{
    public int County { get; set; }

    public Guid Matter { get; set; }

    /// <summary>The month in which it was filed, Asia/Shanghai, as <c>yyyyMM</c>.</summary>
    public int Month { get; set; }

    public required string Kind { get; set; }

    public long Place { get; set; }

    /// <summary>Instant in microseconds UTC.</summary>
    public long Filed { get; set; }

    /// <summary>What the auditor found: whether it was about a danger. Null until one looked.</summary>
    public bool? AboutDanger { get; set; }

    /// <summary>The post that found it.</summary>
    public int? JudgedBy { get; set; }

    /// <summary>Instant in microseconds UTC.</summary>
    public long? Judged { get; set; }
}

internal sealed class QuickTables : IEntityTypeConfiguration<QuickReportRow>
{
    public void Configure(EntityTypeBuilder<QuickReportRow> table)
    {
        table.ToTable("quick_reports").HasKey(row => new { row.County, row.Matter });
        table.HasIndex(row => new { row.County, row.Month });
    }
}
