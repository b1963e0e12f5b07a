using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hejie.Ui.Pieces;

/// <summary>
/// <c>&lt;h-promise due="@date" today="@today" duty="@sentence" steps="@steps" law="@article"&gt;what to do if it passes&lt;/h-promise&gt;</c>:
/// by which day, who must do what, what to press if it passes; the count is folded beneath.
/// </summary>
/// <param name="words">The words of the request.</param>
[HtmlTargetElement("h-promise")]
public sealed class PromiseTagHelper(IWords words) : TagHelper
{
    /// <summary>The last day, Asia/Shanghai; null where no date runs, and the duty stands alone.</summary>
    public DateOnly? Due { get; set; }

    /// <summary>The time of that day, where the period ends at a moment; null or empty where it ends with the day.</summary>
    public string? At { get; set; }

    /// <summary>The legal date of today.</summary>
    public DateOnly Today { get; set; }

    /// <summary>Who must do what, as a sentence.</summary>
    public string Duty { get; set; } = "";

    /// <summary>The article, or null.</summary>
    public string? Law { get; set; }

    /// <summary>The steps of the count.</summary>
    public IReadOnlyList<string> Steps { get; set; } = [];

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        output.TagName = "div";
        var late = Due < Today;
        output.Attributes.SetAttribute("class", late ? "promise promise--late" : "promise");
        var line = Markup.El("p");
        if (Due is { } due)
            line.Add(Markup.El("strong").Text(words[late ? "piece.was-due" : "piece.by", Day(due)])).Text(words["piece.by-then"]);
        output.PreContent.AppendHtml(line.Text(Duty));
        if (Due is { } day && Fold.Count(words["piece.why", Day(day)], Law, Steps) is { } count)
            output.PostContent.AppendHtml(count);
    }

    private string Day(DateOnly due) => string.IsNullOrEmpty(At) ? words.Day(due, Today) : $"{words.Day(due, Today)} {At}";
}
