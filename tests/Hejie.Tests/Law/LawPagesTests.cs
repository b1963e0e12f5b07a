using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Hejie.Law.Paths;
using Hejie.Operations;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Law;

/// <summary>The catalogue as everybody reads it: every page answers in both languages, and every picture shows all of its procedure.</summary>
public sealed class LawPagesTests(SqliteInstallation hejie) : IClassFixture<SqliteInstallation>
{
    private static readonly HtmlParser s_parser = new();

    private Catalogue Catalogue => hejie.Services.GetRequiredService<CatalogueHolder>().Current;

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Every_page_of_the_catalogue_answers_and_holds_nothing_inline(string language)
    {
        string[] paths =
        [
            "/", "/file", "/law", "/law?q=nothing+like+it",
            .. Catalogue.Procedures.InForce.Select(procedure => "/law/procedures/" + procedure.Id),
            .. Catalogue.Rules.Ids.Select(rule => "/law/rules/" + rule),
        ];
        foreach (var path in paths)
        {
            var page = await OpenAsync(path, language);

            page.QuerySelectorAll("h1").Length.ShouldBe(1, path);
            page.DocumentElement.GetAttribute("lang").ShouldBe(language, path);
            page.QuerySelectorAll("style, [style], script:not([src])").ShouldBeEmpty(path);
            page.QuerySelectorAll("[id]").GroupBy(element => element.Id).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty(path);
            foreach (var link in page.QuerySelectorAll("main a[href^='/law']").Select(link => link.GetAttribute("href")!.Split('?', '#')[0]).Distinct())
                Known(link).ShouldBeTrue($"{path}: {link}");
        }
    }

    [Theory]
    [InlineData("/law/procedures/nothing")]
    [InlineData("/law/rules/nothing")]
    public async Task What_is_not_in_the_catalogue_is_not_found(string path)
    {
        using var client = hejie.Client();
        (await client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("zh-CN", Language.Chinese)]
    [InlineData("en", Language.English)]
    public async Task The_picture_and_the_list_beside_it_show_every_state_and_every_move(string language, Language read)
    {
        var words = hejie.Services.GetRequiredService<WordBook>().In(read);
        foreach (var procedure in Catalogue.Procedures.InForce)
        {
            var page = await OpenAsync("/law/procedures/" + procedure.Id, language);
            // A long title is written in several lines of one picture.
            var picture = Plain(string.Concat(page.QuerySelectorAll("svg.map text").Select(text => text.TextContent)));
            var list = Plain(page.QuerySelector(".states")!.TextContent);

            foreach (var title in procedure.States.Values.Select(state => state.Title).Concat(Offered(procedure).Select(move => move.Title)))
            {
                picture.ShouldContain(Plain(words[title]), customMessage: procedure.Id);
                list.ShouldContain(Plain(words[title]), customMessage: procedure.Id);
            }

            page.QuerySelectorAll("svg.map rect").Length.ShouldBeGreaterThanOrEqualTo(procedure.States.Count, procedure.Id);
            page.QuerySelector("svg.map title")!.TextContent.ShouldContain(words[procedure.Title]);
            page.QuerySelector("svg.map")!.GetAttribute("aria-labelledby")!.Split(' ').ShouldAllBe(id => page.GetElementById(id) != null);
            foreach (var way in ProcedurePath.Of(procedure).Steps.SelectMany(step => step.Moves).Where(way => way.To is not null && way.To != Move.Back))
                page.QuerySelectorAll("svg.map .map__head").ShouldNotBeEmpty(procedure.Id);
        }
    }

    [Fact]
    public async Task A_procedure_names_its_articles_its_endings_its_other_ways_and_its_version()
    {
        var page = (await OpenAsync("/law/procedures/people-mediation")).Body!.TextContent;
        var procedure = Catalogue.Procedures.Find("people-mediation")!;

        page.ShouldContain("人民调解法 3、4、17、26、28–33");
        page.ShouldContain("村、社区的人民调解委员会");
        page.ShouldContain(procedure.Hash);
        page.ShouldContain("2026 年 2 月 2 日");
        foreach (var remedy in procedure.Remedies)
            page.ShouldContain(remedy.Label.Zh);
        foreach (var ending in procedure.States.Values.Where(state => state.IsFinal))
            page.ShouldContain(ending.Next!.Zh);
    }

    [Fact]
    public async Task Periods_are_found_by_a_word_or_an_article()
    {
        (await FoundAsync("第三十五条 复查")).ShouldContain("petition-review-request");
        (await FoundAsync("review")).ShouldContain("petition-review-request");
        (await FoundAsync("nothing like it")).ShouldBeEmpty();
        (await FoundAsync("")).Count.ShouldBe(Catalogue.Rules.Ids.Count);
    }

    [Fact]
    public async Task Every_file_of_rules_has_a_heading_of_its_own() =>
        (await OpenAsync("/law")).QuerySelectorAll("#rules ~ h3").Select(heading => heading.TextContent).ShouldBeUnique();

    private async Task<IReadOnlyList<string>> FoundAsync(string wanted) =>
        [.. (await OpenAsync("/law?q=" + Uri.EscapeDataString(wanted))).QuerySelectorAll("#rules ~ ul a").Select(link => link.GetAttribute("href")!.Split('/')[^1])];

    private bool Known(string path) => path.Split('/') switch
    {
        ["", "law"] => true,
        ["", "law", "procedures", var id] => Catalogue.Procedures.Find(id) is not null,
        ["", "law", "rules", var id] => Catalogue.Rules.Ids.Contains(id),
        _ => false,
    };

    /// <summary>The moves that some state offers.</summary>
    private static IEnumerable<Move> Offered(Procedure procedure) => procedure.Moves.Values.Where(move => move.From.Count > 0);

    private static string Plain(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    private async Task<IHtmlDocument> OpenAsync(string path, string language = "zh-CN")
    {
        using var client = hejie.Client();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return s_parser.ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
