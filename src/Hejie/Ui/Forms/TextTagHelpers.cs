using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hejie.Ui.Forms;

/// <summary><c>&lt;h-text name label /&gt;</c>: one line of text, or a number, a telephone, a password.</summary>
/// <param name="words">The words of the request.</param>
[HtmlTargetElement("h-text")]
public sealed class TextTagHelper(IWords words) : FieldTagHelper(words)
{
    /// <summary>The most characters, told under the line; null: nothing is told.</summary>
    public int? Max { get; set; }

    /// <summary>The HTML type: <c>text</c>, <c>tel</c>, <c>password</c>, <c>email</c>.</summary>
    public string Type { get; set; } = "text";

    /// <summary>The keyboard that a phone shows: <c>numeric</c>, <c>tel</c>.</summary>
    public string? Inputmode { get; set; }

    /// <summary>What a browser may fill in; off when not given, since a kiosk is shared.</summary>
    public string? Autocomplete { get; set; }

    /// <inheritdoc/>
    protected override TagBuilder Render() => Controls.Line(Question(), Type, Max, Inputmode, Autocomplete);
}

/// <summary><c>&lt;h-textarea name label max /&gt;</c>: several lines, with what is left of them.</summary>
/// <param name="words">The words of the request.</param>
[HtmlTargetElement("h-textarea")]
public sealed class TextareaTagHelper(IWords words) : FieldTagHelper(words)
{
    /// <summary>The most characters.</summary>
    public int? Max { get; set; }

    /// <summary>How many lines are shown.</summary>
    public int Rows { get; set; } = 6;

    /// <inheritdoc/>
    protected override TagBuilder Render() => Controls.Area(Question(), Max, Rows);
}

/// <summary><c>&lt;h-date name label /&gt;</c>: a legal date, as <c>yyyy-MM-dd</c>.</summary>
/// <param name="words">The words of the request.</param>
[HtmlTargetElement("h-date")]
public sealed class DateTagHelper(IWords words) : FieldTagHelper(words)
{
    /// <summary>The first date that may be chosen.</summary>
    public DateOnly? From { get; set; }

    /// <inheritdoc/>
    protected override TagBuilder Render() => Controls.Line(Question(), "date", least: From is { } from ? Dates.Machine(from) : null);
}

/// <summary><c>&lt;h-moment name label /&gt;</c>: a date and a time of day in Asia/Shanghai, as <c>yyyy-MM-ddTHH:mm</c>.</summary>
/// <param name="words">The words of the request.</param>
[HtmlTargetElement("h-moment")]
public sealed class MomentTagHelper(IWords words) : FieldTagHelper(words)
{
    /// <summary>The first date that may be chosen.</summary>
    public DateOnly? From { get; set; }

    /// <inheritdoc/>
    protected override TagBuilder Render() =>
        Controls.Line(Question(), "datetime-local", least: From is { } from ? Dates.Machine(from) + "T00:00" : null);
}
