using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hejie.Ui.Pieces;

/// <summary><c>&lt;h-path dots="@dots" /&gt;</c>: how far a matter is, as dots; a reader hears which are done, which is now.</summary>
/// <param name="words">The words of the request.</param>
[HtmlTargetElement("h-path")]
public sealed class PathTagHelper(IWords words) : TagHelper
{
    /// <summary>The stages in order.</summary>
    public IReadOnlyList<PathDot> Dots { get; set; } = [];

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        output.TagName = "ol";
        output.Attributes.SetAttribute("class", "path");
        output.Attributes.SetAttribute("aria-label", words["piece.path"]);
        for (var nth = 0; nth < Dots.Count; nth++)
        {
            var dot = Dots[nth];
            var (css, told) = dot.Place switch
            {
                PathPlace.Past => ("past", words["piece.past"]),
                PathPlace.Now => (nth == Dots.Count - 1 ? "now final" : "now", words["piece.now"]),
                _ => ("ahead", words["piece.ahead"]),
            };
            output.Content.AppendHtml(Markup.El("li", css).With("aria-current", dot.Place == PathPlace.Now ? "step" : null)
                .Text(dot.Label).Add(Markup.El("span", "govuk-visually-hidden").Text(" " + told)));
        }
    }
}
