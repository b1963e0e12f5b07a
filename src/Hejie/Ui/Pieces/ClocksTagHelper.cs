using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hejie.Ui.Pieces;

/// <summary><c>&lt;h-clocks lines="@clocks" today="@today" /&gt;</c>: every date of a matter, each with its article and its count.</summary>
/// <param name="words">The words of the request.</param>
[HtmlTargetElement("h-clocks")]
public sealed class ClocksTagHelper(IWords words) : TagHelper
{
    /// <summary>The dates.</summary>
    public IReadOnlyList<ClockLine> Lines { get; set; } = [];

    /// <summary>The legal date of today.</summary>
    public DateOnly Today { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        output.TagName = "ul";
        output.Attributes.SetAttribute("class", "clocks");
        foreach (var clock in Lines)
            output.Content.AppendHtml(Line(clock));
    }

    private TagBuilder Line(ClockLine clock) => Markup.El("li",
        clock.Stopped ? "stopped" : clock.Urgency switch { Urgency.Late => "late", Urgency.Soon => "soon", Urgency.Fine => "ok", _ => null },
        Markup.El("span", "muted").Text(clock.Title),
        Markup.El("span", "clock__date").Text(words.Day(clock.Due, Today)).Text(clock.At is { } at ? $" {at} " : " ")
            .Add(Tags.Of(clock.Standing, clock.Stopped ? Urgency.None : clock.Urgency)),
        clock.Law is null ? null : Markup.El("span", "clock__law").Text(clock.Law),
        Fold.Count(words["piece.count"], null, clock.Steps));
}
