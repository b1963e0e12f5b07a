using SkiaSharp;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>
/// Draws a picture anew, upright, and so leaves behind everything that is not the picture: position, camera, time,
/// thumbnail, comments, colour profile, other pictures in the same file. Photographs become JPEG; what is
/// transparent, and small PNGs, become PNG.
/// </summary>
internal sealed class ImageCleaner : IDisposable
{
    /// <summary>Pixels that are kept at most: the 12 megapixels of a telephone's camera.</summary>
    public const int MostKept = 12 * 1024 * 1024;

    /// <summary>Pixels that a picture may declare.</summary>
    public const int MostDeclared = 100_000_000;

    /// <summary>Pixels that a picture may declare if decoding it needs the whole of it in memory.</summary>
    public const int MostWhole = 25_000_000;

    /// <summary>Pixels along one side.</summary>
    public const int MostSide = 32_767;

    /// <summary>Blocks along the longer side of a coarse picture: fewer than a face of usual size needs to be known by.</summary>
    public const int Blocks = 48;

    private const int BlockSide = 16;
    private const int SmallPng = 1024 * 1024;
    private const int JpegQuality = 85;

    // Each picture may take 200 MB while it is drawn.
    private readonly SemaphoreSlim gate = new(2);

    /// <summary>Cleans a picture as it is; waits while two others are being cleaned.</summary>
    public Task<Cleaned> CleanAsync(ReadOnlyMemory<byte> picture, CancellationToken cancellation) => CleanAsync(picture, coarse: false, cancellation);

    /// <summary>Cleans a picture; waits while two others are being cleaned.</summary>
    /// <param name="picture">The picture as it came.</param>
    /// <param name="coarse">Whether it is drawn in blocks so coarse that nobody in it is known.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<Cleaned> CleanAsync(ReadOnlyMemory<byte> picture, bool coarse, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => Clean(picture.Span, coarse), cancellation);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private static Cleaned Clean(ReadOnlySpan<byte> picture, bool coarse)
    {
        using var data = SKData.CreateCopy(picture);
        using var codec = SKCodec.Create(data);
        if (codec is null) return new Cleaned.Refused(AttachmentCodes.Broken);

        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var pixels = (long)width * height;
        if (pixels > MostDeclared || Math.Max(width, height) > MostSide || (pixels > MostWhole && NeedsWhole(codec, picture)))
            return new Cleaned.Refused(AttachmentCodes.Pixels);

        using var decoded = pixels > MostKept && codec.EncodedFormat == SKEncodedImageFormat.Png ? BandedPng.Decode(codec, MostKept) : Decode(codec);
        if (decoded is null) return new Cleaned.Refused(AttachmentCodes.Broken);

        using var upright = Upright.Draw(decoded, codec.EncodedOrigin);
        using var blocks = coarse ? Coarse(upright ?? decoded) : null;
        return Encode(blocks ?? upright ?? decoded, codec.EncodedFormat == SKEncodedImageFormat.Png && picture.Length <= SmallPng);
    }

    /// <summary>Each block has the one colour of all its pixels together; what stood between them is not in the picture any more.</summary>
    private static SKBitmap Coarse(SKBitmap picture)
    {
        var scale = (double)Blocks / Math.Max(picture.Width, picture.Height);
        var (width, height) = (Math.Max(1, (int)Math.Round(picture.Width * scale)), Math.Max(1, (int)Math.Round(picture.Height * scale)));
        using var small = picture.Resize(picture.Info.WithSize(width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return small.Resize(small.Info.WithSize(width * BlockSide, height * BlockSide), new SKSamplingOptions(SKFilterMode.Nearest));
    }

    private static bool NeedsWhole(SKCodec codec, ReadOnlySpan<byte> picture) => codec.EncodedFormat switch
    {
        SKEncodedImageFormat.Png => false,
        SKEncodedImageFormat.Jpeg => JpegHeader.IsInPasses(picture),
        _ => true,
    };

    private static SKBitmap? Decode(SKCodec codec)
    {
        if (codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Webp)) return null;
        var bitmap = new SKBitmap(Canvas(ScaledSize(codec), codec.Info.AlphaType));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) == SKCodecResult.Success) return bitmap;
        bitmap.Dispose();
        return null;
    }

    /// <summary>sRGB, eight bits a channel.</summary>
    internal static SKImageInfo Canvas(SKSizeI size, SKAlphaType alpha) => new(
        size.Width, size.Height, SKColorType.Rgba8888, alpha == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul, SKColorSpace.CreateSrgb());

    // JPEG scales in eighths, so that the first that fits is at most seven steps away.
    private static SKSizeI ScaledSize(SKCodec codec)
    {
        for (var eighths = 8; eighths > 1; eighths--)
        {
            var size = codec.GetScaledDimensions(eighths / 8f);
            if ((long)size.Width * size.Height <= MostKept) return size;
        }

        return codec.GetScaledDimensions(1 / 8f);
    }

    private static Cleaned.Done Encode(SKBitmap bitmap, bool smallPng)
    {
        // Without a colour space the encoder writes no profile; the pixels are sRGB, which is what readers then assume.
        using var pixels = bitmap.PeekPixels();
        using var plain = pixels.WithColorSpace(null!);
        var png = smallPng || IsTransparent(plain);
        using var encoded = (png ? plain.Encode(SKPngEncoderOptions.Default) : plain.Encode(new SKJpegEncoderOptions(JpegQuality)))
            ?? throw new InvalidOperationException($"A picture of {plain.Width} × {plain.Height} cannot be encoded.");
        return new Cleaned.Done(encoded.ToArray(), png ? AttachmentKind.Png : AttachmentKind.Jpeg, plain.Width, plain.Height);
    }

    private static bool IsTransparent(SKPixmap pixels)
    {
        if (pixels.AlphaType == SKAlphaType.Opaque) return false;
        var bytes = pixels.GetPixelSpan<byte>();
        for (var alpha = 3; alpha < bytes.Length; alpha += 4)
            if (bytes[alpha] != 0xFF) return true;
        return false;
    }
}

/// <summary>What became of a picture.</summary>
internal abstract record Cleaned
{
    private Cleaned() { }

    /// <summary>The picture, drawn anew; sides in pixels.</summary>
    public sealed record Done(ReadOnlyMemory<byte> Bytes, AttachmentKind Kind, int Width, int Height) : Cleaned;

    /// <summary>It cannot be read or is too large; the code is one of <see cref="AttachmentCodes"/>.</summary>
    public sealed record Refused(string Code) : Cleaned;
}
