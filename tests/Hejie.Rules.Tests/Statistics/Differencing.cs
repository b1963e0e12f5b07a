namespace Hejie.Rules.Tests.Statistics;

/// <summary>A published number as an attacker sees it: which smallest cells it is the sum of, and what it can stand for.</summary>
/// <param name="Name">Which one it is.</param>
/// <param name="Cells">The smallest cells, by number.</param>
/// <param name="Lowest">The least that the true sum can be.</param>
/// <param name="Highest">The most that it can be.</param>
internal sealed record SeenSum(string Name, IReadOnlyList<int> Cells, long Lowest, long Highest);

/// <summary>
/// The differencing attack: from all published numbers together it reckons what each cell, and each difference of two or
/// three nested numbers, can be. A set of matters is given away where all that it can be lies within 1 to 4.
/// </summary>
internal static class Differencing
{
    /// <summary>Numbers that are not published as themselves.</summary>
    private const int Small = 4;

    private const int MostRounds = 20;

    /// <summary>What is given away, by name; empty where nothing is.</summary>
    /// <param name="sums">All published numbers.</param>
    /// <param name="cells">How many smallest cells there are.</param>
    public static IReadOnlyList<string> Attack(IReadOnlyList<SeenSum> sums, int cells)
    {
        var (low, high) = (new long[cells], new long[cells]);
        Array.Fill(high, long.MaxValue / cells / 4);
        for (var round = 0; round < MostRounds && Narrow(sums, low, high);)
            round++;

        var found = new List<string>();
        for (var cell = 0; cell < cells; cell++)
        {
            if (IsGiven(low[cell], high[cell]))
                found.Add($"cell {cell}");
        }

        var sets = sums.Select(sum => Bits(sum.Cells, cells)).ToArray();
        for (var one = 0; one < sums.Count; one++)
        {
            if (IsGiven(Max(Sum(low, sums[one].Cells), sums[one].Lowest), Math.Min(Sum(high, sums[one].Cells), sums[one].Highest)))
                found.Add(sums[one].Name);
            var within = Enumerable.Range(0, sums.Count).Where(other => other != one && sums[other].Cells.Count < sums[one].Cells.Count && IsWithin(sets[other], sets[one])).ToList();
            foreach (var other in within)
            {
                Check(sums[one], [sums[other]], low, high, found);
                // Three at once: the largest of those that have nothing in common.
                foreach (var third in within.Where(third => third > other && IsApart(sets[other], sets[third])).Take(60))
                    Check(sums[one], [sums[other], sums[third]], low, high, found);
            }
        }

        return found;
    }

    /// <summary>What is left of one number when others within it are taken off.</summary>
    private static void Check(SeenSum whole, SeenSum[] parts, long[] low, long[] high, List<string> found)
    {
        var taken = parts.SelectMany(part => part.Cells).ToHashSet();
        var rest = whole.Cells.Where(cell => !taken.Contains(cell)).ToList();
        if (rest.Count == 0)
            return;
        var lowest = Max(Sum(low, rest), whole.Lowest - parts.Sum(part => part.Highest));
        var highest = Math.Min(Sum(high, rest), whole.Highest - parts.Sum(part => part.Lowest));
        if (IsGiven(lowest, highest))
            found.Add($"{whole.Name} less {string.Join(" and ", parts.Select(part => part.Name))}");
    }

    private static bool Narrow(IReadOnlyList<SeenSum> sums, long[] low, long[] high)
    {
        var changed = false;
        foreach (var sum in sums)
        {
            var (lowest, highest) = (Sum(low, sum.Cells), Sum(high, sum.Cells));
            foreach (var cell in sum.Cells)
            {
                var most = sum.Highest - (lowest - low[cell]);
                var least = sum.Lowest - (highest - high[cell]);
                if (most < high[cell])
                {
                    highest -= high[cell] - most;
                    high[cell] = most;
                    changed = true;
                }

                if (least > low[cell])
                {
                    lowest += least - low[cell];
                    low[cell] = least;
                    changed = true;
                }
            }
        }

        return changed;
    }

    private static bool IsGiven(long lowest, long highest) => lowest >= 1 && highest is >= 1 and <= Small;

    private static long Sum(long[] of, IReadOnlyList<int> cells)
    {
        long sum = 0;
        foreach (var cell in cells)
            sum += of[cell];
        return sum;
    }

    private static long Max(long one, long other) => Math.Max(one, other);

    private static ulong[] Bits(IReadOnlyList<int> cells, int many)
    {
        var bits = new ulong[(many + 63) / 64];
        foreach (var cell in cells)
            bits[cell / 64] |= 1UL << (cell % 64);
        return bits;
    }

    private static bool IsWithin(ulong[] small, ulong[] large)
    {
        for (var word = 0; word < small.Length; word++)
        {
            if ((small[word] & ~large[word]) != 0)
                return false;
        }

        return true;
    }

    private static bool IsApart(ulong[] one, ulong[] other)
    {
        for (var word = 0; word < one.Length; word++)
        {
            if ((one[word] & other[word]) != 0)
                return false;
        }

        return true;
    }
}
