using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Supervision;

/// <summary>A look at what is sealed, as its entry says it: for counting by post, which entries cannot be asked for. Kept for a month.</summary>
internal sealed class LookRow
{
    public int County { get; set; }

    public Guid Matter { get; set; }

    /// <summary>The number of its entry.</summary>
    public int Number { get; set; }

    public int Post { get; set; }

    /// <summary>Instant in microseconds UTC.</summary>
    public long At { get; set; }

    /// <summary>Whether the matter had ended by then.</summary>
    public bool Ended { get; set; }
}

/// <summary>An unusual opening of sealed data, for the auditor: the post, how many, which matters. Never a person.</summary>
internal sealed class AlertRow
{
    public Guid Id { get; set; }

    public int Post { get; set; }

    /// <summary>The place of the post's body: an auditor sees those of their own area.</summary>
    public long Place { get; set; }

    /// <summary>Which rule it broke, see <see cref="Looks.UnusualLooks"/>.</summary>
    public required string Rule { get; set; }

    public int Count { get; set; }

    /// <summary>The matters as <c>county/id</c>, one a line.</summary>
    public required string Matters { get; set; }

    /// <summary>Instants in microseconds UTC: of the first and the last look, and of the alert.</summary>
    public long First { get; set; }

    public long Last { get; set; }

    public long Raised { get; set; }
}

internal sealed class SupervisionTables : IEntityTypeConfiguration<LookRow>, IEntityTypeConfiguration<AlertRow>
{
    public void Configure(EntityTypeBuilder<LookRow> table)
    {
        table.ToTable("looks").HasKey(row => new { row.County, row.Matter, row.Number });
        table.HasIndex(row => row.At);
    }

    public void Configure(EntityTypeBuilder<AlertRow> table)
    {
        table.ToTable("alerts").HasKey(row => row.Id);
        table.HasIndex(row => new { row.Place, row.Raised });
        // One alert of a rule for a post and the look that began it, whichever node counts.
        table.HasIndex(row => new { row.Post, row.Rule, row.First }).IsUnique();
    }
}
