using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Html;

namespace Hejie.Ui.Charts;

/// <summary>Bars that lie, so that long names fit and a phone shows them; each with its number.</summary>
internal static class BarChart
{
    private const int Width = 420;
    private const int LabelColumns = 22;
    private const double Letter = 7.6;
    private const int Bar = 20;

    public static IHtmlContent Draw(Chart chart)
    {
        var pairs = chart.Series.Count > 1;
        var pitch = pairs ? 52 : 34;
        var left = Letter * Math.Min(LabelColumns, chart.Rows.Max(row => Svg.Columns(row.Label))) + 10;
        var right = Letter * chart.Rows.Max(row => row.Texts.Max(Svg.Columns)) + 12;
        var most = Math.Max(chart.Most, double.Epsilon);
        var picture = Svg.Picture(Width, chart.Rows.Count * pitch + 4, chart);
        foreach (var (at, row) in chart.Rows.Index())
        {
            var top = at * pitch + 4;
            picture.Add(Svg.Words(0, top + 16, Svg.Cut(row.Label, LabelColumns)).Hint(row.Label));
            for (var series = 0; series < Math.Min(2, row.Values.Count); series++)
            {
                if (row.Values[series] is not { } value)
                    continue;
                var length = Math.Max(value > 0 ? 2 : 0, value / most * (Width - left - right));
                var y = top + series * (Bar + 2);
                var bar = series == 0
                    ? Svg.Box(left, y, length, Bar, Svg.Tone(chart)).With("rx", "3")
                    : Svg.Box(left + 0.75, y + 0.75, Math.Max(0, length - 1.5), Bar - 6, Svg.Paper).With("rx", "3").With("stroke", Svg.Tone(chart)).With("stroke-width", "1.5");
                picture.Add(bar.Hint($"{row.Label} {chart.Series[series]} {row.Texts[series]}").To(row.HrefOf(series)));
                picture.Add(Svg.Words(left + length + 6, y + (series == 0 ? 15 : 12), row.Texts[series], series == 0 ? Svg.Ink : Svg.Muted));
            }
        }

        return Markup.El("div", null, picture, pairs ? Legend.Of(chart) : null);
    }
}
