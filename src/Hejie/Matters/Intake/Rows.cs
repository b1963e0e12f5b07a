using System.Text;
using Hejie.Journal;
using Hejie.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Matters.Intake;

/// <summary>A file of a matter: where its sealed bytes lie. Its name and use are sealed in its entry.</summary>
internal sealed class AttachmentRow
{
    public int County { get; set; }

    public Guid Matter { get; set; }

    /// <summary>Its number within the matter.</summary>
    public Guid Id { get; set; }

    /// <summary>SHA-256 of the ciphertext, hex: the file's address.</summary>
    public required string Address { get; set; }

    /// <summary>The kind by content, such as <c>jpeg</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>Bytes of the plaintext.</summary>
    public long Size { get; set; }

    /// <summary>The file's name, sealed.</summary>
    public required byte[] Name { get; set; }

    /// <summary>The entry that brought it.</summary>
    public int Entry { get; set; }

    public static AttachmentRow Of(LoadedMatter matter, StoredFile file, int entry) => new()
    {
        County = matter.Row.County,
        Matter = matter.Row.Id,
        Id = file.Id,
        Address = file.Address,
        Kind = file.Kind,
        Size = file.Size,
        Name = Sealer.Seal(Encoding.UTF8.GetBytes(file.Name), matter.Key.Bytes, file.Id.ToByteArray()),
        Entry = entry,
    };

    /// <summary>The file's name as it was given.</summary>
    public string OpenName(MatterKey key) => Encoding.UTF8.GetString(Sealer.Open(Name, key.Bytes, Id.ToByteArray()));
}

/// <summary>
/// A form half filled in. It lies outside the tables of matters, sealed by a key that needs a secret of the visitor's
/// cookie, and is purged after 24 hours at most. Its id is the idempotency key of its filing.
/// </summary>
internal sealed class DraftRow
{
    public Guid Id { get; set; }

    public required byte[] Sealed { get; set; }

    /// <summary>The key that its files are sealed with, and the matter's once it is filed.</summary>
    public Guid KeyId { get; set; }

    /// <summary>Instant in microseconds UTC.</summary>
    public long Expires { get; set; }

    public int Version { get; set; }
}

internal sealed class IntakeTables : IEntityTypeConfiguration<AttachmentRow>, IEntityTypeConfiguration<DraftRow>
{
    public void Configure(EntityTypeBuilder<AttachmentRow> table)
    {
        table.ToTable("attachments").HasKey(row => new { row.County, row.Matter, row.Id });
        table.HasIndex(row => new { row.County, row.Address });
    }

    public void Configure(EntityTypeBuilder<DraftRow> table)
    {
        table.ToTable("drafts").HasKey(row => row.Id);
        table.Property(row => row.Version).IsConcurrencyToken();
        table.HasIndex(row => row.Expires);
    }
}
