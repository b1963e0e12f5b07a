using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Hejie.Bodies;
using Hejie.Reports;
using Hejie.Rules.Procedures;
using Hejie.Statistics;
using Hejie.Tests.Staff;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Statistics;

/// <summary>Whatever page tells an exact figure: it opens the matters behind it, and they are as many as it says.</summary>
public abstract partial class BehindStories(Installation hejie)
{
    /// <summary>Where pages tell figures: each of these that has a number has a link.</summary>
    private const string Figures =
        ".figures--head b, .figures--head em, figure.chart td.num, figure.chart > p, .answer__figure, .answer__figure + p, .indicators td b, .indicators td .muted";

    private static readonly bool s_all = Environment.GetEnvironmentVariable("HEJIE_LONG") == "1";

    private Scope Prefecture => hejie.At(hejie.Bodies.PostsOf(hejie.Bodies.Serving("service-centre", Rules.Places.PlaceLevel.Prefecture, hejie.Bodies.Prefecture.Code)!.Value).First(post => post.Role == Role.DutyOfficer));

    private Scope County => hejie.Post("service-centre", "大理市", Role.DutyOfficer);

    [Fact]
    public async Task The_overview_of_every_level_and_of_the_own_matters()
    {
        await new RandomHistory(hejie).LiveAsync();
        await hejie.FollowAsync();
        foreach (var (post, addresses) in new (Scope, string[])[]
        {
            (Prefecture, ["/overview", "/overview?of=own"]), (County, ["/overview"]),
            (hejie.Post("service-centre", "喜洲镇", Role.Lead), ["/overview"]), (hejie.Post("mediation-committee", "喜洲村", Role.Mediator), ["/overview"]),
        })
        {
            using var officer = await Officer.AtAsync(hejie, post);
            foreach (var address in addresses)
                await CheckAsync(officer, address, 12);
        }
    }

    [Fact]
    public async Task The_indicators_of_bodies()
    {
        await new RandomHistory(hejie).LiveAsync();
        await hejie.FollowAsync();
        using var officer = await Officer.AtAsync(hejie, County);
        foreach (var (kind, least) in new[] { ("service-centre", 3), ("mediation-committee", 3), ("justice-bureau", 0) })
            await CheckAsync(officer, "/overview/bodies?months=12&kind=" + kind, least);
    }

    [Fact]
    public async Task The_answers_to_questions()
    {
        await new RandomHistory(hejie).LiveAsync();
        await hejie.FollowAsync();
        using var officer = await Officer.AtAsync(hejie, Prefecture);
        foreach (var question in new[]
        {
            "measure=filed&by=county", "measure=open&by=kind", "measure=overdue-rate&from=2025-01-01&until=2026-12-31", "measure=overdue-rate&from=2026-01-01&until=2026-06-30&by=month",
            "measure=ended-rate&from=2026-01-01&until=2026-12-31&compare=year-before", "measure=solved-rate&from=2026-01-01&until=2026-12-31&by=kind", "measure=reopened-rate&from=2025-01-01&until=2026-12-31",
            "measure=filed&from=2026-02-01&until=2026-03-31&by=week", "measure=filed&from=2026-03-01&until=2026-03-31&unit=month&compare=period-before&by=kind", "measure=share&kind=neighbour&from=2026-01-01&until=2026-12-31",
            "measure=days-to-end&from=2026-01-01&until=2026-12-31&by=month", "measure=filed&body-kind=natural-resources", "measure=on-time-rate&from=2026-01-01&until=2026-12-31&by=body",
            "measure=ended-rate&from=2026-02-01&until=2026-05-31&by=week", "measure=reopened-rate&from=2026-02-01&until=2026-07-31&by=week",
        })
            await CheckAsync(officer, "/ask?" + question, 1);
    }

    [Theory]
    [InlineData("by=month")]
    [InlineData("by=month,kind")]
    public async Task What_a_part_of_time_is_compared_with_lies_as_far_before_it_whatever_is_empty(string by)
    {
        await new RandomHistory(hejie).LiveAsync();
        await hejie.FollowAsync();
        using var officer = await Officer.AtAsync(hejie, Prefecture);
        // Nothing was filed in the first months of the half year before.
        var page = await officer.OpenAsync("/ask?measure=filed&from=2026-01-01&until=2026-06-30&unit=half-year&compare=period-before&" + by);
        var rows = page.Document.QuerySelectorAll("figure.chart tbody tr").Select(row => row.QuerySelectorAll("td a").Select(link => link.GetAttribute("href")!).ToList()).Where(links => links.Count == 2).ToList();
        rows.ShouldNotBeEmpty();
        foreach (var links in rows)
        {
            var asked = links.ConvertAll(href => QueryHelpers.ParseQuery(href[href.IndexOf('?', StringComparison.Ordinal)..]));
            DateOnly From(int nth) => DateOnly.Parse(asked[nth]["from"]!, CultureInfo.InvariantCulture);
            From(1).ShouldBe(From(0).AddMonths(-6));
            asked[1].GetValueOrDefault("kind").ShouldBe(asked[0].GetValueOrDefault("kind"));
        }
    }

    [Fact]
    public async Task A_report_is_read_without_links_by_who_opens_no_figures_of_its_area()
    {
        await new RandomHistory(hejie).LiveAsync();
        await hejie.FollowAsync();
        var scope = hejie.Post("service-centre", "宾川县", Role.DutyOfficer);
        var month = Rules.Statistics.FigureTime.Start(Rules.Time.LegalTime.DateOf(hejie.Time.GetUtcNow()), Rules.Statistics.FigureUnit.Month).AddMonths(-1);
        var id = (await hejie.InScopeAsync(services => services.GetRequiredService<KeepReports>().WriteAsync(scope, "county-monthly", month, CancellationToken.None))).ShouldNotBeNull();
        (await hejie.InScopeAsync(services => services.GetRequiredService<KeepReports>().ReleaseAsync(scope, scope.Body.Place.County, id, null, CancellationToken.None))).ShouldBeNull();
        var beside = hejie.Bodies.PostsOf(scope.Body.Id).Select(hejie.At).First(post => post.OpensMatters && FigureScope.OfArea(post, hejie.Bodies) is null);
        using var officer = await Officer.AtAsync(hejie, beside);
        var page = await officer.OpenAsync(ReportModel.Address(scope.Body.Place.County, id));
        page.Document.QuerySelectorAll("article.report section p").ShouldNotBeEmpty();
        page.Document.QuerySelectorAll("article.report a[href]").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_report_of_a_month()
    {
        await new RandomHistory(hejie).LiveAsync();
        await hejie.FollowAsync();
        var month = Rules.Statistics.FigureTime.Start(Rules.Time.LegalTime.DateOf(hejie.Time.GetUtcNow()), Rules.Statistics.FigureUnit.Month).AddMonths(-1);
        var id = (await hejie.InScopeAsync(services => services.GetRequiredService<KeepReports>().WriteAsync(County, "county-monthly", month, CancellationToken.None))).ShouldNotBeNull();
        using var officer = await Officer.AtAsync(hejie, County);
        var page = await CheckAsync(officer, ReportModel.Address(County.Body.Place.County, id), 8);
        // What is counted stands in links: without them the sentences hold no number of matters but none.
        foreach (var paragraph in page.Document.QuerySelectorAll("article.report section > p"))
        {
            foreach (var link in paragraph.QuerySelectorAll("a"))
                link.Remove();
            Counted().Matches(paragraph.TextContent).Select(match => match.Value).ShouldAllBe(text => text.StartsWith('0'), paragraph.TextContent);
        }
    }

    /// <summary>Looks at all figures of a page, and opens links.</summary>
    /// <returns>The page.</returns>
    private static async Task<Screen> CheckAsync(Officer officer, string address, int least)
    {
        var page = await officer.OpenAsync(address);
        foreach (var figure in page.Document.QuerySelectorAll(Figures))
        {
            var told = figure.TextContent.Trim();
            if (Number().IsMatch(told) && !Nothing().IsMatch(told))
                figure.QuerySelector("a").ShouldNotBeNull($"{address}: {figure.ParentElement!.TextContent.Trim()}");
        }

        var links = page.Document.QuerySelectorAll("a[href^='/overview/matters']").DistinctBy(link => (link.GetAttribute("href"), link.TextContent)).ToList();
        links.Count.ShouldBeGreaterThanOrEqualTo(least, address);
        // Of the rows of a table the first and the last; all else, and in a long run everything.
        foreach (var link in links.Where(link => s_all || link.Closest("tr") is not { } row || row.PreviousElementSibling is null || row.NextElementSibling is null))
            await OpenAsync(officer, link, address);
        return page;
    }

    private static async Task OpenAsync(Officer officer, IElement link, string from)
    {
        var (href, told) = (link.GetAttribute("href")!, link.TextContent.Trim());
        var why = $"{from}: {told} {href}";
        var behind = await officer.OpenAsync(href);
        var head = behind.Find("h1 span")!.TextContent.Trim();
        var count = int.Parse(Number().Match(head).Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        // A share or a number of days says itself how much; all else says how many.
        if (!told.Contains('%', StringComparison.Ordinal) && !told.Contains('天', StringComparison.Ordinal))
            int.Parse(Number().Matches(told)[^1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture).ShouldBe(count, why);
        count.ShouldBeGreaterThan(0, why);
        var listed = 0;
        for (var next = href; next is not null; next = behind.Find("a[rel=next]")?.GetAttribute("href"))
        {
            behind = await officer.OpenAsync(next);
            listed += behind.Document.QuerySelectorAll("table.list tbody tr").Length;
        }

        // What happens more than once in a matter has fewer matters behind it.
        if (head.EndsWith('次'))
            listed.ShouldBeInRange(1, count, why);
        else
            listed.ShouldBe(count, why);
    }

    [GeneratedRegex(@"[0-9][0-9,]*(\.[0-9]+)?")]
    private static partial Regex Number();

    /// <summary>A figure of nothing.</summary>
    [GeneratedRegex(@"^[^0-9]*0(\.0%)?( / .*)?[^0-9]*$")]
    private static partial Regex Nothing();

    [GeneratedRegex("[0-9][0-9,.]* ?(件|%)")]
    private static partial Regex Counted();
}

/// <inheritdoc/>
[Collection(HistoryOnSqlite.Name)]
public sealed class BehindStoriesOnSqlite(SqliteInstallation hejie) : BehindStories(hejie);

/// <inheritdoc/>
[Collection(HistoryOnPostgres.Name)]
public sealed class BehindStoriesOnPostgres(PostgresInstallation hejie) : BehindStories(hejie);
