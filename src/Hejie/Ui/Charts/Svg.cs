using System.Globalization;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Hejie.Ui.Charts;

/// <summary>The elements that charts are made of. Colours are attributes: the page allows no inline style, and print keeps them.</summary>
internal static class Svg
{
    public const string Ink = "#1b2130";
    public const string Muted = "#566072";
    public const string Rule = "#d5dbe6";
    public const string Paper = "#fff";

    /// <summary>The colour of a chart.</summary>
    public static string Tone(Chart chart) => chart.Late ? "#b8324f" : "#2c5293";

    /// <summary>From light to dark in five steps, each apart from the next in black and white too.</summary>
    public static IReadOnlyList<string> Shades(Chart chart) => chart.Late
        ? ["#fbf1f3", "#f3d3da", "#e3a3b0", "#c95d74", "#8f1d38"]
        : ["#f0f4fa", "#d0dcee", "#9db6da", "#5a7fb5", "#1f3a68"];

    /// <summary>A picture. One that leads somewhere is a group of links; what has no link is one image.</summary>
    public static TagBuilder Picture(int width, int height, Chart chart) => Markup.El("svg", "chart__picture")
        .With("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}")).With("role", chart.Rows.Any(row => (row.Into ?? row.Href ?? row.OtherHref) is not null) ? "group" : "img").With("aria-label", chart.Title).With("focusable", "false");

    public static TagBuilder Box(double x, double y, double width, double height, string fill) => Markup.El("rect")
        .With("x", Number(x)).With("y", Number(y)).With("width", Number(width)).With("height", Number(height)).With("fill", fill);

    public static TagBuilder Line(double x1, double y1, double x2, double y2, string stroke) => Markup.El("line")
        .With("x1", Number(x1)).With("y1", Number(y1)).With("x2", Number(x2)).With("y2", Number(y2)).With("stroke", stroke);

    public static TagBuilder Path(string d) => Markup.El("path").With("d", d);

    public static TagBuilder Words(double x, double y, string text, string fill = Ink, string? anchor = null) => Markup.El("text")
        .With("x", Number(x)).With("y", Number(y)).With("fill", fill).With("text-anchor", anchor).Text(text);

    /// <summary>What is shown where the pointer rests.</summary>
    public static TagBuilder Hint(this TagBuilder shape, string text) => shape.Add(Markup.El("title").Text(text));

    /// <summary>The shape, leading to an address where there is one. The table beneath has the same links, and is what a keyboard goes to.</summary>
    public static TagBuilder To(this TagBuilder shape, string? href) =>
        href is null ? shape : Markup.El("a", null, shape).With("href", href).With("tabindex", "-1");

    /// <summary>A number as the pictures are written: two decimals at most, with a point.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A text cut to so many columns, of which one of the Han takes two.</summary>
    public static string Cut(string text, int columns)
    {
        var taken = 0;
        for (var at = 0; at < text.Length; at++)
        {
            taken += Columns(text[at]);
            if (taken > columns)
                return text[..Math.Max(1, at - 1)] + "…";
        }

        return text;
    }

    /// <summary>A text in lines of so many columns, about equally long, and broken between words where it has some; what the last has no room for is cut.</summary>
    public static IReadOnlyList<string> Lines(string text, int columns, int most)
    {
        var lines = new List<string>();
        while (Columns(text) > columns && lines.Count < most - 1)
        {
            var left = Math.Min(most - lines.Count, (Columns(text) + columns - 1) / columns);
            // One of the Han is not halved.
            var even = Math.Min(columns, (Columns(text) / left) + 1);
            var (taken, at) = (0, 0);
            while ((taken += Columns(text[at])) <= even)
                at++;
            if (text.LastIndexOf(' ', at) is > 0 and var space)
                at = space;
            at = Math.Max(1, at);
            lines.Add(text[..at].TrimEnd());
            text = text[at..].TrimStart();
        }

        return [.. lines, Cut(text, columns)];
    }

    /// <summary>How many columns a text takes.</summary>
    public static int Columns(string text) => text.Sum(Columns);

    private static int Columns(char letter) => letter < 0x2E80 ? 1 : 2;
}
