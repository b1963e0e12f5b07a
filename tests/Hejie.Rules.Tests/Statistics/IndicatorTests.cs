using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Rules.Statistics;

namespace Hejie.Rules.Tests.Statistics;

/// <summary>What bodies are looked at by: how fast, how punctual, how well, and never how much (safeguard 7).</summary>
public sealed class IndicatorTests
{
    private static readonly ProcedureBook s_procedures = Procedures.Tale.Shipped;

    [Fact]
    public void The_indicators_that_ship_say_how_bodies_work_and_not_how_much_came()
    {
        var book = IndicatorBook.Load("statistics/indicators.yaml", CatalogueFiles.Text("statistics/indicators.yaml"), s_procedures);
        book.Indicators.Select(indicator => indicator.Id).ShouldBe(["days-to-accept", "on-time", "calls-answered", "solved-at-once", "reopened", "rated-well", "performed"]);
        book.Procedures.ShouldNotContain(id => id.Contains("petition", StringComparison.Ordinal));
        book.Indicators.ShouldAllBe(indicator => indicator.Of != null || new Slice { Measure = indicator.Measure }.IsShare || new Slice { Measure = indicator.Measure }.IsDays);
    }

    [Theory]
    [InlineData("20", "[petition]", "measure: on-time", "safeguard 7")]
    [InlineData("20", "[petition-review]", "measure: on-time", "safeguard 7")]
    [InlineData("20", "[procuratorate-report]", "measure: on-time", "safeguard 7")]
    [InlineData("20", "[home-violence]", "measure: on-time", "safeguard 7")]
    [InlineData("20", "[no-such]", "measure: on-time", "no procedure 'no-such'")]
    [InlineData("20", "[]", "measure: on-time", "name the procedures")]
    [InlineData("2", "[incident]", "measure: on-time", "5 to 1000")]
    [InlineData("20", "[incident]", "measure: filed", "plain count")]
    [InlineData("20", "[incident]", "measure: open", "'open' is no measure")]
    [InlineData("20", "[incident]", "measure: on-time, of: ended", "only a count is divided")]
    [InlineData("20", "[incident]", "measure: late, of: on-time", "only by a count")]
    public void An_indicator_that_would_press_on_people_is_refused(string small, string procedures, string measure, string reason)
    {
        var text = $"""
            small: {small}
            procedures: {procedures}
            indicators:
              one: {"{"}title: {"{"}zh: 好, en: Good{"}"}, formula: {"{"}zh: 好, en: Good{"}"}, {measure}{"}"}
            """;
        Should.Throw<CatalogueException>(() => IndicatorBook.Load("statistics/indicators.yaml", text, s_procedures)).Message.ShouldContain(reason);
    }
}
