using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hejie.Ui.Forms;

/// <summary>What every field has: a name, its words, and its place in a form.</summary>
/// <param name="words">The words of the request.</param>
public abstract class FieldTagHelper(IWords words) : TagHelper
{
    /// <summary>The field's name, its id, and the place of its answer and error in the form's state.</summary>
    public string Name { get; set; } = "";

    /// <summary>The question, in the request's language.</summary>
    public string Label { get; set; } = "";

    /// <summary>Help under the question.</summary>
    public string? Hint { get; set; }

    /// <summary>Whether it may be left empty; then the label says so.</summary>
    public bool Optional { get; set; }

    /// <summary>Whether the question is the page's heading: one question a page.</summary>
    public bool Heading { get; set; }

    /// <summary>The form's state; that of the surrounding <c>h-form</c> when not given.</summary>
    public FormState? State { get; set; }

    /// <summary>The words of the request.</summary>
    protected IWords Words => words;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        State ??= FormTagHelper.StateOf(context);
        output.TagName = null;
        output.Content.SetHtmlContent(Render());
    }

    /// <summary>The field's markup.</summary>
    protected abstract TagBuilder Render();

    private protected Question Question() =>
        new(words, State ?? FormState.Empty, Name, Label) { Hint = Hint, Required = !Optional, Heading = Heading };
}
