using System.Globalization;
using System.Text;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Hejie.Ui.Charts;

/// <summary>Lines over time, from 0, with round marks; the last value is written at its end.</summary>
internal static class LineChart
{
    private const int Width = 420;
    private const int Height = 220;
    private const int Top = 12;
    private const int Bottom = 190;

    /// <summary>What a column takes at most: a digit, with the space that browsers leave between it and one of the Han.</summary>
    private const double Letter = 9;

    /// <summary>Between two names of the axis.</summary>
    private const int NameGap = 8;

    public static IHtmlContent Draw(Chart chart)
    {
        var marks = Scale.Marks(chart.Most);
        var left = Letter * marks.Max(mark => Name(mark).Length) + 8;
        var right = Width - Letter * chart.Rows.SelectMany(row => row.Texts).Max(Svg.Columns) - 12;
        double X(int row) => chart.Rows.Count == 1 ? (left + right) / 2 : left + (right - left) * row / (chart.Rows.Count - 1);
        double Y(double value) => Bottom - (Bottom - Top) * value / marks[^1];

        var picture = Svg.Picture(Width, Height, chart);
        foreach (var mark in marks)
        {
            picture.Add(Svg.Line(left, Y(mark), right, Y(mark), mark == 0 ? Svg.Muted : Svg.Rule));
            picture.Add(Svg.Words(left - 6, Y(mark) + 5, Name(mark), Svg.Muted, "end"));
        }

        // A name in the middle of its row reaches half its length towards that of an end, which stands wholly inside.
        var name = 1.5 * Letter * chart.Rows.Max(row => Svg.Columns(row.Label)) + NameGap;
        for (var row = chart.Rows.Count - 1; row >= 0; row -= Step(chart.Rows.Count, right - left, name))
        {
            var anchor = row == 0 && chart.Rows.Count > 1 ? "start" : row == chart.Rows.Count - 1 && row > 0 ? "end" : "middle";
            picture.Add(Svg.Words(X(row), Bottom + 22, chart.Rows[row].Label, Svg.Muted, anchor));
        }

        for (var series = Math.Min(chart.Series.Count, Legend.Dashes.Count) - 1; series >= 0; series--)
            Trace(chart, picture, series, X, Y);
        return Markup.El("div", null, picture, chart.Series.Count > 1 ? Legend.Of(chart, lines: true) : null);
    }

    private static void Trace(Chart chart, TagBuilder picture, int series, Func<int, double> x, Func<double, double> y)
    {
        var way = new StringBuilder();
        var pen = 'M';
        var last = -1;
        for (var row = 0; row < chart.Rows.Count; row++)
        {
            // Where there is no value the line is broken, and not drawn through.
            if (chart.Rows[row].Values[series] is not { } value)
            {
                pen = 'M';
                continue;
            }

            way.Append(pen).Append(Svg.Number(x(row))).Append(' ').Append(Svg.Number(y(value)));
            (pen, last) = ('L', row);
        }

        if (last < 0)
            return;
        picture.Add(Svg.Path(way.ToString()).With("fill", "none").With("stroke", Svg.Tone(chart)).With("stroke-width", series == 0 ? "2.5" : "1.75")
            .With("stroke-linejoin", "round").With("stroke-linecap", "round").With("stroke-dasharray", Legend.Dashes[series]));
        for (var row = 0; row < chart.Rows.Count; row++)
        {
            if (chart.Rows[row].Values[series] is { } value)
            {
                var dot = Markup.El("circle").With("cx", Svg.Number(x(row))).With("cy", Svg.Number(y(value))).With("r", row == last ? "3.5" : "8").With("fill", row == last ? Svg.Tone(chart) : "transparent");
                picture.Add(dot.Hint($"{chart.Rows[row].Label} {chart.Series[series]} {chart.Rows[row].Texts[series]}").To(chart.Rows[row].HrefOf(series)));
            }
        }

        if (series == 0)
            picture.Add(Svg.Words(x(last) + 7, y(chart.Rows[last].Values[series]!.Value) + 5, chart.Rows[last].Texts[series]));
    }

    /// <summary>Each so manieth row is named on the axis, from the last back, as close as the names fit.</summary>
    private static int Step(int rows, double width, double name) => rows < 2 ? 1 : (int)Math.Max(1, Math.Ceiling(name / (width / (rows - 1))));

    private static string Name(double mark) => mark.ToString("#,0.##", CultureInfo.InvariantCulture);
}
