using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hejie.Ui.Pieces;

/// <summary><c>&lt;h-timeline items="@items" today="@today" /&gt;</c>: what happened, in the order given; the newest first is the custom.</summary>
/// <param name="words">The words of the request.</param>
[HtmlTargetElement("h-timeline")]
public sealed class TimelineTagHelper(IWords words) : TagHelper
{
    private const int ShortLine = 40;

    /// <summary>What happened.</summary>
    public IReadOnlyList<TimelineItem> Items { get; set; } = [];

    /// <summary>The legal date of today: dates of another year name it.</summary>
    public DateOnly Today { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        output.TagName = "ol";
        output.Attributes.SetAttribute("class", "line");
        foreach (var item in Items)
            output.Content.AppendHtml(Line(item));
    }

    private TagBuilder Line(TimelineItem item)
    {
        var line = Markup.El("li", item.Urgency switch { Urgency.Late => "late", Urgency.Fine => "done", _ => null },
            Markup.El("time").With("datetime", Dates.Machine(item.At)).Text(words.Moment(item.At, Today)),
            Markup.El("p").Text(item.Text));
        foreach (var (label, text) in item.Details ?? [])
        {
            // A date or a choice stands beside its question; what somebody wrote stands beneath.
            if (text.Length <= ShortLine && !text.Contains('\n', StringComparison.Ordinal))
                line.Add(Markup.El("p", "line__short", Markup.El("span", "line__who").Text(label.EndsWith('？') || label.EndsWith('?') ? label + " " : words["piece.asked", label])).Text(text));
            else
                line.Add(Markup.El("p", "line__who").Text(label)).Add(Markup.El("blockquote").Text(text));
        }

        return line.Add(item.By is null ? null : Markup.El("p", "line__who").Text(item.By));
    }
}
