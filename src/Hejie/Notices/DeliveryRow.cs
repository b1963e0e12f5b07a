using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Notices;

/// <summary>
/// A message to a party that is to be sent: sealed with the matter's key until it is, then emptied. It is written in
/// the transaction of what it tells, so that nothing told is lost and nothing undone is told.
/// </summary>
internal sealed class DeliveryRow
{
    public int County { get; set; }

    /// <summary>Also the delivery key: a gateway that honours it sends once.</summary>
    public Guid Id { get; set; }

    public Guid Matter { get; set; }

    public int Party { get; set; }

    /// <summary>Telephone and text, sealed; null once it was sent or given up.</summary>
    public byte[]? Sealed { get; set; }

    public int Tries { get; set; }

    /// <summary>Instant in microseconds UTC of the next try; <see cref="long.MaxValue"/> when done.</summary>
    public long Next { get; set; }

    public DeliveryStatus Status { get; set; }
}

/// <summary>What became of a message.</summary>
internal enum DeliveryStatus
{
    Waiting,
    Sent,
    Failed,

    /// <summary>The party took back their consent before it was sent.</summary>
    Stopped,
}

internal sealed class DeliveryTable : IEntityTypeConfiguration<DeliveryRow>
{
    public void Configure(EntityTypeBuilder<DeliveryRow> table)
    {
        table.ToTable("deliveries").HasKey(row => new { row.County, row.Id });
        table.HasIndex(row => row.Next);
    }
}
