using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Operations.Log;

/// <summary>A change of the catalogue that two people made, chained to the one before. Insert-only; a reference table, whole on every node.</summary>
internal sealed class CatalogueChangeRow
{
    /// <summary>Consecutive, from 1: the founding catalogue.</summary>
    public int Number { get; set; }

    /// <summary>The hash of all files as they are from this change on.</summary>
    public required string Hash { get; set; }

    /// <summary>The link of the row before; zeros for the first.</summary>
    public required string Previous { get; set; }

    /// <summary>SHA-256 of all that this row says, the link before it included.</summary>
    public required string Link { get; set; }

    /// <summary>The files that changed, see <see cref="FileChanges"/>.</summary>
    public required string Files { get; set; }

    /// <summary>The account that proposed it; null for the first, of which no account can be.</summary>
    public int? Proposer { get; set; }

    /// <summary>The post in which it was proposed: what the public reads.</summary>
    public int? ProposedAs { get; set; }

    /// <summary>Instant in microseconds UTC.</summary>
    public long Proposed { get; set; }

    /// <summary>The account that approved it, another one.</summary>
    public int? Approver { get; set; }

    public int? ApprovedAs { get; set; }

    /// <summary>Instant in microseconds UTC from which it is in force.</summary>
    public long Approved { get; set; }
}

/// <summary>A change that one person proposed. Insert-only; the last one is the one that can be approved.</summary>
internal sealed class CatalogueProposalRow
{
    public int Id { get; set; }

    /// <summary>The number that the change is to have: where another was approved meanwhile, it is void.</summary>
    public int Number { get; set; }

    public required string Hash { get; set; }

    public required string Files { get; set; }

    public int Proposer { get; set; }

    public int ProposedAs { get; set; }

    /// <summary>Instant in microseconds UTC.</summary>
    public long Proposed { get; set; }
}

internal sealed class CatalogueLogTables : IEntityTypeConfiguration<CatalogueChangeRow>, IEntityTypeConfiguration<CatalogueProposalRow>
{
    public void Configure(EntityTypeBuilder<CatalogueChangeRow> table)
    {
        table.ToTable("catalogue_changes").HasKey(row => row.Number);
        table.Property(row => row.Number).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<CatalogueProposalRow> table) => table.ToTable("catalogue_proposals").HasKey(row => row.Id);
}
