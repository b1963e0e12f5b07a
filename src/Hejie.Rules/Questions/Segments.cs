namespace Hejie.Rules.Questions;

/// <summary>A part of a plain text, and what it says; null: it is not understood.</summary>
internal readonly record struct Segment(int Start, int End, Meaning? Meaning);

/// <summary>
/// Cuts a text into words: so that as little as can be is left over, and of such ways into the fewest words, the longest
/// first. One pass from the end, in time that grows with the text alone.
/// </summary>
internal static class Segments
{
    /// <summary>The words of a text; what is not understood is one segment however long.</summary>
    internal static List<Segment> Of(string text, Vocabulary vocabulary, DateOnly today)
    {
        var patterns = Moments.In(text, today).Select(said => (said.Start, said.Length, Meaning: (Meaning)new Meaning.Time(said.Moment)))
            .Concat(Orders.In(text)).ToLookup(said => said.Start, said => (said.Length, said.Meaning));
        var best = new (int Left, int Words, int Length, Meaning? Meaning)[text.Length + 1];
        var found = new List<(int Length, Meaning Meaning)>();
        for (var start = text.Length - 1; start >= 0; start--)
        {
            var next = best[start + 1];
            best[start] = PlainText.IsGap(text[start]) ? (next.Left, next.Words, 1, s_gap) : (next.Left + 1, next.Words, 1, null);
            found.Clear();
            vocabulary.At(text, start, found);
            foreach (var (length, meaning) in found.Concat(patterns[start]))
            {
                var end = start + length;
                if (!IsWord(text, start, end))
                    continue;
                var (left, words) = (best[end].Left, best[end].Words + 1);
                if (left < best[start].Left || left == best[start].Left && (words < best[start].Words || words == best[start].Words && length > best[start].Length))
                    best[start] = (left, words, length, meaning);
            }
        }

        return Joined(text, best);
    }

    private static readonly Meaning s_gap = new Meaning.Skipped();

    // Latin words and numbers are read whole: no "in" in "inside", no 3月 in 13月.
    private static bool IsWord(string text, int start, int end) =>
        (start == 0 || !PlainText.IsLatin(text[start]) || !PlainText.IsLatin(text[start - 1]))
        && (end == text.Length || !PlainText.IsLatin(text[end]) || !PlainText.IsLatin(text[end - 1]));

    private static List<Segment> Joined(string text, (int Left, int Words, int Length, Meaning? Meaning)[] best)
    {
        var segments = new List<Segment>();
        for (var start = 0; start < text.Length; start += best[start].Length)
        {
            var (end, meaning) = (start + best[start].Length, best[start].Meaning);
            if (segments is not [.., var last])
                segments.Add(new Segment(start, end, meaning));
            else if (meaning is null && (last.Meaning is null || Belongs(text, last)))
                segments[^1] = new Segment(last.Start, end, null);
            else if (last.Meaning is null && BelongsBehind(text, start, end, meaning))
                segments[^1] = new Segment(last.Start, end, null);
            else
                segments.Add(new Segment(start, end, meaning));
        }

        return segments;
    }

    // 看守所 is one word that is not understood, not 看 and 守所; nor is 2月30日 a 30日 after a 2月.
    private static bool Belongs(string text, Segment before) => before.Meaning switch
    {
        Meaning.Skipped => before.End - before.Start == 1 && IsPart(text[before.Start]),
        Meaning.Time => text.Length > before.End && (char.IsAsciiDigit(text[before.End]) || "一二三四五六七八九十".Contains(text[before.End])),
        Meaning.Split { By: SplitBy.Bare } => true,
        _ => false,
    };

    private static bool BelongsBehind(string text, int start, int end, Meaning? meaning) => meaning switch
    {
        Meaning.Skipped => end - start == 1 && IsPart(text[start]),
        Meaning.Split { By: SplitBy.Bare } => true,
        _ => false,
    };

    private static bool IsPart(char sign) => PlainText.IsHan(sign) && !"的了吗呢和与跟及或在里是".Contains(sign);
}
