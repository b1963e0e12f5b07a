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
        (await again.OpenAsync("/me")).All(".posts:not(.sessions) li").Count.ShouldBe(2);
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
    public async Task Who_left_has_left_wherever_their_cookie_or_token_was_copied_to()
    {
        var name = await Officer.AccountAsync(hejie, Duty("喜洲村"));
        using var officer = await InAsync(name);
        using var other = await InAsync(name);
        using var copied = officer.Copy();
        using var program = await ProgramAsync(name);
        (await copied.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);

        (await officer.SendAsync(await officer.OpenAsync("/me"), "form[action='/signout']")).Dispose();

        (await copied.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Redirect);
        (await other.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK, "the other is another");
        (await program.DeleteAsync("session")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await program.GetAsync("desk")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task One_sees_where_one_is_signed_in_and_ends_one_of_them()
    {
        var name = await Officer.AccountAsync(hejie, Duty("喜洲村"));
        using var counter = await InAsync(name);
        hejie.Time.Advance(TimeSpan.FromMinutes(1));
        using var officer = await InAsync(name);

        var page = await officer.OpenAsync("/me");
        page.All("form[action='/me?handler=One']").Count.ShouldBe(1, "not the one that is looked from");
        var ended = page.Find("form[action='/me?handler=One'] button")!.GetAttribute("value")!;
        (await officer.SendAsync(page, "form[action='/me?handler=One']", ("ended", ended))).Dispose();

        (await counter.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Redirect);
        (await officer.OpenAsync("/me")).Text.ShouldContain("已退出");
        using var stranger = await InAsync(await Officer.AccountAsync(hejie, Duty("喜洲村")));
        (await officer.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);
        var here = await hejie.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<HejieDb>();
            return await db.StaffSessions.Where(row => row.Ended == null && db.Users.Any(user => user.Id == row.Account && user.UserName == name)).Select(row => row.Id).ToListAsync();
        });
        here.ShouldHaveSingleItem();
        foreach (var session in here)
            (await stranger.SendAsync(await stranger.OpenAsync("/me"), "form[action='/signout']", "/me?handler=One", ("ended", session.ToString()))).Dispose();
        (await officer.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK, "nobody ends another's");
    }

    private Scope Duty(string village) => hejie.Post("mediation-committee", village, Role.DutyOfficer);

    private Task<Officer> InAsync(string name, string from = "127.0.0.1") => Officer.InAsync(hejie, name, from);

    private async Task<ApiClient> ProgramAsync(string name)
    {
        using var anyone = new ApiClient(hejie);
        var session = await anyone.PostAsync("session", new { userName = name, password = Officer.Password });
        session.Status.ShouldBe(HttpStatusCode.OK, session.Body.ToString());
        return anyone.With(session.Text("token"));
    }

    private Task<AccountAppointed> AppointAsync(string name, string body, Role role) =>
        hejie.InScopeAsync(services => services.GetRequiredService<AppointAccount>().RunAsync(name, body, role, CancellationToken.None));
}

public sealed class SessionStoriesOnSqlite(SqliteInstallation hejie) : SessionStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class SessionStoriesOnPostgres(PostgresInstallation hejie) : SessionStories(hejie), IClassFixture<PostgresInstallation>;
