using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Hejie.Mediation.Documents;

namespace Hejie.Tests.Documents;

public sealed class AgreementDocumentTests
{
    private static readonly string Committed = Path.Combine(Root(), "catalogue", "documents", "people-mediation-agreement.docx");

    [Fact]
    public void The_committed_form_is_the_one_that_its_builder_makes()
    {
        var built = AgreementTemplate.Build();
        if (Environment.GetEnvironmentVariable("HEJIE_REWRITE") == "1" && !(File.Exists(Committed) && Same(built, File.ReadAllBytes(Committed))))
            File.WriteAllBytes(Committed, built);

        Same(built, File.ReadAllBytes(Committed)).ShouldBeTrue("run this test with HEJIE_REWRITE=1 after changing the builder");
        ErrorsIn(built).ShouldBeEmpty();
    }

    [Fact]
    public void The_form_asks_for_what_article_29_names()
    {
        var form = DocumentTemplate.Load(Committed);

        form.Fields.ShouldBe(["number", "facts", "disputes", "responsibility", "terms", "manner", "place", "deadline", "copies", "recorder", "committee", "date"], ignoreOrder: true);
        form.Lists["parties"].ShouldBe(["role", "name", "contact", "address", "signature", "signed"], ignoreOrder: true);
        form.Lists["mediators"].ShouldBe(["name", "signature", "signed"], ignoreOrder: true);
    }

    [Fact]
    public void A_filled_agreement_is_ordinary_text_that_Word_opens()
    {
        var bytes = DocumentTemplate.Load(Committed).Fill(Agreement.Fields(), Agreement.Rows());

        ErrorsIn(bytes).ShouldBeEmpty();
        var body = BodyOf(bytes);
        body.Descendants<SdtElement>().ShouldBeEmpty();
        body.InnerText.ShouldNotContain("【");
        body.Descendants<RunStyle>().ShouldBeEmpty();
        foreach (var value in Agreement.Fields().Values.SelectMany(value => value.Split('\n'))) body.InnerText.ShouldContain(value);
        body.Elements<Table>().First().Elements<TableRow>().Count().ShouldBe(4);
        body.Elements<Table>().Last().InnerText.ShouldContain("乙方　杨某花");
    }

    [Fact]
    public void Lines_of_the_terms_are_broken_and_each_is_indented()
    {
        var terms = BodyOf(DocumentTemplate.Load(Committed).Fill(Agreement.Fields(), Agreement.Rows()))
            .Elements<Paragraph>().Single(p => p.InnerText.Contains("1．双方以", StringComparison.Ordinal));

        terms.Descendants<Break>().Count().ShouldBe(2);
        terms.Descendants<TabChar>().Count().ShouldBe(3);
    }

    [Fact]
    public void A_blank_is_left_for_a_pen_where_nobody_signed_yet()
    {
        var body = BodyOf(DocumentTemplate.Load(Committed).Fill(Agreement.Fields("date", ""), Agreement.Rows()));

        body.Elements<Paragraph>().Last().InnerText.ShouldBe("　　　年　　月　　日");
        body.InnerText.ShouldContain("2026年3月5日");
    }

    [Fact]
    public void Text_that_no_document_can_carry_is_left_out_and_markup_stays_text()
    {
        var bytes = DocumentTemplate.Load(Committed).Fill(Agreement.Fields("facts", "a\u0001\uD800b<w:p/>&\t𠮷\r\n末"), Agreement.Rows());

        ErrorsIn(bytes).ShouldBeEmpty();
        BodyOf(bytes).InnerText.ShouldContain("ab<w:p/>&𠮷末");
    }

    [Fact]
    public void A_missing_or_unknown_tag_is_named()
    {
        var form = DocumentTemplate.Load(Committed);
        var fields = Agreement.Fields();
        fields.Remove("terms");
        Should.Throw<ArgumentException>(() => form.Fill(fields, Agreement.Rows())).Message.ShouldContain("'terms'");

        Should.Throw<ArgumentException>(() => form.Fill(Agreement.Fields("ethnicity", "白"), Agreement.Rows())).Message.ShouldContain("'ethnicity'");

        var rows = Agreement.Rows();
        rows["mediators"] = [];
        Should.Throw<ArgumentException>(() => form.Fill(Agreement.Fields(), rows)).Message.ShouldContain("'mediators'");
        rows.Remove("mediators");
        Should.Throw<ArgumentException>(() => form.Fill(Agreement.Fields(), rows)).Message.ShouldContain("'mediators'");

        rows = Agreement.Rows();
        rows["parties"] = [new Dictionary<string, string> { ["role"] = "甲方", ["name"] = "段某", ["contact"] = "", ["address"] = "", ["signature"] = "" }];
        Should.Throw<ArgumentException>(() => form.Fill(Agreement.Fields(), rows)).Message.ShouldContain("'signed'");
    }

    [Theory]
    [InlineData("<w:p><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>谁</w:t></w:r></w:sdtContent></w:sdt></w:p>", "谁")]
    [InlineData("<w:p><w:sdt><w:sdtPr><w:tag w:val='empty'/><w:text/></w:sdtPr><w:sdtContent/></w:sdt></w:p>", "'empty'")]
    [InlineData("<w:sdt><w:sdtPr><w:tag w:val='outer'/></w:sdtPr><w:sdtContent><w:sdt><w:sdtPr><w:tag w:val='inner'/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt></w:sdtContent></w:sdt>", "'inner'")]
    public void A_form_that_cannot_be_filled_is_refused_when_it_is_loaded(string body, string named)
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var document = WordprocessingDocument.Create(path, WordprocessingDocumentType.Document))
                document.AddMainDocumentPart().Document = new Document($"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>");

            Should.Throw<InvalidDataException>(() => DocumentTemplate.Load(path)).Message.ShouldSatisfyAllConditions(
                message => message.ShouldContain(named),
                message => message.ShouldContain(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_file_that_is_no_document_is_refused_by_name()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "not a document");
            Should.Throw<InvalidDataException>(() => DocumentTemplate.Load(path)).Message.ShouldContain(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Body BodyOf(byte[] bytes)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(bytes), isEditable: false);
        return (Body)document.MainDocumentPart!.Document!.Body!.CloneNode(true);
    }

    private static IEnumerable<string> ErrorsIn(byte[] bytes)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(bytes), isEditable: false);
        return [.. new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}")];
    }

    private static bool Same(byte[] one, byte[] other)
    {
        var (parts, others) = (PartsOf(one), PartsOf(other));
        return parts.Keys.SequenceEqual(others.Keys) && parts.All(part => XNode.DeepEquals(part.Value, others[part.Key]));
    }

    private static SortedDictionary<string, XElement> PartsOf(byte[] bytes)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(bytes), isEditable: false);
        var parts = new SortedDictionary<string, XElement>(StringComparer.Ordinal);
        var main = document.MainDocumentPart!;
        foreach (var part in main.Parts.Select(pair => pair.OpenXmlPart).Append(main))
        {
            using var stream = part.GetStream();
            parts[part.Uri.ToString()] = Canonical(XElement.Load(stream));
        }

        return parts;
    }

    private static XElement Canonical(XElement element) => new(
        element.Name,
        element.Attributes().Where(a => !a.IsNamespaceDeclaration).OrderBy(a => a.Name.ToString(), StringComparer.Ordinal),
        element.Nodes().Select(node => node is XElement child ? Canonical(child) : node));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hejie.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
