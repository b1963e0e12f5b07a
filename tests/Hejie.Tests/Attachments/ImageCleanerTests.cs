using System.Text;
using Hejie.Matters.Intake.Attachments;
using SkiaSharp;

namespace Hejie.Tests.Attachments;

public sealed class ImageCleanerTests : IDisposable
{
    private readonly ImageCleaner cleaner = new();

    public void Dispose() => cleaner.Dispose();

    [Fact]
    public async Task The_position_and_all_else_about_a_photograph_is_gone()
    {
        var sent = Samples.PhotoWithPosition(orientation: 1);
        Encoding.Latin1.GetString(sent).ShouldContain("SECRET-PHONE");

        var kept = Encoding.Latin1.GetString((await Clean(sent)).Bytes.Span);

        kept.ShouldNotContain("SECRET");
        kept.ShouldNotContain("Exif");
        kept.ShouldNotContain("ICC_PROFILE");
        SegmentsOf(kept).ShouldBeSubsetOf([0xE0, 0xDB, 0xC0, 0xC4, 0xDA]);
    }

    // The position of red in a photograph that is red on its left as the sensor saw it.
    [Theory]
    [InlineData(1, "left")]
    [InlineData(2, "right")]
    [InlineData(3, "right")]
    [InlineData(4, "left")]
    [InlineData(5, "top")]
    [InlineData(6, "top")]
    [InlineData(7, "bottom")]
    [InlineData(8, "bottom")]
    public async Task A_photograph_stands_upright_however_the_camera_was_held(ushort orientation, string red)
    {
        var clean = await Clean(Samples.PhotoWithPosition(orientation));

        (clean.Width, clean.Height).ShouldBe(orientation < 5 ? (400, 300) : (300, 400));
        using var bitmap = SKBitmap.Decode(clean.Bytes.Span);
        var (midX, midY) = (clean.Width / 2, clean.Height / 2);
        var pixel = red switch
        {
            "left" => bitmap.GetPixel(10, midY),
            "right" => bitmap.GetPixel(clean.Width - 10, midY),
            "top" => bitmap.GetPixel(midX, 10),
            _ => bitmap.GetPixel(midX, clean.Height - 10),
        };
        ((int)pixel.Red).ShouldBeGreaterThan(240);
        ((int)pixel.Blue).ShouldBeLessThan(20);
    }

    [Fact]
    public async Task A_photograph_of_a_telephone_keeps_its_size_and_a_larger_one_fits_twelve_megapixels()
    {
        var phone = await Clean(Samples.Photo(4032, 3024));
        (phone.Width, phone.Height, phone.Kind).ShouldBe((4032, 3024, AttachmentKind.Jpeg));

        var large = await Clean(Samples.Photo(8064, 6048));
        (large.Width, large.Height).ShouldBe((4032, 3024));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_large_PNG_is_averaged_down_without_seams(bool interlaced)
    {
        const int Height = 6000;
        var clean = await Clean(Samples.GreyPng(5000, Height, interlaced, y => (byte)(y * 255 / Height)));

        (clean.Width, clean.Height, clean.Kind).ShouldBe((2500, 3000, AttachmentKind.Png));
        using var bitmap = SKBitmap.Decode(clean.Bytes.Span);
        for (var y = 0; y < clean.Height; y++) ((int)bitmap.GetPixel(1234, y).Red).ShouldBeInRange(y * 2 * 255 / Height, y * 2 * 255 / Height + 1);
    }

    [Fact]
    public async Task A_picture_that_declares_more_than_a_hundred_megapixels_is_refused_before_it_is_read()
    {
        (await Refuse(Samples.Png(30_000, 30_000, interlaced: false, []))).ShouldBe("attachment.pixels");
        (await Refuse(Samples.Png(1, 90_000, interlaced: false, []))).ShouldBe("attachment.pixels");
    }

    [Fact]
    public async Task A_compressed_bomb_within_the_limit_is_averaged_down()
    {
        var bomb = Samples.GreyPng(10_000, 9_900);
        bomb.Length.ShouldBeLessThan(1024 * 1024);

        var clean = await Clean(bomb);

        ((long)clean.Width * clean.Height).ShouldBeLessThanOrEqualTo(ImageCleaner.MostKept);
    }

    [Fact]
    public async Task A_large_picture_in_passes_is_refused_since_its_decoder_would_hold_all_of_it()
    {
        var large = Samples.Photo(6000, 5000);
        JpegHeader.IsInPasses(large).ShouldBeFalse();
        var frame = large.AsSpan().IndexOf<byte>([0xFF, 0xC0]);
        large[frame + 1] = 0xC2;

        JpegHeader.IsInPasses(large).ShouldBeTrue();
        (await Refuse(large)).ShouldBe("attachment.pixels");
        (await Refuse(Samples.Photo(6000, 5000, SKEncodedImageFormat.Webp))).ShouldBe("attachment.pixels");
    }

    [Fact]
    public async Task A_transparent_picture_stays_transparent_and_a_WebP_photograph_becomes_JPEG()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(40, 40, SKColorType.Rgba8888, SKAlphaType.Premul));
        bitmap.Erase(SKColors.Transparent);
        using var webp = bitmap.Encode(SKEncodedImageFormat.Webp, 100);

        (await Clean(webp.ToArray())).Kind.ShouldBe(AttachmentKind.Png);
        (await Clean(Samples.Photo(format: SKEncodedImageFormat.Webp))).Kind.ShouldBe(AttachmentKind.Jpeg);
        (await Clean(Samples.Photo(format: SKEncodedImageFormat.Png))).Kind.ShouldBe(AttachmentKind.Png);
    }

    [Fact]
    public async Task Text_inside_a_PNG_is_gone()
    {
        using var data = new MemoryStream();
        await using (var zlib = new System.IO.Compression.ZLibStream(data, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(new byte[12]);
        var sent = Samples.Png(3, 3, interlaced: false, data.ToArray(), ("tEXt", "Author\0SECRET"u8.ToArray()), ("eXIf", "II*\0SECRET"u8.ToArray()));

        Encoding.Latin1.GetString((await Clean(sent)).Bytes.Span).ShouldSatisfyAllConditions(
            kept => kept.ShouldNotContain("SECRET"),
            kept => kept.ShouldNotContain("tEXt"),
            kept => kept.ShouldNotContain("iCCP"),
            kept => kept.ShouldNotContain("eXIf"));
    }

    [Fact]
    public async Task A_broken_picture_is_refused()
    {
        (await Refuse(Samples.Photo()[..^1000])).ShouldBe("attachment.broken");
        (await Refuse(Samples.GreyPng(300, 300)[..^40])).ShouldBe("attachment.broken");
        (await Refuse(Samples.GreyPng(5000, 3000)[..^400])).ShouldBe("attachment.broken");
        (await Refuse(Samples.Photo(format: SKEncodedImageFormat.Webp)[..^100])).ShouldBe("attachment.broken");
        (await Refuse([0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3])).ShouldBe("attachment.broken");
    }

    private async Task<Cleaned.Done> Clean(byte[] picture) =>
        (await cleaner.CleanAsync(picture, TestContext.Current.CancellationToken)).ShouldBeOfType<Cleaned.Done>();

    private async Task<string> Refuse(byte[] picture) =>
        (await cleaner.CleanAsync(picture, TestContext.Current.CancellationToken)).ShouldBeOfType<Cleaned.Refused>().Code;

    private static List<int> SegmentsOf(string jpeg)
    {
        var segments = new List<int>();
        for (var at = 2; segments.LastOrDefault() != 0xDA; at += 2 + (jpeg[at + 2] << 8) + jpeg[at + 3]) segments.Add(jpeg[at + 1]);
        return segments;
    }
}
