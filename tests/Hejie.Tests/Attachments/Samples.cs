using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace Hejie.Tests.Attachments;

/// <summary>Files as residents, careless programs and attackers send them.</summary>
internal static class Samples
{
    /// <summary>A photograph: red on its left half, blue on its right.</summary>
    public static byte[] Photo(int width = 400, int height = 300, SKEncodedImageFormat format = SKEncodedImageFormat.Jpeg)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.Blue);
        using var red = new SKPaint { Color = SKColors.Red };
        canvas.DrawRect(0, 0, width / 2f, height, red);
        canvas.Flush();
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>The photograph with where it was taken, by whom, and how the camera was held (1 to 8).</summary>
    public static byte[] PhotoWithPosition(ushort orientation)
    {
        var photo = Photo();
        var exif = Exif(orientation);
        var comment = Encoding.ASCII.GetBytes("SECRET-COMMENT");
        return
        [
            .. photo[..2],
            0xFF, 0xE1, .. BigEndian((ushort)(exif.Length + 2)), .. exif,
            0xFF, 0xFE, .. BigEndian((ushort)(comment.Length + 2)), .. comment,
            .. photo[2..],
            .. "SECRET-TRAILER"u8,
        ];
    }

    // TIFF structures, little-endian: the camera's name and the orientation, then the position 25°51'N 100°08'E.
    private static byte[] Exif(ushort orientation)
    {
        var tiff = new byte[160];
        void Short(int at, int value) => BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(at), (ushort)value);
        void Long(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(tiff.AsSpan(at), value);
        void Tag(int at, int tag, int type, int count, int value)
        {
            Short(at, tag);
            Short(at + 2, type);
            Long(at + 4, count);
            Long(at + 8, value);
        }

        "II*\0"u8.CopyTo(tiff);
        Long(4, 8);
        Short(8, 3);
        Tag(10, 0x010F, 2, 12, 144);
        Tag(22, 0x0112, 3, 1, orientation);
        Tag(34, 0x8825, 4, 1, 50);
        Short(50, 3);
        Tag(52, 1, 2, 2, 'N');
        Tag(64, 2, 5, 3, 96);
        Tag(76, 3, 2, 2, 'E');
        foreach (var (at, value) in new[] { (96, 25), (104, 51), (112, 0) })
        {
            Long(at, value);
            Long(at + 4, 1);
        }

        "SECRET-PHONE"u8.CopyTo(tiff.AsSpan(144));
        return [.. "Exif\0\0"u8, .. tiff];
    }

    /// <summary>A PNG of one grey per row; a million pixels take it few bytes.</summary>
    public static byte[] GreyPng(int width, int height, bool interlaced = false, Func<int, byte>? row = null)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
            if (interlaced) WriteInterlaced(zlib, width, height, row ?? (_ => 0));
            else WriteRows(zlib, width, height, row ?? (_ => 0));

        return Png(width, height, interlaced, data.ToArray());
    }

    /// <summary>A PNG that declares a size and holds the given compressed data.</summary>
    public static byte[] Png(int width, int height, bool interlaced, byte[] data, params (string Type, byte[] Content)[] more) =>
    [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
        .. Chunk("IHDR", [.. BigEndian(width), .. BigEndian(height), 8, 0, 0, 0, interlaced ? (byte)1 : (byte)0]),
        .. more.SelectMany(chunk => Chunk(chunk.Type, chunk.Content)),
        .. Chunk("IDAT", data),
        .. Chunk("IEND", []),
    ];

    private static void WriteRows(Stream zlib, int width, int height, Func<int, byte> row)
    {
        var line = new byte[width + 1];
        for (var y = 0; y < height; y++)
        {
            line.AsSpan(1).Fill(row(y));
            zlib.Write(line);
        }
    }

    private static void WriteInterlaced(Stream zlib, int width, int height, Func<int, byte> row)
    {
        foreach (var (x, y, dx, dy) in new[] { (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2) })
        {
            var line = new byte[(width - x + dx - 1) / dx + 1];
            for (var at = y; at < height; at += dy)
            {
                line.AsSpan(1).Fill(row(at));
                zlib.Write(line);
            }
        }
    }

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. content];
        return [.. BigEndian(content.Length), .. typed, .. BigEndian((int)Crc(typed))];
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }

    /// <summary>The first bytes of a Windows and of a Linux program.</summary>
    public static byte[] Program { get; } = [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xFF, 0xFF, 0, 0, .. new byte[500]];

    public static byte[] LinuxProgram { get; } = [0x7F, .. "ELF"u8, 2, 1, 1, .. new byte[500]];

    public static byte[] Archive(params (string Name, string Content)[] parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = archive.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }

    public static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] BigEndian(ushort value) => [(byte)(value >> 8), (byte)value];
}
