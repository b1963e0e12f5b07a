using System.Net;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Rules.Procedures;
using Hejie.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Staff;

/// <summary>Whoever runs an installation makes its accounts.</summary>
public abstract class AccountStories(Installation hejie)
{
    private const string Centre = "喜洲镇综治服务中心";
    private const string Own = "mountain lake and horses";

    [Fact]
    public async Task The_first_account_of_an_installation_signs_in()
    {
        var done = (await AddAsync("first-duty")).ShouldBeOfType<AccountAdded.Done>();
        done.Body.Name.ShouldBe(Centre);
        done.Post.Role.ShouldBe(Role.DutyOfficer);

        using var officer = new Officer(hejie);
        using (var inside = await officer.SignInAsync("first-duty", Officer.Password))
            inside.Headers.Location!.OriginalString.ShouldBe("/me/password", "somebody else gave the password");
        using (var desk = await officer.GetAsync("/desk"))
            desk.Headers.Location!.OriginalString.ShouldBe("/me/password");
        using (var changed = await officer.SendAsync(await officer.OpenAsync("/me/password"), "main form.door", ("present", Officer.Password), ("password", Own), ("repeated", Own)))
            changed.Headers.Location!.OriginalString.ShouldBe("/me?to=%2Fdesk");
        (await officer.OpenAsync("/me")).Text.ShouldContain("杨示例");
        (await officer.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);
        using var later = new Officer(hejie);
        using var again = await later.SignInAsync("first-duty", Own);
        again.Headers.Location!.OriginalString.ShouldBe("/desk");
    }

    [Fact]
    public async Task A_password_that_was_given_opens_for_three_days_and_nothing_for_programs()
    {
        (await AddAsync("newcomer")).ShouldBeOfType<AccountAdded.Done>();
        using var program = new ApiClient(hejie);
        async Task<string?> AskAsync() => (await program.PostAsync("session", new { userName = "newcomer", password = Officer.Password })).Code;
        (await AskAsync()).ShouldBe("session.password-given");
        hejie.Time.Advance(TimeSpan.FromDays(3) + TimeSpan.FromMinutes(1));
        (await AskAsync()).ShouldBe("session.password-given");
        using (var officer = new Officer(hejie))
        using (var door = await officer.SignInAsync("newcomer", Officer.Password))
            (await Officer.ReadAsync(door)).Find(".govuk-error-summary")!.TextContent.ShouldContain("三天过了");

        (await GiveAsync("newcomer", "short")).ShouldBeOfType<PasswordGiven.Invalid>().Errors.ShouldContain(error => error.Code == "account.password-short");
        (await GiveAsync("nobody", Own)).ShouldBeOfType<PasswordGiven.NoAccount>();
        using (var officer = new Officer(hejie))
        using (var door = await officer.SignInAsync("newcomer", Officer.Password))
            (await Officer.ReadAsync(door)).Find(".govuk-error-summary")!.TextContent.ShouldContain("三天过了", customMessage: "one that will not do changes nothing");
        (await GiveAsync("newcomer", Own)).ShouldBeOfType<PasswordGiven.Done>();
        using var back = new Officer(hejie);
        using (var inside = await back.SignInAsync("newcomer", Own))
            inside.Headers.Location!.OriginalString.ShouldBe("/me/password");
        (await back.StatusAsync("/me")).ShouldBe(HttpStatusCode.OK);
        (await GiveAsync("newcomer", Officer.Password)).ShouldBeOfType<PasswordGiven.Done>();
        (await back.StatusAsync("/me")).ShouldBe(HttpStatusCode.Redirect, "what was open is over");
    }

    [Fact]
    public async Task What_is_wrong_is_told_and_nothing_is_made()
    {
        (await AddAsync("taken")).ShouldBeOfType<AccountAdded.Done>();
        (await ErrorsAsync("taken")).ShouldBe(["name account.name-taken"]);
        (await ErrorsAsync("TAKEN")).ShouldBe(["name account.name-taken"]);
        (await ErrorsAsync("with space")).ShouldBe(["name account.name-letters"]);
        (await ErrorsAsync("")).ShouldBe(["name account.name-letters"]);
        (await ErrorsAsync("short", password: "elevenchars")).ShouldBe(["password account.password-short"]);
        (await ErrorsAsync("short", password: "")).ShouldContain("password account.password-short");
        foreach (var easy in (string[])["123456789012", "password12345", "woaini1314520", "qwertyuiopas", "administrator1"])
            (await ErrorsAsync("short", password: easy)).ShouldBe(["password account.password-easy"], easy);
        (await ErrorsAsync("yang-chunhua-of-xizhou", password: "yang-chunhua-of-xizhou")).ShouldBe(["password account.password-easy"], "everybody knows the name");
        (await ErrorsAsync("short", password: new string('x', 201))).ShouldBe(["password account.password-long"]);
        (await ErrorsAsync("short", display: " ")).ShouldBe(["display account.display"]);
        (await AppointAsync("short", Centre, Role.Lead)).ShouldBeOfType<AccountAppointed.NoAccount>();
    }

    [Fact]
    public async Task An_unknown_body_is_answered_with_the_nearest_names_and_a_missing_post_with_those_there_are()
    {
        Why(await AddAsync("nobody", body: "喜州镇综治服务中心")).ShouldBeOfType<PostFound.NoBody>().Nearest.ShouldContain(Centre);
        Why(await AddAsync("nobody", body: "")).ShouldBeOfType<PostFound.NoBody>();
        Why(await AddAsync("nobody", role: Role.Auditor)).ShouldBeOfType<PostFound.NoPost>().Roles.ShouldContain(Role.Lead);

        var two = Why(await AddAsync("nobody", body: "牛街乡综治服务中心")).ShouldBeOfType<PostFound.NoBody>().Nearest;
        two.ShouldBe(["巍山彝族回族自治县牛街乡综治服务中心", "洱源县牛街乡综治服务中心"], ignoreOrder: true);
        (await AddAsync("niujie", body: two[0])).ShouldBeOfType<AccountAdded.Done>();
    }

    [Fact]
    public async Task An_account_that_is_ended_opens_nothing_until_it_is_appointed_again()
    {
        (await AddAsync("comes-and-goes")).ShouldBeOfType<AccountAdded.Done>();
        (await AppointAsync("comes-and-goes", Centre, Role.Lead)).ShouldBeOfType<AccountAppointed.Done>();
        (await AppointAsync("comes-and-goes", Centre, Role.Lead)).ShouldBeOfType<AccountAppointed.Done>();
        using var officer = new Officer(hejie);
        await Officer.KeepPasswordAsync(hejie, "comes-and-goes");
        (await officer.SignInAsync("comes-and-goes", Officer.Password)).Dispose();
        (await officer.OpenAsync("/me")).Text.ShouldContain("负责人");

        (await EndAsync("comes-and-goes")).ShouldBe(new AccountEnded.Done(2));
        (await EndAsync("comes-and-goes")).ShouldBe(new AccountEnded.Done(0));
        (await EndAsync("who")).ShouldBeOfType<AccountEnded.NoAccount>();
        (await officer.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Redirect);
        (await InAsync("comes-and-goes")).ShouldBeOfType<SignedIn.Wrong>();

        (await AppointAsync("comes-and-goes", Centre, Role.Lead)).ShouldBeOfType<AccountAppointed.Done>();
        (await InAsync("comes-and-goes")).ShouldBeOfType<SignedIn.Done>().Posts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task No_account_holds_two_of_the_three_hands_however_it_is_appointed()
    {
        const string Top = "大理白族自治州综治服务中心";
        var hands = new[] { Role.Administrator, Role.SecurityAdministrator, Role.Auditor };
        foreach (var first in hands)
        {
            var name = "hand-" + Guid.NewGuid().ToString("N")[..8];
            (await AddAsync(name, body: Top, role: first))
                .ShouldBeOfType<AccountAdded.Done>();
            foreach (var second in hands.Where(hand => hand != first))
                (await AppointAsync(name, Top, second)).ShouldBeOfType<AccountAppointed.OtherHand>().Held.Role.ShouldBe(first);
            (await AppointAsync(name, Top, first)).ShouldBeOfType<AccountAppointed.Done>();
            (await AppointAsync(name, Top, Role.Lead)).ShouldBeOfType<AccountAppointed.Done>();

            await EndAsync(name);
            // Who gave the post back may be given another; of two at once one is.
            var others = hands.Where(hand => hand != first).ToList();
            var both = await Task.WhenAll(others.Select(hand => Task.Run(() => AppointAsync(name, Top, hand))));
            both.OfType<AccountAppointed.Done>().Count().ShouldBe(1);
            both.OfType<AccountAppointed.OtherHand>().Count().ShouldBe(1);
        }
    }

    private Task<AccountAdded> AddAsync(
        string name, string display = "杨示例", string body = Centre, Role role = Role.DutyOfficer, string password = Officer.Password) =>
        hejie.InScopeAsync(services => services.GetRequiredService<AddAccount>().RunAsync(name, display, body, role, password, CancellationToken.None));

    private async Task<IEnumerable<string>> ErrorsAsync(string name, string display = "杨示例", string password = Officer.Password) =>
        (await AddAsync(name, display, password: password)).ShouldBeOfType<AccountAdded.Invalid>().Errors.Select(error => error.Field + " " + error.Code);

    private Task<AccountAppointed> AppointAsync(string name, string body, Role role) =>
        hejie.InScopeAsync(services => services.GetRequiredService<AppointAccount>().RunAsync(name, body, role, CancellationToken.None));

    private Task<PasswordGiven> GiveAsync(string name, string password) =>
        hejie.InScopeAsync(services => services.GetRequiredService<GivePassword>().RunAsync(name, password, CancellationToken.None));

    private Task<AccountEnded> EndAsync(string name) =>
        hejie.InScopeAsync(services => services.GetRequiredService<EndAccount>().RunAsync(name, CancellationToken.None));

    private Task<SignedIn> InAsync(string name) =>
        hejie.InScopeAsync(services => services.GetRequiredService<SignInStaff>().RunAsync(name, Officer.Password, CancellationToken.None));

    private static PostFound Why(AccountAdded added) => added.ShouldBeOfType<AccountAdded.NoPost>().Why;
}

public sealed class AccountStoriesOnSqlite(SqliteInstallation hejie) : AccountStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class AccountStoriesOnPostgres(PostgresInstallation hejie) : AccountStories(hejie), IClassFixture<PostgresInstallation>;
