using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Operations;

/// <summary>A catalogue file as it was once in force, kept by the hash of its text.</summary>
internal sealed class CatalogueRow
{
    /// <summary>SHA-256, hex, as the matters that began under it or the log of the catalogue name it.</summary>
    public required string Hash { get; set; }

    public required string Path { get; set; }

    public required string Text { get; set; }

    /// <summary>The shared parts it uses, as JSON: file name and text of each.</summary>
    public required string Parts { get; set; }

    /// <summary>Instant in microseconds UTC since which it is known here.</summary>
    public long Since { get; set; }
}

internal sealed class CatalogueTable : IEntityTypeConfiguration<CatalogueRow>
{
    public void Configure(EntityTypeBuilder<CatalogueRow> table) => table.ToTable("catalogue").HasKey(row => row.Hash);
}
