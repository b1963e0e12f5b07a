using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Hejie.Tests.Documents;

/// <summary>
/// Makes catalogue/documents/people-mediation-agreement.docx, so that the form can be reviewed as text:
/// the people's mediation agreement (人民调解协议书) with the content of article 29 of the People's Mediation Law,
/// on a page as GB/T 9704 sets it.
/// </summary>
internal static class AgreementTemplate
{
    private const string Namespace = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    private const string BlankDate = "　　　年　　月　　日";

    private static int controls;

    public static byte[] Build()
    {
        controls = 0;
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            document.PackageProperties.Title = "人民调解协议书";
            var main = document.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>("styles").Styles = new Styles(Styles);
            main.AddNewPart<DocumentSettingsPart>("settings").Settings = new Settings(Settings);
            main.AddNewPart<FooterPart>("footer").Footer = new Footer(Footer);
            main.Document = new Document($"<w:document {Namespace} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>{Body()}</w:body></w:document>");
        }

        return stream.ToArray();
    }

    private static string Body() => new StringBuilder()
        .Append(Paragraph("Title", Run("人民调解协议书")))
        .Append(Paragraph("Number", Run("编号：") + Field("number", "编号")))
        .Append(Parties())
        .Append(Paragraph("Heading1", Run("一、纠纷主要事实、争议事项以及各方当事人的责任")))
        .Append(Paragraph("Heading2", Run("（一）纠纷主要事实")))
        .Append(Paragraph("BodyText", Field("facts", "时间、地点、起因、经过", tab: true)))
        .Append(Paragraph("Heading2", Run("（二）争议事项")))
        .Append(Paragraph("BodyText", Field("disputes", "各方争的是什么", tab: true)))
        .Append(Paragraph("Heading2", Run("（三）各方当事人的责任")))
        .Append(Paragraph("BodyText", Field("responsibility", "各方各有什么责任", tab: true)))
        .Append(Paragraph("Heading1", Run("二、经调解，自愿达成如下协议")))
        .Append(Paragraph("BodyText", Field("terms", "协议内容，一条一行", tab: true)))
        .Append(Paragraph("Heading1", Run("三、履行方式、地点、期限")))
        .Append(Paragraph("BodyText", Tab + Run("履行方式：") + Field("manner", "怎样履行")))
        .Append(Paragraph("BodyText", Tab + Run("履行地点：") + Field("place", "在哪里履行")))
        .Append(Paragraph("BodyText", Tab + Run("履行期限：") + Field("deadline", "何时以前履行")))
        .Append(Paragraph("Heading1", Run("四、协议书份数")))
        .Append(Paragraph("BodyText", Tab + Run("本协议书一式") + Field("copies", "几") + Run("份，由当事人各执一份，人民调解委员会留存一份。")))
        .Append(Paragraph("BodyText", Tab + Run("本协议书自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效。")))
        .Append(Signatures())
        .Append(Paragraph("Closing", Field("committee", "人民调解委员会名称") + Run("（印章）"), keepNext: true))
        .Append(Paragraph("Closing", Blank("date", BlankDate)))
        .Append("""
            <w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/>
            <w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/></w:sectPr>
            """)
        .ToString();

    private static string Parties()
    {
        int[] widths = [1500, 2000, 2144, 3200];
        string[] heads = ["当事人", "姓名或名称", "联系方式", "联系地址"];
        string[] tags = ["role", "name", "contact", "address"];
        var head = string.Concat(heads.Zip(widths, (text, width) => Cell(width, Paragraph("TableHead", Run(text)))));
        var row = string.Concat(tags.Zip(widths, (tag, width) => Cell(width, Paragraph("TableText", Field(tag, heads[Array.IndexOf(tags, tag)])))));
        return Table("Grid", widths, Row(head, "<w:tblHeader/>") + List("parties", Row(row)));
    }

    private static string Signatures()
    {
        int[] widths = [2700, 2944, 3200];
        return Table("Signatures", widths,
            Label("当事人（签名、盖章或者按指印）")
            + List("parties", SignatureRow(Field("role", "当事人") + Run("　") + Field("name", "姓名或名称")))
            + Label("人民调解员（签名）")
            + List("mediators", SignatureRow(Field("name", "姓名")))
            + Label("记录人（签名）")
            + Row(Cell(widths[0], Paragraph("TableText", Field("recorder", "姓名"), keepNext: true), "bottom") + Line(Paragraph("Signature", "")) + Cell(widths[2], Paragraph("Signed", Run(BlankDate)), "bottom"), Sized));

        string Label(string text) => Row($"<w:tc><w:tcPr><w:tcW w:w=\"{widths.Sum()}\" w:type=\"dxa\"/><w:gridSpan w:val=\"3\"/></w:tcPr>{Paragraph("SignatureLabel", Run(text))}</w:tc>");

        string SignatureRow(string who) => Row(
            Cell(widths[0], Paragraph("TableText", who), "bottom")
            + Line(Paragraph("Signature", Field("signature", "签名")))
            + Cell(widths[2], Paragraph("Signed", Blank("signed", BlankDate)), "bottom"), Sized);

        string Line(string content) => $"<w:tc><w:tcPr><w:tcW w:w=\"{widths[1]}\" w:type=\"dxa\"/><w:tcBorders><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/></w:tcBorders><w:vAlign w:val=\"bottom\"/></w:tcPr>{content}</w:tc>";
    }

    // Room for a fingerprint.
    private const string Sized = "<w:trHeight w:val=\"850\" w:hRule=\"atLeast\"/>";

    private const string Tab = "<w:r><w:tab/></w:r>";

    private static string Run(string text) => $"<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>";

    private static string Paragraph(string style, string content, bool keepNext = false) =>
        $"<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{(keepNext ? "<w:keepNext/>" : "")}</w:pPr>{content}</w:p>";

    private static string Field(string tag, string hint, bool tab = false) =>
        $"<w:sdt><w:sdtPr><w:alias w:val=\"{hint}\"/><w:tag w:val=\"{tag}\"/><w:id w:val=\"{++controls}\"/><w:showingPlcHdr/><w:text w:multiLine=\"1\"/></w:sdtPr>"
        + $"<w:sdtContent><w:r><w:rPr><w:rStyle w:val=\"PlaceholderText\"/></w:rPr>{(tab ? "<w:tab/>" : "")}<w:t>【{hint}】</w:t></w:r></w:sdtContent></w:sdt>";

    private static string Blank(string tag, string blank) =>
        $"<w:sdt><w:sdtPr><w:alias w:val=\"日期\"/><w:tag w:val=\"{tag}\"/><w:id w:val=\"{++controls}\"/><w:text/></w:sdtPr>"
        + $"<w:sdtContent>{Run(blank)}</w:sdtContent></w:sdt>";

    private static string List(string tag, string row) =>
        $"<w:sdt><w:sdtPr><w:alias w:val=\"每人一行\"/><w:tag w:val=\"{tag}\"/><w:id w:val=\"{++controls}\"/></w:sdtPr><w:sdtContent>{row}</w:sdtContent></w:sdt>";

    private static string Row(string cells, string properties = "") => $"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{cells}</w:tr>";

    private static string Cell(int width, string content, string align = "center") =>
        $"<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"{align}\"/></w:tcPr>{content}</w:tc>";

    private static string Table(string style, int[] widths, string rows) =>
        $"<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{widths.Sum()}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr>"
        + $"<w:tblGrid>{string.Concat(widths.Select(width => $"<w:gridCol w:w=\"{width}\"/>"))}</w:tblGrid>{rows}</w:tbl>";

    private static string Style(string id, string name, string paragraph, string run = "", string basedOn = "Normal") =>
        $"<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"{basedOn}\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>";

    private static string Font(string name) => $"<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"{name}\" w:cs=\"Times New Roman\"/>";

    private static string TableStyle(string id, string borders) =>
        $"<w:style w:type=\"table\" w:styleId=\"{id}\"><w:name w:val=\"{id}\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr>{borders}</w:tblPr></w:style>";

    private static string Styles { get; } =
        $"<w:styles {Namespace}><w:docDefaults><w:rPrDefault><w:rPr>{Font("仿宋")}<w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault>"
        + "<w:pPrDefault><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"560\" w:lineRule=\"exact\"/></w:pPr></w:pPrDefault></w:docDefaults>"
        + "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/><w:pPr><w:jc w:val=\"both\"/></w:pPr></w:style>"
        + "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/></w:style>"
        + "<w:style w:type=\"character\" w:styleId=\"PlaceholderText\"><w:name w:val=\"Placeholder Text\"/><w:rPr><w:color w:val=\"666666\"/></w:rPr></w:style>"
        + "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
        + TableStyle("Grid", "<w:tblBorders>" + string.Concat(new[] { "top", "left", "bottom", "right", "insideH", "insideV" }.Select(side => $"<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>")) + "</w:tblBorders>")
        + TableStyle("Signatures", "")
        + Style("Title", "Title", "<w:spacing w:after=\"280\" w:line=\"640\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>", $"{Font("宋体")}<w:b/><w:sz w:val=\"44\"/><w:szCs w:val=\"44\"/>")
        + Style("Number", "编号", "<w:spacing w:after=\"140\"/><w:jc w:val=\"right\"/>")
        + Style("Heading1", "heading 1", "<w:keepNext/><w:spacing w:before=\"140\"/><w:ind w:firstLine=\"640\"/><w:outlineLvl w:val=\"0\"/>", Font("黑体"))
        + Style("Heading2", "heading 2", "<w:keepNext/><w:ind w:firstLine=\"640\"/><w:outlineLvl w:val=\"1\"/>", Font("楷体"))
        + Style("BodyText", "Body Text", "<w:tabs><w:tab w:val=\"left\" w:pos=\"640\"/></w:tabs>")
        + Style("TableText", "表格文字", "<w:spacing w:before=\"60\" w:after=\"60\" w:line=\"400\" w:lineRule=\"exact\"/><w:jc w:val=\"left\"/>", "<w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>")
        + Style("TableHead", "表格标题", "<w:keepNext/><w:jc w:val=\"center\"/>", Font("黑体"), "TableText")
        + Style("SignatureLabel", "签名栏标题", "<w:keepNext/><w:spacing w:before=\"280\"/>")
        + Style("Signature", "签名", "<w:jc w:val=\"center\"/>", "", "TableText")
        + Style("Signed", "签名日期", "<w:jc w:val=\"right\"/>", "", "TableText")
        + Style("Closing", "落款", "<w:spacing w:before=\"280\"/><w:jc w:val=\"right\"/>")
        + Style("PageNumber", "页码", "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>", $"{Font("宋体")}<w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>")
        + "</w:styles>";

    // A line that ends in a break keeps its natural spacing although the text is justified.
    private static string Settings { get; } =
        $"<w:settings {Namespace}><w:defaultTabStop w:val=\"640\"/><w:characterSpacingControl w:val=\"compressPunctuation\"/>"
        + "<w:compat><w:doNotExpandShiftReturn/><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>";

    private static string Footer { get; } =
        $"<w:ftr {Namespace}><w:p><w:pPr><w:pStyle w:val=\"PageNumber\"/></w:pPr>{Run("— ")}<w:fldSimple w:instr=\" PAGE \">{Run("1")}</w:fldSimple>{Run(" —")}</w:p></w:ftr>";
}
