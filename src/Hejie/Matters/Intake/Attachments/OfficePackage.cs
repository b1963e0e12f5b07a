using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>Tells Word and Excel files without macros from all other archives.</summary>
internal static class OfficePackage
{
    private const int MostParts = 5000;
    private const int MostContentTypeBytes = 1024 * 1024;
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    /// <summary>Decides the kind of a file that begins as an archive.</summary>
    public static Recognised Of(ReadOnlyMemory<byte> content)
    {
        var stream = MemoryMarshal.TryGetArray(content, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            return Of(archive) is { } kind ? new Recognised.Known(kind) : new Recognised.Refused(AttachmentCodes.Kind);
        }
        catch (InvalidDataException)
        {
            return new Recognised.Refused(AttachmentCodes.Broken);
        }
    }

    private static AttachmentKind? Of(ZipArchive archive)
    {
        if (archive.Entries.Count > MostParts) return null;
        if (archive.Entries.Any(part => part.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase))) return null;
        if (archive.GetEntry("[Content_Types].xml") is not { } types) return null;

        var declared = Read(types);
        var word = archive.GetEntry("word/document.xml") is not null && declared.Contains(Word, StringComparison.Ordinal);
        var excel = archive.GetEntry("xl/workbook.xml") is not null && declared.Contains(Excel, StringComparison.Ordinal);
        return (word, excel) switch
        {
            (true, false) => AttachmentKind.Docx,
            (false, true) => AttachmentKind.Xlsx,
            _ => null,
        };
    }

    // The declared length may lie, so that no more is inflated than fits.
    private static string Read(ZipArchiveEntry types)
    {
        using var stream = types.Open();
        var buffer = new byte[MostContentTypeBytes];
        return Encoding.UTF8.GetString(buffer, 0, stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
    }
}
