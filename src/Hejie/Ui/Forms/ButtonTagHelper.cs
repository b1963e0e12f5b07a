using Hejie.Rules.Procedures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hejie.Ui.Forms;

/// <summary>
/// <c>&lt;h-button tone="@move.Tone" key="@move.Key"&gt;…&lt;/h-button&gt;</c>: a button, or with <c>href</c> a link that looks like one. Its key
/// is told beside it and pressed by the desk's script. Other attributes (name, value, formaction) pass through.
/// </summary>
[HtmlTargetElement("h-button")]
public sealed class ButtonTagHelper : TagHelper
{
    /// <summary>How it is shown among the others.</summary>
    public Tone Tone { get; set; } = Tone.Primary;

    /// <summary>The desk's key, or null.</summary>
    public char? Key { get; set; }

    /// <summary>Whether it takes the whole width.</summary>
    public bool Full { get; set; }

    /// <summary>Where it leads; null for a button that submits.</summary>
    public string? Href { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        output.TagName = Href is null ? "button" : "a";
        if (Href is not null)
            output.Attributes.SetAttribute("href", Href);
        else if (!output.Attributes.ContainsName("type"))
            output.Attributes.SetAttribute("type", "submit");

        var tone = Tone switch { Tone.Quiet => " btn--quiet", Tone.Warn => " btn--warn", _ => "" };
        output.Attributes.SetAttribute("class", "btn" + tone + (Full ? " btn--full" : ""));
        if (Key is { } key)
        {
            output.Attributes.SetAttribute("data-key", key.ToString());
            output.PostContent.AppendHtml(Markup.El("kbd").With("aria-hidden", "true").Text(key.ToString()));
        }
    }
}
