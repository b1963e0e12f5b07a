using Hejie.Matters.Handling;
using Hejie.Rules.Procedures;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Browser;

/// <summary>A body that was called lets the days for an objection pass: then it can no longer say that it is not theirs.</summary>
public sealed class LateObjectionStory(Town town) : Story(town), IClassFixture<Town>
{
    [Fact]
    public async Task Who_objects_too_late_is_told_so_and_has_to_answer()
    {
        var villager = await VillagerAsync("赵示例", "19900002345");
        var code = await villager.FilesAsync(new("service-request", "other", "沙村", "村口的界桩被推倒了。"));
        var centre = await OfficerAsync(await Town.AccountAsync("service-centre", "沙村", Role.DutyOfficer));
        await centre.OpensAsync("沙村");
        await centre.CallsAsync("大理市自然资源局", "请到现场看界桩。", "土地管理法 14");
        var land = await Town.AccountAsync("natural-resources", "大理市", Role.DutyOfficer);
        var early = await OfficerAsync(land);
        await early.OpensAsync("沙村", "应召配合");
        (await early.Screen.Page.Locator("nav.moves a[href$='/referral-object']").CountAsync()).ShouldBe(1, "in time it can be said");
        var matter = early.Screen.Path;

        // Longer than two working days, whatever day it is today.
        Town.Time.Forward(TimeSpan.FromDays(16));
        await Town.Services.GetRequiredService<PassClocks>().RunAsync(CancellationToken.None);
        var late = await OfficerAsync(land);
        await late.Screen.GoAsync(matter + "/referral-object");
        (await late.Screen.TextAsync()).ShouldContain("提异议的时间过了");
        (await late.Screen.Page.Locator("form.move").CountAsync()).ShouldBe(0);
        await late.Screen.GoAsync(matter);
        (await late.Screen.Page.Locator("nav.moves a[href$='/referral-object']").CountAsync()).ShouldBe(0);
        await late.AnswersCallAsync("界桩重新立好了，双方在场。");

        await villager.OpensAsync(code);
        (await villager.Screen.TextAsync(".called")).ShouldContain("答复了");
        (await villager.Screen.TextAsync()).ShouldContain("提出异议");
    }
}
