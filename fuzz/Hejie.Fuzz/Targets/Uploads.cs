using System.Text;
using Hejie.Matters.Intake.Attachments;
using SkiaSharp;

namespace Hejie.Fuzz;

/// <summary>An uploaded file, from its bytes to what would be kept: told by its content, and drawn anew where it is a picture.</summary>
internal sealed class Uploads : Target
{
    private static readonly ImageCleaner s_cleaner = new();

    public override string Name => "uploads";

    /// <summary>A picture of a few bytes may declare a hundred megapixels; the pixels themselves are no managed memory.</summary>
    public override long MostAllocated => 32 << 20;

    public override IEnumerable<string> Words =>
        ["ftypheic", "%PDF-1.7", "%%EOF", "[Content_Types].xml", "word/document.xml", "xl/workbook.xml", "vbaProject.bin", "Exif", "IHDR", "eXIf", "acTL", "VP8X", "VP8L", "EXIF", "RIFF", "WEBP"];

    public override IEnumerable<(string Name, byte[] Bytes)> Seeds() => UploadSeeds.All();

    protected override void Read(ReadOnlySpan<byte> input)
    {
        var content = input.ToArray();
        if (content.AsSpan().StartsWith<byte>([0xFF, 0xD8]))
            _ = JpegHeader.IsInPasses(content);
        if (FileKind.Of(content) is not Recognised.Known { Kind: var kind } || !kind.IsPicture())
            return;
        if (s_cleaner.CleanAsync(content, CancellationToken.None).GetAwaiter().GetResult() is Cleaned.Done done)
            Check(done);
    }

    /// <summary>What is kept is a picture of the kind and size that is said, with nothing in it but the picture.</summary>
    private static void Check(Cleaned.Done kept)
    {
        var bytes = kept.Bytes.Span;
        Holds(FileKind.Of(kept.Bytes) is Recognised.Known { Kind: var kind } && kind == kept.Kind, "What is kept is of another kind.");
        Holds((long)kept.Width * kept.Height <= ImageCleaner.MostKept, $"{kept.Width} × {kept.Height} are kept.");
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        Holds(codec is not null && codec.Info.Width == kept.Width && codec.Info.Height == kept.Height, "What is kept cannot be read.");
        using var decoded = SKBitmap.Decode(codec);
        Holds(decoded is not null, "What is kept cannot be decoded.");
        var parts = kept.Kind == AttachmentKind.Png ? Chunks(bytes) : Segments(bytes);
        Holds(parts.IsSubsetOf(["IHDR", "sBIT", "IDAT", "IEND", "E0", "DB", "C0", "C4", "DA"]), "What is kept holds more than the picture: " + string.Join(' ', parts));
    }

    private static HashSet<string> Chunks(ReadOnlySpan<byte> png)
    {
        var chunks = new HashSet<string>();
        for (var at = 8; at + 8 <= png.Length; at += 12 + System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png[at..]))
            chunks.Add(Encoding.Latin1.GetString(png.Slice(at + 4, 4)));
        return chunks;
    }

    private static HashSet<string> Segments(ReadOnlySpan<byte> jpeg)
    {
        var segments = new HashSet<string>();
        for (var at = 2; at + 4 <= jpeg.Length && !segments.Contains("DA"); at += 2 + System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]))
            segments.Add(jpeg[at + 1].ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        return segments;
    }
}
