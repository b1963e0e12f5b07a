using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Statistics;

/// <summary>
/// What is counted of a matter: the fold of its entries' headers. It names no person; days are numbers (days since
/// 0001-01-01, Asia/Shanghai), so that both databases count with them alike.
/// </summary>
internal sealed class FactRow
{
    public int County { get; set; }

    public Guid Matter { get; set; }

    public required string Procedure { get; set; }

    public required string Kind { get; set; }

    /// <summary>15 digits.</summary>
    public long Place { get; set; }

    public required string State { get; set; }

    /// <summary>See <see cref="Rules.Statistics.FigureOutcome"/>.</summary>
    public int Outcome { get; set; }

    /// <summary>Whether it is on its way out, or out.</summary>
    public bool Closing { get; set; }

    /// <summary>See <see cref="Rules.Statistics.FigureChannel"/>.</summary>
    public int Channel { get; set; }

    /// <summary>The body that has it, or had it at the end.</summary>
    public int Owner { get; set; }

    public int? About { get; set; }

    /// <summary>Whether it is hidden from some roles, as it was filed.</summary>
    public bool Restricted { get; set; }

    public int Opened { get; set; }

    /// <summary>The day of its official number.</summary>
    public int? Accepted { get; set; }

    /// <summary>The first day on which it was reported as done, or ended; a withdrawal taken back is none.</summary>
    public int? FirstClosed { get; set; }

    /// <summary>The day on which it ended; null while it is open, also again.</summary>
    public int? Ended { get; set; }

    /// <summary>The day on which a body's time first ran out.</summary>
    public int? Late { get; set; }

    /// <summary>Whether what a time was for was done after it: then it stays late, whatever law changes later.</summary>
    public bool DoneLate { get; set; }

    /// <summary>The clocks that have run out and are still to be answered, with commas between; null for none.</summary>
    public string? Passed { get; set; }

    /// <summary>How often it was taken up again.</summary>
    public int Reopened { get; set; }

    public int? ReopenedDay { get; set; }

    /// <summary>How the resident rated it as it was last solved, 1 to 5.</summary>
    public int? Rating { get; set; }

    /// <summary>How much of an agreement that was due had been performed, as it was last followed up; see <see cref="Performance"/>.</summary>
    public int? Performance { get; set; }

    public FactRow Copy() => (FactRow)MemberwiseClone();
}

/// <summary>How much of an agreement was performed. Numbers are stored and never used again.</summary>
internal enum Performance
{
    /// <summary>It was due, and nothing was done.</summary>
    None = 0,

    /// <summary>A part of it.</summary>
    Part = 1,

    /// <summary>All of it.</summary>
    Full = 2,
}

/// <summary>A body that was called on a matter, and whether it answered in time. An objection in time is an answer.</summary>
internal sealed class CallRow
{
    public int County { get; set; }

    public Guid Matter { get; set; }

    /// <summary>The referral's number in its matter.</summary>
    public int Referral { get; set; }

    /// <summary>How many bodies it was with before.</summary>
    public int Turn { get; set; }

    /// <summary>The body that has to answer.</summary>
    public int Body { get; set; }

    /// <summary>The day on which it was answered, or on which a time of it first ran out; null while neither is so, and for what was dropped in time.</summary>
    public int? Settled { get; set; }

    /// <summary>Whether a time of it ran out.</summary>
    public bool Late { get; set; }

    /// <summary>Its clocks that have run out and are still to be answered, with commas between; null for none.</summary>
    public string? Passed { get; set; }

    /// <summary>Whether what a time was for was done after it.</summary>
    public bool DoneLate { get; set; }

    /// <summary>Whether nothing waits on the body any more.</summary>
    public bool Over { get; set; }

    public CallRow Copy() => (CallRow)MemberwiseClone();
}

/// <summary>
/// Matters counted together: of a place or a body, by procedure or kind, in a month or on a day. It is the sum of facts
/// and nothing else, kept so that a figure needs no counting.
/// </summary>
internal sealed class CountRow
{
    public int County { get; set; }

    /// <summary>Which columns tell its rows apart, see <see cref="Grain"/>.</summary>
    public int Grain { get; set; }

    /// <summary>The month or day, see <see cref="Rules.Statistics.FigureTime"/>; 0 for what is now.</summary>
    public int Period { get; set; }

    /// <summary>The place, the body, or channel and outcome.</summary>
    public long Subject { get; set; }

    public required string Procedure { get; set; }

    /// <summary>Empty where kinds are not told apart.</summary>
    public required string Kind { get; set; }

    public int Filed { get; set; }

    public int Accepted { get; set; }

    public int Ended { get; set; }

    public int Solved { get; set; }

    public int OnTime { get; set; }

    public int SolvedAtOnce { get; set; }

    public int Reopened { get; set; }

    public int Late { get; set; }

    public int Open { get; set; }

    public int Overdue { get; set; }

    public int Rated { get; set; }

    public int RatedWell { get; set; }

    /// <summary>Ended with an agreement that was due.</summary>
    public int Agreed { get; set; }

    public int Performed { get; set; }

    /// <summary>Calls on a body that it answered, or in which a time of it ran out; of a body, on it.</summary>
    public int Calls { get; set; }

    /// <summary>Those that it answered in time.</summary>
    public int CallsAnswered { get; set; }
}

/// <summary>How many matters took how many whole days, by the month in which they were accepted or ended.</summary>
internal sealed class DurationRow
{
    public int County { get; set; }

    /// <summary>One of the grains by month.</summary>
    public int Grain { get; set; }

    public int Period { get; set; }

    public long Subject { get; set; }

    public required string Procedure { get; set; }

    public required string Kind { get; set; }

    /// <summary>Whether it is the time to the end; else the time to acceptance.</summary>
    public bool ToEnd { get; set; }

    /// <summary>The histogram, see <see cref="Rules.Statistics.DayHistogram.Pack"/>: one row, so that a question reads hundreds of them and not a hundred times as many.</summary>
    public byte[] Histogram { get; set; } = [];
}

/// <summary>A matter that went from one body to another, once. Insert-only.</summary>
internal sealed class HopRow
{
    public int County { get; set; }

    public Guid Matter { get; set; }

    /// <summary>The entry's number, and which of its effects.</summary>
    public int Number { get; set; }

    public int Nth { get; set; }

    public int Day { get; set; }

    public int Sender { get; set; }

    public int Receiver { get; set; }
}

/// <summary>How often matters of a place went from which body to which in a month.</summary>
internal sealed class FlowRow
{
    public int County { get; set; }

    /// <summary>See <see cref="Statistics.Grain.FlowMonth"/>.</summary>
    public int Grain { get; set; }

    public int Month { get; set; }

    /// <summary>The county or the township.</summary>
    public long Place { get; set; }

    public required string Procedure { get; set; }

    public required string Kind { get; set; }

    /// <summary>The flows, see <see cref="Rules.Statistics.BodyFlows.Pack"/>: one row, so that a question reads as many however many bodies deal with each other.</summary>
    public byte[] Flows { get; set; } = [];
}

internal sealed class StatisticsTables :
    IEntityTypeConfiguration<FactRow>,
    IEntityTypeConfiguration<CountRow>,
    IEntityTypeConfiguration<DurationRow>,
    IEntityTypeConfiguration<HopRow>,
    IEntityTypeConfiguration<FlowRow>,
    IEntityTypeConfiguration<CallRow>
{
    public void Configure(EntityTypeBuilder<FactRow> table)
    {
        table.ToTable("figure_facts").HasKey(row => new { row.County, row.Matter });
        // What no sum covers is counted along one of these, within its days.
        table.HasIndex(row => new { row.County, row.Place, row.Opened });
        table.HasIndex(row => new { row.County, row.Owner, row.Opened });
        table.HasIndex(row => new { row.County, row.Procedure, row.Kind, row.Opened });
        table.HasIndex(row => new { row.County, row.Ended, row.Procedure }).HasFilter("ended is not null");
        table.HasIndex(row => new { row.County, row.Accepted, row.Procedure }).HasFilter("accepted is not null");
        table.HasIndex(row => new { row.County, row.Late }).HasFilter("late is not null");
        table.HasIndex(row => new { row.County, row.ReopenedDay }).HasFilter("reopened_day is not null");
        // Few at any time, and asked for in every way: all that is asked stands in the index.
        table.HasIndex(row => new { row.County, row.Outcome, row.Place, row.Procedure, row.Kind, row.State, row.Owner, row.Channel, row.Restricted, row.About, row.Passed })
            .HasFilter("ended is null").HasDatabaseName("ix_figure_facts_open");
        // Taken off the sums one by one for who may not know of them, in every way too.
        table.HasIndex(row => new
        {
            row.County,
            row.About,
            row.Matter,
            row.Place,
            row.Procedure,
            row.Kind,
            row.State,
            row.Outcome,
            row.Channel,
            row.Owner,
            row.Restricted,
            row.Opened,
            row.Accepted,
            row.Ended,
            row.Late,
            row.Passed,
            row.Reopened,
            row.ReopenedDay,
            row.Rating,
            row.Performance,
        }).HasFilter("about is not null").HasDatabaseName("ix_figure_facts_about");
    }

    public void Configure(EntityTypeBuilder<CountRow> table) => table.ToTable("figure_counts")
        .HasKey(row => new { row.County, row.Grain, row.Period, row.Subject, row.Procedure, row.Kind });

    public void Configure(EntityTypeBuilder<DurationRow> table) => table.ToTable("figure_durations")
        .HasKey(row => new { row.County, row.Grain, row.Period, row.Subject, row.Procedure, row.Kind, row.ToEnd });

    public void Configure(EntityTypeBuilder<HopRow> table)
    {
        table.ToTable("figure_hops").HasKey(row => new { row.County, row.Matter, row.Number, row.Nth });
        table.HasIndex(row => new { row.County, row.Day });
    }

    public void Configure(EntityTypeBuilder<CallRow> table)
    {
        table.ToTable("figure_calls").HasKey(row => new { row.County, row.Matter, row.Referral, row.Turn });
        table.HasIndex(row => new { row.County, row.Settled }).HasFilter("settled is not null");
    }

    public void Configure(EntityTypeBuilder<FlowRow> table) => table.ToTable("figure_flows")
        .HasKey(row => new { row.County, row.Grain, row.Month, row.Place, row.Procedure, row.Kind });
}
