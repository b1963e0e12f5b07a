using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Hejie.Mediation.Documents;

/// <summary>The content controls of a Word document: reading their tags, writing into them, taking them away.</summary>
internal static class TemplateControls
{
    /// <summary>The body, headers and footers.</summary>
    public static IEnumerable<OpenXmlPartRootElement> Roots(WordprocessingDocument document)
    {
        var main = document.MainDocumentPart ?? throw new InvalidDataException("The file has no document in it.");
        return new OpenXmlPartRootElement?[] { main.Document }
            .Concat(main.HeaderParts.Select(part => part.Header))
            .Concat(main.FooterParts.Select(part => part.Footer))
            .OfType<OpenXmlPartRootElement>();
    }

    /// <summary>Reads and checks the tags of all fields and lists.</summary>
    /// <exception cref="InvalidDataException">A control has no tag, is nested wrongly, or is empty.</exception>
    public static (IReadOnlySet<string> Fields, IReadOnlyDictionary<string, IReadOnlySet<string>> Lists) Read(WordprocessingDocument document)
    {
        var fields = new HashSet<string>(StringComparer.Ordinal);
        var lists = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var control in Roots(document).SelectMany(root => root.Descendants<SdtElement>()))
        {
            var tag = TagOf(control);
            var outer = control.Ancestors<SdtElement>().FirstOrDefault();
            if (outer is not null && (IsList(control) || !IsList(outer)))
                throw new InvalidDataException($"The control '{tag}' stands inside '{TagOf(outer)}': only a field may stand inside a list.");

            if (IsList(control))
                lists.TryAdd(tag, new HashSet<string>(StringComparer.Ordinal));
            else if (ContentOf(control).Descendants<Run>().Any())
                (outer is null ? fields : lists[TagOf(outer)]).Add(tag);
            else
                throw new InvalidDataException($"The control '{tag}' has no text to be replaced.");
        }

        return (fields, lists.ToDictionary(list => list.Key, list => (IReadOnlySet<string>)list.Value));
    }

    /// <summary>Whether the control is a list and not a plain-text field.</summary>
    public static bool IsList(SdtElement control) => control.SdtProperties?.GetFirstChild<SdtContentText>() is null;

    /// <summary>The control's tag.</summary>
    /// <exception cref="InvalidDataException">It has none.</exception>
    public static string TagOf(SdtElement control) =>
        control.SdtProperties?.GetFirstChild<Tag>()?.Val?.Value is { Length: > 0 } tag
            ? tag
            : throw new InvalidDataException($"A control has no tag; its text is '{control.InnerText}'.");

    /// <summary>Puts a value into a field.</summary>
    public static void Write(SdtElement field, string value)
    {
        var hinting = field.SdtProperties!.GetFirstChild<ShowingPlaceholder>() is not null;
        if (value.Length == 0 && !hinting) return;

        var run = ContentOf(field).Descendants<Run>().First();
        foreach (var other in ContentOf(field).Descendants<Run>().Skip(1).ToList()) other.Remove();

        // While a hint shows, the run has the hint's grey; what a value looks like is kept in the control's properties.
        var look = hinting ? field.SdtProperties.GetFirstChild<RunProperties>() : run.RunProperties;
        var tabs = run.ChildElements.SkipWhile(e => e is RunProperties).TakeWhile(e => e is TabChar).Count();
        look = (RunProperties?)look?.CloneNode(true);
        run.RemoveAllChildren();
        if (look is not null) run.AppendChild(look);
        if (value.Length > 0) run.Append(RunText.Of(value, tabs));
    }

    /// <summary>Takes a control away and leaves its content.</summary>
    public static void Unwrap(SdtElement control)
    {
        foreach (var child in ContentOf(control).ChildElements.ToList())
        {
            child.Remove();
            control.InsertBeforeSelf(child);
        }

        control.Remove();
    }

    private static OpenXmlElement ContentOf(SdtElement control) =>
        control.ChildElements.FirstOrDefault(child => child.LocalName == "sdtContent")
        ?? throw new InvalidDataException($"The control '{TagOf(control)}' is empty.");
}
