namespace Hejie.Rules.Procedures;

/// <summary>Who may make a move.</summary>
public abstract record Who
{
    private Who()
    {
    }

    /// <summary>A post with this role at the body that owns the matter.</summary>
    public sealed record AtOwner(Role Role) : Who;

    /// <summary>A duty officer, liaison or lead of the owner's superior; at the top the owner's own lead.</summary>
    public sealed record AtSuperior : Who;

    /// <summary>A duty officer, liaison or lead of a body that was called to make an attempt of its own.</summary>
    public sealed record Called : Who;

    /// <summary>A duty officer, liaison or lead of a body at which work of this kind is open.</summary>
    public sealed record CalledTo(string Kind) : Who;

    /// <summary>Who filed the matter.</summary>
    public sealed record Filer : Who;

    /// <summary>The other side: what both must do together, who filed cannot do for them.</summary>
    public sealed record Respondent : Who;

    /// <summary>Any party.</summary>
    public sealed record AnyParty : Who;

    /// <summary>The system, when a clock passes.</summary>
    public sealed record BySystem : Who;
}
