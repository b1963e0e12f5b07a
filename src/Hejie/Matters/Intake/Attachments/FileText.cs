using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>The words of an attached file.</summary>
/// <param name="Text">The words.</param>
/// <param name="IsWhole">Whether they are all: what is very long is read from its beginning.</param>
internal sealed record FileWords(string Text, bool IsWhole);

/// <summary>Reads the words of an attached file, to be searched inside its matter and kept nowhere.</summary>
internal static class FileText
{
    /// <summary>Characters that are read of one file.</summary>
    public const int MostCharacters = 400_000;

    /// <summary>Characters of the parts of a Word or Excel file, as they are unpacked.</summary>
    private const long MostUnpacked = 48 << 20;

    /// <summary>Whether files of a kind hold words at all: pictures hold none that are read.</summary>
    public static bool HasWords(AttachmentKind kind) => !kind.IsPicture();

    /// <summary>Reads the words.</summary>
    /// <param name="kind">What the file is, by its content.</param>
    /// <param name="content">All of it.</param>
    /// <returns>The words, or null where they cannot be read: a password, damage, or more than a document has.</returns>
    public static FileWords? Read(AttachmentKind kind, byte[] content)
    {
        try
        {
            return kind switch
            {
                AttachmentKind.TextUtf8 => Cut(Encoding.UTF8.GetString(content)),
                AttachmentKind.TextGb18030 => Cut(CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetString(content)),
                AttachmentKind.Docx => Packed(content, part => part is "word/document.xml" or "word/footnotes.xml" or "word/endnotes.xml" || IsMargin(part)),
                AttachmentKind.Xlsx => Packed(content, part => part == "xl/sharedStrings.xml" || part.StartsWith("xl/worksheets/", StringComparison.Ordinal)),
                AttachmentKind.Pdf => PdfText.Read(content),
                _ => new FileWords("", true),
            };
        }
        catch (Exception error) when (error is InvalidDataException or XmlException or IOException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Lines that a page broke inside of a Han word are put together again: what is sought stands together.</summary>
    internal static string Unbroken(string text)
    {
        var whole = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && text[end] is '\r' or '\n' or ' ')
                end++;
            if (end == at)
            {
                whole.Append(text[at++]);
                continue;
            }

            var isBroken = at > 0 && end < text.Length && IsHan(text[at - 1]) && IsHan(text[end]) && text.AsSpan(at, end - at).Count('\n') == 1;
            if (!isBroken)
                whole.Append(text, at, end - at);
            at = end;
        }

        return whole.ToString();
    }

    private static FileWords Cut(string text) => text.Length <= MostCharacters ? new FileWords(text, true) : new FileWords(text[..MostCharacters], false);

    private static bool IsHan(char character) => character is >= '\u3400' and <= '\u9fff';

    private static bool IsMargin(string part) => part.StartsWith("word/header", StringComparison.Ordinal) || part.StartsWith("word/footer", StringComparison.Ordinal);

    /// <summary>The texts of a Word or Excel file's parts: paragraphs and cells apart, the runs of each together.</summary>
    private static FileWords Packed(byte[] content, Func<string, bool> isRead)
    {
        using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        var (text, left) = (new StringBuilder(), MostUnpacked);
        foreach (var part in archive.Entries.Where(part => isRead(part.FullName)))
        {
            if (text.Length >= MostCharacters)
                break;
            using var stream = part.Open();
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = Math.Max(1, left) });
            Read(reader, text);
            left -= part.Length;
        }

        return Cut(text.ToString());
    }

    private static void Read(XmlReader reader, StringBuilder text)
    {
        // In a cell: whether it holds a number; one with another type holds the place of a shared text.
        var (inside, isNumber, isValue) = (false, false, false);
        while (text.Length <= MostCharacters && reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName == "t":
                    (inside, isValue) = (!reader.IsEmptyElement, false);
                    break;
                case XmlNodeType.Element when reader.LocalName == "c":
                    isNumber = reader.GetAttribute("t") is null or "n" or "str";
                    break;
                case XmlNodeType.Element when reader.LocalName == "v":
                    (inside, isValue) = (isNumber && !reader.IsEmptyElement, true);
                    break;
                case XmlNodeType.EndElement when reader.LocalName is "t" or "v":
                    inside = false;
                    break;
                case XmlNodeType.EndElement when reader.LocalName is "p" or "si" or "c":
                    text.Append('\n').Append('\n');
                    break;
                case XmlNodeType.Element when reader.LocalName is "tab" or "br":
                    text.Append(' ');
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when inside:
                    var value = isValue ? Number(reader.Value) : reader.Value;
                    text.Append(value.AsSpan(0, Math.Min(value.Length, MostCharacters + 1)));
                    break;
            }
        }
    }

    /// <summary>A telephone that a spreadsheet made a number of is written as one again.</summary>
    private static string Number(string value) =>
        value.Contains('E', StringComparison.Ordinal) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e15 && number == Math.Floor(number)
            ? number.ToString("F0", CultureInfo.InvariantCulture) : value;
}
