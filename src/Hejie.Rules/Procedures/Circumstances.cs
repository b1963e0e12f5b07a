using Hejie.Rules.Places;
using Hejie.Rules.Time;

namespace Hejie.Rules.Procedures;

/// <summary>What the interpreter needs to know of bodies, answered from memory.</summary>
public interface IBodies
{
    /// <summary>The body above, or null at the top.</summary>
    int? SuperiorOf(int body);

    /// <summary>Whether a body is another one or lies under it.</summary>
    bool IsAtOrUnder(int body, int ancestor);

    /// <summary>The kind of a body that exists now, or null.</summary>
    string? KindOf(int body);

    /// <summary>The level of the place that a body serves.</summary>
    PlaceLevel LevelOf(int body);

    /// <summary>The body of this kind that serves a place at a level, or null.</summary>
    int? Serving(string kind, PlaceLevel level, PlaceCode place);

    /// <summary>The county of a body's place; the prefecture's own is its own.</summary>
    int CountyOf(int body);

    /// <summary>Whether a post with this role exists at a body.</summary>
    bool IsPost(int post, int body, Role? role);

    /// <summary>Whether a place exists now.</summary>
    bool IsPlace(PlaceCode place);
}

/// <summary>All that a move depends on besides the matter: time, law and bodies. With it the interpreter is pure.</summary>
/// <param name="Now">The server's instant.</param>
/// <param name="Rules">The rules in force.</param>
/// <param name="Calendar">The calendar that periods are counted on.</param>
/// <param name="Bodies">The bodies.</param>
public sealed record Circumstances(DateTimeOffset Now, RuleBook Rules, Calendar Calendar, IBodies Bodies)
{
    /// <summary>When the event happened as its actor claims; the server's instant where nothing is claimed.</summary>
    public DateTimeOffset Happened { get; init; } = Now;

    /// <summary>Today in Asia/Shanghai.</summary>
    public DateOnly Today => LegalTime.DateOf(Now);
}
