using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Packaging;
using Figures = Hejie.Ui.Charts.Chart;
using Kind = Hejie.Ui.Charts.ChartKind;
using Shapes = DocumentFormat.OpenXml.Drawing.Charts;
using Words = DocumentFormat.OpenXml.Drawing.Wordprocessing;

namespace Hejie.Reports.Documents;

/// <summary>
/// A chart of Word's own, which every office program draws, and in which an editor can still change a word. A drawing in
/// SVG is shown by some of them only.
/// </summary>
internal static class WordChart
{
    private const long EmuPerCentimetre = 360_000;
    private const long Width = 15 * EmuPerCentimetre;
    private const uint CategoryAxis = 1;
    private const uint ValueAxis = 2;

    /// <summary>Adds a chart to a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="figures">What it shows.</param>
    /// <param name="kind">Bars and tiles are drawn as lying bars, lines as lines.</param>
    /// <param name="number">The how-manieth chart of the document, from 1.</param>
    public static DocumentFormat.OpenXml.Wordprocessing.Drawing Add(MainDocumentPart document, Figures figures, Kind kind, int number)
    {
        var part = document.AddNewPart<ChartPart>();
        part.ChartSpace = new ChartSpace(
            new Shapes.Date1904 { Val = false },
            new Shapes.RoundedCorners { Val = false },
            new Shapes.Chart(
                new AutoTitleDeleted { Val = true },
                new PlotArea(kind == Kind.Line ? [new Layout(), Lines(figures), .. Axes(lying: false)] : [new Layout(), Bars(figures), .. Axes(lying: true)]),
                figures.Series.Count > 1 ? new Legend(new LegendPosition { Val = LegendPositionValues.Bottom }, new Overlay { Val = false }) : null!,
                new PlotVisibleOnly { Val = true },
                new DisplayBlanksAs { Val = DisplayBlanksAsValues.Gap }));
        part.ChartSpace.Save();
        var height = kind == Kind.Line ? 7 * EmuPerCentimetre : (long)((1.6 + 0.72 * figures.Rows.Count * Math.Max(1, figures.Series.Count * 0.75)) * EmuPerCentimetre);
        return new DocumentFormat.OpenXml.Wordprocessing.Drawing(new Words.Inline(
            new Words.Extent { Cx = Width, Cy = height },
            new Words.EffectExtent { LeftEdge = 0, TopEdge = 0, RightEdge = 0, BottomEdge = 0 },
            new Words.DocProperties { Id = (uint)number, Name = string.Create(CultureInfo.InvariantCulture, $"chart {number}"), Description = figures.Title },
            new Words.NonVisualGraphicFrameDrawingProperties(),
            new Graphic(new GraphicData(new ChartReference { Id = document.GetIdOfPart(part) })
            {
                Uri = "http://schemas.openxmlformats.org/drawingml/2006/chart",
            }))
        { DistanceFromTop = 0, DistanceFromBottom = 0, DistanceFromLeft = 0, DistanceFromRight = 0 });
    }

    private static BarChart Bars(Figures figures)
    {
        var chart = new BarChart(new BarDirection { Val = BarDirectionValues.Bar }, new BarGrouping { Val = BarGroupingValues.Clustered }, new VaryColors { Val = false });
        foreach (var (at, series) in figures.Series.Index())
        {
            var line = new BarChartSeries(
                new Shapes.Index { Val = (uint)at }, new Order { Val = (uint)at }, Text(series),
                Look(figures, hollow: at > 0), new InvertIfNegative { Val = false }, Labels(),
                new CategoryAxisData(Names(figures)), new Shapes.Values(Numbers(figures, at)));
            chart.Append(line);
        }

        chart.Append(new GapWidth { Val = 45 }, new AxisId { Val = CategoryAxis }, new AxisId { Val = ValueAxis });
        return chart;
    }

    private static LineChart Lines(Figures figures)
    {
        var chart = new LineChart(new Grouping { Val = GroupingValues.Standard }, new VaryColors { Val = false });
        foreach (var (at, series) in figures.Series.Index())
        {
            chart.Append(new LineChartSeries(
                new Shapes.Index { Val = (uint)at }, new Order { Val = (uint)at }, Text(series),
                new ChartShapeProperties(new Outline(
                    new SolidFill(new RgbColorModelHex { Val = Tone(figures) }),
                    new PresetDash { Val = at switch { 0 => PresetLineDashValues.Solid, 1 => PresetLineDashValues.Dash, _ => PresetLineDashValues.Dot } })
                { Width = at == 0 ? 28_575 : 19_050 }),
                new Marker(new Symbol { Val = MarkerStyleValues.None }),
                new CategoryAxisData(Names(figures)), new Shapes.Values(Numbers(figures, at)), new Smooth { Val = false }));
        }

        chart.Append(new ShowMarker { Val = false }, new AxisId { Val = CategoryAxis }, new AxisId { Val = ValueAxis });
        return chart;
    }

    /// <summary>The axes: names in the order of the table, from above; numbers from 0.</summary>
    private static IEnumerable<OpenXmlElement> Axes(bool lying) =>
    [
        new CategoryAxis(
            new AxisId { Val = CategoryAxis },
            new Scaling(new Orientation { Val = lying ? OrientationValues.MaxMin : OrientationValues.MinMax }),
            new Delete { Val = false },
            new AxisPosition { Val = lying ? AxisPositionValues.Left : AxisPositionValues.Bottom },
            new MajorTickMark { Val = TickMarkValues.None }, new MinorTickMark { Val = TickMarkValues.None }, new TickLabelPosition { Val = TickLabelPositionValues.Low },
            new CrossingAxis { Val = ValueAxis }, new Crosses { Val = CrossesValues.AutoZero }),
        new ValueAxis(
            new AxisId { Val = ValueAxis },
            new Scaling(new Orientation { Val = OrientationValues.MinMax }, new MinAxisValue { Val = 0 }),
            new Delete { Val = lying },
            new AxisPosition { Val = lying ? AxisPositionValues.Top : AxisPositionValues.Left },
            lying ? null! : new MajorGridlines(new ChartShapeProperties(new Outline(new SolidFill(new RgbColorModelHex { Val = "D5DBE6" })))),
            new NumberingFormat { FormatCode = "General", SourceLinked = false },
            new MajorTickMark { Val = TickMarkValues.None }, new MinorTickMark { Val = TickMarkValues.None }, new TickLabelPosition { Val = TickLabelPositionValues.NextTo },
            new CrossingAxis { Val = CategoryAxis }, new Crosses { Val = CrossesValues.AutoZero }),
    ];

    private static ChartShapeProperties Look(Figures figures, bool hollow) => new(
        new SolidFill(new RgbColorModelHex { Val = hollow ? "FFFFFF" : Tone(figures) }),
        new Outline(new SolidFill(new RgbColorModelHex { Val = Tone(figures) })) { Width = 15_875 });

    private static DataLabels Labels() => new(
        new ShowLegendKey { Val = false }, new ShowValue { Val = true }, new ShowCategoryName { Val = false },
        new ShowSeriesName { Val = false }, new ShowPercent { Val = false }, new ShowBubbleSize { Val = false });

    private static SeriesText Text(string name) => new(new StringReference(new Formula("Sheet1!$B$1"), new StringCache(new PointCount { Val = 1 }, new StringPoint(new NumericValue(name)) { Index = 0 })));

    private static StringReference Names(Figures figures)
    {
        var cache = new StringCache(new PointCount { Val = (uint)figures.Rows.Count });
        foreach (var (at, row) in figures.Rows.Index())
            cache.Append(new StringPoint(new NumericValue(row.Label)) { Index = (uint)at });
        return new StringReference(new Formula(string.Create(CultureInfo.InvariantCulture, $"Sheet1!$A$2:$A${figures.Rows.Count + 1}")), cache);
    }

    private static NumberReference Numbers(Figures figures, int series)
    {
        var column = (char)('B' + series);
        var cache = new NumberingCache(new FormatCode("General"), new PointCount { Val = (uint)figures.Rows.Count });
        foreach (var (at, row) in figures.Rows.Index())
        {
            if (row.Values[series] is { } value)
                cache.Append(new NumericPoint(new NumericValue(value.ToString(CultureInfo.InvariantCulture))) { Index = (uint)at });
        }

        return new NumberReference(new Formula(string.Create(CultureInfo.InvariantCulture, $"Sheet1!${column}$2:${column}${figures.Rows.Count + 1}")), cache);
    }

    private static string Tone(Figures figures) => figures.Late ? "B8324F" : "2C5293";
}
