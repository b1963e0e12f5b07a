using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hejie.Ui.Forms;

/// <summary>
/// <c>&lt;h-form state="@Model.Form"&gt;</c>: a form that posts to its own page, with its antiforgery token. The fields in
/// it take their answers and errors from its state. The browser's own checks are off: ours speak plainly, in both languages.
/// </summary>
/// <param name="antiforgery">Makes the token.</param>
[HtmlTargetElement("h-form")]
public sealed class FormTagHelper(IAntiforgery antiforgery) : TagHelper
{
    /// <summary>The answers given so far and their errors.</summary>
    public FormState State { get; set; } = FormState.Empty;

    /// <summary>Whether files come with it.</summary>
    public bool Files { get; set; }

    /// <summary>The page's view.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc/>
    public override void Init(TagHelperContext context) => context.Items[typeof(FormState)] = State;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "form";
        output.Attributes.SetAttribute("method", "post");
        output.Attributes.SetAttribute("novalidate", "novalidate");
        if (Files)
            output.Attributes.SetAttribute("enctype", "multipart/form-data");
        output.PreContent.AppendHtml(antiforgery.GetHtml(ViewContext.HttpContext));
    }

    internal static FormState? StateOf(TagHelperContext context) =>
        context.Items.TryGetValue(typeof(FormState), out var state) ? (FormState)state : null;
}
