using Hejie.Rules.Procedures;

namespace Hejie.Browser;

/// <summary>The desk without a mouse.</summary>
public sealed class DeskKeysStory(Town town) : Story(town)
{
    [Fact]
    public async Task Keys_go_down_and_up_the_desk_open_a_matter_and_accept_it()
    {
        foreach (var (name, telephone) in new[] { ("杨示例", "19900003456"), ("段示例", "19900004567") })
        {
            var villager = await VillagerAsync(name, telephone);
            await villager.FilesAsync(new("people-mediation", "neighbour", "周城村", "水沟堵了。") { Other = ("董示例", "19900007890") });
        }

        var officer = await OfficerAsync(await Town.AccountAsync("mediation-committee", "周城村", Role.DutyOfficer));
        var keys = officer.Screen.Page.Keyboard;
        Task<string?> HereAsync() => officer.Screen.Page.Locator("tr.here").GetAttributeAsync("id");

        await keys.PressAsync("j");
        var first = await HereAsync();
        await keys.PressAsync("j");
        (await HereAsync()).ShouldNotBe(first);
        await keys.PressAsync("k");
        (await HereAsync()).ShouldBe(first);
        await officer.Screen.LeadAsync(() => keys.PressAsync("Enter"));
        officer.Screen.Path.ShouldStartWith("/matters/");

        await officer.Screen.LeadAsync(() => keys.PressAsync("a"));
        officer.Screen.Path.ShouldEndWith("/accept");
        await officer.Screen.Page.Locator("[name=summary]").FocusAsync();
        await keys.InsertTextAsync("水沟堵塞");
        await officer.Screen.LeadAsync(() => keys.PressAsync("Enter"));
        officer.Screen.Page.Url.ShouldEndWith("?done=accept");

        await officer.Screen.GoAsync("/desk");
        await keys.PressAsync("j");
        await officer.Screen.LeadAsync(() => keys.PressAsync("a"));
        officer.Screen.Path.ShouldEndWith("/accept");
    }
}
