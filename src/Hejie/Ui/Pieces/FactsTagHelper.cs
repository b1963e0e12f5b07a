using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hejie.Ui.Pieces;

/// <summary><c>&lt;h-facts items="@facts"&gt;further dt and dd&lt;/h-facts&gt;</c>: names and what they are; a fact without a value is left out.</summary>
[HtmlTargetElement("h-facts")]
public sealed class FactsTagHelper : TagHelper
{
    /// <summary>The facts in plain text.</summary>
    public IReadOnlyList<(string Label, string? Text)> Items { get; set; } = [];

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        output.TagName = "dl";
        output.Attributes.SetAttribute("class", "facts");
        foreach (var (label, text) in Items)
        {
            if (!string.IsNullOrEmpty(text))
                output.PreContent.AppendHtml(Markup.El("dt").Text(label)).AppendHtml(Markup.El("dd", "words").Text(text));
        }
    }
}
