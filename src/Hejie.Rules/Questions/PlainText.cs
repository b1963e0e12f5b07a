namespace Hejie.Rules.Questions;

/// <summary>A text in plain signs: full-width ones as half-width, small letters, one blank for many. Each knows where it stood.</summary>
internal sealed class PlainText
{
    private readonly string _written;
    private readonly List<int> _at;

    private PlainText(string written, string text, List<int> at) => (_written, Text, _at) = (written, text, at);

    /// <summary>The plain text.</summary>
    internal string Text { get; }

    internal static PlainText Of(string written)
    {
        var (plain, at) = (new System.Text.StringBuilder(written.Length), new List<int>(written.Length + 1));
        foreach (var (index, sign) in written.Index())
        {
            var meant = Meant(sign);
            if (meant == ' ' && (plain.Length == 0 || plain[^1] == ' '))
                continue;
            plain.Append(meant);
            at.Add(index);
        }

        at.Add(written.Length);
        return new PlainText(written, plain.ToString(), at);
    }

    /// <summary>A part as it was written, and where.</summary>
    internal (string Word, int Offset) Written(int start, int end)
    {
        var (from, to) = (_at[start], _at[end - 1] + 1);
        return (_written[from..to], from);
    }

    /// <summary>A word in plain signs.</summary>
    internal static string Plain(string written) =>
        written.AsSpan().ContainsAnyExceptInRange('\u4e00', '\u9fff') ? Of(written).Text.Trim() : written;

    /// <summary>Whether a word that begins or ends with it goes on with another such.</summary>
    internal static bool IsLatin(char sign) => char.IsAsciiLetterOrDigit(sign);

    internal static bool IsHan(char sign) => sign is >= '\u3400' and <= '\u9fff' or '〇';

    /// <summary>Signs between words that say nothing.</summary>
    internal static bool IsGap(char sign) => sign == ' ' || "，。？！、；：,.?!;:\"'“”‘’「」『』()《》<>[]【】·…/|".Contains(sign);

    private static char Meant(char sign) => sign switch
    {
        '\t' or '\r' or '\n' or '\u3000' or '\u00a0' => ' ',
        >= '\uff01' and <= '\uff5e' => char.ToLowerInvariant((char)(sign - 0xfee0)),
        '’' => '\'',
        '–' or '—' or '－' or '～' => '-',
        _ => char.ToLowerInvariant(sign),
    };
}
