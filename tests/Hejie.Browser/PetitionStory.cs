using Hejie.Rules.Procedures;

namespace Hejie.Browser;

/// <summary>A petition that is not one: the resident learns where to go instead.</summary>
public sealed class PetitionStory(Town town) : Story(town)
{
    [Fact]
    public async Task A_petition_is_refused_and_the_resident_sees_the_reason_and_the_other_way()
    {
        var villager = await VillagerAsync("杨示例", "19900002345");
        await villager.OpensAsync(await villager.FilesAsync(new("petition", "service", "喜洲村", "欠我家的运费一直没人管。")));

        var officer = await OfficerAsync(await Town.AccountAsync("petition-office", "大理市", Role.DutyOfficer));
        await officer.OpensAsync("待转送");
        await officer.ReadsAsync();
        await officer.RefusesAsync("dispute", "mediation", "运费是两家之间的账，调解员可以帮你们谈。");

        await villager.LooksAsync();
        (await villager.Screen.TextAsync("h1")).ShouldStartWith("信访没有受理，另有去处");
        var told = await villager.Screen.TextAsync(".promise");
        told.ShouldContain("属于民事纠纷，适合调解");
        told.ShouldContain("申请人民调解");
        told.ShouldContain("运费是两家之间的账，调解员可以帮你们谈。");
    }
}
