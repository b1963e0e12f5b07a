namespace Hejie.Live;

/// <summary>One event as a stream tells it: what is to be fetched again, and never what stands in it.</summary>
/// <param name="Kind">The event's name: <c>desk</c>, <c>order</c>, <c>matter</c>, or <c>all</c>.</param>
/// <param name="Data">What it names, as <c>county/id</c>; empty where the kind says it all.</param>
internal readonly record struct LiveEvent(string Kind, string Data)
{
    /// <summary>The work of the body changed.</summary>
    public static LiveEvent Desk { get; } = new("desk", "");

    /// <summary>More was missed than is told one by one.</summary>
    public static LiveEvent All { get; } = new("all", "");

    public static LiveEvent Matter(int county, Guid id) => new("matter", FormattableString.Invariant($"{county}/{id:N}"));

    public static LiveEvent Order(int county, Guid id) => new("order", FormattableString.Invariant($"{county}/{id:N}"));
}

/// <summary>Something that changed in a county, and whom it is told. It names posts, bodies and ids, and holds no content.</summary>
internal abstract record LiveChange
{
    private LiveChange()
    {
    }

    /// <summary>Its position in its source's order within the county.</summary>
    public required long Position { get; init; }

    /// <summary>A matter moved on.</summary>
    /// <param name="Id">The matter.</param>
    /// <param name="Bodies">The bodies whose desks it touched.</param>
    /// <param name="About">The body that it is about: neither it nor one under it is told.</param>
    /// <param name="Procedure">Its procedure.</param>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Restricted">Whether it is hidden from roles that it is not open to.</param>
    public sealed record Matter(Guid Id, IReadOnlySet<int> Bodies, int? About, string Procedure, string Kind, bool Restricted) : LiveChange;

    /// <summary>An order came, or moved on.</summary>
    /// <param name="County">The county of the order's address, which may be another than that of its recipients.</param>
    /// <param name="Id">The order.</param>
    /// <param name="Posts">The posts that are told.</param>
    /// <param name="Body">The body that gave it, where that is told; else null.</param>
    public sealed record Order(int County, Guid Id, IReadOnlySet<int> Posts, int? Body) : LiveChange;
}
