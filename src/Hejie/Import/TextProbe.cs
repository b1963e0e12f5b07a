using System.Buffers;
using System.Globalization;
using System.Text;

namespace Hejie.Import;

/// <summary>
/// Finds in which encoding a text is, by reading all of it: UTF-8 with its mark or without, UTF-16 with its mark, else
/// GB18030 (which GBK and GB2312 are part of). A text that is broken in the middle is said to be so, with the line, before
/// anything of it is taken in.
/// </summary>
internal static class TextProbe
{
    private const int Step = 1 << 16, GbCodePage = 54936;

    /// <summary>So many characters of several bytes fit UTF-8 by chance in no text of another encoding.</summary>
    private const int Surely = 8;

    /// <summary>GB18030, which fails on what is none.</summary>
    private static readonly Encoding s_gb = CodePagesEncodingProvider.Instance.GetEncoding(GbCodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>The encoding.</summary>
    /// <exception cref="TableRefused">It is no text, or broken.</exception>
    public static Encoding Find(Stream stream)
    {
        Span<byte> mark = stackalloc byte[3];
        stream.Position = 0;
        var read = stream.ReadAtLeast(mark, 3, throwOnEndOfStream: false);
        if (read >= 2 && (mark[0], mark[1]) is (0xFF, 0xFE) or (0xFE, 0xFF))
            return Checked(stream, mark[0] == 0xFF ? new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true) : new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true));

        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        var marked = read == 3 && mark is [0xEF, 0xBB, 0xBF];
        var first = Scan(stream, utf8);
        if (first.BrokenLine is not { } line)
            return utf8;
        if (marked || first.Wide >= Surely)
            throw Broken(line);
        return Scan(stream, s_gb).BrokenLine is { } other ? throw Broken(Math.Max(line, other)) : s_gb;
    }

    private static Encoding Checked(Stream stream, Encoding encoding) => Scan(stream, encoding).BrokenLine is { } line ? throw Broken(line) : encoding;

    private static TableRefused Broken(long line) => new("import.file.encoding", line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Decodes all; says where it fails, and how many characters of several bytes came before.</summary>
    private static (long? BrokenLine, long Wide) Scan(Stream stream, Encoding encoding)
    {
        stream.Position = 0;
        var (bytes, chars) = (ArrayPool<byte>.Shared.Rent(Step), ArrayPool<char>.Shared.Rent(Step + 16));
        try
        {
            var decoder = encoding.GetDecoder();
            var (line, wide) = (1L, 0L);
            while (true)
            {
                var count = stream.Read(bytes, 0, Step);
                // A few bytes at a time where it fails, so that the line is right.
                for (var from = 0; from < count || count == 0;)
                {
                    var take = Math.Min(Step, count - from);
                    int got;
                    try
                    {
                        got = decoder.GetChars(bytes.AsSpan(from, take), chars, flush: count == 0);
                    }
                    catch (DecoderFallbackException)
                    {
                        return Near(encoding, bytes.AsSpan(from, take), line, wide);
                    }

                    var text = chars.AsSpan(0, got);
                    if (text.Contains('\0'))
                        throw new TableRefused("import.file.binary");
                    line += text.Count('\n');
                    wide += got - text.Count('\n') - CountAscii(text);
                    from += take;
                    if (count == 0)
                        return (null, wide);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
            ArrayPool<char>.Shared.Return(chars, clearArray: true);
        }
    }

    /// <summary>Where within a piece it fails: line by line, in a decoder that forgives a cut character at the beginning.</summary>
    private static (long? BrokenLine, long Wide) Near(Encoding encoding, ReadOnlySpan<byte> piece, long line, long wide)
    {
        var strict = encoding.GetDecoder();
        var chars = new char[piece.Length + 16];
        var begun = false;
        while (piece.Length > 0)
        {
            var end = piece.IndexOf((byte)'\n');
            var part = end < 0 ? piece : piece[..(end + 1)];
            try
            {
                var got = strict.GetChars(part, chars, flush: end < 0 && begun);
                wide += got - CountAscii(chars.AsSpan(0, got));
            }
            catch (DecoderFallbackException) when (begun || !StartsInside(part))
            {
                // What stands before it in the line counts too.
                var at = 0;
                while (at < part.Length && encoding is UTF8Encoding && Rune.DecodeFromUtf8(part[at..], out var rune, out var used) == OperationStatus.Done)
                {
                    wide += rune.IsAscii ? 0 : 1;
                    at += used;
                }

                return (line, wide);
            }
            catch (DecoderFallbackException)
            {
                strict.Reset();
            }

            begun = true;
            if (end < 0)
                break;
            line++;
            piece = piece[(end + 1)..];
        }

        return (line, wide);
    }

    /// <summary>Whether a piece may begin in the middle of a character.</summary>
    private static bool StartsInside(ReadOnlySpan<byte> piece) => piece.Length > 0 && piece[0] >= 0x80 && piece.Length > 4 && piece[..4].IndexOfAnyInRange((byte)0, (byte)0x7F) >= 0;

    private static int CountAscii(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var character in text)
            count += char.IsAscii(character) && character != '\n' ? 1 : 0;
        return count;
    }
}
