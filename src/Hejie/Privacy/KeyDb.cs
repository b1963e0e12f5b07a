using Microsoft.EntityFrameworkCore;

namespace Hejie.Privacy;

/// <summary>The store of wrapped matter keys: a database of its own, never in the data's backup. Destroying a row forgets a matter's people.</summary>
internal sealed class KeyDb(DbContextOptions<KeyDb> options) : DbContext(options)
{
    public DbSet<KeyRow> Keys => Set<KeyRow>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        var table = builder.Entity<KeyRow>();
        table.ToTable("keys").HasKey(row => row.Id);
        table.Property(row => row.Id).HasColumnName("id");
        table.Property(row => row.Wrapped).HasColumnName("wrapped");
    }
}

/// <summary>A key, wrapped by the installation's key.</summary>
internal sealed class KeyRow
{
    public Guid Id { get; set; }

    public required byte[] Wrapped { get; set; }
}
