using System.Net;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Rules.Procedures;
using Hejie.Tests.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Staff;

/// <summary>What an account comes in by, how that is changed, and who cannot.</summary>
public abstract class CredentialStories(Installation hejie)
{
    [Fact]
    public async Task Who_knows_the_password_cannot_guess_codes_from_many_addresses_and_locks_nobody_out()
    {
        var name = await Officer.AccountAsync(hejie, Duty("喜洲村"));
        using var officer = await InAsync(name);
        var (key, _) = await SetUpAsync(officer);
        hejie.Time.Advance(TimeSpan.FromSeconds(60));
        var code = Totp.Code(key, hejie.Time.GetUtcNow());
        for (var tried = 1; tried <= 5; tried++)
        {
            using var thief = new Officer(hejie, $"127.0.7.{tried}");
            (await thief.SignInAsync(name, Officer.Password)).Dispose();
            (await CodeAsync(thief, code == "000000" ? "000001" : "000000")).ShouldBeNull();
        }

        using (var thief = new Officer(hejie, "127.0.7.6"))
        {
            (await thief.SignInAsync(name, Officer.Password)).Dispose();
            (await CodeAsync(thief, code)).ShouldBeNull("they wait, whatever they know by now");
        }

        // On a device on which they came in before, the holder does.
        (await officer.SignInAsync(name, Officer.Password)).Dispose();
        (await CodeAsync(officer, code)).ShouldBe("/desk");
    }

    [Fact]
    public async Task An_authenticator_is_set_up_and_asked_for_from_then_on()
    {
        var name = await Officer.AccountAsync(hejie, Duty("喜洲村"));
        using var officer = await InAsync(name);
        using var other = await InAsync(name);
        var (key, recovery) = await SetUpAsync(officer);

        (await officer.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);
        (await other.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Redirect, "every other session ended");
        hejie.Time.Advance(TimeSpan.FromSeconds(60));
        using var later = new Officer(hejie);
        using (var first = await later.SignInAsync(name, Officer.Password, "?to=%2Fdesk%3Fshow%3Dlate"))
            first.Headers.Location!.OriginalString.ShouldBe("/signin/code");
        (await later.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Redirect, "a password alone opens nothing");
        var code = Totp.Code(key, hejie.Time.GetUtcNow());
        (await CodeAsync(later, code == "000000" ? "000001" : "000000")).ShouldBeNull();
        (await CodeAsync(later, code)).ShouldBe("/desk?show=late");
        (await later.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);

        using var again = new Officer(hejie);
        (await again.SignInAsync(name, Officer.Password)).Dispose();
        (await CodeAsync(again, code)).ShouldBeNull("a code is used once");
        (await CodeAsync(again, recovery[0].ToLowerInvariant())).ShouldBe("/desk");
        using var third = new Officer(hejie);
        (await third.SignInAsync(name, Officer.Password)).Dispose();
        (await CodeAsync(third, recovery[0])).ShouldBeNull("a recovery code is used once");

        hejie.Time.Advance(TimeSpan.FromMinutes(6));
        (await third.OpenAsync("/signin")).Title.ShouldNotBeNull();
        (await third.StatusAsync("/signin/code")).ShouldBe(HttpStatusCode.Redirect, "five minutes are enough for a code");
    }

    [Fact]
    public async Task A_program_gives_the_code_with_the_password()
    {
        var name = await Officer.AccountAsync(hejie, Duty("喜洲村"));
        using var officer = await InAsync(name);
        var (key, _) = await SetUpAsync(officer);
        hejie.Time.Advance(TimeSpan.FromSeconds(60));
        using var program = new ApiClient(hejie);

        (await program.PostAsync("session", new { userName = name, password = Officer.Password })).Code.ShouldBe("session.code-needed");
        (await program.PostAsync("session", new { userName = name, password = Officer.Password, code = "12" })).Code.ShouldBe("session.code");
        (await program.PostAsync("session", new { userName = name, password = "a wrong password", code = Totp.Code(key, hejie.Time.GetUtcNow()) })).Code.ShouldBe("session.wrong");
        var session = await program.PostAsync("session", new { userName = name, password = Officer.Password, code = Totp.Code(key, hejie.Time.GetUtcNow()) });
        session.Status.ShouldBe(HttpStatusCode.OK, session.Body.ToString());
    }

    [Fact]
    public async Task How_one_comes_in_is_changed_after_showing_again_who_one_is_and_its_secrets_lie_sealed()
    {
        var name = await Officer.AccountAsync(hejie, Duty("喜洲村"));
        using var officer = await InAsync(name);
        var (key, recovery) = await SetUpAsync(officer);

        var stored = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().UserTokens.AsNoTracking().Select(token => token.Value).ToListAsync());
        stored.ShouldNotBeEmpty();
        stored.ShouldAllBe(value => !value!.Contains(key, StringComparison.OrdinalIgnoreCase) && !recovery.Any(code => value.Contains(code, StringComparison.OrdinalIgnoreCase)));

        hejie.Time.Advance(TimeSpan.FromMinutes(11));
        var page = await officer.OpenAsync("/me/second");
        page.Find("form[action='/me/second?handler=Begin'], [formaction='/me/second?handler=Off']").ShouldBeNull("they came in some time ago");
        using (var refused = await officer.SendAsync(page, "main form.door", "/me/second?handler=Off"))
            (await Officer.ReadAsync(refused)).Find(".govuk-error-summary")!.TextContent.ShouldContain("先核对一下是您本人");
        async Task<string> ShowAsync(string password, string code)
        {
            using var shown = await officer.SendAsync(await officer.OpenAsync("/me/second"), "main form.door", ("password", password), ("code", code));
            return shown.StatusCode == HttpStatusCode.Redirect ? "" : (await Officer.ReadAsync(shown)).Find(".govuk-error-summary")!.TextContent;
        }

        var now = Totp.Code(key, hejie.Time.GetUtcNow());
        (await ShowAsync("a wrong password", now)).ShouldContain("密码不对");
        (await ShowAsync(Officer.Password, "")).ShouldContain("这一项要填");
        (await ShowAsync(Officer.Password, now == "000000" ? "000001" : "000000")).ShouldContain("验证码不对");
        (await ShowAsync(Officer.Password, now)).ShouldBe("");
        using (var stopped = await officer.SendAsync(await officer.OpenAsync("/me/second"), "main form.door", "/me/second?handler=Off"))
            stopped.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var later = await InAsync(name);
        (await later.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_lost_authenticator_is_taken_away_with_all_that_was_open()
    {
        var name = await Officer.AccountAsync(hejie, Duty("喜洲村"));
        using var officer = await InAsync(name);
        var (_, recovery) = await SetUpAsync(officer);

        (await hejie.InScopeAsync(services => services.GetRequiredService<ResetSecondFactor>().RunAsync(name, CancellationToken.None))).ShouldBeTrue();
        (await hejie.InScopeAsync(services => services.GetRequiredService<ResetSecondFactor>().RunAsync("nobody", CancellationToken.None))).ShouldBeFalse();

        (await officer.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Redirect);
        using var later = await InAsync(name);
        (await later.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);
        var (_, fresh) = await SetUpAsync(later);
        fresh.ShouldNotContain(recovery[0]);
    }

    [Fact]
    public async Task A_password_is_changed_by_the_present_one_and_ends_all_that_is_open_elsewhere()
    {
        const string Own = "mountain lake and horses";
        var name = await Officer.AccountAsync(hejie, Duty("喜洲村"));
        using var officer = await InAsync(name);
        using var other = await InAsync(name);
        async Task<string> ChangeAsync(string present, string chosen, string repeated)
        {
            using var answer = await officer.SendAsync(await officer.OpenAsync("/me/password"), "main form.door", ("present", present), ("password", chosen), ("repeated", repeated));
            var page = await Officer.ReadAsync(answer);
            return page.Find(".govuk-error-summary")?.TextContent ?? page.Text;
        }

        (await ChangeAsync("a wrong password", Own, Own)).ShouldContain("密码不对");
        (await ChangeAsync(Officer.Password, Own, Own + "!")).ShouldContain("两次输入的密码不一样");
        (await ChangeAsync(Officer.Password, "elevenchars", "elevenchars")).ShouldContain("至少 12");
        (await ChangeAsync(Officer.Password, "password12345", "password12345")).ShouldContain("太好猜");
        (await ChangeAsync(Officer.Password, Officer.Password, Officer.Password)).ShouldContain("和现在的一样");
        (await other.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);
        (await ChangeAsync(Officer.Password, Own, Own)).ShouldContain("密码换好了");

        (await officer.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);
        (await other.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Redirect);
        using var later = new Officer(hejie);
        using (var old = await later.SignInAsync(name, Officer.Password))
            old.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var inside = await later.SignInAsync(name, Own);
        inside.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private Scope Duty(string village) => hejie.Post("mediation-committee", village, Role.DutyOfficer);

    private Task<Officer> InAsync(string name) => Officer.InAsync(hejie, name);

    /// <summary>Sets up an authenticator by its pages; its key and the recovery codes.</summary>
    private async Task<(string Key, IReadOnlyList<string> Recovery)> SetUpAsync(Officer officer)
    {
        using (var begun = await officer.SendAsync(await officer.OpenAsync("/me/second"), "main form.door", ("password", Officer.Password)))
            begun.Headers.Location?.OriginalString.ShouldBe("/me/second/authenticator");
        var page = await officer.OpenAsync("/me/second/authenticator");
        page.Find("svg.slip__qr path").ShouldNotBeNull();
        var key = page.Find("main p code")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        using var done = await officer.SendAsync(page, "main form.door", ("code", Totp.Code(key, hejie.Time.GetUtcNow())));
        var codes = (await Officer.ReadAsync(done)).All("section.card li");
        codes.Count.ShouldBe(10);
        return (key, codes);
    }

    /// <summary>Gives a code at the second step; where it leads, or null where it is wrong.</summary>
    private static async Task<string?> CodeAsync(Officer officer, string code)
    {
        using var answer = await officer.SendAsync(await officer.OpenAsync("/signin/code"), "main form.door", ("code", code));
        return answer.Headers.Location?.OriginalString;
    }
}

public sealed class CredentialStoriesOnSqlite(SqliteInstallation hejie) : CredentialStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class CredentialStoriesOnPostgres(PostgresInstallation hejie) : CredentialStories(hejie), IClassFixture<PostgresInstallation>;
