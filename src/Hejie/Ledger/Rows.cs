using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Ledger;

/// <summary>A county's log: how far it has grown, where it grows, and what was last signed.</summary>
internal sealed class LogRow
{
    public int County { get; set; }

    /// <summary>How many leaves it has: the entries below this position are in the tree.</summary>
    public long Size { get; set; }

    /// <summary>The tiles that are not full, see <see cref="RightEdge"/>.</summary>
    public required byte[] Edge { get; set; }

    /// <summary>The data of the leaves in the last tile that is not full, 32 bytes each.</summary>
    public required byte[] Leaves { get; set; }

    /// <summary>How many leaves the last checkpoint tells; -1 before the first.</summary>
    public long CheckpointSize { get; set; } = Unsigned;

    /// <summary>The last checkpoint, as it is served.</summary>
    public string? Checkpoint { get; set; }

    /// <summary>When it was signed; an instant in microseconds UTC.</summary>
    public long Signed { get; set; }

    /// <summary>How many leaves the last checkpoint tells that a witness cosigned; -1 before the first.</summary>
    public long CosignedSize { get; set; } = Unsigned;

    /// <summary>The last checkpoint that a witness cosigned: what receipts are made with.</summary>
    public string? Cosigned { get; set; }

    public const long Unsigned = -1;
}

/// <summary>A full tile, of hashes or of the data of leaves. Insert-only.</summary>
internal sealed class LogTileRow
{
    public int County { get; set; }

    /// <summary>Level and place as one number, see <see cref="TileId.Number"/>.</summary>
    public long Number { get; set; }

    public required byte[] Bytes { get; set; }
}

/// <summary>
/// What the logs of this installation are called and signed with, from the first start for ever. One row counts; others tell
/// what the logs were called before they were begun anew. A reference table, whole on every node.
/// </summary>
internal sealed class LogIdentityRow
{
    public const int Only = 1;

    public int Id { get; set; }

    /// <summary>What the origin lines of all counties begin with.</summary>
    public required string Origin { get; set; }

    /// <summary>The 32 bytes of the key that verifies.</summary>
    public required byte[] Key { get; set; }

    /// <summary>Instant in microseconds UTC.</summary>
    public long Since { get; set; }
}

internal sealed class LedgerTables : IEntityTypeConfiguration<LogRow>, IEntityTypeConfiguration<LogTileRow>, IEntityTypeConfiguration<LogIdentityRow>
{
    public void Configure(EntityTypeBuilder<LogRow> table)
    {
        table.ToTable("logs").HasKey(row => row.County);
        table.Property(row => row.County).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<LogTileRow> table) => table.ToTable("log_tiles").HasKey(row => new { row.County, row.Number });

    public void Configure(EntityTypeBuilder<LogIdentityRow> table)
    {
        table.ToTable("log_identity").HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
    }
}
