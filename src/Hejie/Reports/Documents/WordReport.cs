using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Hejie.Ui.Charts;

namespace Hejie.Reports.Documents;

/// <summary>
/// A report as a Word file, laid out as official documents are (GB/T 9704-2012): paper A4 with its margins, the title in
/// two, the text in three (仿宋, 16 points, lines of 28 points, first lines two letters in), headings in 黑体.
/// </summary>
internal static class WordReport
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private const string Song = "方正小标宋简体";
    private const string FangSong = "仿宋_GB2312";
    private const string Hei = "黑体";

    /// <summary>Sizes in half points: 二号, 三号, 小四.</summary>
    private const string Two = "44";
    private const string Three = "32";
    private const string SmallFour = "24";

    private static readonly string[] s_numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

    public static byte[] Write(ReportText report)
    {
        using var stream = new MemoryStream();
        using (var file = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            file.PackageProperties.Title = report.Title;
            file.PackageProperties.Creator = report.Issuer;
            var main = file.AddMainDocumentPart();
            var body = new Body(
                Line(report.Title, Song, Two, JustificationValues.Center, after: "240"),
                Line(report.Issuer, FangSong, Three, JustificationValues.Center, after: "320"));
            var charts = 0;
            foreach (var (at, section) in report.Sections.Index())
            {
                body.Append(Line($"{(at < s_numbers.Length ? s_numbers[at] : (at + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))}、{section.Heading}", Hei, Three, JustificationValues.Left, indent: true, keep: true));
                foreach (var paragraph in section.Paragraphs)
                    body.Append(Line(paragraph, FangSong, Three, JustificationValues.Both, indent: true));
                if (section.Figures is not { Rows.Count: > 0 } figures)
                    continue;
                body.Append(Line(figures.Title, Hei, SmallFour, JustificationValues.Center, keep: true));
                if (section.As != ChartKind.Flow)
                    body.Append(new Paragraph(new ParagraphProperties(new KeepNext(), new Justification { Val = JustificationValues.Center }), new Run(WordChart.Add(main, figures, section.As, ++charts))));
                body.Append(TableOf(figures));
                if (figures.Note is { } note)
                    body.Append(Line(note, FangSong, SmallFour, JustificationValues.Left));
                body.Append(new Paragraph());
            }

            body.Append(Line(report.Sources, FangSong, SmallFour, JustificationValues.Left));
            body.Append(new SectionProperties(
                new PageSize { Width = 11906, Height = 16838 },
                // 37 mm above, 35 below, 28 left, 26 right.
                new PageMargin { Top = 2098, Bottom = 1984, Left = 1588, Right = 1474, Header = 851, Footer = 992, Gutter = 0 }));
            main.Document = new Document(body);
        }

        return stream.ToArray();
    }

    private static Paragraph Line(string text, string font, string size, JustificationValues alignment, bool indent = false, bool keep = false, string after = "0")
    {
        var properties = new ParagraphProperties();
        if (keep)
            properties.Append(new KeepNext());
        properties.Append(new SpacingBetweenLines { Line = "560", LineRule = LineSpacingRuleValues.AtLeast, After = after });
        if (indent)
            properties.Append(new Indentation { FirstLineChars = 200 });
        properties.Append(new Justification { Val = alignment });
        return new Paragraph(properties, new Run(Face(font, size), new Text(Clean(text)) { Space = SpaceProcessingModeValues.Preserve }));
    }

    private static Table TableOf(Chart figures)
    {
        var border = new Func<BorderType, BorderType>(edge =>
        {
            (edge.Val, edge.Size, edge.Color) = (BorderValues.Single, 4, "7D899E");
            return edge;
        });
        var table = new Table(new TableProperties(
            new TableWidth { Width = "5000", Type = TableWidthUnitValues.Pct },
            new TableBorders(
                border(new TopBorder()), border(new LeftBorder()), border(new BottomBorder()), border(new RightBorder()),
                border(new InsideHorizontalBorder()), border(new InsideVerticalBorder()))),
            new TableGrid(Enumerable.Range(0, figures.Series.Count + (figures.HeadTo is null ? 1 : 2)).Select(_ => new GridColumn())));
        var head = new TableRow(new TableRowProperties(new CantSplit(), new TableHeader()), Cell(figures.Head, Hei, JustificationValues.Center));
        if (figures.HeadTo is { } to)
            head.Append(Cell(to, Hei, JustificationValues.Center));
        foreach (var series in figures.Series)
            head.Append(Cell(series, Hei, JustificationValues.Center));
        table.Append(head);
        foreach (var row in figures.Rows)
        {
            var line = new TableRow(new TableRowProperties(new CantSplit()), Cell(row.Label, FangSong, JustificationValues.Left));
            if (figures.HeadTo is not null)
                line.Append(Cell(row.To ?? "", FangSong, JustificationValues.Left));
            foreach (var text in row.Texts)
                line.Append(Cell(text, FangSong, JustificationValues.Right));
            table.Append(line);
        }

        return table;
    }

    private static TableCell Cell(string text, string font, JustificationValues alignment) => new(new Paragraph(
        new ParagraphProperties(new SpacingBetweenLines { Before = "40", After = "40" }, new Justification { Val = alignment }),
        new Run(Face(font, SmallFour), new Text(Clean(text)) { Space = SpaceProcessingModeValues.Preserve })));

    private static RunProperties Face(string font, string size) => new(
        new RunFonts { Ascii = "Times New Roman", HighAnsi = "Times New Roman", EastAsia = font },
        new FontSize { Val = size });

    /// <summary>Without what XML cannot carry.</summary>
    private static string Clean(string text) => string.Concat(text.Where(System.Xml.XmlConvert.IsXmlChar));
}
