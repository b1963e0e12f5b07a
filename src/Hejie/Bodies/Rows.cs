using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Bodies;

/// <summary>A place of the tree. Reference data, whole on every node.</summary>
internal sealed class PlaceRow
{
    /// <summary>15 digits, see <see cref="PlaceCode"/>.</summary>
    public long Code { get; set; }

    public required string Name { get; set; }

    public PlaceLevel Level { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? Until { get; set; }

    public long? Successor { get; set; }
}

/// <summary>An organisation: a service centre, a committee, a court.</summary>
internal sealed class BodyRow
{
    public int Id { get; set; }

    /// <summary>The kind, a word of <see cref="BodyKinds"/>.</summary>
    public required string Kind { get; set; }

    public required string Name { get; set; }

    public long Place { get; set; }

    /// <summary>The body above, or null at the top.</summary>
    public int? Superior { get; set; }

    public required string Telephone { get; set; }

    public DateOnly? Until { get; set; }
}

/// <summary>A post of a body.</summary>
internal sealed class PostRow
{
    public int Id { get; set; }

    public int Body { get; set; }

    public Role Role { get; set; }

    public required string Name { get; set; }

    public DateOnly? Until { get; set; }
}

/// <summary>Who holds a post. Ending it takes effect with the next request.</summary>
internal sealed class AppointmentRow
{
    public int Account { get; set; }

    public int Post { get; set; }

    /// <summary>Instant in microseconds UTC at which it ended, or null.</summary>
    public long? Ended { get; set; }
}

internal sealed class BodyTables :
    IEntityTypeConfiguration<PlaceRow>,
    IEntityTypeConfiguration<BodyRow>,
    IEntityTypeConfiguration<PostRow>,
    IEntityTypeConfiguration<AppointmentRow>
{
    public void Configure(EntityTypeBuilder<PlaceRow> table)
    {
        table.ToTable("places").HasKey(row => row.Code);
        table.Property(row => row.Code).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<BodyRow> table)
    {
        table.ToTable("bodies").HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasIndex(row => new { row.Kind, row.Place }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<PostRow> table)
    {
        table.ToTable("posts").HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasIndex(row => row.Body);
    }

    public void Configure(EntityTypeBuilder<AppointmentRow> table) =>
        table.ToTable("appointments").HasKey(row => new { row.Account, row.Post });
}
