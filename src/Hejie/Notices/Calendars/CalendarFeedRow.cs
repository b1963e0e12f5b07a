using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Notices.Calendars;

/// <summary>A calendar that somebody subscribed to: of an account in a post, or of a party. Its secret stands nowhere but in their own calendar.</summary>
internal sealed class CalendarFeedRow
{
    public int County { get; set; }

    /// <summary>Keyed hash of the secret.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Of staff: the account and the post that it holds.</summary>
    public int? Account { get; set; }

    public int? Post { get; set; }

    /// <summary>Of a party: the matter, and which of its parties.</summary>
    public Guid? Matter { get; set; }

    public int? Party { get; set; }

    /// <summary>Instant in microseconds UTC.</summary>
    public long Made { get; set; }
}

internal sealed class CalendarFeedTable : IEntityTypeConfiguration<CalendarFeedRow>
{
    public void Configure(EntityTypeBuilder<CalendarFeedRow> table)
    {
        table.ToTable("calendar_feeds").HasKey(row => new { row.County, row.Hash });
        table.HasIndex(row => new { row.County, row.Account, row.Post }).HasFilter("account is not null");
        table.HasIndex(row => new { row.County, row.Matter, row.Party }).HasFilter("matter is not null");
    }
}
