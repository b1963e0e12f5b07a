using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hejie.Identity;

/// <summary>How somebody of staff came in. The numbers stand in the database.</summary>
internal enum CameIn
{
    /// <summary>By a password alone.</summary>
    Password = 1,

    /// <summary>By a password and a code of their authenticator, or a recovery code.</summary>
    Code = 2,

    /// <summary>By a passkey.</summary>
    Passkey = 3,

    /// <summary>By the outside provider.</summary>
    Provider = 4,
}

/// <summary>A session or token of staff, kept for a while after it ended, so that its holder sees where they were signed in.</summary>
internal sealed class SessionRow
{
    public Guid Id { get; set; }

    public int Account { get; set; }

    /// <summary>The account's stamp; another since then ends the session.</summary>
    public required string Stamp { get; set; }

    /// <summary>When its holder came in, microseconds UTC.</summary>
    public long Begun { get; set; }

    /// <summary>When it was ended, microseconds UTC, or null.</summary>
    public long? Ended { get; set; }

    /// <summary>Until when what the account comes in by can be changed, microseconds UTC: for a while after its holder showed who they are.</summary>
    public long SureUntil { get; set; }

    public CameIn By { get; set; }

    /// <summary>Whether they showed more than a password, when they came in or since.</summary>
    public bool Strong { get; set; }

    /// <summary>Whether it is a program's token.</summary>
    public bool Program { get; set; }

    /// <summary>The kind of browser and device, as its holder knows it again.</summary>
    public required string Device { get; set; }
}

internal sealed class SessionTable : IEntityTypeConfiguration<SessionRow>
{
    public void Configure(EntityTypeBuilder<SessionRow> table)
    {
        table.ToTable("staff_sessions").HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasIndex(row => new { row.Account, row.Begun });
    }
}
