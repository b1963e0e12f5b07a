using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Orders;

/// <summary>
/// An order as it stands in a county. One of several counties has a row in each, all of one id, and one in the county of
/// the body that gave it, by which that body finds it. It is about places and events, and has no place for a person.
/// </summary>
internal sealed class OrderRow
{
    public int County { get; set; }

    public Guid Id { get; set; }

    /// <summary>The county of the body that gave it.</summary>
    public int Origin { get; set; }

    public int Body { get; set; }

    /// <summary>The post that gave it.</summary>
    public int Post { get; set; }

    public OrderKind Kind { get; set; }

    public Hazard Hazard { get; set; }

    /// <summary>The named area of the catalogue; empty where places were named.</summary>
    public required string Area { get; set; }

    /// <summary>The places as they were when it was given, with commas between.</summary>
    public required string Places { get; set; }

    /// <summary>What to do, held to what may stand in the clear.</summary>
    public required string Text { get; set; }

    /// <summary>Instants in microseconds UTC.</summary>
    public long Issued { get; set; }

    public long Due { get; set; }

    public long? Closed { get; set; }

    /// <summary>What came of it, as the body that gave it says.</summary>
    public string? Outcome { get; set; }

    /// <summary>How many posts of this county were told.</summary>
    public int Posts { get; set; }
}

/// <summary>A post that was given an order, and how far it is with it. Instants in microseconds UTC.</summary>
internal sealed class OrderPostRow
{
    public int County { get; set; }

    public Guid Order { get; set; }

    public int Post { get; set; }

    public int Body { get; set; }

    public long Told { get; set; }

    public long? Acknowledged { get; set; }

    public long? Reported { get; set; }

    public ReportCode? Report { get; set; }

    public string? ReportText { get; set; }

    /// <summary>When it was last called again, by another channel.</summary>
    public long? Called { get; set; }
}

/// <summary>What happened to an order in a county, numbered from 0 in the order in which it can be seen. Insert-only.</summary>
internal sealed class OrderEventRow
{
    public int County { get; set; }

    public long Number { get; set; }

    public Guid Order { get; set; }

    public OrderEventKind Kind { get; set; }

    /// <summary>The post that did it.</summary>
    public int Post { get; set; }

    /// <summary>The one body that was called again; null for all.</summary>
    public int? Body { get; set; }

    /// <summary>Instant in microseconds UTC.</summary>
    public long At { get; set; }

    public string? Text { get; set; }
}

internal sealed class OrderTables :
    IEntityTypeConfiguration<OrderRow>,
    IEntityTypeConfiguration<OrderPostRow>,
    IEntityTypeConfiguration<OrderEventRow>
{
    public void Configure(EntityTypeBuilder<OrderRow> table)
    {
        table.ToTable("orders").HasKey(row => new { row.County, row.Id });
        table.HasIndex(row => new { row.County, row.Body, row.Issued });
        // The counties of one order.
        table.HasIndex(row => row.Id);
    }

    public void Configure(EntityTypeBuilder<OrderPostRow> table)
    {
        table.ToTable("order_posts").HasKey(row => new { row.County, row.Order, row.Post });
        table.HasIndex(row => new { row.County, row.Post, row.Told });
    }

    public void Configure(EntityTypeBuilder<OrderEventRow> table)
    {
        table.ToTable("order_events").HasKey(row => new { row.County, row.Number });
        table.HasIndex(row => new { row.County, row.Order, row.Number });
    }
}
