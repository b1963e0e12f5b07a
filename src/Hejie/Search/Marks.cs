using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Html;

namespace Hejie.Search;

/// <summary>A text with what was sought marked: each part is encoded, and nothing is put between them.</summary>
internal static class Marks
{
    public static IHtmlContent Of(IEnumerable<MarkedPart> parts)
    {
        var text = new HtmlContentBuilder();
        foreach (var part in parts)
        {
            if (part.IsFound)
                text.AppendHtml(Markup.El("mark").Text(part.Text));
            else
                text.Append(part.Text);
        }

        return text;
    }
}
