using System.Globalization;
using System.Text.Encodings.Web;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CsCheck;
using Hejie.Ui.Charts;
using Microsoft.AspNetCore.Html;

namespace Hejie.Tests.Ui;

/// <summary>A picture of figures says what its table says, whatever the figures are.</summary>
public sealed class ChartTests
{
    private static readonly Gen<double?> s_value = Gen.OneOf(
        Gen.Int[0, 0].Select(_ => (double?)null), Gen.Int[0, 0].Select(_ => (double?)0), Gen.Double[0, 1].Select(value => (double?)value), Gen.Int[1, 20_000_000].Select(value => (double?)value));

    private static readonly Gen<ChartRow> s_row = Gen.Select(Gen.String[Gen.Char["宾川县大理<>&\"'ab 1"], 0, 30], s_value, s_value, Gen.Bool)
        .Select((label, one, two, link) => new ChartRow(label, [one, two], [Text(one), Text(two)]) { Href = link ? "/search?place=532924000000&state=open" : null, To = label + "去" });

    private static readonly Gen<Chart> s_chart = s_row.List[1, 40].Select(rows => new Chart("在办事项，按种类", "种类", ["今年", "去年"], rows) { HeadTo = "去了哪里" });

    [Fact]
    public void Every_number_that_is_drawn_is_one_and_stays_within_its_picture() => Gen.Select(s_chart, Gen.Enum<ChartKind>()).Sample((chart, kind) =>
    {
        var picture = Parse(ChartTagHelper.Draw(chart, kind)).QuerySelector("svg")!;
        picture.OuterHtml.ShouldNotContain("NaN", Case.Sensitive);
        picture.OuterHtml.ShouldNotContain("∞");
        picture.OuterHtml.ShouldNotContain("E-", Case.Sensitive);
        picture.GetAttribute("aria-label").ShouldBe(chart.Title);
        picture.QuerySelectorAll("[style], script").ShouldBeEmpty();
        var box = picture.GetAttribute("viewBox")!.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        foreach (var rect in picture.QuerySelectorAll("rect"))
        {
            double Of(string name) => double.Parse(rect.GetAttribute(name)!, CultureInfo.InvariantCulture);
            Of("width").ShouldBeGreaterThanOrEqualTo(0);
            Of("height").ShouldBeGreaterThanOrEqualTo(0);
            (Of("x") + Of("width")).ShouldBeLessThanOrEqualTo(box[2] + 0.1);
            (Of("y") + Of("height")).ShouldBeLessThanOrEqualTo(box[3] + 0.1);
        }
    }, iter: 400);

    [Fact]
    public void The_table_lists_every_figure_with_its_link() => s_chart.Sample(chart =>
    {
        var table = Parse(ChartTagHelper.Table(chart));
        var rows = table.QuerySelectorAll("tbody tr");
        rows.Length.ShouldBe(chart.Rows.Count);
        foreach (var (row, line) in chart.Rows.Zip(rows))
        {
            line.QuerySelector("th")!.TextContent.ShouldBe(row.Label);
            line.QuerySelectorAll("td.num").Select(cell => cell.TextContent).ShouldBe(row.Texts);
            line.QuerySelector("a")?.GetAttribute("href").ShouldBe(row.Href);
        }
    }, iter: 200);

    [Fact]
    public void The_longest_bar_is_of_the_most_and_a_tile_of_it_is_darkest()
    {
        var chart = new Chart("在办", "县", ["件"], [Row("宾川县", 14), Row("大理市", 9), Row("漾濞县", 0)]);
        var widths = Parse(ChartTagHelper.Draw(chart, ChartKind.Bars)).QuerySelectorAll("rect").Select(rect => double.Parse(rect.GetAttribute("width")!, CultureInfo.InvariantCulture)).ToList();
        widths[0].ShouldBeGreaterThan(widths[1]);
        widths[2].ShouldBe(0);
        (widths[1] / widths[0]).ShouldBe(9.0 / 14, 0.01);
        var shades = Parse(ChartTagHelper.Draw(chart, ChartKind.Tiles)).QuerySelectorAll("rect").Select(rect => Svg.Shades(chart).ToList().IndexOf(rect.GetAttribute("fill")!)).ToList();
        shades.ShouldBe([4, 3, 0]);
    }

    [Fact]
    public void A_name_in_lines_is_the_name_and_only_its_last_line_is_cut() =>
        Gen.Select(Gen.String[Gen.Char["喜洲镇村人民 abcde"], 0, 40].Select(text => text.Trim()), Gen.Int[2, 18], Gen.Int[1, 3]).Sample((text, columns, most) =>
        {
            static string Letters(string words) => words.Replace(" ", "", StringComparison.Ordinal);
            var lines = Svg.Lines(text, columns, most);
            lines.Count.ShouldBeInRange(1, most);
            lines.ShouldAllBe(line => Svg.Columns(line) <= columns || line.Length <= 2);
            var told = string.Concat(lines);
            if (told.EndsWith('…'))
                Letters(text).ShouldStartWith(Letters(told[..^1]));
            else
                Letters(told).ShouldBe(Letters(text));
        });

    [Fact]
    public void The_names_of_a_flow_are_whole_and_none_is_written_over_another()
    {
        string[] names = ["喜洲镇喜洲村人民调解委员会", "喜洲镇喜洲村综治服务中心", "大理市信访局", "喜洲镇沙村人民调解委员会"];
        var rows = names.SelectMany(from => names.Where(to => to != from).Select((to, nth) => Row(from, 1 + nth) with { To = to })).Append(Row(names[0], 900) with { To = names[1] });
        var words = Parse(ChartTagHelper.Draw(new Chart("从谁转到谁", "从", ["件"], [.. rows]) { HeadTo = "到" }, ChartKind.Flow)).QuerySelectorAll("svg text").ToList();
        foreach (var side in words.GroupBy(line => line.GetAttribute("x")))
        {
            string.Concat(side.Select(line => line.FirstChild!.TextContent)).ShouldBe(string.Concat(side.Select(line => line.QuerySelector("title")!.TextContent).Distinct()));
            var heights = side.Select(line => double.Parse(line.GetAttribute("y")!, CultureInfo.InvariantCulture)).Order().ToList();
            heights.Zip(heights.Skip(1)).ShouldAllBe(pair => pair.Second - pair.First >= 18 - 0.01);
        }
    }

    [Theory]
    [InlineData(0, new[] { 0.0, 1 })]
    [InlineData(1, new[] { 0.0, 0.25, 0.5, 0.75, 1 })]
    [InlineData(3, new[] { 0.0, 1, 2, 3 })]
    [InlineData(14, new[] { 0.0, 5, 10, 15 })]
    [InlineData(842, new[] { 0.0, 250, 500, 750, 1000 })]
    public void Marks_are_round(double most, double[] marks) => Scale.Marks(most).ShouldBe(marks);

    [Fact]
    public void Marks_reach_the_most_and_are_few() => Gen.Double[0, 1e9].Sample(most =>
    {
        var marks = Scale.Marks(most);
        marks[^1].ShouldBeGreaterThanOrEqualTo(most * 0.999999);
        marks.Count.ShouldBeInRange(2, 6);
    });

    private static ChartRow Row(string label, double value) => new(label, [value], [Text(value)]);

    private static string Text(double? value) => value?.ToString("#,0.##", CultureInfo.InvariantCulture) ?? "–";

    private static IElement Parse(IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, HtmlEncoder.Default);
        return new HtmlParser().ParseDocument(writer.ToString()).Body!;
    }
}
