using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Browser;

/// <summary>A dispute that the village cannot settle goes to the township and on to the county: told once, and all that was done goes with it.</summary>
public sealed class JointMediationStory(Town town) : Story(town)
{
    private const string Told = "老渠改道以后，我家三亩地浇不上水，隔壁村说水是他们的。", Summary = "老渠改道后的用水", View = "水权按 1987 年的分水协议，渠口可以各留一半。";

    private static DateTime Soon => LegalTime.DateOf(DateTimeOffset.UtcNow).AddDays(2).ToDateTime(new TimeOnly(9, 30));

    [Fact]
    public async Task A_joint_mediation_goes_from_the_village_to_the_county_and_is_told_once()
    {
        var villager = await VillagerAsync("杨示例", "19900006789");
        var code = await villager.FilesAsync(new("joint-mediation", "land", "桃源村", Told) { Other = ("赵示例", "19900009876") });
        await villager.OpensAsync(code);

        var village = await OfficerAsync(await Town.AccountAsync("service-centre", "桃源村", Role.DutyOfficer));
        await village.OpensAsync("桃源", "待受理");
        await village.ReadsAsync();
        await village.AcceptsAsync(Summary);
        await village.ConvenesAsync("请一起看水权和渠口怎么留。");
        var court = await OfficerAsync(await Town.AccountAsync("court", "大理市", Role.DutyOfficer));
        await court.OpensAsync(Summary, "参加联合调解");
        await court.GivesViewAsync(View);
        await village.Screen.GoAsync(village.Screen.Path);
        await village.PassesUpAsync("两村各说各的，村里谈不下来。");

        var township = await OfficerAsync(await Town.AccountAsync("service-centre", "喜洲镇", Role.DutyOfficer));
        await township.OpensAsync(Summary);
        await township.ReadsAsync();
        (await township.Screen.TextAsync()).ShouldContain(Told);
        (await township.Screen.TextAsync()).ShouldContain(View);
        await township.PassesUpAsync("牵涉两个乡镇，要县里定。");
        await villager.LooksAsync();
        (await villager.Screen.TextAsync()).ShouldContain("大理市综治服务中心");

        var county = await OfficerAsync(await Town.AccountAsync("service-centre", "大理市", Role.DutyOfficer));
        await county.OpensAsync(Summary);
        await county.ReadsAsync();
        (await county.Screen.TextAsync()).ShouldContain(Told);
        await county.SetsSittingAsync(Soon, "大理市综治服务中心调解室");
        await county.RecordsSittingAsync("各方到场，同意渠口各留一半，费用两村各担一半。");

        await villager.LooksAsync();
        var story = string.Join('\n', await villager.StoryAsync());
        foreach (var told in new[] { "请人民调解员、法院和司法所一起来调解", View, "两村各说各的", "牵涉两个乡镇", "约好了调解会", "开过了调解会" })
            story.ShouldContain(told);
        story.ShouldNotContain("各担一半", customMessage: "what is offered is not told outside the room");
    }
}
