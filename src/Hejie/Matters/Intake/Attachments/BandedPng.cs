using SkiaSharp;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>
/// Decodes a large PNG in bands of rows, each averaged down before the next is read. The codec cannot scale a PNG,
/// and the whole of one in memory is what a decompression bomb is made for.
/// </summary>
internal static class BandedPng
{
    private const int BandBytes = 48 * 1024 * 1024;

    /// <summary>Decodes to at most <paramref name="mostPixels"/>, or answers null where the picture is broken.</summary>
    public static SKBitmap? Decode(SKCodec codec, int mostPixels)
    {
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var factor = 2;
        while ((long)Shrunk(width, factor) * Shrunk(height, factor) > mostPixels) factor++;

        var whole = ImageCleaner.Canvas(new SKSizeI(width, height), codec.Info.AlphaType);
        var rows = Math.Max(1, BandBytes / whole.RowBytes / factor) * factor;
        using var band = new SKBitmap(whole.WithSize(width, Math.Min(rows, height)));
        var result = new SKBitmap(whole.WithSize(Shrunk(width, factor), Shrunk(height, factor)));
        for (var top = 0; top < height; top += rows)
        {
            var bottom = Math.Min(height, top + rows);
            var options = new SKCodecOptions(new SKRectI(0, top, width, bottom));
            if (codec.StartIncrementalDecode(whole, band.GetPixels(), whole.RowBytes, options) != SKCodecResult.Success
                || codec.IncrementalDecode(out _) != SKCodecResult.Success)
            {
                result.Dispose();
                return null;
            }

            Shrink(band, bottom - top, result, top / factor, factor);
        }

        return result;
    }

    private static int Shrunk(int side, int factor) => (side + factor - 1) / factor;

    private static void Shrink(SKBitmap band, int rows, SKBitmap result, int firstRow, int factor)
    {
        var source = band.GetPixelSpan();
        var target = result.GetPixelSpan();
        for (var top = 0; top < rows; top += factor)
        {
            for (var x = 0; x < result.Width; x++)
            {
                int r = 0, g = 0, b = 0, a = 0, count = 0;
                for (var row = top; row < Math.Min(rows, top + factor); row++)
                {
                    for (var column = x * factor; column < Math.Min(band.Width, (x + 1) * factor); column++, count++)
                    {
                        var pixel = source.Slice(row * band.RowBytes + column * 4, 4);
                        (r, g, b, a) = (r + pixel[0], g + pixel[1], b + pixel[2], a + pixel[3]);
                    }
                }

                var at = target.Slice((firstRow + top / factor) * result.RowBytes + x * 4, 4);
                (at[0], at[1], at[2], at[3]) = ((byte)(r / count), (byte)(g / count), (byte)(b / count), (byte)(a / count));
            }
        }
    }
}
