using System.Text;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>Tells what a file is by its content, never by its name or by what the sender declares.</summary>
internal static class FileKind
{
    // The brands of HEIF's boxes that phones write.
    private static readonly string[] HeicBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1"];

    /// <summary>Decides the kind of a whole file.</summary>
    public static Recognised Of(ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span;
        if (bytes.IsEmpty) return new Recognised.Refused(AttachmentCodes.Empty);
        if (bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF])) return new Recognised.Known(AttachmentKind.Jpeg);
        if (bytes.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return new Recognised.Known(AttachmentKind.Png);
        if (bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..12].SequenceEqual("WEBP"u8)) return new Recognised.Known(AttachmentKind.Webp);
        if (IsHeic(bytes)) return new Recognised.Refused(AttachmentCodes.Heic);
        if (bytes.StartsWith("%PDF-"u8)) return Pdf(bytes);
        if (bytes.StartsWith("PK\x03\x04"u8)) return OfficePackage.Of(content);
        return PlainText.Of(bytes);
    }

    private static bool IsHeic(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 12 || !bytes[4..8].SequenceEqual("ftyp"u8)) return false;
        var brand = Encoding.Latin1.GetString(bytes[8..12]);
        return HeicBrands.Contains(brand, StringComparer.Ordinal);
    }

    // Readers look for the end mark in the last kilobyte; a little more forgives what mail programs append.
    private static Recognised Pdf(ReadOnlySpan<byte> bytes) =>
        bytes[^Math.Min(bytes.Length, 2048)..].IndexOf("%%EOF"u8) >= 0
            ? new Recognised.Known(AttachmentKind.Pdf)
            : new Recognised.Refused(AttachmentCodes.Broken);
}

/// <summary>Whether a file's kind is known and accepted.</summary>
internal abstract record Recognised
{
    private Recognised() { }

    /// <summary>It is of this kind.</summary>
    public sealed record Known(AttachmentKind Kind) : Recognised;

    /// <summary>It is not accepted; the code is one of <see cref="AttachmentCodes"/>.</summary>
    public sealed record Refused(string Code) : Recognised;
}
