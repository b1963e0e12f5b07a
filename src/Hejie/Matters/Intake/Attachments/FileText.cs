using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>
/// The words of an attached file, to be searched inside its matter and kept nowhere. Whoever sends a file chooses its bytes:
/// no more of them is unpacked or read than a document of people has.
/// </summary>
internal static class FileText
{
    /// <summary>Characters that are read of one file.</summary>
    public const int MostCharacters = 400_000;

    /// <summary>Bytes that are unpacked of one file.</summary>
    public const int MostUnpacked = 48 << 20;

    private const int MostParts = 200;

    /// <summary>Whether files of a kind hold words at all: pictures hold none that are read.</summary>
    public static bool HasWords(AttachmentKind kind) => !kind.IsPicture();

    /// <summary>Reads the words.</summary>
    /// <param name="kind">What the file is, by its content.</param>
    /// <param name="content">All of it.</param>
    /// <param name="cancel">Cancels between parts and pages; what was read until then is lost.</param>
    /// <returns>The words, or null where they cannot be read: a password, damage, or more than a document has.</returns>
    public static string? Read(AttachmentKind kind, byte[] content, CancellationToken cancel)
    {
        try
        {
            return kind switch
            {
                AttachmentKind.TextUtf8 => Encoding.UTF8.GetString(content, 0, Math.Min(content.Length, MostCharacters)),
                AttachmentKind.TextGb18030 => CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetString(content, 0, Math.Min(content.Length, MostCharacters)),
                AttachmentKind.Docx => Packed(content, part => part is "word/document.xml" or "word/footnotes.xml" or "word/endnotes.xml" || IsHeader(part), cancel),
                AttachmentKind.Xlsx => Packed(content, part => part == "xl/sharedStrings.xml" || part.StartsWith("xl/worksheets/", StringComparison.Ordinal), cancel),
                AttachmentKind.Pdf => PdfText.Read(content, cancel),
                _ => "",
            };
        }
        catch (Exception error) when (error is InvalidDataException or XmlException or IOException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Lines that a page or a cell broke inside of a Han word are put together again: what is sought stands together.</summary>
    internal static string Unbroken(string text)
    {
        var whole = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var end = at;
            while (end < text.Length && text[end] is '\r' or '\n' or ' ')
                end++;
            var lines = text.AsSpan(at, end - at).Count('\n');
            if (lines == 1 && at > 0 && end < text.Length && IsHan(text[at - 1]) && IsHan(text[end]))
                at = end;
            whole.Append(text[at]);
        }

        return whole.ToString();
    }

    private static bool IsHan(char character) => character is >= '\u3400' and <= '\u9fff';

    private static bool IsHeader(string part) => part.StartsWith("word/header", StringComparison.Ordinal) || part.StartsWith("word/footer", StringComparison.Ordinal);

    /// <summary>The texts of a Word or Excel file's parts: paragraphs and cells apart, the runs of each together.</summary>
    private static string Packed(byte[] content, Func<string, bool> isRead, CancellationToken cancel)
    {
        using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        var (text, left) = (new StringBuilder(), (long)MostUnpacked);
        foreach (var part in archive.Entries.Where(part => isRead(part.FullName)).Take(MostParts))
        {
            using var stream = part.Open();
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = Math.Max(1, left) });
            var (inside, number, read) = (false, false, 0L);
            while (text.Length < MostCharacters && reader.Read())
            {
                if ((++read & 0xFFF) == 0)
                    cancel.ThrowIfCancellationRequested();
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element when reader.LocalName == "t":
                        inside = !reader.IsEmptyElement;
                        break;
                    // A number in a cell; one with a type is the place of a shared text.
                    case XmlNodeType.Element when reader.LocalName == "c":
                        number = reader.GetAttribute("t") is null or "n" or "str";
                        break;
                    case XmlNodeType.Element when reader.LocalName == "v":
                        inside = number && !reader.IsEmptyElement;
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
                        Append(text, reader.Value);
                        break;
                }
            }

            left -= part.Length;
        }

        return text.ToString();
    }

    /// <summary>A telephone that a spreadsheet made a number of is written as one again.</summary>
    private static void Append(StringBuilder text, string value)
    {
        if (value.Contains('E', StringComparison.Ordinal) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e15 && number == Math.Floor(number))
            value = number.ToString("F0", CultureInfo.InvariantCulture);
        text.Append(value.AsSpan(0, Math.Min(value.Length, MostCharacters)));
    }
}
