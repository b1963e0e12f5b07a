using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hejie.Ui.Forms;

/// <summary><c>&lt;h-radios name label options /&gt;</c>: one of a few.</summary>
/// <param name="words">The words of the request.</param>
[HtmlTargetElement("h-radios")]
public sealed class RadiosTagHelper(IWords words) : FieldTagHelper(words)
{
    /// <summary>What can be chosen.</summary>
    public IReadOnlyList<Choice> Options { get; set; } = [];

    /// <summary>Whether two or three short answers stand side by side.</summary>
    public bool Inline { get; set; }

    /// <inheritdoc/>
    protected override TagBuilder Render() => Controls.Radios(Question(), Options, Inline);
}

/// <summary><c>&lt;h-select name label options /&gt;</c>: one of many; over a long list a script adds a line to search it.</summary>
/// <param name="words">The words of the request.</param>
[HtmlTargetElement("h-select")]
public sealed class SelectTagHelper(IWords words) : FieldTagHelper(words)
{
    /// <summary>What can be chosen, in groups where they have one.</summary>
    public IReadOnlyList<Choice> Options { get; set; } = [];

    /// <inheritdoc/>
    protected override TagBuilder Render() => Controls.Select(Question(), Options);
}

/// <summary><c>&lt;h-people name label /&gt;</c>: persons. Posted with a button named <c>add</c>, the page is shown again with one more.</summary>
/// <param name="words">The words of the request.</param>
[HtmlTargetElement("h-people")]
public sealed class PeopleTagHelper(IWords words) : FieldTagHelper(words)
{
    /// <inheritdoc/>
    protected override TagBuilder Render() => PeopleControl.Of(Question());
}

/// <summary>
/// <c>&lt;h-files name label kept /&gt;</c>: files. Those received are posted as <c>name</c>, one address a line; new ones come
/// as <c>name.upload</c>; the button that takes one out posts its address as <c>name.remove</c>.
/// </summary>
/// <param name="words">The words of the request.</param>
[HtmlTargetElement("h-files")]
public sealed class FilesTagHelper(IWords words) : FieldTagHelper(words)
{
    /// <summary>The files received before.</summary>
    public IReadOnlyList<KeptFile> Kept { get; set; } = [];

    /// <inheritdoc/>
    protected override TagBuilder Render() => FilesControl.Of(Question(), Kept);
}
