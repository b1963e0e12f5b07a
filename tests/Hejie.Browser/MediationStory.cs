using System.Text.RegularExpressions;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Browser;

/// <summary>The main job as its people see it, from the villager's phone to the desk and back.</summary>
public sealed class MediationStory(Town town) : Story(town)
{
    private const string Committee = "mediation-committee";
    private const string Boundary = "宅基地界线与排水沟";
    private const string Ditch = "排水沟被占";

    // Each story in a village of its own: they share the town, and a desk shows what is due first.
    private static readonly Told s_boundary = new("people-mediation", "neighbour", "喜洲村", "隔壁砌墙过了老界石，占了我家排水沟。")
    {
        Other = ("赵示例", "19900005678"),
    };

    private static readonly Told s_ditch = s_boundary with { Place = "庆洞村" };

    // A step of a count names the day that it stands on.
    private static readonly Regex s_step = new("[0-9]{1,2} ?月 ?[0-9]{1,2} ?日", RegexOptions.CultureInvariant);

    private static DateOnly Today => LegalTime.DateOf(DateTimeOffset.UtcNow);

    [Fact]
    public async Task A_boundary_dispute_is_filed_accepted_mediated_signed_performed_and_solved()
    {
        var (villager, duty, mediator) = await PerformedAsync(s_boundary, Boundary);

        await villager.SaysSolvedAsync();

        (await villager.Screen.TextAsync("h1")).ShouldStartWith("解决了");
        var story = await villager.StoryAsync();
        string[] steps =
        [
            "您说：解决了", "回访了协议的履行", "调解委员会盖了章", "调解员签了名", "对方：在协议上签了字", "您在协议上签了字",
            "协议写好了", "开过了调解会", "约好了调解会", "受理了，编号", "您说了这件事",
        ];
        story.Count.ShouldBe(steps.Length);
        foreach (var (step, told) in steps.Zip(story))
            told.ShouldContain(step);
        await duty.Screen.GoAsync(duty.Screen.Path);
        (await duty.Screen.TextAsync()).ShouldContain("居民说解决了");
        (await mediator.Row(Boundary).IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_not_solved_is_taken_up_again_and_stands_on_the_desk_above()
    {
        var (villager, _, mediator) = await PerformedAsync(s_ditch, Ditch);

        await villager.SaysNotSolvedAsync("墙退了，沟还堵着。");

        (await villager.Screen.TextAsync("h1")).ShouldStartWith("协议生效，正在履行");
        (await villager.StoryAsync())[0].ShouldContain("墙退了，沟还堵着。");
        await mediator.OpensAsync(Ditch);
        var superior = await OfficerAsync(await Town.AccountAboveAsync(Committee, s_ditch.Place, Role.DutyOfficer));
        await superior.OpensAsync(Ditch, "督办");
        (await superior.Screen.TextAsync()).ShouldContain("没解决");
    }

    /// <summary>The story up to the performance, told to the end by each.</summary>
    private async Task<(Villager, Officer Duty, Officer Mediator)> PerformedAsync(Told told, string summary)
    {
        var villager = await VillagerAsync("杨示例", "19900001234");
        var code = await villager.FilesAsync(told);
        await villager.OpensAsync(code);
        (await villager.Screen.TextAsync("h1")).ShouldStartWith("已收到，等待受理");
        ShouldBeCounted(await villager.DatesAsync(), "应当告诉您是否受理", "人民调解法》第十七条");

        var duty = await OfficerAsync(await Town.AccountAsync(Committee, told.Place, Role.DutyOfficer));
        await duty.OpensAsync(told.Place, "待受理");
        await duty.ReadsAsync();
        (await duty.Screen.TextAsync()).ShouldContain(told.Narrative);
        await duty.AcceptsAsync(summary);
        await villager.LooksAsync();
        ShouldBeCounted(await villager.DatesAsync(), "应当在这天之前把调解办完", "SF/T 0083");

        var mediator = await OfficerAsync(await Town.AccountAsync(Committee, told.Place, Role.Mediator));
        await mediator.OpensAsync(summary);
        await mediator.ReadsAsync();
        await mediator.SetsSittingAsync(Today.AddDays(1).ToDateTime(new TimeOnly(9, 30)), "村委会调解室");
        await villager.LooksAsync();
        (await villager.Screen.TextAsync(".facts")).ShouldContain("村委会调解室");
        await mediator.RecordsSittingAsync("双方到场，看了界石，各退一步。");
        await mediator.WritesAgreementAsync(Today.AddDays(20),
            ("facts", "赵家新墙压在老界石上。"), ("dispute", "墙的位置和排水。"), ("responsibility", "赵家退墙，杨家清沟。"),
            ("terms", "一、墙退到界石以内。\n二、排水沟两家同修。"), ("manner", "各自出工，石料平摊"));

        await villager.SignsAsync();
        var other = await VillagerAsync("赵示例", "19900005678");
        await other.OpensAsync(await Town.CodeSentToAsync("19900005678"));
        (await other.Screen.TextAsync()).ShouldNotContain(told.Narrative);
        await other.SignsAsync();
        await mediator.SignsAsync();
        await duty.OpensAsync(summary);
        await duty.SealsAsync();
        await villager.LooksAsync();
        ShouldBeCounted(await villager.DatesAsync(), "应当回访", "人民调解法");
        ShouldBeCounted(await villager.DatesAsync(), "请法院确认协议", "人民调解法》第三十三条");

        await mediator.OpensAsync(summary);
        await mediator.RecordsPerformanceAsync(Today, "墙退了，沟也通了");
        return (villager, duty, mediator);
    }

    /// <summary>One of the dates names this duty, its article and the steps of its count.</summary>
    private static void ShouldBeCounted(IReadOnlyList<string> dates, string duty, string article)
    {
        var date = dates.Where(text => text.Contains(duty, StringComparison.Ordinal)).ToList()
            .ShouldHaveSingleItem($"“{duty}” in: {string.Join(" | ", dates)}");
        date.ShouldContain("为什么是");
        date.ShouldContain(article);
        s_step.Count(date).ShouldBeGreaterThanOrEqualTo(2, date);
    }
}
