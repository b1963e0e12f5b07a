using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Hejie.Ledger;

/// <summary>What the text formats have in common. Everything can be written in one way only, and only that is read.</summary>
internal static class Lines
{
    /// <summary>The longest text that is read: no checkpoint, proof or request comes near.</summary>
    public const int MostBytes = 256 * 1024;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Bytes as text, where they are UTF-8 without control characters other than the newline.</summary>
    public static bool TryText(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (bytes.Length > MostBytes)
            return false;
        foreach (var one in bytes)
        {
            if (one < ' ' && one != '\n')
                return false;
        }

        try
        {
            text = s_utf8.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>Whether a text can be the text of a note.</summary>
    public static bool IsText(string text) =>
        text.Length <= MostBytes && !text.Any(character => character < ' ' && character != '\n') && IsWellFormed(text);

    public static bool TryBase64(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        var read = new byte[(text.Length / 4 * 3) + 3];
        if (text.Length == 0 || !Convert.TryFromBase64String(text, read, out var count) || Convert.ToBase64String(read, 0, count) != text)
            return false;
        bytes = read[..count];
        return true;
    }

    public static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && text == number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Hashes, one a line, as many as a proof can have.</summary>
    public static bool TryHashes(IReadOnlyList<string> lines, [NotNullWhen(true)] out IReadOnlyList<Digest>? hashes)
    {
        hashes = null;
        if (lines.Count > Proofs.MostHashes)
            return false;
        var read = new List<Digest>(lines.Count);
        foreach (var line in lines)
        {
            if (!Digest.TryParse(line, out var hash))
                return false;
            read.Add(hash);
        }

        hashes = read;
        return true;
    }

    /// <summary>The lines before the first empty line, and what follows that.</summary>
    public static bool TryHead(string text, [NotNullWhen(true)] out string[]? head, [NotNullWhen(true)] out string? rest)
    {
        (head, rest) = (null, null);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        (head, rest) = (text[..end].Split('\n'), text[(end + 2)..]);
        return true;
    }

    private static bool IsWellFormed(string text)
    {
        try
        {
            s_utf8.GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
