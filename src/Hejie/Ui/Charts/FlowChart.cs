using System.Globalization;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Hejie.Ui.Charts;

/// <summary>What goes from where to where: a band for each, as wide as it is many, largest first on both sides.</summary>
internal static class FlowChart
{
    private const int Width = 420;
    private const int Left = 132;
    private const int Right = 288;
    private const int NameColumns = 16;
    private const int NameLines = 2;
    private const int Line = 18;
    private const int Gap = 8;

    /// <summary>How tall all bands of a side are together.</summary>
    private const double Full = 200;

    public static IHtmlContent Draw(Chart chart)
    {
        var total = Math.Max(1, chart.Rows.Sum(row => row.Values[0] ?? 0));
        var (from, to) = (Ends(chart.Rows, row => row.Label, total), Ends(chart.Rows, row => row.To ?? "", total));
        var height = Math.Max(from.Values.Max(end => end.Bottom), to.Values.Max(end => end.Bottom)) + 4;
        var picture = Svg.Picture(Width, (int)Math.Ceiling(height), chart);
        foreach (var row in chart.Rows.OrderByDescending(row => row.Values[0]))
        {
            var thick = Full * (row.Values[0] ?? 0) / total;
            var (y1, y2) = (from[row.Label].Take(thick), to[row.To ?? ""].Take(thick));
            var way = string.Create(CultureInfo.InvariantCulture,
                $"M{Left} {y1:0.##}C{Left + 70} {y1:0.##} {Right - 70} {y2:0.##} {Right} {y2:0.##}V{y2 + thick:0.##}C{Right - 70} {y2 + thick:0.##} {Left + 70} {y1 + thick:0.##} {Left} {y1 + thick:0.##}Z");
            picture.Add(Svg.Path(way).With("fill", Svg.Tone(chart)).With("fill-opacity", "0.28").With("stroke", Svg.Tone(chart)).With("stroke-width", "0.75")
                .Hint($"{row.Label} → {row.To} {row.Texts[0]}").To(row.Href));
        }

        foreach (var (name, end) in from)
            Name(picture.Add(Svg.Box(Left - 4, end.Top, 4, end.Thick, Svg.Tone(chart))), Left - 10, name, end, "end");
        foreach (var (name, end) in to)
            Name(picture.Add(Svg.Box(Right, end.Top, 4, end.Thick, Svg.Tone(chart))), Right + 10, name, end, null);
        return picture;
    }

    /// <summary>The name of an end beside its middle, whole where two lines hold it.</summary>
    private static void Name(TagBuilder picture, double x, string name, End end, string? anchor)
    {
        var first = end.Middle + 5 - (end.Lines.Count - 1) * Line / 2.0;
        foreach (var (nth, line) in end.Lines.Index())
            picture.Add(Svg.Words(x, first + nth * Line, line, anchor: anchor).Hint(name));
    }

    /// <summary>Where the bands of a side begin and end, by name.</summary>
    private static Dictionary<string, End> Ends(IReadOnlyList<ChartRow> rows, Func<ChartRow, string> name, double total)
    {
        var ends = new Dictionary<string, End>();
        var top = 2.0;
        foreach (var group in rows.GroupBy(name).OrderByDescending(group => group.Sum(row => row.Values[0] ?? 0)))
        {
            var end = new End(top, Full * group.Sum(row => row.Values[0] ?? 0) / total, Svg.Lines(group.Key, NameColumns, NameLines));
            ends[group.Key] = end;
            top = end.Bottom + Gap;
        }

        return ends;
    }

    /// <summary>An end of bands: as thick as they are together, in the middle of the room that its name takes.</summary>
    private sealed class End(double above, double thick, IReadOnlyList<string> lines)
    {
        private double _taken;

        public double Top => above + (Room - thick) / 2;

        public double Thick => thick;

        public double Middle => above + Room / 2;

        public double Bottom => above + Room;

        public IReadOnlyList<string> Lines => lines;

        private double Room => Math.Max(thick, lines.Count * Line);

        /// <summary>Where the next band of this thickness begins.</summary>
        public double Take(double band)
        {
            var at = Top + _taken;
            _taken += band;
            return at;
        }
    }
}
