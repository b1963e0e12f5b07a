using System.IO.Compression;
using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>The words of a PDF's pages. What was scanned has none.</summary>
internal static class PdfText
{
    private const int MostPages = 200, MostDepth = 64;

    /// <summary>Reads the pages' words, in the order in which they are read.</summary>
    /// <returns>The words, or null where it cannot be read.</returns>
    public static string? Read(byte[] content, CancellationToken cancel)
    {
        try
        {
            using var document = PdfDocument.Open(content, new ParsingOptions { SkipMissingFonts = true, MaxStackDepth = MostDepth, FilterProvider = new BoundedFilters(cancel) });
            var text = new StringBuilder();
            for (var page = 1; page <= Math.Min(document.NumberOfPages, MostPages) && text.Length < FileText.MostCharacters; page++)
            {
                cancel.ThrowIfCancellationRequested();
                text.Append(ContentOrderTextExtractor.GetText(document.GetPage(page))).Append('\n').Append('\n');
            }

            return FileText.Unbroken(text.ToString());
        }
        catch (Exception error) when (error is not OperationCanceledException and not OutOfMemoryException)
        {
            // Whatever a damaged or hostile file makes its parser throw: it has no words that can be read.
            return null;
        }
    }

    /// <summary>
    /// Unpacks streams as pages need them, and no more of one file than <see cref="FileText.MostUnpacked"/>: counted before it is
    /// unpacked to memory, since a few kilobytes may become gigabytes. Packings that no office program writes are not opened.
    /// </summary>
    private sealed class BoundedFilters : BaseFilterProvider
    {
        public BoundedFilters(CancellationToken cancel)
            : base(Filters(cancel))
        {
        }

        private static Dictionary<string, IFilter> Filters(CancellationToken cancel)
        {
            var (flate, none) = (new BoundedFlate(cancel), new NoFilter());
            return new Dictionary<string, IFilter>
            {
                [NameToken.FlateDecode.Data] = flate,
                [NameToken.FlateDecodeAbbreviation.Data] = flate,
                [NameToken.Ascii85Decode.Data] = new Ascii85Filter(),
                [NameToken.Ascii85DecodeAbbreviation.Data] = new Ascii85Filter(),
                [NameToken.AsciiHexDecode.Data] = new AsciiHexDecodeFilter(),
                [NameToken.AsciiHexDecodeAbbreviation.Data] = new AsciiHexDecodeFilter(),
                [NameToken.LzwDecode.Data] = none,
                [NameToken.LzwDecodeAbbreviation.Data] = none,
                [NameToken.RunLengthDecode.Data] = none,
                [NameToken.RunLengthDecodeAbbreviation.Data] = none,
                [NameToken.CcittfaxDecode.Data] = none,
                [NameToken.CcittfaxDecodeAbbreviation.Data] = none,
                [NameToken.DctDecode.Data] = none,
                [NameToken.DctDecodeAbbreviation.Data] = none,
                [NameToken.Jbig2Decode.Data] = none,
                [NameToken.JpxDecode.Data] = none,
                ["Crypt"] = none,
            };
        }
    }

    private sealed class NoFilter : IFilter
    {
        public bool IsSupported => false;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex) =>
            throw new NotSupportedException();
    }

    private sealed class BoundedFlate(CancellationToken cancel) : IFilter
    {
        private readonly FlateFilter _flate = new();
        private long _left = FileText.MostUnpacked;

        public bool IsSupported => true;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            Count(input);
            return _flate.Decode(input, streamDictionary, filterProvider, filterIndex);
        }

        private void Count(Memory<byte> input)
        {
            // Two bytes of head, which other writers of such streams have wrong often enough to be skipped unread.
            if (input.Length < 3)
                return;
            using var unpacked = new DeflateStream(new MemoryStream(input[2..].ToArray(), writable: false), CompressionMode.Decompress);
            Span<byte> some = stackalloc byte[8192];
            try
            {
                for (int read; (read = unpacked.Read(some)) > 0;)
                {
                    cancel.ThrowIfCancellationRequested();
                    _left -= read;
                    if (_left < 0)
                        throw new InvalidOperationException("More than a document has.");
                }
            }
            catch (InvalidDataException)
            {
                // Broken off: what came before is counted, and is all that can come of it.
            }
        }
    }
}
