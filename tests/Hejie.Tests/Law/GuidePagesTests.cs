using System.Net;
using Hejie.Law.Guide;
using Hejie.Operations;
using Hejie.Rules.Guide;
using Hejie.Rules.Time;
using Hejie.Tests.Residents;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Law;

/// <summary>The guide as a resident walks it: danger first, one question a page, and a warning where a time ends soon.</summary>
public sealed class GuidePagesTests(SqliteInstallation hejie) : IClassFixture<SqliteInstallation>
{
    private static readonly DateOnly s_today = LegalTime.DateOf(Installation.Morning);

    private Catalogue Catalogue => hejie.Services.GetRequiredService<CatalogueHolder>().Current;

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Every_way_through_the_questions_leads_by_links_alone_to_a_door(string language)
    {
        using var resident = new Resident(hejie);
        await resident.OpenAsync("/language?to=" + language + "&back=/guide");
        var (open, doors) = (new Stack<string>(["/guide"]), 0);
        while (open.TryPop(out var path))
        {
            await resident.OpenAsync(path);

            resident.Status.ShouldBe(HttpStatusCode.OK, path);
            resident.Page.QuerySelectorAll(".urgent a").Select(link => link.GetAttribute("href")).ShouldBe(["tel:110", "tel:119", "tel:120"]);
            resident.Page.QuerySelectorAll("style, [style], script:not([src])").ShouldBeEmpty(path);
            resident.Page.QuerySelectorAll("h1").Length.ShouldBe(1, path);
            if (path != "/guide")
                resident.Page.QuerySelector(".govuk-back-link")!.GetAttribute("href").ShouldBe(path[..path.LastIndexOf('/')]);
            var answers = resident.Page.QuerySelectorAll("main ul.picks a").Select(link => link.GetAttribute("href")!).ToList();
            if (answers.Count > 0)
            {
                answers.Count.ShouldBeGreaterThanOrEqualTo(2, path);
                answers.ForEach(open.Push);
                continue;
            }

            doors++;
            var door = resident.Page.QuerySelector("main a.btn--full")!.GetAttribute("href")!;
            (door.StartsWith("tel:", StringComparison.Ordinal) || Catalogue.Procedures.Find(door["/file/".Length..]) is not null).ShouldBeTrue(path);
            path.Split('/').Length.ShouldBeLessThanOrEqualTo(GuideBook.MostQuestions + 2, path);
        }

        doors.ShouldBeGreaterThanOrEqualTo(Catalogue.Guide.Leaves.Count);
    }

    [Fact]
    public async Task A_time_that_ends_in_three_days_is_a_warning_and_one_far_off_is_not()
    {
        using var resident = new Resident(hejie);
        var (way, rule) = Limited();
        var first = FirstDay(rule, due => due == s_today.AddDays(3));

        await resident.OpenAsync($"{way}?on={first:yyyy-MM-dd}");
        resident.Page.QuerySelector(".promise--late[role=alert]")!.TextContent.ShouldContain("只剩 3 天");
        resident.Page.QuerySelector(".promise--late ol li").ShouldNotBeNull();

        await resident.OpenAsync($"{way}?on={FirstDay(rule, due => due > s_today.AddDays(8)):yyyy-MM-dd}");
        resident.Page.QuerySelector(".promise:not(.promise--late)")!.TextContent.ShouldContain("最后一天是");
        resident.Page.QuerySelector(".promise--late").ShouldBeNull();

        await resident.OpenAsync($"{way}?on={FirstDay(rule, due => due < s_today.AddDays(-8)):yyyy-MM-dd}");
        resident.Page.QuerySelector(".promise--late")!.TextContent.ShouldContain("已经过了");
        resident.Page.QuerySelector(".promise--late")!.TextContent.ShouldContain("先别放弃");
    }

    [Theory]
    [InlineData("on=", "这一项要填")]
    [InlineData("on=soon", "请选一个日期")]
    [InlineData("on=1900-01-01", "日期超出可以计算的范围")]
    [InlineData("on=2026-02-03", "这一天还没有到")]
    public async Task A_day_that_cannot_be_is_told_and_the_door_stays_open(string asked, string error)
    {
        using var resident = new Resident(hejie);
        await resident.OpenAsync($"{Limited().Way}?{asked}");

        resident.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        resident.Errors.ShouldContain(error);
        resident.Page.QuerySelector(".govuk-error-summary a")!.GetAttribute("href").ShouldBe("#" + GuideModel.On);
        resident.Page.QuerySelector("main a.btn--full").ShouldNotBeNull();
        resident.Page.QuerySelector(".promise").ShouldBeNull();
    }

    [Theory]
    [InlineData("/guide/nothing")]
    [InlineData("/guide/nothing/at/all/of/this/kind/is/there")]
    public async Task An_answer_that_is_not_offered_is_not_found(string path)
    {
        using var resident = new Resident(hejie);
        await resident.OpenAsync(path);
        resident.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_first_page_opens_at_most_six_doors_and_then_the_guide()
    {
        using var resident = new Resident(hejie);
        await resident.OpenAsync("/");
        var doors = resident.Page.QuerySelectorAll(".doors a").Select(link => link.GetAttribute("href")!).ToList();

        doors.Count.ShouldBeLessThanOrEqualTo(GuideBook.MostDoors + 1);
        doors[^1].ShouldBe("/guide");
        resident.Page.QuerySelector("main a[href='/law']").ShouldNotBeNull();
        foreach (var door in doors)
        {
            await resident.OpenAsync(door);
            resident.Status.ShouldBe(HttpStatusCode.OK, door);
        }
    }

    /// <summary>A way to a door with a limit in plain days, and the limit.</summary>
    private (string Way, string Rule) Limited()
    {
        var guide = Catalogue.Guide;
        return Ways(guide.First, "/guide").First(way => way.Rule is not null)!;

        IEnumerable<(string Way, string Rule)> Ways(GuideQuestion question, string path) => question.Answers.SelectMany(answer =>
            guide.Questions.TryGetValue(answer.To, out var next)
                ? Ways(next, $"{path}/{answer.Code}")
                : guide.Leaves[answer.To].Limits.Take(1).Select(rule => ($"{path}/{answer.Code}", rule)));
    }

    /// <summary>The latest day up to today from which a rule counts to such a date.</summary>
    private DateOnly FirstDay(string rule, Func<DateOnly, bool> due)
    {
        for (var day = s_today; day.Year > 2000; day = day.AddDays(-1))
        {
            if (Catalogue.Rules.InForce(rule, day) is { } version
                && Counter.Due(version.Rule, Trigger.On(day), Catalogue.Calendar.For(Calendar.Dali)!) is Count.Counted counted && due(counted.Safe))
                return day;
        }

        throw new InvalidOperationException($"No day leads {rule} there.");
    }
}
