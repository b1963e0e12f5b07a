using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hejie.Ui.Pieces;

/// <summary><c>&lt;h-sealed title="经过、双方姓名与电话" open="false"&gt;…&lt;/h-sealed&gt;</c>: a part of a matter that is sealed, or was opened with a purpose.</summary>
/// <param name="words">The words of the request.</param>
[HtmlTargetElement("h-sealed")]
public sealed class SealedTagHelper(IWords words) : TagHelper
{
    private static readonly HtmlString s_shut = new(
        "<svg viewBox=\"0 0 20 20\" aria-hidden=\"true\"><rect x=\"4\" y=\"9\" width=\"12\" height=\"8\" rx=\"1.5\"/><path d=\"M6.500 9V6.500a3.500 3.500 0 0 1 7 0V9\"/></svg>");

    private static readonly HtmlString s_open = new(
        "<svg viewBox=\"0 0 20 20\" aria-hidden=\"true\"><rect x=\"4\" y=\"9\" width=\"12\" height=\"8\" rx=\"1.5\"/><path d=\"M6.500 9V6.500a3.500 3.500 0 0 1 6.700-1.400\"/></svg>");

    /// <summary>What it holds.</summary>
    public string Title { get; set; } = "";

    /// <summary>Whether it was opened.</summary>
    public bool Open { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        output.TagName = "div";
        output.Attributes.SetAttribute("class", Open ? "sealed sealed--open" : "sealed");
        output.PreContent.AppendHtml(Markup.El("p", "sealed__name", Open ? s_open : s_shut,
            Markup.El("span").Text(words[Open ? "piece.opened" : "piece.sealed", Title])));
    }
}
