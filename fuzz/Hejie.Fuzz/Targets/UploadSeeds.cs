using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace Hejie.Fuzz;

/// <summary>Small files of every kind that residents send.</summary>
internal static class UploadSeeds
{
    private const string Types = "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.";

    public static IEnumerable<(string Name, byte[] Bytes)> All()
    {
        var photo = Picture(SKEncodedImageFormat.Jpeg, SKAlphaType.Opaque);
        yield return ("photo", photo);
        yield return ("photo-turned", Turned(photo));
        yield return ("photo-in-passes", InPasses(photo));
        yield return ("photo-cut", photo[..^(photo.Length / 3)]);
        yield return ("drawing", Picture(SKEncodedImageFormat.Png, SKAlphaType.Opaque));
        yield return ("drawing-transparent", Picture(SKEncodedImageFormat.Png, SKAlphaType.Premul));
        yield return ("webp", Picture(SKEncodedImageFormat.Webp, SKAlphaType.Opaque));
        yield return ("webp-transparent", Picture(SKEncodedImageFormat.Webp, SKAlphaType.Premul));
        yield return ("heic", [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8]);
        yield return ("pdf", [.. "%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"u8]);
        yield return ("word", Archive(("[Content_Types].xml", Types + "wordprocessingml.document.main+xml\"/></Types>"), ("word/document.xml", "<a/>")));
        yield return ("excel", Archive(("[Content_Types].xml", Types + "spreadsheetml.sheet.main+xml\"/></Types>"), ("xl/workbook.xml", "<a/>")));
        yield return ("macro", Archive(("[Content_Types].xml", Types + "wordprocessingml.document.main+xml\"/></Types>"), ("word/document.xml", "<a/>"), ("word/vbaProject.bin", "x")));
        yield return ("text", Encoding.UTF8.GetBytes("屋檐水滴到我家院墙。\r\n"));
        yield return ("text-gb18030", [0xCE, 0xDD, 0xE9, 0xDC, 0xCB, 0xAE, 0x81, 0x30, 0x81, 0x30, (byte)'\n']);
        yield return ("script", [.. "#!/bin/sh\n"u8]);
    }

    private static byte[] Picture(SKEncodedImageFormat format, SKAlphaType alpha)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(20, 12, SKColorType.Rgba8888, alpha));
        bitmap.Erase(alpha == SKAlphaType.Opaque ? SKColors.Blue : SKColors.Transparent);
        bitmap.SetPixel(3, 4, SKColors.Red);
        using var data = bitmap.Encode(format, 80);
        return data.ToArray();
    }

    /// <summary>With the mark of a camera that was held upright, and where it was.</summary>
    private static byte[] Turned(byte[] photo)
    {
        byte[] exif =
        [
            .. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 2, 0,
            0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0,
            0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0,
            1, 0, 1, 0, 2, 0, 2, 0, 0, 0, (byte)'N', 0, 0, 0, 0, 0, 0, 0,
        ];
        return [.. photo[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. photo[2..]];
    }

    /// <summary>The frame's mark says that it is progressive, whatever follows.</summary>
    private static byte[] InPasses(byte[] photo)
    {
        var changed = photo.ToArray();
        changed[changed.AsSpan().IndexOf<byte>([0xFF, 0xC0]) + 1] = 0xC2;
        return changed;
    }

    private static byte[] Archive(params (string Name, string Content)[] parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                var entry = archive.CreateEntry(name);
                entry.LastWriteTime = World.Now;
                using var part = entry.Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }
}
