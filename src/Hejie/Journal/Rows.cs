using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Journal;

/// <summary>
/// A matter as it stands: the fold of its entries, in the columns that desks sort by and as a whole in <see cref="State"/>.
/// </summary>
internal sealed class MatterRow
{
    public int County { get; set; }

    public Guid Id { get; set; }

    public required string Procedure { get; set; }

    public required string Kind { get; set; }

    public long Place { get; set; }

    public required string StateName { get; set; }

    /// <summary>The one body that has it.</summary>
    public int Owner { get; set; }

    /// <summary>The body that it is about: neither it nor one under it ever sees the matter.</summary>
    public int? About { get; set; }

    public string? Number { get; set; }

    /// <summary>The desk's neutral summary, in the clear; gone when the matter is forgotten.</summary>
    public string? Summary { get; set; }

    /// <summary>Instants in microseconds UTC.</summary>
    public long Opened { get; set; }

    public long Changed { get; set; }

    /// <summary>Since when it has ended: its time of keeping runs from here. Null while it goes on, and once its people are forgotten.</summary>
    public long? Ended { get; set; }

    public int Version { get; set; }

    /// <summary>How many entries it has; the token that keeps them consecutive.</summary>
    public int Entries { get; set; }

    /// <summary>The matter's key, in the key store.</summary>
    public Guid KeyId { get; set; }

    /// <summary>The key of what is offered or conceded in mediation, once there is any.</summary>
    public Guid? MediationKeyId { get; set; }

    /// <summary>Whether its procedure is hidden from all roles that it is not open to.</summary>
    public bool Restricted { get; set; }

    /// <summary>The folded state, see <see cref="StateCodec"/>.</summary>
    public required byte[] State { get; set; }
}

/// <summary>An entry: its stored bytes, exactly as they are hashed into the log. Never updated.</summary>
internal sealed class EntryRow
{
    public int County { get; set; }

    public Guid Matter { get; set; }

    public int Number { get; set; }

    public required byte[] Bytes { get; set; }
}

/// <summary>A clock that is not done, for sweeps and for law changes.</summary>
internal sealed class ClockRow
{
    public int County { get; set; }

    public Guid Matter { get; set; }

    public required string Name { get; set; }

    public required string Rule { get; set; }

    /// <summary>The last day, Asia/Shanghai.</summary>
    public DateOnly Due { get; set; }

    /// <summary>The last instant that is in time, microseconds UTC: the end of that day, or a moment of it.</summary>
    public long Ends { get; set; }

    public ClockStatus Status { get; set; }
}

/// <summary>What waits on a body or a post, whatever its kind. Only open work has a row; the journal knows the rest.</summary>
internal sealed class WorkRow
{
    public int County { get; set; }

    public Guid Matter { get; set; }

    public int Number { get; set; }

    public required string Kind { get; set; }

    public int Body { get; set; }

    public Role Role { get; set; }

    public int? Post { get; set; }

    /// <summary>Instant in microseconds UTC; <see cref="long.MaxValue"/> where there is none, so that one index sorts all.</summary>
    public long Due { get; set; }

    public bool WaitsOnResident { get; set; }

    /// <summary>Whether it is of a restricted matter: then only the role that it waits on sees it.</summary>
    public bool Restricted { get; set; }
}

/// <summary>An entry that has no position in its county's log yet.</summary>
internal sealed class PendingRow
{
    public int County { get; set; }

    public Guid Matter { get; set; }

    public int Number { get; set; }
}

/// <summary>An entry's position in its county's log. Insert-only.</summary>
internal sealed class PositionRow
{
    public int County { get; set; }

    public long Position { get; set; }

    public Guid Matter { get; set; }

    public int Number { get; set; }
}

/// <summary>How far a following reader has come in a county's log.</summary>
internal sealed class CursorRow
{
    public int County { get; set; }

    public required string Reader { get; set; }

    public long Position { get; set; }
}

/// <summary>Which node runs a reader of a county, and until when.</summary>
internal sealed class LeaseRow
{
    public int County { get; set; }

    public required string Reader { get; set; }

    public required string Holder { get; set; }

    /// <summary>Instant in microseconds UTC.</summary>
    public long Until { get; set; }
}

/// <summary>An official number that was drawn: the how-manieth of a body for a procedure in a year, and for which matter. Insert-only.</summary>
internal sealed class NumberRow
{
    public int County { get; set; }

    public int Body { get; set; }

    public required string Procedure { get; set; }

    public int Year { get; set; }

    public int Drawn { get; set; }

    public Guid Matter { get; set; }
}

/// <summary>The first answer to an idempotent request, sealed, kept for seven days.</summary>
internal sealed class AnswerRow
{
    public int County { get; set; }

    /// <summary>Who asked: a hash of the account, the party or the draft.</summary>
    public required byte[] Client { get; set; }

    public required string Key { get; set; }

    /// <summary>SHA-256 of the request: the same key with another body is refused.</summary>
    public required byte[] Request { get; set; }

    /// <summary>The matter that the first request made or moved.</summary>
    public Guid Matter { get; set; }

    public required byte[] Sealed { get; set; }

    /// <summary>Instant in microseconds UTC.</summary>
    public long Expires { get; set; }
}

internal sealed class JournalTables :
    IEntityTypeConfiguration<MatterRow>,
    IEntityTypeConfiguration<EntryRow>,
    IEntityTypeConfiguration<ClockRow>,
    IEntityTypeConfiguration<WorkRow>,
    IEntityTypeConfiguration<PendingRow>,
    IEntityTypeConfiguration<PositionRow>,
    IEntityTypeConfiguration<CursorRow>,
    IEntityTypeConfiguration<LeaseRow>,
    IEntityTypeConfiguration<NumberRow>,
    IEntityTypeConfiguration<AnswerRow>
{
    public void Configure(EntityTypeBuilder<MatterRow> table)
    {
        table.ToTable("matters").HasKey(row => new { row.County, row.Id });
        table.Property(row => row.Entries).IsConcurrencyToken();
        // By what never changes: a move then touches no index but the key. And so far that matters alike, of a place and a
        // kind, are found in it without going through all others of the place.
        table.HasIndex(row => new { row.County, row.Place, row.Procedure, row.Kind, row.Opened });
        // Of what has ended alone: for what is to be forgotten.
        table.HasIndex(row => new { row.County, row.Procedure, row.Ended }).HasFilter("ended is not null");
    }

    public void Configure(EntityTypeBuilder<EntryRow> table) =>
        table.ToTable("entries").HasKey(row => new { row.County, row.Matter, row.Number });

    public void Configure(EntityTypeBuilder<ClockRow> table)
    {
        table.ToTable("clocks").HasKey(row => new { row.County, row.Matter, row.Name });
        table.HasIndex(row => new { row.County, row.Status, row.Ends });
    }

    public void Configure(EntityTypeBuilder<WorkRow> table)
    {
        table.ToTable("work").HasKey(row => new { row.County, row.Matter, row.Number });
        // In the order of a desk, so that a page of it reads its own lines and no more, however much waits.
        table.HasIndex(row => new { row.Body, row.Due, row.Matter, row.Number });
    }

    public void Configure(EntityTypeBuilder<PendingRow> table) =>
        table.ToTable("pending").HasKey(row => new { row.County, row.Matter, row.Number });

    public void Configure(EntityTypeBuilder<PositionRow> table)
    {
        table.ToTable("positions").HasKey(row => new { row.County, row.Position });
        table.HasIndex(row => new { row.County, row.Matter, row.Number }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<CursorRow> table) =>
        table.ToTable("cursors").HasKey(row => new { row.County, row.Reader });

    public void Configure(EntityTypeBuilder<LeaseRow> table) =>
        table.ToTable("leases").HasKey(row => new { row.County, row.Reader });

    public void Configure(EntityTypeBuilder<NumberRow> table) =>
        table.ToTable("numbers").HasKey(row => new { row.County, row.Body, row.Procedure, row.Year, row.Drawn });

    public void Configure(EntityTypeBuilder<AnswerRow> table)
    {
        table.ToTable("answers").HasKey(row => new { row.County, row.Client, row.Key });
        table.HasIndex(row => new { row.County, row.Expires });
    }
}
