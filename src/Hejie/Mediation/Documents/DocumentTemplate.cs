using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Hejie.Mediation.Documents;

/// <summary>
/// An official form as a Word file with content controls. A plain-text control is a field, named by its tag;
/// a control of any other kind is a list, named by its tag, whose content is repeated once for each row.
/// The same field or list may stand in several places.
/// </summary>
internal sealed class DocumentTemplate
{
    private readonly byte[] bytes;

    private DocumentTemplate(byte[] bytes, IReadOnlySet<string> fields, IReadOnlyDictionary<string, IReadOnlySet<string>> lists) =>
        (this.bytes, Fields, Lists) = (bytes, fields, lists);

    /// <summary>The tags of the fields outside every list.</summary>
    public IReadOnlySet<string> Fields { get; }

    /// <summary>The tags of the lists, each with the tags of the fields in its rows.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> Lists { get; }

    /// <summary>Reads a form and checks its controls.</summary>
    /// <exception cref="InvalidDataException">The file is no Word document, or a control cannot be filled; the message names file and tag.</exception>
    public static DocumentTemplate Load(string path)
    {
        var bytes = File.ReadAllBytes(path);
        try
        {
            using var document = WordprocessingDocument.Open(new MemoryStream(bytes), isEditable: false);
            var (fields, lists) = TemplateControls.Read(document);
            return new DocumentTemplate(bytes, fields, lists);
        }
        catch (Exception e) when (e is FileFormatException or OpenXmlPackageException or InvalidDataException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>
    /// Fills the form and removes its controls, so that the result is ordinary text. An empty value removes a control's
    /// hint, but keeps a control's own text: the blank that the form leaves for a pen. Each line of a value begins with
    /// the tabs that its control begins with.
    /// </summary>
    /// <exception cref="ArgumentException">A field or list is missing, unknown or without rows; the message names its tag.</exception>
    public byte[] Fill(
        IReadOnlyDictionary<string, string> fields,
        IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> rows)
    {
        RequireSame(Fields, fields.Keys, "field", nameof(fields));
        RequireSame(Lists.Keys, rows.Keys, "list", nameof(rows));
        foreach (var (list, values) in rows)
        {
            if (values.Count == 0) throw new ArgumentException($"The list '{list}' has no rows.", nameof(rows));
            foreach (var row in values) RequireSame(Lists[list], row.Keys, $"field of '{list}'", nameof(rows));
        }

        using var stream = new MemoryStream();
        stream.Write(bytes);
        using (var document = WordprocessingDocument.Open(stream, isEditable: true))
        {
            foreach (var root in TemplateControls.Roots(document))
            {
                foreach (var list in root.Descendants<SdtElement>().Where(TemplateControls.IsList).ToList()) Repeat(list, rows[TemplateControls.TagOf(list)]);
                FillFields(root, fields);
            }
        }

        return stream.ToArray();
    }

    private static void Repeat(SdtElement list, IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        foreach (var row in rows)
        {
            var copy = (SdtElement)list.CloneNode(true);
            ForgetIdentity(copy);
            list.InsertBeforeSelf(copy);
            FillFields(copy, row);
            TemplateControls.Unwrap(copy);
        }

        list.Remove();
    }

    // Word gives paragraphs and rows ids that must be unique in a document.
    private static void ForgetIdentity(SdtElement copy)
    {
        foreach (var paragraph in copy.Descendants<Paragraph>()) paragraph.ParagraphId = paragraph.TextId = null;
        foreach (var row in copy.Descendants<TableRow>()) row.ParagraphId = row.TextId = null;
    }

    private static void FillFields(OpenXmlElement scope, IReadOnlyDictionary<string, string> values)
    {
        foreach (var field in scope.Descendants<SdtElement>().ToList())
        {
            TemplateControls.Write(field, values[TemplateControls.TagOf(field)]);
            TemplateControls.Unwrap(field);
        }
    }

    private static void RequireSame(IEnumerable<string> expected, IEnumerable<string> given, string what, string parameter)
    {
        var missing = expected.Except(given).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0) throw new ArgumentException($"The form needs the {what} '{string.Join("', '", missing)}'.", parameter);

        var unknown = given.Except(expected).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0) throw new ArgumentException($"The form has no {what} '{string.Join("', '", unknown)}'.", parameter);
    }
}
