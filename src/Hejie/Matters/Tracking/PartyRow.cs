using Hejie.Identity;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Matters.Tracking;

/// <summary>A party's own way to their matter. Who they are is sealed with the matter's key.</summary>
internal sealed class PartyRow
{
    public int County { get; set; }

    public Guid Matter { get; set; }

    public int Ordinal { get; set; }

    public PartyRole Role { get; set; }

    /// <summary>Keyed hash of the tracking code; null while the party has none.</summary>
    public byte[]? Code { get; set; }

    /// <summary>Keyed hash of the telephone, only once it was confirmed by a one-time code.</summary>
    public byte[]? Telephone { get; set; }

    /// <summary>The person, sealed: name, telephone, address.</summary>
    public required byte[] Person { get; set; }

    /// <summary>Whether the code asks for the telephone's last four digits.</summary>
    public bool AsksDigits { get; set; }

    /// <summary>Wrong digits so far; ten lock them until a one-time code.</summary>
    public int WrongDigits { get; set; }

    /// <summary>Whether the party took back their consent to messages: none is sent any more.</summary>
    public bool NoMessages { get; set; }

    /// <summary>What their code opens.</summary>
    public PartyKey Key => new(County, Matter, Ordinal, Role) { Code = Code ?? [] };
}

internal sealed class PartyTable : IEntityTypeConfiguration<PartyRow>
{
    public void Configure(EntityTypeBuilder<PartyRow> table)
    {
        table.Ignore(row => row.Key);
        table.ToTable("parties").HasKey(row => new { row.County, row.Matter, row.Ordinal });
        table.HasIndex(row => new { row.County, row.Code }).IsUnique();
        table.HasIndex(row => new { row.County, row.Telephone }).HasFilter("telephone is not null");
    }
}
