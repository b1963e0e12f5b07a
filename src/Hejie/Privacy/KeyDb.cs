using Microsoft.EntityFrameworkCore;

namespace Hejie.Privacy;

/// <summary>The store of wrapped matter keys: a database of its own, never in the data's backup. Destroying a row forgets a matter's people.</summary>
internal sealed class KeyDb(DbContextOptions<KeyDb> options) : DbContext(options)
{
    /// <summary>What an older store lacks.</summary>
    public const string Missing =
        """
        create table if not exists forgotten (matter text not null primary key, county integer not null, why text not null, article text not null, party integer, noted bigint not null, done bigint);
        create table if not exists signed (origin text not null primary key, size bigint not null, root text not null, at bigint not null);
        """;

    public DbSet<KeyRow> Keys => Set<KeyRow>();

    public DbSet<ForgottenRow> Forgotten => Set<ForgottenRow>();

    public DbSet<SignedRow> Signed => Set<SignedRow>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        var table = builder.Entity<KeyRow>();
        table.ToTable("keys").HasKey(row => row.Id);
        table.Property(row => row.Id).HasColumnName("id");
        table.Property(row => row.Wrapped).HasColumnName("wrapped");
        var forgotten = builder.Entity<ForgottenRow>();
        forgotten.ToTable("forgotten").HasKey(row => row.Matter);
        // Types that both databases know by the same name: a key store is not migrated, and an older one has no such table.
        forgotten.Property(row => row.Matter).HasColumnName("matter").HasColumnType("text").HasConversion<string>();
        forgotten.Property(row => row.County).HasColumnName("county");
        forgotten.Property(row => row.Why).HasColumnName("why");
        forgotten.Property(row => row.Article).HasColumnName("article");
        forgotten.Property(row => row.Party).HasColumnName("party");
        forgotten.Property(row => row.Noted).HasColumnName("noted");
        forgotten.Property(row => row.Done).HasColumnName("done");
        var signed = builder.Entity<SignedRow>();
        signed.ToTable("signed").HasKey(row => row.Origin);
        signed.Property(row => row.Origin).HasColumnName("origin").HasColumnType("text");
        signed.Property(row => row.Size).HasColumnName("size");
        signed.Property(row => row.Root).HasColumnName("root").HasColumnType("text");
        signed.Property(row => row.At).HasColumnName("at");
    }
}

/// <summary>A key, wrapped by the installation's key.</summary>
internal sealed class KeyRow
{
    public Guid Id { get; set; }

    public required byte[] Wrapped { get; set; }
}

/// <summary>
/// A matter whose people are forgotten, or are about to be. The list lies with the keys, outside every backup, so that
/// what was forgotten stays so after a restore. It names no person.
/// </summary>
internal sealed class ForgottenRow
{
    public Guid Matter { get; set; }

    public int County { get; set; }

    /// <summary>Why, a word of the closed list of <c>ForgetWhy</c>.</summary>
    public required string Why { get; set; }

    public required string Article { get; set; }

    /// <summary>The party who asked for it, or null where its time was over.</summary>
    public int? Party { get; set; }

    /// <summary>Instant in microseconds UTC at which it was decided.</summary>
    public long Noted { get; set; }

    /// <summary>Instant in microseconds UTC at which nothing was left, or null before.</summary>
    public long? Done { get; set; }
}

/// <summary>
/// How far a log was signed. It lies beside the log's key, outside every backup, so that older data which come back are
/// never signed into a second log of the same name.
/// </summary>
internal sealed class SignedRow
{
    /// <summary>The log's origin line, with its county.</summary>
    public required string Origin { get; set; }

    public long Size { get; set; }

    /// <summary>The root over so many leaves, base64.</summary>
    public required string Root { get; set; }

    /// <summary>When; an instant in microseconds UTC.</summary>
    public long At { get; set; }
}
