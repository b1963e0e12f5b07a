using Hejie.Operations.Demo;
using SkiaSharp;

namespace Hejie.Browser;

/// <summary>The picture of the README. <c>HEJIE_PICTURES=1</c> makes it anew from the demonstration; run this class alone then.</summary>
public sealed class Pictures(Town town) : Story(town)
{
    private const int Gap = 40, Height = 640;
    private const long MostBytes = 400 * 1024;
    private static readonly SKColor s_ground = new(0xE9, 0xED, 0xF3);
    private static readonly SKColor s_edge = new(0xC3, 0xCC, 0xD9);

    [Fact]
    public async Task The_readme_shows_home_tracking_and_desk_in_one_small_picture()
    {
        var path = Path.Combine(Artifacts.Root, "docs", "pictures", "overview.png");
        if (Environment.GetEnvironmentVariable("HEJIE_PICTURES") == "1")
        {
            await DemoPrefecture.SetUpAsync(Town.Services, TestContext.Current.CancellationToken);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, Composed(await TakenAsync()), TestContext.Current.CancellationToken);
        }

        using var picture = SKBitmap.Decode(path);
        picture.ShouldNotBeNull();
        new FileInfo(path).Length.ShouldBeLessThanOrEqualTo(MostBytes);
    }

    /// <summary>Home and tracking on a phone, the desk on a screen.</summary>
    private async Task<IReadOnlyList<byte[]>> TakenAsync()
    {
        var shown = DemoCodes.All.Single(code => code.State == "mediating");
        var villager = await VillagerAsync(DemoCode.Filer.Name, DemoCode.Filer.Telephone!);
        await villager.Screen.GoAsync("/");
        var home = await villager.Screen.Page.ScreenshotAsync();
        await villager.OpensAsync(shown.Code);
        var tracking = await villager.Screen.Page.ScreenshotAsync();
        var officer = await OfficerAsync("xizhou-centre-duty", DemoStaff.Password);
        return [home, tracking, await officer.Screen.Page.ScreenshotAsync()];
    }

    /// <summary>Side by side at one height, on a quiet ground.</summary>
    private static byte[] Composed(IReadOnlyList<byte[]> screenshots)
    {
        var pictures = screenshots.Select(SKBitmap.Decode).ToList();
        var widths = pictures.Select(picture => picture.Width * Height / picture.Height).ToList();
        var whole = new SKImageInfo(widths.Sum() + (Gap * (pictures.Count + 1)), Height + (2 * Gap), SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var surface = SKSurface.Create(whole);
        surface.Canvas.Clear(s_ground);
        using var edge = new SKPaint { Color = s_edge, IsStroke = true, StrokeWidth = 2 };
        var left = Gap;
        foreach (var (picture, width) in pictures.Zip(widths))
        {
            var place = SKRect.Create(left, Gap, width, Height);
            using var image = SKImage.FromBitmap(picture);
            surface.Canvas.DrawImage(image, place, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
            surface.Canvas.DrawRect(place, edge);
            left += width + Gap;
            picture.Dispose();
        }

        using var composed = surface.Snapshot();
        using var small = composed.Encode(SKEncodedImageFormat.Png, 100);
        return small.ToArray();
    }
}
