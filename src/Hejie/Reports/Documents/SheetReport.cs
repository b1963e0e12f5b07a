using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Hejie.Ui.Charts;

namespace Hejie.Reports.Documents;

/// <summary>The figures of a report as a workbook: a sheet a section, numbers as numbers, so that whoever goes on reckoning can.</summary>
internal static class SheetReport
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const int MostName = 31;

    public static byte[] Write(ReportText report)
    {
        using var stream = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            file.PackageProperties.Title = report.Title;
            file.PackageProperties.Creator = report.Issuer;
            var book = file.AddWorkbookPart();
            var styles = book.AddNewPart<WorkbookStylesPart>();
            styles.Stylesheet = new Stylesheet(
                new Fonts(new Font(), new Font(new Bold())),
                new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
                new Borders(new Border()),
                new CellFormats(new CellFormat(), new CellFormat { FontId = 1, ApplyFont = true }));
            var sheets = new Sheets();
            book.Workbook = new Workbook(sheets);
            uint id = 0;
            foreach (var section in report.Sections.Where(section => section.Figures is not null))
            {
                var part = book.AddNewPart<WorksheetPart>();
                part.Worksheet = new Worksheet(
                    new Columns(new Column { Min = 1, Max = 1, Width = 32, CustomWidth = true }, new Column { Min = 2, Max = 12, Width = 16, CustomWidth = true }),
                    Rows(report, section.Figures!));
                sheets.Append(new Sheet { Id = book.GetIdOfPart(part), SheetId = ++id, Name = Name(section.Heading, id) });
            }

            if (id == 0)
            {
                // A workbook without a sheet is none.
                var part = book.AddNewPart<WorksheetPart>();
                part.Worksheet = new Worksheet(new SheetData(Row([Words(report.Title)])));
                sheets.Append(new Sheet { Id = book.GetIdOfPart(part), SheetId = 1, Name = "1" });
            }
        }

        return stream.ToArray();
    }

    private static SheetData Rows(ReportText report, Chart figures)
    {
        var data = new SheetData(Row([Words(report.Title, bold: true)]), Row([Words(report.Issuer)]), Row([Words(figures.Title, bold: true)]));
        data.Append(Row([Words(figures.Head, bold: true), .. figures.HeadTo is { } to ? [Words(to, bold: true)] : Array.Empty<Cell>(), .. figures.Series.Select(series => Words(series, bold: true))]));
        foreach (var row in figures.Rows)
            data.Append(Row([Words(row.Label), .. figures.HeadTo is null ? Array.Empty<Cell>() : [Words(row.To ?? "")], .. row.Values.Select(Number)]));
        if (figures.Note is { } note)
            data.Append(Row([Words(note)]));
        data.Append(Row([Words(report.Sources)]));
        return data;
    }

    private static Row Row(IEnumerable<Cell> cells) => new(cells);

    /// <summary>A text, whatever it begins with: a workbook reckons with formulas only where a cell is one.</summary>
    private static Cell Words(string text, bool bold = false) => new(new InlineString(new Text(string.Concat(text.Where(System.Xml.XmlConvert.IsXmlChar))) { Space = SpaceProcessingModeValues.Preserve }))
    {
        DataType = CellValues.InlineString,
        StyleIndex = bold ? 1u : 0u,
    };

    private static Cell Number(double? value) => value is { } known
        ? new Cell(new CellValue(known.ToString(CultureInfo.InvariantCulture))) { DataType = CellValues.Number }
        : new Cell();

    /// <summary>A sheet's name: without the signs that it may not have, and never twice.</summary>
    private static string Name(string heading, uint id)
    {
        var name = string.Concat(heading.Where(letter => !"[]:*?/\\'".Contains(letter, StringComparison.Ordinal)));
        var numbered = string.Create(CultureInfo.InvariantCulture, $"{id} {name}");
        return numbered.Length <= MostName ? numbered : numbered[..MostName];
    }
}
