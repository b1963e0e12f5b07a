using System.Text;
using Hejie.Rules.Procedures;

namespace Hejie.Search;

/// <summary>The smallest thing that search tells apart: one Han character, or a whole word or number in other letters.</summary>
/// <param name="Text">In plain small letters.</param>
/// <param name="Start">Where it begins in the text as it was written.</param>
/// <param name="Length">Over how many characters.</param>
/// <param name="IsHan">Whether it is a Han character.</param>
/// <param name="IsJoined">Whether it follows the one before without anything between.</param>
internal readonly record struct SearchUnit(string Text, int Start, int Length, bool IsHan, bool IsJoined);

/// <summary>A part of a text, and whether it was sought.</summary>
internal readonly record struct MarkedPart(string Text, bool IsFound);

/// <summary>
/// A text as search reads it, whatever language it is in: Han by single characters, all else by whole words and numbers. What
/// both databases keep, what is asked and what is marked come from here, so that they agree.
/// </summary>
internal sealed class SearchText
{
    /// <summary>A longer word is cut: nobody types so much of it.</summary>
    private const int LongestWord = 40;

    private readonly string _written;

    private SearchText(string written, IReadOnlyList<SearchUnit> units) => (_written, Units) = (written, units);

    /// <summary>Its units in their order.</summary>
    public IReadOnlyList<SearchUnit> Units { get; }

    /// <summary>Reads a text.</summary>
    public static SearchText Of(string written)
    {
        var plain = PlainLetters.Of(written);
        var (text, units) = (plain.Text, new List<SearchUnit>());
        var joined = false;
        for (var at = 0; at < text.Length;)
        {
            // Half of a pair is a gap.
            if (!Rune.TryGetRuneAt(text, at, out var rune) || !IsPart(rune))
            {
                at += rune.IsBmp ? 1 : 2;
                joined = false;
                continue;
            }

            var end = at + rune.Utf16SequenceLength;
            var han = IsHan(rune.Value);
            while (!han && end < text.Length && Rune.TryGetRuneAt(text, end, out var next) && IsPart(next) && !IsHan(next.Value))
                end += next.Utf16SequenceLength;
            var (start, length) = plain.Place(at, end - at);
            units.Add(new SearchUnit(Cut(text[at..end], han), start, length, han, joined));
            (at, joined) = (end, true);
        }

        return new SearchText(written, units);
    }

    /// <summary>What a database keeps of it: pairs of Han characters, the last of each run alone, and whole words; each once.</summary>
    public IEnumerable<string> Words() => Units.Select((unit, index) =>
        unit.IsHan && index + 1 < Units.Count && Units[index + 1] is { IsHan: true, IsJoined: true } next ? unit.Text + next.Text : unit.Text).Distinct();

    /// <summary>The terms that it asks for, as somebody types them: what stands together is one.</summary>
    public IReadOnlyList<SearchTerm> Terms()
    {
        var terms = new List<List<SearchUnit>>();
        foreach (var unit in Units)
        {
            if (!unit.IsJoined || terms.Count == 0)
                terms.Add([]);
            terms[^1].Add(unit);
        }

        return [.. terms.Select(term => new SearchTerm([.. term])).DistinctBy(term => term.ToString())];
    }

    /// <summary>Where a term stands: the indexes of its first units.</summary>
    public IEnumerable<int> Find(SearchTerm term)
    {
        for (var first = 0; first + term.Units.Count <= Units.Count; first++)
        {
            if (IsAt(term, first))
                yield return first;
        }
    }

    /// <summary>Whether all terms stand in it.</summary>
    public bool HasAll(IReadOnlyList<SearchTerm> terms) => terms.All(term => Find(term).Any());

    /// <summary>The text as it was written, cut into what was sought and what was not.</summary>
    public IReadOnlyList<MarkedPart> Mark(IReadOnlyList<SearchTerm> terms)
    {
        var found = terms.SelectMany(term => Find(term).Select(first =>
            (Units[first].Start, End: Units[first + term.Units.Count - 1].Start + Units[first + term.Units.Count - 1].Length))).Order();
        var (parts, at) = (new List<MarkedPart>(), 0);
        foreach (var (start, end) in found)
        {
            if (end <= at)
                continue;
            // What overlaps, or follows at once, is one mark.
            if (start > at)
                parts.Add(new MarkedPart(_written[at..start], false));
            var from = Math.Max(start, at);
            if (parts is [.., { IsFound: true } last])
                parts[^1] = new MarkedPart(last.Text + _written[from..end], true);
            else
                parts.Add(new MarkedPart(_written[from..end], true));
            at = end;
        }

        if (at < _written.Length)
            parts.Add(new MarkedPart(_written[at..], false));
        return parts;
    }

    private bool IsAt(SearchTerm term, int first)
    {
        for (var index = 0; index < term.Units.Count; index++)
        {
            if (Units[first + index].Text != term.Units[index].Text || (index > 0 && !Units[first + index].IsJoined))
                return false;
        }

        return true;
    }

    private static string Cut(string word, bool han) => han || word.Length <= LongestWord ? word
        : word[..(char.IsHighSurrogate(word[LongestWord - 1]) ? LongestWord - 1 : LongestWord)];

    private static bool IsPart(Rune rune) => IsHan(rune.Value) || Rune.IsLetterOrDigit(rune);

    private static bool IsHan(int rune) => rune is >= 0x4E00 and <= 0x9FFF or >= 0x3400 and <= 0x4DBF or 0x3005 or 0x3007 or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF;
}

/// <summary>What somebody asks for: units that stand together.</summary>
/// <param name="Units">Its units in their order.</param>
internal sealed record SearchTerm(IReadOnlyList<SearchUnit> Units)
{
    /// <summary>
    /// What the index must hold for it, each word with whether it may only begin so: a single Han character is the beginning
    /// of a pair, or stands alone at an end.
    /// </summary>
    public IEnumerable<(string Word, bool Begins)> Words()
    {
        for (var index = 0; index < Units.Count; index++)
        {
            var (unit, before) = (Units[index], index > 0 && Units[index - 1].IsHan);
            if (!unit.IsHan)
                yield return (unit.Text, false);
            else if (index + 1 < Units.Count && Units[index + 1].IsHan)
                yield return (unit.Text + Units[index + 1].Text, false);
            else if (!before)
                yield return (unit.Text, true);
        }
    }

    public override string ToString() => string.Concat(Units.Select(unit => unit.Text));
}
