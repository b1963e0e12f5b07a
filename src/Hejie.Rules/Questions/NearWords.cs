namespace Hejie.Rules.Questions;

/// <summary>Finds the words that differ least from one that is not understood.</summary>
internal static class NearWords
{
    private const int Most = 3;

    // Past it a word is no slip of the pen, and comparing would cost more than it tells.
    private const int Longest = 16;

    internal static IReadOnlyList<string> To(string word, IEnumerable<string> known) =>
        word.Length is < 2 or > Longest ? [] :
        [.. known.Where(other => Math.Abs(other.Length - word.Length) <= 2 && other.AsSpan().IndexOfAny(word) >= 0)
            .Select(other => (Word: other, Distance: Distance(word, other)))
            .Where(pair => pair.Distance <= Math.Max(1, Math.Min(word.Length, pair.Word.Length) / 2))
            .OrderBy(pair => pair.Distance).ThenBy(pair => Math.Abs(pair.Word.Length - word.Length)).ThenBy(pair => pair.Word, StringComparer.Ordinal)
            .Take(Most).Select(pair => pair.Word)];

    /// <summary>How many signs have to be put in, taken out or changed.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var at = 1; at <= left.Length; at++)
        {
            var (corner, first) = (row[0], at);
            row[0] = first;
            for (var to = 1; to <= right.Length; to++)
            {
                var change = corner + (left[at - 1] == right[to - 1] ? 0 : 1);
                corner = row[to];
                row[to] = Math.Min(change, Math.Min(corner, row[to - 1]) + 1);
            }
        }

        return row[^1];
    }
}
