using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Browser;

/// <summary>A village calls the county's bodies on a matter: each in a browser of their own, and the villager reads what comes of it.</summary>
public sealed class WhistleStory(Town town) : Story(town)
{
    private const string Land = "大理市自然资源局", Labour = "大理市人力资源和社会保障局", Welfare = "大理市民政局";
    private const string Ask = "请到现场指一指地界。", Ground = "土地管理法 14";

    private static DateTime Tomorrow => LegalTime.DateOf(DateTimeOffset.UtcNow).AddDays(1).ToDateTime(new TimeOnly(10, 0));

    [Fact]
    public async Task A_whistle_is_answered_and_the_villager_reads_who_came_and_what_they_said()
    {
        var villager = await VillagerAsync("杨示例", "19900003456");
        await villager.OpensAsync(await villager.FilesAsync(new("service-request", "other", "周城村", "村口两家的地界牌倒了，没人管。")));
        var centre = await OfficerAsync(await Town.AccountAsync("service-centre", "周城村", Role.DutyOfficer));
        await centre.OpensAsync("周城");
        await centre.CallsAsync(Land, Ask, Ground);

        var land = await OfficerAsync(await Town.AccountAsync("natural-resources", "大理市", Role.DutyOfficer));
        await land.OpensAsync("周城", "应召配合");
        (await land.Screen.TextAsync(".called")).ShouldContain("叫了，还没应");
        await land.ReportsInAsync();
        await land.SendsSomebodyAsync("值班岗", Tomorrow);
        await villager.LooksAsync();
        (await villager.Screen.TextAsync(".called")).ShouldContain("派人来了");
        await land.ReadsAsync();
        (await land.Screen.TextAsync()).ShouldContain("地界牌倒了");
        (await land.Screen.TextAsync()).ShouldNotContain("杨示例");
        await land.AnswersCallAsync("地界按 1998 年的登记，牌子已经重新立好。");

        await villager.LooksAsync();
        (await villager.Screen.TextAsync(".called")).ShouldContain("答复了");
        var story = string.Join('\n', await villager.StoryAsync());
        foreach (var told in new[] { Land, Ask, Ground, "派人来了", "地界按 1998 年的登记" })
            story.ShouldContain(told);
        await centre.Screen.GoAsync(centre.Screen.Path);
        (await centre.Screen.TextAsync(".called")).ShouldContain("答复了");
    }

    [Fact]
    public async Task Three_bodies_say_that_it_is_not_theirs_and_the_common_superior_says_whose_it_is()
    {
        var villager = await VillagerAsync("李示例", "19900004567");
        await villager.OpensAsync(await villager.FilesAsync(new("service-request", "other", "文阁村", "公共用地上的棚子没有人管。")));
        var centre = await OfficerAsync(await Town.AccountAsync("service-centre", "文阁村", Role.DutyOfficer));
        await centre.OpensAsync("文阁");
        await centre.CallsAsync(Land, Ask, Ground);
        foreach (var (kind, whose) in new[] { ("natural-resources", Labour), ("human-resources", Welfare), ("civil-affairs", "大理市司法局") })
        {
            var body = await OfficerAsync(await Town.AccountAsync(kind, "大理市", Role.DutyOfficer));
            await body.OpensAsync("文阁", "应召配合");
            await body.ObjectsAsync(whose, "不属本局职责。");
        }

        await villager.LooksAsync();
        (await villager.Screen.TextAsync(".called")).ShouldContain("等上级定谁来办");
        var superior = await OfficerAsync(await Town.AccountAboveAsync("service-centre", "大理市", Role.DutyOfficer));
        await superior.OpensAsync("文阁", "定下由谁来办");
        await superior.DecidesAsync(Land, "涉及用地，由自然资源局办。");
        var land = await OfficerAsync(await Town.AccountAsync("natural-resources", "大理市", Role.DutyOfficer));
        await land.OpensAsync("文阁", "应召配合");
        (await land.Screen.Page.Locator("nav.moves a[href$='/referral-object']").CountAsync()).ShouldBe(0);
        await land.AnswersCallAsync("已经通知拆除。");
        await villager.LooksAsync();
        (await villager.Screen.TextAsync(".called")).ShouldContain("答复了");
    }
}
