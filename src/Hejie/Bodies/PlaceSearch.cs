using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Bodies;

/// <summary>A search for a place as a page shows it: what was typed, what fits, and the tree beneath.</summary>
/// <param name="Typed">What was typed, or null.</param>
/// <param name="Found">The places that fit, with their full names; at most <see cref="Most"/>.</param>
/// <param name="More">Whether more would fit.</param>
/// <param name="Within">The place whose parts are listed.</param>
/// <param name="Parts">Its parts.</param>
/// <param name="Chosen">The place chosen before, or null.</param>
/// <param name="Posts">Whether choosing posts a form, as answers do, or follows a link.</param>
internal sealed record PlaceSearch(
    string? Typed, IReadOnlyList<Place> Found, bool More, Place Within, IReadOnlyList<Place> Parts, Place? Chosen, bool Posts)
{
    public const int Most = 20;

    private static readonly string[] s_above = ["云南省", "云南", "大理白族自治州", "大理州"];

    /// <summary>Whether something was typed or a part of the tree was opened.</summary>
    public bool Asked => Typed is not null || Within.Code.Level != PlaceLevel.Prefecture;

    /// <summary>What is wrong with what was typed, or null.</summary>
    public FieldError? Error => Typed is null ? null
        : Typed.Length == 0 ? new FieldError("q", "place.empty")
        : Found.Count == 0 ? new FieldError("q", "place.unknown", Typed)
        : null;

    public static PlaceSearch For(BodyDirectory directory, string? typed, string? within, string chosen, bool posts)
    {
        var at = PlaceCode.TryParse(within, out var code) && directory.Place(code) is { } place ? place : directory.Prefecture;
        var named = typed is null ? null : Tidy(typed);
        var found = named is { Length: > 0 } ? directory.Named(named, Most + 1) : [];
        return new PlaceSearch(
            typed is null ? null : named, [.. found.Take(Most)], found.Count > Most, at, [.. directory.Within(at.Code)],
            PlaceCode.TryParse(chosen, out var before) ? directory.Place(before) : null, posts);
    }

    /// <summary>A name as the directory has it: without spaces, without what lies above every county, and as people say it.</summary>
    private static string Tidy(string typed)
    {
        var plain = PlaceNames.Plain(typed);
        var name = plain[..Math.Min(plain.Length, 40)];
        foreach (var above in s_above)
        {
            if (name.StartsWith(above, StringComparison.Ordinal))
                name = name[above.Length..];
        }

        return PlaceNames.Short(name);
    }
}
