using Hejie.Notices.Channels;
using Hejie.Rules.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Notices;

/// <summary>
/// A notice to the staff of a body, to be sent by one channel to one address. It names what it is about and holds nothing
/// of it: what goes out is a neutral sentence and a link (safeguards 4 and 9). The address is looked up when it is sent.
/// </summary>
internal sealed class NoticeRow
{
    public int County { get; set; }

    /// <summary>Made from what it tells to whom by what, so that the same is never told twice; also the delivery key.</summary>
    public Guid Id { get; set; }

    /// <summary>The body that is told.</summary>
    public int Body { get; set; }

    /// <summary>The body whose answer is waited for: another than the one told, once the level above is called.</summary>
    public int About { get; set; }

    public NoticeKind Kind { get; set; }

    public NoticeChannel Channel { get; set; }

    /// <summary>Which of the body's addresses, by its id; empty for who is on duty when it is sent.</summary>
    public required string Target { get; set; }

    /// <summary>The matter that it leads to, of the same county; else null.</summary>
    public Guid? Matter { get; set; }

    /// <summary>The matter's work that it is about: once that is done, it is not sent any more.</summary>
    public int? Work { get; set; }

    /// <summary>The order that it leads to; else null.</summary>
    public Guid? Order { get; set; }

    /// <summary>By when, in microseconds UTC; null where there is no date.</summary>
    public long? Due { get; set; }

    /// <summary>Whether who gave the order has it called again: that is called once, and goes no higher by itself.</summary>
    public bool Again { get; set; }

    /// <summary>The how-manieth call of its danger, from 0.</summary>
    public int Round { get; set; }

    /// <summary>Instants in microseconds UTC.</summary>
    public long Made { get; set; }

    /// <summary>When it is sent, tried again, or looked after; <see cref="long.MaxValue"/> when done.</summary>
    public long Next { get; set; }

    public int Tries { get; set; }

    public NoticeStatus Status { get; set; }

    /// <summary>Why it did not go out the last time.</summary>
    public NoticeError? Error { get; set; }

    /// <summary>Whether it is about a danger.</summary>
    public bool Danger { get; set; }
}

/// <summary>What became of a notice. Numbers are stored and never used again.</summary>
internal enum NoticeStatus
{
    Waiting,
    Sent,
    Failed,

    /// <summary>The telephone rang; whether it is acknowledged is looked at next.</summary>
    Called,
}

/// <summary>What a body chose about how it is told, sealed with the installation's key: addresses are nobody else's.</summary>
internal sealed class PreferencesRow
{
    public int Body { get; set; }

    public required byte[] Sealed { get; set; }

    /// <summary>Counts the changes: of two at once, the second begins anew.</summary>
    public int Version { get; set; }

    /// <summary>The post that changed it last, and when, in microseconds UTC.</summary>
    public int Post { get; set; }

    public long Changed { get; set; }
}

/// <summary>Who is on duty at a body and when, sealed likewise.</summary>
internal sealed class RosterRow
{
    public int Body { get; set; }

    public required byte[] Sealed { get; set; }

    public int Version { get; set; }

    public int Post { get; set; }

    public long Changed { get; set; }
}

internal sealed class NoticeTables : IEntityTypeConfiguration<NoticeRow>, IEntityTypeConfiguration<PreferencesRow>, IEntityTypeConfiguration<RosterRow>
{
    public void Configure(EntityTypeBuilder<NoticeRow> table)
    {
        table.ToTable("notices").HasKey(row => new { row.County, row.Id });
        // What is due is looked for every second, dangers by themselves.
        table.HasIndex(row => new { row.Danger, row.Next });
        table.HasIndex(row => new { row.County, row.Body, row.Status, row.Made });
        table.HasIndex(row => new { row.County, row.Matter }).HasFilter("matter is not null");
        // What is done with is dropped after a while.
        table.HasIndex(row => new { row.County, row.Made });
    }

    public void Configure(EntityTypeBuilder<PreferencesRow> table)
    {
        table.ToTable("notice_preferences").HasKey(row => row.Body);
        table.Property(row => row.Body).ValueGeneratedNever();
        table.Property(row => row.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<RosterRow> table)
    {
        table.ToTable("duty_rosters").HasKey(row => row.Body);
        table.Property(row => row.Body).ValueGeneratedNever();
        table.Property(row => row.Version).IsConcurrencyToken();
    }
}
