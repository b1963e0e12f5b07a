using Hejie.Rules.Procedures;
using Microsoft.Playwright;

namespace Hejie.Browser;

/// <summary>An officer makes a passkey, comes in by it, and cannot with a device that does not verify who holds it.</summary>
public sealed class PasskeyStory(Town town) : Story(town)
{
    [Fact]
    public async Task A_passkey_is_added_opens_the_desk_and_needs_its_holder()
    {
        var name = await Town.AccountAsync("mediation-committee", "喜洲村", Role.Lead);
        // Passkeys need a name, not an address.
        var site = new UriBuilder(Town.Address) { Host = "localhost" }.Uri;
        await using var context = await Town.Browser.NewContextAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, Locale = "zh-CN" });
        var page = await context.NewPageAsync();
        var tools = await context.NewCDPSessionAsync(page);
        await tools.SendAsync("WebAuthn.enable");
        var device = (await tools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        }))!.Value.GetProperty("authenticatorId").GetString()!;

        await page.GotoAsync(new Uri(site, "/signin").ToString());
        await page.FillAsync("[name=name]", name);
        await page.FillAsync("#password", Town.Password);
        await page.ClickAsync("main form.door >> nth=0 >> button");
        await page.GotoAsync(new Uri(site, "/me/second").ToString());
        var form = page.Locator("form[data-passkey=create]");
        await form.Locator("[name=device]").FillAsync("示例手机");
        await form.Locator("button").ClickAsync();
        await page.Locator(".posts b", new() { HasText = "示例手机" }).WaitForAsync();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 390")).ShouldBeTrue("it fits a telephone");

        await context.ClearCookiesAsync();
        await page.GotoAsync(new Uri(site, "/signin?to=%2Fdesk").ToString());
        await page.ClickAsync("form[data-passkey=get] button");
        await page.WaitForURLAsync("**/desk");

        await context.ClearCookiesAsync();
        await tools.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = device, ["isUserVerified"] = false });
        await page.GotoAsync(new Uri(site, "/signin").ToString());
        await page.ClickAsync("form[data-passkey=get] button");
        await page.Locator("form[data-passkey=get] [data-failed]").WaitForAsync(new() { State = WaitForSelectorState.Visible });
        await page.GotoAsync(new Uri(site, "/desk").ToString());
        page.Url.ShouldContain("/signin");
    }
}
