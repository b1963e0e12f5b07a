using System.Globalization;

namespace Hejie.Bodies;

/// <summary>Places as people say them: 喜洲村, not 喜洲村民委员会.</summary>
internal static class PlaceNames
{
    private static readonly (string Official, string Said)[] s_endings =
    [
        ("社区村民委员会", "社区"), ("社区村委会", "社区"), ("社区居民委员会", "社区"), ("社区居委会", "社区"), ("居民委员会", "社区"), ("居委会", "社区"),
        ("村民委员会", "村"), ("村委会", "村"), ("委员会", "村"),
    ];

    /// <summary>A name without white space and what cannot be seen, as places are written and sought.</summary>
    public static string Plain(string typed) =>
        new([.. typed.Where(character => !char.IsWhiteSpace(character) && !char.IsControl(character) && char.GetUnicodeCategory(character) != UnicodeCategory.Format)]);

    public static string Short(string official)
    {
        foreach (var (ending, said) in s_endings)
        {
            if (official.EndsWith(ending, StringComparison.Ordinal))
            {
                var stem = official[..^ending.Length];
                return stem.EndsWith(said, StringComparison.Ordinal) ? stem : stem + said;
            }
        }

        return official;
    }
}
