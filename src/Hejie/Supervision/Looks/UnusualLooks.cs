using Hejie.Rules.Time;

namespace Hejie.Supervision.Looks;

/// <summary>A look as it is counted.</summary>
internal readonly record struct CountedLook(int County, Guid Matter, int Post, long At, bool Ended);

/// <summary>What is unusual in the looks of one post.</summary>
/// <param name="Post">The post.</param>
/// <param name="Rule">The rule that was broken.</param>
/// <param name="Looks">The looks that broke it, the first first.</param>
internal sealed record UnusualLook(int Post, string Rule, IReadOnlyList<CountedLook> Looks);

/// <summary>
/// What counts as an unusual opening of sealed data: rules about numbers per post and shift, and nothing else. A post
/// that works through its desk stays below them; one that leafs through matters does not.
/// </summary>
internal static class UnusualLooks
{
    /// <summary>More matters in a shift than a post can work on.</summary>
    public const string Many = "many";

    /// <summary>Opened one after the other, faster than they can be read.</summary>
    public const string Fast = "fast";

    /// <summary>Several in the night.</summary>
    public const string Night = "night";

    /// <summary>Several that had ended: nothing is to be done on them.</summary>
    public const string Ended = "ended";

    private const int MostInShift = 60;
    private const int MostAtOnce = 15;
    private const int MostAtNight = 5;
    private const int MostEnded = 5;
    private const long Minutes = 60_000_000L;

    /// <summary>The longest time that a rule looks back on.</summary>
    public static TimeSpan Shift { get; } = TimeSpan.FromHours(8);

    /// <summary>Which rules the looks of a shift break, post by post.</summary>
    public static IEnumerable<UnusualLook> Of(IEnumerable<CountedLook> looks)
    {
        foreach (var post in looks.GroupBy(look => look.Post))
        {
            // A matter opened again is one matter.
            var seen = post.OrderBy(look => look.At).DistinctBy(look => look.Matter).ToList();
            foreach (var (rule, found) in Broken(seen))
                yield return new UnusualLook(post.Key, rule, found);
        }
    }

    private static IEnumerable<(string Rule, List<CountedLook> Looks)> Broken(List<CountedLook> seen)
    {
        if (Dense(seen, MostInShift, (long)Shift.TotalMicroseconds) is { } many)
            yield return (Many, many);
        if (Dense(seen, MostAtOnce, 5 * Minutes) is { } fast)
            yield return (Fast, fast);
        if (Dense(seen.FindAll(look => AtNight(look.At)), MostAtNight, (long)Shift.TotalMicroseconds) is { } night)
            yield return (Night, night);
        if (Dense(seen.FindAll(look => look.Ended), MostEnded, (long)Shift.TotalMicroseconds) is { } ended)
            yield return (Ended, ended);
    }

    /// <summary>The first looks that are more than a number within a time, with all that follow; null where there are none.</summary>
    private static List<CountedLook>? Dense(List<CountedLook> looks, int most, long within)
    {
        for (var last = most; last < looks.Count; last++)
        {
            if (looks[last].At - looks[last - most].At <= within)
                return looks[(last - most)..];
        }

        return null;
    }

    private static bool AtNight(long at) => LegalTime.Instant(at).Hour is >= 23 or < 6;
}
