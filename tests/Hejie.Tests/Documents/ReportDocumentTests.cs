using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Hejie.Reports.Documents;
using Hejie.Ui.Charts;
using Charts = DocumentFormat.OpenXml.Drawing.Charts;

namespace Hejie.Tests.Documents;

/// <summary>A report as Word file and workbook: whole by the format's own rules, with every figure as the page shows it.</summary>
public sealed class ReportDocumentTests
{
    private static readonly ReportText s_report = new(
        "大理市矛盾纠纷化解工作月报", "大理市综治中心　2026年1月",
        [
            new ReportSection("总的情况", ["本月收到矛盾纠纷 1,204 件，比上月增加 3.1%。", "=SUM(A1) 这样的文字只是文字；控制字符\u0001不写。"], null, ChartKind.Bars),
            new ReportSection("在办事项，按种类", ["相邻关系最多。"], new Chart("在办事项，按种类", "种类", ["今年", "去年"], [Row("相邻关系", 842, 790), Row("=土地山林", 731, null)]) { Note = "数字截至1月31日。" }, ChartKind.Bars),
            new ReportSection("收件走势：[近三月]", [], new Chart("收件走势", "周", ["件"], [Row("1月5日", 12), Row("1月12日", 0), Row("1月19日", 30)]), ChartKind.Line),
            new ReportSection("转办去向", [], new Chart("转办去向", "从", ["件"], [Row("喜洲镇综治中心", 5) with { To = "大理市国土局" }]) { HeadTo = "到" }, ChartKind.Flow),
            new ReportSection("没有的", ["本月没有。"], new Chart("没有的", "县", ["件"], []), ChartKind.Tiles),
        ],
        "数字由系统按事项日志算出，可以重新计算核对。");

    [Fact]
    public void The_Word_file_holds_to_the_format_and_says_what_the_report_says()
    {
        using var file = WordprocessingDocument.Open(new MemoryStream(WordReport.Write(s_report)), isEditable: false);
        Errors(file).ShouldBeEmpty();
        var text = file.MainDocumentPart!.Document!.Body!.InnerText;
        text.ShouldContain("一、总的情况");
        text.ShouldContain("二、在办事项，按种类");
        text.ShouldContain("控制字符不写");
        foreach (var figure in s_report.Sections.Where(section => section.Figures is not null).SelectMany(section => section.Figures!.Rows))
            text.ShouldContain(figure.Label);
        file.MainDocumentPart.ChartParts.Count().ShouldBe(2);
        var bars = file.MainDocumentPart.ChartParts.Single(part => part.ChartSpace!.Descendants<Charts.BarChart>().Any()).ChartSpace!;
        bars.Descendants<Charts.NumericPoint>().Select(point => point.InnerText).ShouldBe(["842", "731", "790"]);
    }

    [Fact]
    public void The_workbook_holds_numbers_as_numbers_and_no_formula()
    {
        using var file = SpreadsheetDocument.Open(new MemoryStream(SheetReport.Write(s_report)), isEditable: false);
        Errors(file).ShouldBeEmpty();
        file.WorkbookPart!.Workbook!.Descendants<Sheet>().Select(sheet => sheet.Name!.Value!).ShouldBe(["1 在办事项，按种类", "2 收件走势：近三月", "3 转办去向", "4 没有的"]);
        var cells = file.WorkbookPart.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<Cell>()).ToList();
        cells.ShouldAllBe(cell => cell.CellFormula == null);
        cells.Where(cell => cell.DataType?.Value == CellValues.Number).Select(cell => cell.CellValue!.Text).ShouldContain("842");
    }

    [Fact]
    public void A_report_without_figures_is_a_file_too() =>
        Errors(SpreadsheetDocument.Open(new MemoryStream(SheetReport.Write(s_report with { Sections = [s_report.Sections[0]] })), isEditable: false)).ShouldBeEmpty();

    private static IEnumerable<string> Errors(OpenXmlPackage file) =>
        new OpenXmlValidator(FileFormatVersions.Office2019).Validate(file, TestContext.Current.CancellationToken).Select(error => $"{error.Path?.XPath}: {error.Description}");

    private static ChartRow Row(string label, params double?[] values) =>
        new(label, values, [.. values.Select(value => value?.ToString("#,0", CultureInfo.InvariantCulture) ?? "–")]);
}
