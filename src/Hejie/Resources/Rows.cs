using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Resources;

/// <summary>What bodies share with each other. Numbers are stored and never used again.</summary>
internal enum ResourceKind
{
    /// <summary>A mediator (调解员).</summary>
    Mediator = 1,

    /// <summary>A lawyer on call (值班律师).</summary>
    Lawyer = 2,

    /// <summary>An expert of a trade (专家).</summary>
    Expert = 3,

    /// <summary>A room (调解室).</summary>
    Room = 4,
}

/// <summary>A person or a room that bodies share. A person is a post, or a professional whom a body lists with its consent; never a resident.</summary>
internal sealed class ResourceRow
{
    /// <summary>The county of the body that lists it.</summary>
    public int County { get; set; }

    public Guid Id { get; set; }

    public ResourceKind Kind { get; set; }

    /// <summary>The body that lists it.</summary>
    public int Body { get; set; }

    /// <summary>That body's place.</summary>
    public long Place { get; set; }

    /// <summary>The post that it is; null for a room and for a named professional.</summary>
    public int? Post { get; set; }

    /// <summary>What the room or the professional is called; empty for a post, which has a name.</summary>
    public required string Name { get; set; }

    /// <summary>Skills by their codes, with a comma before and after each.</summary>
    public required string Skills { get; set; }

    /// <summary>Languages by their codes, with a comma before and after each.</summary>
    public required string Languages { get; set; }

    /// <summary>When it can be called, in words.</summary>
    public required string Hours { get; set; }

    /// <summary>The telephone of the office.</summary>
    public required string Telephone { get; set; }

    /// <summary>Of a room: how many sit in it.</summary>
    public int? Capacity { get; set; }

    /// <summary>Of a room: whether one gets in without a step.</summary>
    public bool StepFree { get; set; }

    /// <summary>The day on which the body said that the professional agrees to be listed; null for a post and a room.</summary>
    public DateOnly? Consented { get; set; }

    /// <summary>The day from which it is listed no more.</summary>
    public DateOnly? Ended { get; set; }

    /// <summary>The post that listed it.</summary>
    public int By { get; set; }
}

/// <summary>That a room or somebody's time is taken, within one day. It names a matter by its id alone.</summary>
internal sealed class BookingRow
{
    /// <summary>The county of what is booked.</summary>
    public int County { get; set; }

    public Guid Id { get; set; }

    public Guid Resource { get; set; }

    /// <summary>Instants in microseconds UTC.</summary>
    public long From { get; set; }

    public long Until { get; set; }

    /// <summary>The county of the matter that it is for, and the matter; null for none.</summary>
    public int? MatterCounty { get; set; }

    public Guid? Matter { get; set; }

    /// <summary>The body and the post that booked.</summary>
    public int Body { get; set; }

    public int Post { get; set; }

    /// <summary>Instant in microseconds UTC at which it was given back, or null.</summary>
    public long? Cancelled { get; set; }
}

/// <summary>A day on which leaders receive anybody who comes (公开接访日). Public; it names an office, never who holds it.</summary>
internal sealed class ReceptionDayRow
{
    /// <summary>The county of the body that receives.</summary>
    public int County { get; set; }

    public Guid Id { get; set; }

    public int Body { get; set; }

    /// <summary>That body's place.</summary>
    public long Place { get; set; }

    /// <summary>Instants in microseconds UTC.</summary>
    public long From { get; set; }

    public long Until { get; set; }

    /// <summary>Where one comes to.</summary>
    public required string Venue { get; set; }

    /// <summary>Who receives, by the office.</summary>
    public required string Office { get; set; }

    public required string Telephone { get; set; }

    /// <summary>The post that announced it.</summary>
    public int By { get; set; }

    /// <summary>Instant in microseconds UTC at which it was called off, or null.</summary>
    public long? Cancelled { get; set; }
}

internal sealed class ResourceTables :
    IEntityTypeConfiguration<ResourceRow>,
    IEntityTypeConfiguration<BookingRow>,
    IEntityTypeConfiguration<ReceptionDayRow>
{
    public void Configure(EntityTypeBuilder<ResourceRow> table)
    {
        table.ToTable("resources").HasKey(row => new { row.County, row.Id });
        table.HasIndex(row => new { row.County, row.Kind, row.Place });
    }

    public void Configure(EntityTypeBuilder<BookingRow> table)
    {
        table.ToTable("bookings").HasKey(row => new { row.County, row.Id });
        table.HasIndex(row => new { row.County, row.Resource, row.From });
    }

    public void Configure(EntityTypeBuilder<ReceptionDayRow> table)
    {
        table.ToTable("reception_days").HasKey(row => new { row.County, row.Id });
        table.HasIndex(row => new { row.County, row.Until });
    }
}
