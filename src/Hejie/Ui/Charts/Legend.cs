using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Html;

namespace Hejie.Ui.Charts;

/// <summary>Which series is drawn how: filled and hollow bars, whole and broken lines, so that colour never speaks alone.</summary>
internal static class Legend
{
    /// <summary>How the lines of a chart are broken, in the order of its series.</summary>
    public static IReadOnlyList<string?> Dashes { get; } = [null, "6 4", "1.5 4"];

    public static IHtmlContent Of(Chart chart, bool lines = false)
    {
        var list = Markup.El("ul", "chart__legend").With("aria-hidden", "true");
        foreach (var (at, series) in chart.Series.Index())
        {
            var key = Markup.El("svg").With("viewBox", "0 0 28 12").With("width", "28").With("height", "12");
            key.Add(lines
                ? Svg.Line(0, 6, 28, 6, Svg.Tone(chart)).With("stroke-width", "2.5").With("stroke-dasharray", Dashes[at % Dashes.Count])
                : Svg.Box(1, 1, 26, 10, at == 0 ? Svg.Tone(chart) : Svg.Paper).With("stroke", Svg.Tone(chart)).With("stroke-width", "1.5"));
            list.Add(Markup.El("li", null, key).Text(series));
        }

        return list;
    }
}
