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

    /// <summary>Of a village or a grid cell: how many households live there; null where nobody said.</summary>
    public int? Households { get; set; }

    /// <summary>Of a grid cell: the groups and hamlets that it is made of, with commas between; null where nobody said.</summary>
    public string? Groups { get; set; }
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

/// <summary>What somebody answers for. Numbers are stored and never used again.</summary>
internal enum ResponsibilityKind
{
    /// <summary>Leads the work of an area (包片领导).</summary>
    AreaLead = 1,

    /// <summary>The party branch that answers for a grid (党支部联系网格).</summary>
    Branch = 2,

    /// <summary>The officer sent to a point (挂点干部).</summary>
    Officer = 3,

    /// <summary>The desk at which what comes from a place is received.</summary>
    Desk = 4,
}

/// <summary>Who answers for what at a place, from day to day. Reference data, whole on every node. It names posts and branches, never a person.</summary>
internal sealed class ResponsibilityRow
{
    public Guid Id { get; set; }

    public long Place { get; set; }

    public ResponsibilityKind Kind { get; set; }

    /// <summary>The body that said so.</summary>
    public int Body { get; set; }

    /// <summary>The post that answers; null for a branch, which is no post.</summary>
    public int? Post { get; set; }

    /// <summary>The name of the branch; null for all else.</summary>
    public string? Branch { get; set; }

    /// <summary>The post of the same body that stands in, or null.</summary>
    public int? Substitute { get; set; }

    /// <summary>The first day, in Asia/Shanghai.</summary>
    public DateOnly From { get; set; }

    /// <summary>The last day; null for no end.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>The post that said so.</summary>
    public int By { get; set; }
}

/// <summary>That a post is away from day to day, and which post of its body stands in. Nothing is kept of why, nor of who holds the post.</summary>
internal sealed class LeaveRow
{
    public Guid Id { get; set; }

    public int Post { get; set; }

    /// <summary>The post that stands in; null: it falls to who is there, by <see cref="BodyDirectory.StandIns"/>.</summary>
    public int? Substitute { get; set; }

    /// <summary>The first day, in Asia/Shanghai.</summary>
    public DateOnly From { get; set; }

    /// <summary>The last day.</summary>
    public DateOnly Until { get; set; }

    /// <summary>The post that said so.</summary>
    public int By { get; set; }
}

internal sealed class BodyTables :
    IEntityTypeConfiguration<PlaceRow>,
    IEntityTypeConfiguration<BodyRow>,
    IEntityTypeConfiguration<PostRow>,
    IEntityTypeConfiguration<AppointmentRow>,
    IEntityTypeConfiguration<ResponsibilityRow>,
    IEntityTypeConfiguration<LeaveRow>
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

    public void Configure(EntityTypeBuilder<ResponsibilityRow> table)
    {
        table.ToTable("responsibilities").HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasIndex(row => new { row.Place, row.Kind, row.From });
    }

    public void Configure(EntityTypeBuilder<LeaveRow> table)
    {
        table.ToTable("leaves").HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasIndex(row => new { row.Post, row.From });
    }
}
