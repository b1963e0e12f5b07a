using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Matters.Desk.Handover;

/// <summary>
/// A shift that is handed over (交接班): what was open on a desk, given by one officer and taken by another. It names
/// matters by their ids; what they are about is read in them, by who may.
/// </summary>
internal sealed class HandoverRow
{
    /// <summary>The county of the body.</summary>
    public int County { get; set; }

    public Guid Id { get; set; }

    public int Body { get; set; }

    /// <summary>The post and the account that give. Instants in microseconds UTC.</summary>
    public int FromPost { get; set; }

    public int FromAccount { get; set; }

    public long Given { get; set; }

    /// <summary>The post and the account that took; null while nobody did.</summary>
    public int? ToPost { get; set; }

    public int? ToAccount { get; set; }

    public long? Taken { get; set; }

    /// <summary>What was open, see <see cref="HandoverList"/>: the bytes that both signed.</summary>
    public required byte[] Items { get; set; }

    /// <summary>A word for the next shift, held to what may stand in the clear; empty where none was written.</summary>
    public required string Remark { get; set; }
}

internal sealed class HandoverTable : IEntityTypeConfiguration<HandoverRow>
{
    public void Configure(EntityTypeBuilder<HandoverRow> table)
    {
        table.ToTable("handovers").HasKey(row => new { row.County, row.Id });
        table.HasIndex(row => new { row.County, row.Body, row.Given });
        table.Property(row => row.Remark).HasMaxLength(GiveHandover.Longest);
    }
}
