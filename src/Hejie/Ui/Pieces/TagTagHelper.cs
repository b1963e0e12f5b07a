using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hejie.Ui.Pieces;

/// <summary><c>&lt;h-tag urgency="Soon"&gt;今天 17:30 前受理&lt;/h-tag&gt;</c>: a short word in a pill.</summary>
[HtmlTargetElement("h-tag")]
public sealed class TagTagHelper : TagHelper
{
    /// <summary>Its colour.</summary>
    public Urgency Urgency { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        output.TagName = "span";
        output.Attributes.SetAttribute("class", Tags.Css(Urgency));
    }
}

/// <summary>The pill, also for other pieces.</summary>
internal static class Tags
{
    public static TagBuilder Of(string text, Urgency urgency) => Markup.El("span", Css(urgency)).Text(text);

    public static string Css(Urgency urgency) => urgency switch
    {
        Urgency.Late => "tag tag--late",
        Urgency.Soon => "tag tag--soon",
        Urgency.Fine => "tag tag--done",
        _ => "tag",
    };
}
