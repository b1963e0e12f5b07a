using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Import;

/// <summary>
/// That a row of a source was taken in. It stays when the matter's people are forgotten, so that the same file does not bring
/// them back; the keyed hash says nothing to anybody without the installation's key.
/// </summary>
internal sealed class ImportedRow
{
    public int County { get; set; }

    /// <summary>128 bits of the keyed hash of source and source key.</summary>
    public Guid Key { get; set; }

    public Guid Matter { get; set; }
}

/// <summary>How a body's file of a name is read: one version each time it was changed. A reference table.</summary>
internal sealed class MappingRow
{
    public int Body { get; set; }

    public required string Name { get; set; }

    public int Version { get; set; }

    /// <summary>The post that kept it.</summary>
    public int Post { get; set; }

    /// <summary>Instant in microseconds UTC.</summary>
    public long Kept { get; set; }

    /// <summary>The mapping, as JSON: names of mapped columns and no others.</summary>
    public required string Mapping { get; set; }
}

/// <summary>A run over a file: how far it came, in numbers alone. A reference table.</summary>
internal sealed class ImportRunRow
{
    public Guid Id { get; set; }

    public int Body { get; set; }

    public int Post { get; set; }

    /// <summary>The name of the mapping, and which version.</summary>
    public required string Mapping { get; set; }

    public int Version { get; set; }

    /// <summary>Instants in microseconds UTC.</summary>
    public long Started { get; set; }

    public long Changed { get; set; }

    /// <summary>When it came to its end; null while it runs, or where it fell.</summary>
    public long? Finished { get; set; }

    public int Rows { get; set; }

    public int Taken { get; set; }

    public int There { get; set; }

    public int Refused { get; set; }
}

internal sealed class ImportTables : IEntityTypeConfiguration<ImportedRow>, IEntityTypeConfiguration<MappingRow>, IEntityTypeConfiguration<ImportRunRow>
{
    public void Configure(EntityTypeBuilder<ImportedRow> table) => table.ToTable("imported").HasKey(row => new { row.County, row.Key });

    public void Configure(EntityTypeBuilder<MappingRow> table) => table.ToTable("import_mappings").HasKey(row => new { row.Body, row.Name, row.Version });

    public void Configure(EntityTypeBuilder<ImportRunRow> table)
    {
        table.ToTable("import_runs").HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasIndex(row => new { row.Body, row.Started });
    }
}
