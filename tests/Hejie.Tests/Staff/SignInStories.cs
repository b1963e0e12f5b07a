using System.Net;
using Hejie.Data;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Staff;

/// <summary>The staff's door.</summary>
public abstract class SignInStories(Installation hejie)
{
    [Fact]
    public async Task An_officer_signs_in_to_where_they_wanted_to_go_and_out_again()
    {
        var name = await Officer.AccountAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer));
        using var officer = new Officer(hejie);
        using (var turned = await officer.GetAsync("/desk?show=late"))
            turned.Headers.Location!.OriginalString.ShouldBe("/signin?to=%2Fdesk%3Fshow%3Dlate");

        using (var inside = await officer.SignInAsync(name, Officer.Password, "?to=%2Fdesk%3Fshow%3Dlate"))
            inside.Headers.Location!.OriginalString.ShouldBe("/desk?show=late");
        var desk = await officer.OpenAsync("/desk");
        desk.Find("nav span")!.TextContent.ShouldContain("喜洲村");

        using (var outside = await officer.SendAsync(desk, "form[action='/signout']"))
            outside.Headers.Location!.OriginalString.ShouldBe("/signin");
        (await officer.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Who_opens_no_matters_comes_to_their_post_and_to_no_closed_door()
    {
        var name = await Officer.AccountAsync(hejie, hejie.Post("service-centre", "大理市", Role.Clerk));
        using var officer = new Officer(hejie);
        using (var inside = await officer.SignInAsync(name, Officer.Password))
            inside.Headers.Location!.OriginalString.ShouldBe("/me");
        (await officer.OpenAsync("/me")).Find("main")!.TextContent.ShouldContain("这个岗不打开具体的事");
    }

    [Fact]
    public async Task Nobody_is_led_to_another_site()
    {
        var name = await Officer.AccountAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer));
        foreach (var elsewhere in new[] { "https://example.org/", "//example.org", "/\\example.org" })
        {
            using var officer = new Officer(hejie);
            using var inside = await officer.SignInAsync(name, Officer.Password, "?to=" + Uri.EscapeDataString(elsewhere));
            inside.Headers.Location!.OriginalString.ShouldBe("/desk");
        }
    }

    [Fact]
    public async Task An_unknown_name_and_a_wrong_password_get_one_answer_and_one_wait()
    {
        var name = await Officer.AccountAsync(hejie, hejie.Post("mediation-committee", "周城村", Role.DutyOfficer));
        using var officer = new Officer(hejie, "127.0.0.3");
        using var stranger = new Officer(hejie, "127.0.0.4");
        for (var tried = 1; tried <= 5; tried++)
        {
            var wrong = await Wrong(officer, name, "wrong password");
            wrong.ShouldContain("用户名或密码不对");
            (await Wrong(stranger, "nobody", "wrong password")).ShouldBe(wrong);
        }

        var waits = await Wrong(officer, name, Officer.Password);
        waits.ShouldContain("请等 1 秒");
        (await Wrong(stranger, "nobody", "wrong password")).ShouldBe(waits);
    }

    [Fact]
    public async Task Who_holds_two_posts_chooses_one_and_can_change()
    {
        var (duty, lead) = (hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer), hejie.Post("mediation-committee", "喜洲村", Role.Lead));
        var name = await Officer.AccountAsync(hejie, duty, lead);
        using var officer = new Officer(hejie);
        using (var choosing = await officer.SignInAsync(name, Officer.Password))
            choosing.Headers.Location!.OriginalString.ShouldBe("/me?to=%2Fdesk");

        var choice = await officer.OpenAsync("/me?to=%2Fdesk");
        choice.Text.ShouldContain("今天用哪个岗");
        using (var chosen = await officer.SendAsync(choice, ".posts form", ("post", Text(lead.Post.Id))))
            chosen.Headers.Location!.OriginalString.ShouldBe("/desk");
        (await officer.OpenAsync("/me")).Find("nav span")!.TextContent.ShouldContain(lead.Post.Name);

        var foreign = hejie.Post("police", "大理市", Role.DutyOfficer);
        using var refused = await officer.SendAsync(await officer.OpenAsync("/me"), ".posts form", ("post", Text(foreign.Post.Id)));
        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_post_that_ended_opens_nothing_from_the_next_page_on()
    {
        var duty = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        using var officer = await Officer.AtAsync(hejie, duty);
        (await officer.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);

        await hejie.InScopeAsync(async services => await services.GetRequiredService<HejieDb>().Appointments
            .Where(row => row.Post == duty.Post.Id).ExecuteUpdateAsync(row => row.SetProperty(held => held.Ended, 1)));

        (await officer.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Redirect);
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string> Wrong(Officer officer, string name, string password)
    {
        using var response = await officer.SignInAsync(name, password);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await Officer.ReadAsync(response);
        page.Find("#password")!.GetAttribute("value").ShouldBeNullOrEmpty();
        return page.Find(".govuk-error-summary")!.TextContent;
    }
}

public sealed class SignInStoriesOnSqlite(SqliteInstallation hejie) : SignInStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class SignInStoriesOnPostgres(PostgresInstallation hejie) : SignInStories(hejie), IClassFixture<PostgresInstallation>;
