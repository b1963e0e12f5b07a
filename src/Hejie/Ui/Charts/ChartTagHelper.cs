using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Hejie.Ui.Charts;

/// <summary>
/// <c>&lt;h-chart figures="@chart" as="@ChartKind.Bars" /&gt;</c>: a picture of figures, drawn on the server, and their table
/// folded beneath, with the links to what is behind each. Without figures it says so.
/// </summary>
/// <param name="words">The words of the request.</param>
[HtmlTargetElement("h-chart")]
public sealed class ChartTagHelper(IWords words) : TagHelper
{
    /// <summary>The figures.</summary>
    [HtmlAttributeName("figures")]
    public Chart Figures { get; set; } = null!;

    /// <summary>How they are drawn.</summary>
    [HtmlAttributeName("as")]
    public ChartKind As { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        output.TagName = "figure";
        output.Attributes.SetAttribute("class", "chart");
        output.Content.AppendHtml(Markup.El("figcaption").Text(Figures.Title));
        if (Figures.Rows.Count == 0)
        {
            output.Content.AppendHtml(Markup.El("p", "empty").Text(words["chart.empty"]));
            return;
        }

        output.Content.AppendHtml(Draw(Figures, As));
        if (Figures.Note is { } note)
            output.Content.AppendHtml(Markup.El("p", "muted", Linked(note, Figures.NoteHref)));
        output.Content.AppendHtml(Markup.El("details", "chart__table", Markup.El("summary").Text(words["chart.table"]), Table(Figures)));
    }

    internal static IHtmlContent Draw(Chart chart, ChartKind kind) => kind switch
    {
        ChartKind.Line => LineChart.Draw(chart),
        ChartKind.Flow => FlowChart.Draw(chart),
        ChartKind.Tiles => TileChart.Draw(chart),
        _ => BarChart.Draw(chart),
    };

    internal static TagBuilder Table(Chart chart)
    {
        var head = Markup.El("tr", null, Heading(chart.Head, "col"), chart.HeadTo is null ? null : Heading(chart.HeadTo, "col"));
        foreach (var series in chart.Series)
            head.Add(Heading(series, "col", "num"));
        var body = Markup.El("tbody");
        foreach (var row in chart.Rows)
        {
            var line = Markup.El("tr", null, Markup.El("th", null, Linked(row.Label, row.Into)).With("scope", "row"), chart.HeadTo is null ? null : Markup.El("td").Text(row.To ?? ""));
            foreach (var (at, text) in row.Texts.Index())
                line.Add(Markup.El("td", "num", Linked(text, row.HrefOf(at))));
            body.Add(line);
        }

        return Markup.El("table", "figures-table", Markup.El("caption", "govuk-visually-hidden").Text(chart.Title), Markup.El("thead", null, head), body);
    }

    private static LinkedText Linked(string text, string? href) => new([new TextRun(text, href)]);

    private static TagBuilder Heading(string text, string scope, string? css = null) => Markup.El("th", css).With("scope", scope).Text(text);
}
