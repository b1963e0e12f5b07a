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
        var sums = new int[result.Width * 4];
        for (var top = 0; top < rows; top += factor)
        {
            var bottom = Math.Min(rows, top + factor);
            Array.Clear(sums);
            for (var row = top; row < bottom; row++) Add(band.GetPixelSpan().Slice(row * band.RowBytes, band.Width * 4), sums, factor);

            var target = result.GetPixelSpan().Slice((firstRow + top / factor) * result.RowBytes, sums.Length);
            for (var i = 0; i < sums.Length; i++)
                target[i] = (byte)(sums[i] / ((bottom - top) * Math.Min(factor, band.Width - i / 4 * factor)));
        }
    }

    private static void Add(ReadOnlySpan<byte> row, Span<int> sums, int factor)
    {
        for (var (at, column) = (0, 0); at < row.Length; at += 4)
        {
            var sum = sums.Slice(column / factor * 4, 4);
            sum[0] += row[at];
            sum[1] += row[at + 1];
            sum[2] += row[at + 2];
            sum[3] += row[at + 3];
            column++;
        }
    }
}
