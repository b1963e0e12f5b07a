using System.Net;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Rules.Procedures;
using Hejie.Tests.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Staff;

/// <summary>How a session of staff begins, and what ends it.</summary>
public abstract class SessionStories(Installation hejie)
{
    private const string Centre = "喜洲镇综治服务中心";

    [Fact]
    public async Task A_session_ends_after_half_an_hour_without_a_request_and_no_sooner()
    {
        using var officer = await Officer.AtAsync(hejie, Duty("喜洲村"));
        foreach (var _ in Enumerable.Range(0, 3))
        {
            hejie.Time.Advance(TimeSpan.FromMinutes(29));
            (await officer.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);
        }

        hejie.Time.Advance(TimeSpan.FromMinutes(31));
        (await officer.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_session_ends_with_its_shift_even_for_who_never_rests()
    {
        using var officer = await Officer.AtAsync(hejie, Duty("喜洲村"));
        for (var worked = TimeSpan.Zero; worked < TimeSpan.FromHours(10); worked += TimeSpan.FromMinutes(20))
        {
            (await officer.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK, worked.ToString());
            hejie.Time.Advance(TimeSpan.FromMinutes(20));
        }

        hejie.Time.Advance(TimeSpan.FromMinutes(1));
        (await officer.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task An_appointment_ends_what_is_open_on_pages_and_for_programs()
    {
        var name = await Officer.AccountAsync(hejie, Duty("喜洲村"));
        using var officer = await InAsync(name);
        using var program = await ProgramAsync(name);

        (await AppointAsync(name, Centre, Role.Lead)).ShouldBeOfType<AccountAppointed.Done>();

        (await officer.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Redirect);
        (await program.GetAsync("desk")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        using var again = await InAsync(name);
        (await again.OpenAsync("/me")).All(".posts li").Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_post_that_ended_opens_nothing_on_pages_and_for_programs()
    {
        var scope = Duty("庆洞村");
        var name = await Officer.AccountAsync(hejie, scope);
        using var officer = await InAsync(name);
        using var program = await ProgramAsync(name);

        await hejie.InScopeAsync(services => services.GetRequiredService<EndAccount>().RunAsync(name, CancellationToken.None));

        foreach (var path in new[] { "/desk", "/me", "/me/second" })
            (await officer.StatusAsync(path)).ShouldBe(HttpStatusCode.Redirect, path);
        foreach (var path in new[] { "desk", "session" })
            (await program.GetAsync(path)).Status.ShouldBe(HttpStatusCode.Unauthorized, path);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_and_token_of_the_account_and_of_no_other()
    {
        var name = await Officer.AccountAsync(hejie, Duty("喜洲村"));
        using var here = await InAsync(name);
        using var there = await InAsync(name);
        using var program = await ProgramAsync(name);
        using var colleague = await Officer.AtAsync(hejie, Duty("喜洲村"));

        using var pressed = await here.SendAsync(await here.OpenAsync("/me"), "form[action='/me?handler=Everywhere']");

        pressed.Headers.Location!.OriginalString.ShouldBe("/signin?ended=true");
        (await here.OpenAsync("/signin?ended=true")).Text.ShouldContain("所有地方都退出了");
        foreach (var session in new[] { here, there })
            (await session.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Redirect);
        (await program.GetAsync("desk")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await colleague.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_guesses_waits_longer_each_time_and_locks_nobody_out()
    {
        var name = await Officer.AccountAsync(hejie, Duty("喜洲村"));
        using var known = await InAsync(name, "127.0.0.5");
        using var guesser = new Officer(hejie, "127.0.0.5");
        var waits = new List<double>();
        for (var tried = 0; tried < 12; tried++)
        {
            (await guesser.SignInAsync(name, "a wrong password")).Dispose();
            using var refused = await guesser.SignInAsync(name, "a wrong password");
            var text = (await Officer.ReadAsync(refused)).Find(".govuk-error-summary")!.TextContent;
            if (text.Contains("请等", StringComparison.Ordinal))
            {
                waits.Add(double.Parse(text.Split("请等 ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
                hejie.Time.Advance(TimeSpan.FromSeconds(waits[^1]));
            }
        }

        waits.Count.ShouldBeGreaterThan(5);
        waits.ShouldBe(waits.Order());
        waits[^1].ShouldBeGreaterThan(60);
        (await guesser.SignInAsync(name, "a wrong password")).Dispose();

        // The device on which the account came in before, at the guesser's own address.
        using (var onKnown = await known.SignInAsync(name, Officer.Password))
            onKnown.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        // A new device elsewhere.
        using var elsewhere = await InAsync(name, "127.0.0.6");
        (await elsewhere.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);
        hejie.Time.Advance(TimeSpan.FromMinutes(16));
        using var after = await InAsync(name, "127.0.0.5");
    }

    [Fact]
    public async Task No_account_holds_two_of_the_three_hands_however_it_is_appointed()
    {
        const string Top = "大理白族自治州综治服务中心";
        var hands = new[] { Role.Administrator, Role.SecurityAdministrator, Role.Auditor };
        foreach (var first in hands)
        {
            var name = "hand-" + Guid.NewGuid().ToString("N")[..8];
            (await hejie.InScopeAsync(services => services.GetRequiredService<AddAccount>().RunAsync(name, "示例", Top, first, Officer.Password, CancellationToken.None)))
                .ShouldBeOfType<AccountAdded.Done>();
            foreach (var second in hands.Where(hand => hand != first))
                (await AppointAsync(name, Top, second)).ShouldBeOfType<AccountAppointed.OtherHand>().Held.Role.ShouldBe(first);
            (await AppointAsync(name, Top, first)).ShouldBeOfType<AccountAppointed.Done>();
            (await AppointAsync(name, Top, Role.Lead)).ShouldBeOfType<AccountAppointed.Done>();

            await hejie.InScopeAsync(services => services.GetRequiredService<EndAccount>().RunAsync(name, CancellationToken.None));
            // Who gave the post back may be given another; of two at once one is.
            var others = hands.Where(hand => hand != first).ToList();
            var both = await Task.WhenAll(others.Select(hand => Task.Run(() => AppointAsync(name, Top, hand))));
            both.OfType<AccountAppointed.Done>().Count().ShouldBe(1);
            both.OfType<AccountAppointed.OtherHand>().Count().ShouldBe(1);
        }
    }

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
    public async Task The_authenticator_is_changed_with_the_password_alone_and_lies_sealed()
    {
        var name = await Officer.AccountAsync(hejie, Duty("喜洲村"));
        using var officer = await InAsync(name);
        using (var refused = await officer.SendAsync(await officer.OpenAsync("/me/second"), "main form.door", ("password", "a wrong password")))
            (await Officer.ReadAsync(refused)).Find(".govuk-error-summary")!.TextContent.ShouldContain("密码不对");
        var (key, recovery) = await SetUpAsync(officer);

        var stored = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().UserTokens.AsNoTracking().Select(token => token.Value).ToListAsync());
        stored.ShouldNotBeEmpty();
        stored.ShouldAllBe(value => !value!.Contains(key, StringComparison.OrdinalIgnoreCase) && !recovery.Any(code => value.Contains(code, StringComparison.OrdinalIgnoreCase)));

        using (var stopped = await officer.SendAsync(await officer.OpenAsync("/me/second"), "main form.door", "/me/second?handler=Off", ("password", Officer.Password)))
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

    private Scope Duty(string village) => hejie.Post("mediation-committee", village, Role.DutyOfficer);

    private async Task<Officer> InAsync(string name, string from = "127.0.0.1")
    {
        var officer = new Officer(hejie, from);
        using var inside = await officer.SignInAsync(name, Officer.Password);
        inside.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return officer;
    }

    private async Task<ApiClient> ProgramAsync(string name)
    {
        using var anyone = new ApiClient(hejie);
        var session = await anyone.PostAsync("session", new { userName = name, password = Officer.Password });
        session.Status.ShouldBe(HttpStatusCode.OK, session.Body.ToString());
        return anyone.With(session.Text("token"));
    }

    private Task<AccountAppointed> AppointAsync(string name, string body, Role role) =>
        hejie.InScopeAsync(services => services.GetRequiredService<AppointAccount>().RunAsync(name, body, role, CancellationToken.None));

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

public sealed class SessionStoriesOnSqlite(SqliteInstallation hejie) : SessionStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class SessionStoriesOnPostgres(PostgresInstallation hejie) : SessionStories(hejie), IClassFixture<PostgresInstallation>;
