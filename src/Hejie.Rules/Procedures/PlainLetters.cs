using System.Globalization;
using System.Text;

namespace Hejie.Rules.Procedures;

/// <summary>
/// A text in the plainest letters that say the same, whatever it was written in: wide or look-alike letters, traditional
/// characters, with unseen characters between. Each plain letter knows where it stood.
/// </summary>
public sealed class PlainLetters
{
    // Pairs of what is written and what is read: traditional characters, variants, and letters of other scripts.
    private const string Pairs =
        "貫贯敎教黨党員员戶户戸户護护證证証证號号碼码維维穩稳復复複复訪访級级鬧闹纏缠車车關关係系會会矯矫區区點点傾倾場场釘钉紋纹臉脸徵征滿满來来數数別别"
        + "樣样歷历⺠民⻋车囗口ロ口аaеeоoрpсcуyхxіiѕsјjԁdһhкkтtмmвbнhοoαaεeιiνvρpτtυuκkηnıi";

    private static readonly Dictionary<char, char> s_meant = Pairs.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);

    private readonly int[] _at;
    private readonly int[] _ends;

    private PlainLetters(string text, int[] at, int[] ends) => (Text, _at, _ends) = (text, at, ends);

    /// <summary>The plain text: small letters, nothing unseen.</summary>
    public string Text { get; }

    /// <summary>Reads a text.</summary>
    public static PlainLetters Of(string text)
    {
        var (plain, at, ends) = (new StringBuilder(text.Length), new List<int>(text.Length), new List<int>(text.Length));
        for (var index = 0; index < text.Length;)
        {
            if (IsPlain(text[index]))
            {
                plain.Append(Small(text[index]));
                at.Add(index);
                ends.Add(++index);
                continue;
            }

            var length = char.IsSurrogatePair(text, index) ? 2 : 1;
            foreach (var letter in Meant(text.Substring(index, length)))
            {
                plain.Append(letter);
                at.Add(index);
                ends.Add(index + length);
            }

            index += length;
        }

        return new PlainLetters(plain.ToString(), [.. at], [.. ends]);
    }

    /// <summary>The letters that a filter lets through, each still knowing where it stood; null lets one fall, another character stands for it.</summary>
    public PlainLetters Select(Func<char, char?> filter)
    {
        var kept = Text.Select((letter, index) => (Letter: filter(letter), Index: index)).Where(pair => pair.Letter is not null).ToList();
        return new PlainLetters(string.Concat(kept.Select(pair => pair.Letter!.Value)), [.. kept.Select(pair => _at[pair.Index])], [.. kept.Select(pair => _ends[pair.Index])]);
    }

    /// <summary>Where a part of the plain text stood in the text as it was written.</summary>
    public (int Start, int Length) Place(int start, int length) => (_at[start], _ends[start + length - 1] - _at[start]);

    private static string Meant(string written)
    {
        // Half of a pair, and what is no character at all, means nothing, and cannot be normalized.
        if (!Rune.TryGetRuneAt(written, 0, out var rune) || (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF)
            return "";
        var plain = new StringBuilder(written.Length);
        foreach (var letter in written.Normalize(NormalizationForm.FormKD))
        {
            // The fillers of Hangul are letters that nobody sees.
            if (letter is '\u115F' or '\u1160' or '\u3164' || CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
                continue;
            plain.Append(Small(letter));
        }

        return plain.ToString();
    }

    /// <summary>Letters that normalizing leaves as they are: nearly all there are, and normalizing takes long.</summary>
    private static bool IsPlain(char letter) => letter is < '\u0080' or >= '\u4e00' and <= '\u9fff';

    private static char Small(char letter)
    {
        var small = char.ToLower(letter, CultureInfo.InvariantCulture);
        return s_meant.GetValueOrDefault(small, small);
    }
}
