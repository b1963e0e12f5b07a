using System.Net;
using Hejie.Tests.Api;
using Hejie.Tests.Residents;

namespace Hejie.Tests.Law;

/// <summary>"I received it on …": the date first, then each step; what is wrong is told by field. Page and API count alike.</summary>
public sealed class CalculatorTests(SqliteInstallation hejie) : IClassFixture<SqliteInstallation>
{
    [Theory]
    [InlineData("court-answer", "from=2026-02-02", "2026 年 2 月 24 日（周二）前", "顺延到下一个工作日 2026-02-24")]
    [InlineData("petition-object", "from=2026-02-12", "2026 年 2 月 26 日（周四）前", "只数工作日")]
    [InlineData("petition-handle", "from=2026-02-02&extended=1", "2026 年 5 月 3 日（周日）前", "延长 30 日")]
    [InlineData("petition-reexamination", "from=2026-02-02&pause-from=2026-02-10&pause-to=2026-02-14", "2026 年 3 月 9 日（周一）前", "共 5 天不算")]
    [InlineData("protection-order", "from=2026-02-02T09:30", "2 月 5 日 10:00前", "从下一个整点")]
    [InlineData("minor-report", "from=2026-02-02T09:30", "2 月 2 日 9:30前", "应当立即办理")]
    public async Task A_day_is_counted_and_every_step_is_shown(string rule, string asked, string date, string step)
    {
        using var resident = new Resident(hejie);
        await resident.OpenAsync($"/law/rules/{rule}?{asked}");

        resident.Status.ShouldBe(HttpStatusCode.OK);
        resident.Page.QuerySelector("#date strong")!.TextContent.ShouldBe(date);
        resident.Page.QuerySelector("#date ol")!.TextContent.ShouldContain(step);
    }

    [Fact]
    public async Task Where_a_local_holiday_is_in_doubt_the_earlier_day_comes_first()
    {
        using var resident = new Resident(hejie);
        await resident.OpenAsync("/law/rules/court-answer?from=2026-11-07&calendar=532900");

        resident.Page.QuerySelector("#date strong")!.TextContent.ShouldBe("2026 年 11 月 23 日（周一）前");
        resident.Page.QuerySelector("#date")!.TextContent.ShouldContain("按地方节日顺延是 2026 年 11 月 24 日（周二）");
    }

    [Fact]
    public async Task A_year_without_a_notice_says_that_the_day_may_change()
    {
        using var resident = new Resident(hejie);
        await resident.OpenAsync("/law/rules/court-answer?from=2030-01-20");

        resident.Page.QuerySelector("#date")!.TextContent.ShouldContain("这个日子可能变");
    }

    [Fact]
    public async Task A_rule_that_changed_counts_by_the_version_of_its_day()
    {
        using var resident = new Resident(hejie);
        await resident.OpenAsync("/law/rules/court-mediation?from=2024-11-04");
        var before = resident.Page.QuerySelector("#date strong")!.TextContent;
        await resident.OpenAsync("/law/rules/court-mediation?from=2025-11-04");

        before.ShouldBe("2024 年 12 月 4 日（周三）前");
        resident.Page.QuerySelector("#date strong")!.TextContent.ShouldBe("2025 年 11 月 19 日（周三）前");
        resident.Page.QuerySelectorAll("section.card").Length.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_not_read_in_the_statute_says_so()
    {
        using var resident = new Resident(hejie);
        await resident.OpenAsync("/law/rules/mediation-accept?from=2026-02-02");

        resident.Page.QuerySelector("#date")!.TextContent.ShouldContain("还没有逐字核对原文");
        resident.Page.QuerySelector("section.card")!.TextContent.ShouldContain("还没有核对");
        await resident.OpenAsync("/law/rules/petition-handle");
        resident.Page.QuerySelector("section.card")!.TextContent.ShouldContain("已逐字核对");
    }

    [Theory]
    [InlineData("petition-reexamination", "from=", "这一项要填", "#from")]
    [InlineData("petition-reexamination", "from=yesterday", "请选一个日期", "#from")]
    [InlineData("petition-reexamination", "from=2026-02-30", "请选一个日期", "#from")]
    [InlineData("petition-reexamination", "from=1948-12-31", "日期超出可以计算的范围", "#from")]
    [InlineData("petition-reexamination", "from=2100-12-31", "日期超出可以计算的范围", "#from")]
    [InlineData("petition-reexamination", "from=2021-01-01", "那一天还没有这个规定", "#from")]
    [InlineData("petition-reexamination", "from=2026-02-02&calendar=530100", "没有这种日历", "#calendar")]
    [InlineData("petition-reexamination", "from=2026-02-02&pause-from=2026-02-10&pause-to=2026-02-09", "停的最后一天不能早于第一天", "#pause-to")]
    [InlineData("petition-reexamination", "from=2026-02-02&pause-from=2026-02-10", "请选一个日期", "#pause-to")]
    [InlineData("petition-handle", "from=2026-02-02&extended=2", "延长的次数超过了规定", "#extended")]
    [InlineData("petition-handle", "from=2026-02-02&extended=often", "请填数字", "#extended")]
    [InlineData("protection-order", "from=2026-02-02", "请选哪一天、几点", "#from")]
    [InlineData("petition-object", "from=2026-02-02&extended=1", "这个期限不能延长", null)]
    public async Task What_is_wrong_is_told_by_field_and_what_was_typed_stays(string rule, string asked, string error, string? leads)
    {
        using var resident = new Resident(hejie);
        await resident.OpenAsync($"/law/rules/{rule}?{asked}");

        resident.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        resident.Errors.ShouldContain(error);
        resident.Page.QuerySelector("#date").ShouldBeNull();
        resident.Page.QuerySelector(".govuk-error-summary a")?.GetAttribute("href").ShouldBe(leads);
        if (leads is not null)
            resident.Page.QuerySelector(leads).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_program_gets_the_same_day()
    {
        using var anyone = new ApiClient(hejie);
        var due = await anyone.GetAsync("rules/court-answer/due?from=2026-11-07&calendar=532900");

        due.Text("due").ShouldBe("2026-11-24");
        due.Text("safe").ShouldBe("2026-11-23");
        (await anyone.GetAsync("rules/protection-order/due?from=2026-02-02T09:30%2B08:00")).Text("due").ShouldBe("2026-02-05T10:00+08:00");
        (await anyone.GetAsync("rules/protection-order/due?from=2026-02-02T09:30+08:00")).Text("due").ShouldBe("2026-02-05T10:00+08:00");
        (await anyone.GetAsync("rules/petition-reexamination/due?from=2026-02-02&pause=2026-02-10..2026-02-14")).Text("due").ShouldBe("2026-03-09");
    }

    [Theory]
    [InlineData("rules/court-answer/due", "from field.required")]
    [InlineData("rules/petition-reexamination/due?from=2026-02-02&pause=2026-02-10", "pause count.pause-form")]
    [InlineData("rules/petition-reexamination/due?from=2026-02-02&pause=2026-02-10..2026-02-09", "pause count.pause")]
    [InlineData("rules/petition-object/due?from=2026-02-02&pause=2026-02-10..2026-02-19&extended=1&calendar=here", "calendar count.calendar")]
    public async Task A_program_is_told_what_is_wrong(string path, string error)
    {
        using var anyone = new ApiClient(hejie);
        var answer = await anyone.GetAsync(path);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Errors.ShouldBe([error]);
    }

    [Fact]
    public async Task A_program_reads_rules_and_guide()
    {
        using var anyone = new ApiClient(hejie);
        (await anyone.GetAsync("rules")).Body.ToString().ShouldContain("petition-handle");
        (await anyone.GetAsync("rules/petition-handle")).Body.ToString().ShouldContain("信访工作条例");
        (await anyone.GetAsync("rules/nothing")).Code.ShouldBe("rule.none");
        (await anyone.GetAsync("rules/nothing/due?from=2026-02-02")).Code.ShouldBe("rule.none");
        (await anyone.GetAsync("guide")).Text("first").ShouldNotBeNullOrEmpty();
    }
}
