using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rules.Procedures;
using Hejie.Tests.Attachments;
using Hejie.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Residents;

/// <summary>A device that many use, one after the other: whoever comes next finds nothing.</summary>
public abstract class KioskStories(Installation hejie)
{
    private const string Clear = "/kiosk/clear";

    private Scope Counter => hejie.Post("service-centre", "大理市", Role.DutyOfficer);

    [Fact]
    public async Task A_device_becomes_a_kiosk_and_staff_are_out_at_once()
    {
        using var kiosk = await KioskAsync();
        kiosk.Page.Body!.ClassName.ShouldBe("kiosk");
        kiosk.Page.QuerySelectorAll(".kiosk-doors a").Select(door => door.GetAttribute("href")).ShouldBe(["/file", "/track", "/guide"]);
        kiosk.Seen.ShouldContain(seen => seen.Contains("hejie-device=; expires=Thu, 01 Jan 1970", StringComparison.Ordinal));
        await kiosk.OpenAsync("/desk");
        kiosk.At.ShouldStartWith("/signin?to=");
        kiosk.Text.ShouldContain("这台机器给群众用");
        kiosk.Page.QuerySelectorAll("input[name=password]").ShouldBeEmpty();
        (await hejie.InScopeAsync(services =>
        {
            var db = services.GetRequiredService<HejieDb>();
            return db.StaffSessions.AsNoTracking().Where(session => session.Account == db.Users.Max(user => user.Id)).Select(session => session.Ended).ToListAsync();
        })).ShouldHaveSingleItem().ShouldNotBeNull("their session is over wherever its cookie was copied to");
    }

    [Fact]
    public async Task Staff_sign_in_at_a_kiosk_to_end_it_and_for_nothing_else()
    {
        using var kiosk = await KioskAsync();
        var name = await Staff.Officer.AccountAsync(hejie, Counter);
        await kiosk.OpenAsync("/signin");
        using (var refused = await kiosk.RawAsync(new HttpRequestMessage(HttpMethod.Post, "/signin")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = name, ["password"] = Staff.Officer.Password }),
        }))
            refused.Headers.TryGetValues("Set-Cookie", out _).ShouldBeFalse();

        var before = kiosk.Seen.Count;
        await kiosk.OpenAsync("/kiosk");
        kiosk.At.ShouldBe("/signin?to=%2Fkiosk");
        await kiosk.SendAsync(("name", name), ("password", Staff.Officer.Password));
        kiosk.At.ShouldBe("/kiosk");
        kiosk.Seen.Skip(before).ShouldNotContain(seen => seen.Contains("hejie-device=", StringComparison.Ordinal));
        foreach (var path in new[] { "/desk", "/me", "/assist" })
        {
            await kiosk.OpenAsync(path);
            kiosk.At.ShouldBe("/kiosk");
        }

        await kiosk.SendAsync(("do", "end"));
        kiosk.At.ShouldBe("/signin");
        await kiosk.OpenAsync("/");
        kiosk.Page.Body!.ClassName.ShouldNotBe("kiosk");
        await kiosk.OpenAsync("/desk");
        kiosk.Page.QuerySelectorAll("input[name=password]").Length.ShouldBe(1);
    }

    [Fact]
    public async Task The_next_person_finds_nothing()
    {
        var receipt = await hejie.FileAsync();
        var drafts = await hejie.OpenDraftsAsync();
        using var kiosk = await KioskAsync();
        await kiosk.FillAsync(hejie, telephone: null);
        await kiosk.UploadAsync("院墙.jpg", Samples.Photo());
        await kiosk.FileAsync();
        var code = kiosk.Code;
        await kiosk.OpenAsync("/t/" + receipt.Code);
        await kiosk.SendAsync(("do", "digits"), ("digits", "1234"));
        kiosk.At.ShouldBe("/matter");
        await kiosk.OpenAsync("/matter/add-information");
        await kiosk.SendAsync(("text", "又漏了一次雨。"));
        await kiosk.OpenAsync("/track/lost");
        await kiosk.SendAsync(("do", "send"), ("county", "532901"), ("telephone", "19900018888"));
        await kiosk.OpenAsync("/language?to=en&back=/");
        (await hejie.OpenDraftsAsync()).ShouldBe(drafts + 2);

        using (var cleared = await kiosk.RawAsync(Cleared(kiosk)))
        {
            cleared.Headers.Location!.ToString().ShouldBe("/");
            cleared.Headers.GetValues("Clear-Site-Data").ShouldHaveSingleItem().ShouldBe("\"cache\", \"storage\"");
            cleared.Headers.CacheControl!.NoStore.ShouldBeTrue();
            var set = cleared.Headers.GetValues("Set-Cookie").ToList();
            foreach (var gone in new[] { "hejie-draft", "hejie-move", "hejie-track", "hejie-party" })
                set.ShouldContain(cookie => cookie.StartsWith(gone + "=; expires=Thu, 01 Jan 1970", StringComparison.Ordinal), gone);
            set.ShouldContain(cookie => cookie.Contains("Antiforgery", StringComparison.Ordinal) && cookie.Contains("=; expires=Thu, 01 Jan 1970", StringComparison.Ordinal));
            set.Where(cookie => !cookie.Contains("=; expires=", StringComparison.Ordinal)).Select(cookie => cookie.Split('=')[0]).Order(StringComparer.Ordinal)
                .ShouldBe([KioskDevice.Cookie, RequestLanguage.LanguageCookie]);
        }

        (await hejie.OpenDraftsAsync()).ShouldBe(drafts);
        (await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().OneTimeCodes.AsNoTracking().OrderByDescending(row => row.Expires).FirstAsync())).Tries.ShouldBe(5);
        await kiosk.OpenAsync("/");
        kiosk.Page.Body!.ClassName.ShouldBe("kiosk");
        kiosk.Text.ShouldContain("说一件事");
        var before = kiosk.Seen.Count;
        foreach (var (path, start) in new[]
        {
            ("/file/receipt", "/track"), ("/file/receipt/proof", "/kiosk/no-files"), ("/file/people-mediation/narrative", "/file/people-mediation?lost=1"),
            ("/file/people-mediation/check", "/file/people-mediation?lost=1"), ("/matter", "/track"), ("/matter/data", "/track"), ("/matter/add-information", "/track"),
            ("/track", "/track"), ("/track/lost", "/track/lost"), ("/track/unlock", "/track"),
        })
        {
            await kiosk.OpenAsync(path);
            kiosk.At.ShouldBe(start, path);
        }

        foreach (var seen in kiosk.Seen.Skip(before))
        {
            foreach (var trace in new[] { code, receipt.Code, "屋檐", "赵示例", "杨示例", "漏了一次雨", "19900018888" })
                seen.ShouldNotContain(trace);
        }
    }

    [Fact]
    public async Task Nothing_is_kept_by_the_browser_and_nothing_downloaded()
    {
        using var kiosk = await KioskAsync();
        foreach (var path in new[] { "/", "/file", "/guide", "/law", "/counters", "/track", "/about", "/nowhere" })
        {
            await kiosk.OpenAsync(path);
            kiosk.Headers.CacheControl!.NoStore.ShouldBeTrue(path);
            kiosk.Page.QuerySelectorAll($"form.kiosk-band[action='{Clear}'] button").Length.ShouldBe(1, path);
            kiosk.Page.QuerySelectorAll("style, [style], script:not([src])").ShouldBeEmpty();
        }

        await kiosk.OpenAsync("/matter/data/copy.json");
        kiosk.At.ShouldBe("/kiosk/no-files");
    }

    [Fact]
    public async Task What_is_left_alone_ends_by_itself()
    {
        using var kiosk = await KioskAsync();
        await kiosk.FillAsync(hejie, telephone: null);
        hejie.Time.Advance(TimeSpan.FromMinutes(15));
        await kiosk.OpenAsync("/file/people-mediation/narrative");
        await kiosk.SendAsync(("narrative", "再说一遍。"));
        hejie.Time.Advance(TimeSpan.FromMinutes(15));
        await kiosk.OpenAsync("/file/people-mediation/narrative");
        kiosk.At.ShouldBe("/file/people-mediation/narrative");
        hejie.Time.Advance(TimeSpan.FromMinutes(21));
        await kiosk.OpenAsync("/file/people-mediation/narrative");
        kiosk.At.ShouldBe("/file/people-mediation?lost=1");

        var receipt = await hejie.FileAsync();
        await kiosk.OpenAsync("/t/" + receipt.Code);
        await kiosk.SendAsync(("do", "digits"), ("digits", "1234"));
        hejie.Time.Advance(TimeSpan.FromMinutes(3));
        await kiosk.OpenAsync("/matter");
        kiosk.At.ShouldBe("/matter");
        hejie.Time.Advance(TimeSpan.FromMinutes(4));
        await kiosk.OpenAsync("/matter");
        kiosk.At.ShouldBe("/matter");
        hejie.Time.Advance(TimeSpan.FromMinutes(6));
        await kiosk.OpenAsync("/matter");
        kiosk.At.ShouldBe("/track");
    }

    [Fact]
    public async Task The_place_where_it_stands_is_the_first_guess()
    {
        using var kiosk = await KioskAsync("喜洲村");
        await kiosk.OpenAsync("/file/people-mediation/kind");
        await kiosk.SendAsync(("kind", "neighbour"));
        kiosk.Page.QuerySelector("main .notice")!.TextContent.ShouldContain("喜洲镇喜洲村");
        await kiosk.OpenAsync("/file/people-mediation/narrative");
        await kiosk.SendAsync(("narrative", "屋檐水滴到我家院墙。"));
        kiosk.At.ShouldBe("/file/people-mediation/people");
    }

    [Fact]
    public async Task A_receipt_at_a_kiosk_is_printed_and_cleared_first_of_all()
    {
        using var kiosk = await KioskAsync();
        await kiosk.FillAsync(hejie, telephone: null);
        await kiosk.FileAsync();
        var buttons = kiosk.Page.QuerySelectorAll("main button").Select(button => button.TextContent).ToList();
        buttons[0].ShouldBe("打印凭条");
        buttons[1].ShouldBe("办完了，清空");
        kiosk.Page.QuerySelectorAll("a[download]").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_device_that_is_no_kiosk_keeps_what_it_has_and_a_forged_mark_makes_none()
    {
        using var villager = new Resident(hejie);
        await villager.FillAsync(hejie, telephone: null);
        using (var asked = await villager.RawAsync(new HttpRequestMessage(HttpMethod.Get, Clear)))
            asked.Headers.Contains("Clear-Site-Data").ShouldBeFalse();
        await villager.OpenAsync("/file/people-mediation/narrative");
        villager.At.ShouldBe("/file/people-mediation/narrative");

        using var http = hejie.Client();
        using var forged = new HttpRequestMessage(HttpMethod.Get, "/");
        forged.Headers.Add("Cookie", KioskDevice.Cookie + "=1");
        using var page = await http.SendAsync(forged, TestContext.Current.CancellationToken);
        (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("kiosk-band");
    }

    [Fact]
    public async Task Who_leaves_a_matter_leaves_nothing_in_the_browser()
    {
        var receipt = await hejie.FileAsync();
        using var villager = new Resident(hejie);
        await villager.OpenAsync("/t/" + receipt.Code);
        await villager.SendAsync(("do", "digits"), ("digits", "1234"));
        await villager.PressAsync("/matter");
        villager.At.ShouldBe("/");
        villager.Seen.ShouldContain(seen => seen.Contains("Clear-Site-Data: \"cache\", \"storage\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_script_the_page_goes_and_clears_by_itself()
    {
        using var kiosk = await KioskAsync();
        kiosk.Page.QuerySelector("head noscript")!.InnerHtml.ShouldContain($"240;url={Clear}");
        await kiosk.FillAsync(hejie, telephone: null);
        await kiosk.OpenAsync(Clear);
        kiosk.At.ShouldBe("/");
        await kiosk.OpenAsync("/file/people-mediation/narrative");
        kiosk.At.ShouldBe("/file/people-mediation?lost=1");
    }

    /// <summary>The button that stands on every page of a kiosk.</summary>
    private static HttpRequestMessage Cleared(Resident kiosk) => new(HttpMethod.Post, Clear)
    {
        Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = kiosk.Page.QuerySelector(".kiosk-band input[name=__RequestVerificationToken]")!.GetAttribute("value")!,
        }),
    };

    private async Task<Resident> KioskAsync(string? place = null)
    {
        var kiosk = new Resident(hejie);
        await kiosk.SignInAsync(Counter);
        await kiosk.OpenAsync("/kiosk" + (place is null ? "" : "?place=" + hejie.Place(place).Code));
        await kiosk.SendAsync(("do", "begin"), ("place", place is null ? "" : hejie.Place(place).Code.ToString()));
        kiosk.At.ShouldBe("/");
        return kiosk;
    }
}

public sealed class KioskStoriesOnSqlite(SqliteInstallation hejie) : KioskStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class KioskStoriesOnPostgres(PostgresInstallation hejie) : KioskStories(hejie), IClassFixture<PostgresInstallation>;
