using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>
/// The words of a PDF's pages; what was scanned has none. A hostile file can make its parser run without end, fill the memory
/// or overflow the stack, and nothing in the process could stop that: it is read in a process of its own alone, see
/// <see cref="FileTextReader"/>.
/// </summary>
internal static class PdfText
{
    private const int MostPages = 200;

    /// <summary>Reads the pages' words, in the order in which they are read.</summary>
    /// <returns>The words, or null where it cannot be read.</returns>
    public static FileWords? Read(byte[] content)
    {
        try
        {
            using var document = PdfDocument.Open(content, new ParsingOptions { SkipMissingFonts = true });
            var (text, page) = (new StringBuilder(), 1);
            for (; page <= Math.Min(document.NumberOfPages, MostPages) && text.Length < FileText.MostCharacters; page++)
                text.Append(ContentOrderTextExtractor.GetText(document.GetPage(page))).Append('\n').Append('\n');
            return new FileWords(FileText.Unbroken(text.ToString()), page > document.NumberOfPages);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Whatever a damaged file makes its parser throw: it has no words that can be read.
            return null;
        }
    }
}
