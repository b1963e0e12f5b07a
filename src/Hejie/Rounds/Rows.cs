using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Rounds;

/// <summary>How a round came out. Numbers are stored and never used again.</summary>
internal enum RoundOutcome
{
    /// <summary>It is still to be made.</summary>
    Open,

    /// <summary>Nothing was found: nothing else is kept.</summary>
    Nothing,

    /// <summary>Something was found, which is written down as a matter.</summary>
    Found,

    /// <summary>Its period ended before it was made.</summary>
    Missed,
}

/// <summary>A round (排查): one plan, one place, one period. It is about places and hazards; no column holds words of anybody.</summary>
internal sealed class RoundRow
{
    public int County { get; set; }

    /// <summary>The plan's id in <c>catalogue/rounds</c>.</summary>
    public required string Plan { get; set; }

    /// <summary>The first day of its period, in Asia/Shanghai.</summary>
    public DateOnly Start { get; set; }

    public long Place { get; set; }

    /// <summary>The body that makes it.</summary>
    public int Body { get; set; }

    /// <summary>Instant in microseconds UTC at which its period ends.</summary>
    public long Due { get; set; }

    public RoundOutcome Outcome { get; set; }

    /// <summary>Instant in microseconds UTC of the answer, or null.</summary>
    public long? Done { get; set; }

    /// <summary>The post that answered, or null.</summary>
    public int? Post { get; set; }

    /// <summary>What of the plan was found, by its code; null where nothing was.</summary>
    public string? Item { get; set; }

    /// <summary>The matter, of the same county, that what was found became; null where there is none yet.</summary>
    public Guid? Matter { get; set; }
}

/// <summary>That the rounds of a plan were opened for a period: so that they are opened once, by whichever node.</summary>
internal sealed class RoundPeriodRow
{
    public int County { get; set; }

    public required string Plan { get; set; }

    public DateOnly Start { get; set; }
}

internal sealed class RoundTables : IEntityTypeConfiguration<RoundRow>, IEntityTypeConfiguration<RoundPeriodRow>
{
    public void Configure(EntityTypeBuilder<RoundRow> table)
    {
        table.ToTable("rounds").HasKey(row => new { row.County, row.Plan, row.Start, row.Place });
        table.HasIndex(row => new { row.County, row.Body, row.Due });
        // What is still open is little, and what is swept is looked for every minute.
        table.HasIndex(row => new { row.County, row.Due }).HasFilter("outcome = 0");
    }

    public void Configure(EntityTypeBuilder<RoundPeriodRow> table) =>
        table.ToTable("round_periods").HasKey(row => new { row.County, row.Plan, row.Start });
}
