using SkiaSharp;

namespace Hejie.Operations.Demo;

/// <summary>A file of an invented matter.</summary>
/// <param name="Id">Its id within the matter.</param>
/// <param name="Name">Its name, as the sender's phone gave it.</param>
/// <param name="Seed">What its picture is drawn from.</param>
/// <param name="Entry">The number of the entry that brought it.</param>
internal sealed record DemoPaper(Guid Id, string Name, int Seed, int Entry);

/// <summary>The pictures that invented people attach: drawn, of nobody and of no real place.</summary>
internal static class DemoPapers
{
    private const int Width = 480, Height = 360, Quality = 70, Kinds = 3;

    private static readonly string[] s_names = ["现场照片.jpg", "院墙.jpg", "微信图片.jpg", "单据.jpg", "从路口看.jpg"];
    private static readonly SKColor s_sky = new(0xCF, 0xDF, 0xEE), s_hill = new(0x7D, 0x9A, 0x86), s_wall = new(0xEE, 0xE9, 0xDD);
    private static readonly SKColor s_roof = new(0x55, 0x5B, 0x66), s_ground = new(0xB9, 0xA8, 0x8C), s_ink = new(0x2B, 0x3A, 0x55);

    public static string Name(DemoRandom random) => random.Pick(s_names);

    /// <summary>The same seed draws the same picture.</summary>
    public static byte[] Picture(int seed)
    {
        using var surface = SKSurface.Create(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        if (seed % Kinds == 0)
            Page(surface.Canvas, seed);
        else
            House(surface.Canvas, seed);
        using var image = surface.Snapshot();
        using var encoded = image.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return encoded.ToArray();
    }

    /// <summary>A page with lines of writing and a name under them.</summary>
    private static void Page(SKCanvas canvas, int seed)
    {
        canvas.Clear(s_wall);
        using var ink = new SKPaint { Color = s_ink, StrokeWidth = 4, IsStroke = true, IsAntialias = true };
        for (var line = 0; line < 7; line++)
            canvas.DrawLine(60, 60 + (line * 30), 300 + ((seed * (line + 3)) % 120), 60 + (line * 30), ink);
        canvas.DrawPoints(SKPointMode.Polygon, [.. Enumerable.Range(0, 12).Select(step => new SKPoint(290 + (step * 12), 300 + ((seed * (step + 5)) % 26)))], ink);
    }

    /// <summary>A house under the hills.</summary>
    private static void House(SKCanvas canvas, int seed)
    {
        canvas.Clear(s_sky);
        using var paint = new SKPaint { IsAntialias = true };
        void Shape(SKColor color, params SKPoint[] points)
        {
            paint.Color = color;
            using var outline = new SKPath();
            outline.AddPoly(points);
            canvas.DrawPath(outline, paint);
        }

        var left = 60 + (seed % 150);
        Shape(s_hill, new(0, 210), new(120 + (seed % 90), 90), new(260, 190), new(380, 110 + (seed % 40)), new(Width, 200), new(Width, 260), new(0, 260));
        Shape(s_ground, new(0, 250), new(Width, 240), new(Width, Height), new(0, Height));
        Shape(s_wall, new(left, 190), new(left + 190, 190), new(left + 190, 300), new(left, 300));
        Shape(s_roof, new(left - 20, 190), new(left + 95, 140), new(left + 210, 190));
        Shape(s_ink, new(left + 80, 230), new(left + 115, 230), new(left + 115, 300), new(left + 80, 300));
    }
}
