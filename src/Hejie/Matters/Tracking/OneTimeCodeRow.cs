using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Matters.Tracking;

/// <summary>A one-time code that was sent to a telephone. Neither the code nor the telephone can be read from it.</summary>
internal sealed class OneTimeCodeRow
{
    public Guid Id { get; set; }

    /// <summary>Keyed hash of purpose, telephone and code.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Keyed hash of the telephone for the day, to limit how often it is called.</summary>
    public required byte[] Limit { get; set; }

    public int Tries { get; set; }

    /// <summary>Instant in microseconds UTC.</summary>
    public long Expires { get; set; }
}

internal sealed class OneTimeCodeTable : IEntityTypeConfiguration<OneTimeCodeRow>
{
    public void Configure(EntityTypeBuilder<OneTimeCodeRow> table)
    {
        table.ToTable("one_time_codes").HasKey(row => row.Id);
        table.HasIndex(row => new { row.Limit, row.Expires });
        table.HasIndex(row => row.Expires);
    }
}
