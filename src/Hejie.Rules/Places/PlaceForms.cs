using System.Text.RegularExpressions;

namespace Hejie.Rules.Places;

/// <summary>The names by which people call a place: 漾濞彝族自治县, 漾濞县, 漾濞; 喜洲村民委员会, 喜洲村.</summary>
public static partial class PlaceForms
{
    // The official endings of villages and communities, and what people say.
    private static readonly (string Official, string Said)[] s_villages =
        [("社区村民委员会", "社区"), ("社区村委会", "社区"), ("社区居民委员会", "社区"), ("社区居委会", "社区"), ("居民委员会", "社区"), ("居委会", "社区"), ("村民委员会", "村"), ("村委会", "村"), ("委员会", "村")];

    /// <summary>The names of a place, by which it is shown first, then the official one, then the short ones.</summary>
    public static IEnumerable<string> Of(string official, PlaceLevel level)
    {
        if (level >= PlaceLevel.Village)
            return [Village(official), official];
        var match = Named().Match(official);
        if (!match.Success)
            return [official];
        var (stem, ending) = (match.Groups["stem"].Value, match.Groups["ending"].Value);

        // The prefecture has no short name: its first city has it.
        return level == PlaceLevel.Prefecture ? [official, stem + ending] : new[] { official, stem + ending, stem.Length > 1 ? stem : stem + ending }.Distinct();
    }

    /// <summary>A village or community as people say it: 喜洲村, not 喜洲村民委员会.</summary>
    public static string Village(string official)
    {
        foreach (var (ending, said) in s_villages)
        {
            if (official.EndsWith(ending, StringComparison.Ordinal))
                return official[..^ending.Length] is var stem && stem.EndsWith(said, StringComparison.Ordinal) ? stem : stem + said;
        }

        return official;
    }

    [GeneratedRegex("^(?<stem>.+?)(?:白族|彝族|回族|傈僳族)*(?:自治)?(?<ending>[州市县区镇乡]|街道)$")]
    private static partial Regex Named();
}
