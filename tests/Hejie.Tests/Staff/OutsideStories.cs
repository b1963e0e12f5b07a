using System.Net;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Identity.Outside;
using Hejie.Kernel;
using Hejie.Rules.Procedures;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hejie.Tests.Staff;

/// <summary>Staff come in by a provider outside the program; what they may do there is said here alone.</summary>
public abstract class OutsideStories
{
    private readonly Installation _hejie;
    private readonly FakeProvider _provider;

    private protected OutsideStories(Installation hejie, FakeProvider provider)
    {
        (_hejie, _provider) = (hejie, provider);
        provider.Clear();
        provider.Methods = ["pwd", "mfa"];
        // What the library read of the provider before is read anew.
        hejie.Services.GetRequiredService<IOptionsMonitorCache<OpenIdConnectOptions>>().Clear();
    }

    [Fact]
    public async Task Who_is_bound_comes_in_to_where_they_wanted_to_go_and_out_again()
    {
        var name = await BoundAsync(Duty("喜洲村"));
        using var officer = new Officer(_hejie);
        (await ComeAsync(officer, "?to=%2Fdesk%3Fshow%3Dlate")).ShouldBe("/desk?show=late");

        var desk = await officer.OpenAsync("/desk");
        desk.Find("nav span")!.TextContent.ShouldContain("喜洲村");
        (await officer.SendAsync(desk, "form[action='/signout']")).Dispose();
        (await officer.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Redirect);
        name.ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_is_bound_to_no_account_is_told_whom_to_ask_whatever_their_address()
    {
        _provider.Subject = Guid.NewGuid().ToString();
        using var stranger = new Officer(_hejie);
        _hejie.Logs.On = true;
        (await ComeAsync(stranger)).ShouldBe("/signin?outside=unknown");
        _hejie.Logs.On = false;
        (await stranger.OpenAsync("/signin?outside=unknown")).Find(".govuk-error-summary")!.TextContent.ShouldContain("还没有和这里的账号绑定");
        (await stranger.StatusAsync("/me")).ShouldBe(HttpStatusCode.Redirect);
        _hejie.Logs.Lines.ShouldContain(line => line.Contains(_provider.Subject, StringComparison.Ordinal), "who binds accounts reads to whom");
        foreach (var secret in new[] { FakeProvider.Secret, "an-access-token-that-nobody-keeps", "somebody@example.org" })
            _hejie.Logs.Lines.ShouldNotContain(line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("no nonce")]
    [InlineData("issuer")]
    [InlineData("description")]
    [InlineData("audience")]
    [InlineData("time")]
    [InlineData("signature")]
    [InlineData("none")]
    [InlineData("unsigned")]
    [InlineData("HS256")]
    [InlineData("no subject")]
    public async Task A_token_that_is_wrong_in_anything_opens_nothing(string wrong)
    {
        await BoundAsync(Duty("喜洲村"));
        _provider.OtherKey = wrong == "signature";
        _provider.Unsigned = wrong == "unsigned";
        _provider.Algorithm = wrong is "none" or "HS256" ? wrong : "RS256";
        if (wrong == "description")
            _provider.Issuer = "http://elsewhere.example.org";
        _provider.Falsify = claims =>
        {
            if (wrong is "issuer" or "description")
                claims["iss"] = "http://elsewhere.example.org";
            if (wrong == "nonce")
                claims["nonce"] = "another";
            if (wrong == "audience")
                claims["aud"] = "another";
            if (wrong == "time")
                claims["exp"] = (long)claims["iat"] - 3600;
            if (wrong is "no nonce" or "no subject")
                claims.Remove(wrong[3..] == "nonce" ? "nonce" : "sub");
        };
        using var officer = new Officer(_hejie);
        (await ComeAsync(officer)).ShouldBe("/signin?outside=refused");
        (await officer.OpenAsync("/signin?outside=refused")).Find(".govuk-error-summary")!.TextContent.ShouldContain("没有登录成");
        (await officer.StatusAsync("/me")).ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Nobody_comes_back_who_did_not_go_from_here()
    {
        await BoundAsync(Duty("喜洲村"));
        using var officer = new Officer(_hejie);
        var back = await GoAsync(officer);
        using var other = new Officer(_hejie);
        (await LocationAsync(other, back)).ShouldBe("/signin?outside=refused", "another browser with the same answer");
        (await LocationAsync(officer, back + "x")).ShouldBe("/signin?outside=refused", "another state");
        (await LocationAsync(officer, "/signin/outside")).ShouldBe("/signin?outside=refused");
        (await LocationAsync(officer, back)).ShouldBe("/desk");
        (await LocationAsync(officer, back)).ShouldBe("/signin?outside=refused", "an answer is taken once");
    }

    [Fact]
    public async Task Who_holds_no_post_any_more_gets_none()
    {
        var name = await BoundAsync(Duty("周城村"));
        await _hejie.InScopeAsync(async services => await services.GetRequiredService<HejieDb>().Appointments
            .Where(row => services.GetRequiredService<HejieDb>().Users.Any(user => user.Id == row.Account && user.UserName == name))
            .ExecuteUpdateAsync(row => row.SetProperty(held => held.Ended, 1)));
        using var officer = new Officer(_hejie);
        (await ComeAsync(officer)).ShouldBe("/signin?outside=no-post");
        (await officer.OpenAsync("/signin?outside=no-post")).Find(".govuk-error-summary")!.TextContent.ShouldContain("没有岗");

        await _hejie.InScopeAsync(services => services.GetRequiredService<EndAccount>().RunAsync(name, CancellationToken.None));
        (await ComeAsync(officer)).ShouldBe("/signin?outside=no-post", "an account that was ended");
        (await officer.StatusAsync("/me")).ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Where_the_provider_asked_for_a_password_alone_the_second_step_is_asked_here()
    {
        var name = await BoundAsync(Duty("喜洲村"));
        _provider.Methods = ["pwd"];
        using var officer = new Officer(_hejie);
        (await ComeAsync(officer)).ShouldBe("/me/second");
        using (var desk = await officer.GetAsync("/desk"))
            desk.Headers.Location!.OriginalString.ShouldBe("/me/second");

        // Now there is an authenticator, and it is asked for.
        var key = await _hejie.InScopeAsync(async services =>
        {
            var accounts = services.GetRequiredService<UserManager<Account>>();
            var account = (await accounts.FindByNameAsync(name))!;
            await Totp.RenewKeyAsync(accounts, account);
            await accounts.SetTwoFactorEnabledAsync(account, true);
            return (await accounts.GetAuthenticatorKeyAsync(account))!;
        });
        using var again = new Officer(_hejie);
        (await ComeAsync(again, "?to=%2Fdesk%3Fshow%3Dlate")).ShouldBe("/signin/code");
        (await again.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Redirect);
        using (var inside = await again.SendAsync(await again.OpenAsync("/signin/code"), "main form.door", ("code", Totp.Code(key, _hejie.Time.GetUtcNow()))))
            inside.Headers.Location!.OriginalString.ShouldBe("/desk?show=late");

        // The provider that says it asked for more is believed.
        _provider.Methods = ["pwd", "otp"];
        using var strong = new Officer(_hejie);
        (await ComeAsync(strong)).ShouldBe("/desk");
        (await strong.StatusAsync("/desk")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_session_ends_as_every_other()
    {
        var name = await BoundAsync(Duty("喜洲村"));
        using var here = new Officer(_hejie);
        using var there = new Officer(_hejie);
        foreach (var officer in new[] { here, there })
            (await ComeAsync(officer)).ShouldBe("/desk");

        (await here.SendAsync(await here.OpenAsync("/me"), "form[action='/me?handler=Everywhere']")).Dispose();
        (await there.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Redirect, "signed out everywhere");

        (await ComeAsync(here)).ShouldBe("/desk");
        await _hejie.InScopeAsync(services => services.GetRequiredService<AppointAccount>().RunAsync(name, "喜洲镇综治服务中心", Role.Lead, CancellationToken.None));
        (await here.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Redirect, "appointed anew");

        (await ComeAsync(here)).ShouldBe("/me?to=%2Fdesk");
        await _hejie.InScopeAsync(services => services.GetRequiredService<UnbindAccount>().RunAsync(name, CancellationToken.None));
        (await here.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Redirect, "unbound");
        (await ComeAsync(here)).ShouldBe("/signin?outside=unknown");
    }

    [Fact]
    public async Task An_account_is_bound_to_one_person_and_a_person_to_one_account()
    {
        var (one, other) = (await Officer.AccountAsync(_hejie, Duty("喜洲村")), await Officer.AccountAsync(_hejie, Duty("喜洲村")));
        var subject = Guid.NewGuid().ToString();
        (await BindAsync(one, subject)).ShouldBeOfType<AccountBound.Done>();
        (await BindAsync(one, " " + subject)).ShouldBeOfType<AccountBound.Done>();
        (await BindAsync(other, subject)).ShouldBeOfType<AccountBound.Taken>();
        (await BindAsync(one, "another")).ShouldBeOfType<AccountBound.Bound>();
        (await BindAsync("nobody", subject)).ShouldBeOfType<AccountBound.NoAccount>();
        (await BindAsync(other, " ")).ShouldBeOfType<AccountBound.NoSubject>();
        (await BindAsync(other, new string('x', 256))).ShouldBeOfType<AccountBound.NoSubject>();
        (await BindAsync(other, new string('x', 255))).ShouldBeOfType<AccountBound.Done>();
    }

    [Fact]
    public async Task The_page_lets_the_browser_go_to_the_provider_and_to_nobody_else()
    {
        using var officer = new Officer(_hejie);
        using (var door = await officer.GetAsync("/signin"))
            door.Headers.GetValues("Content-Security-Policy").Single().ShouldContain($"form-action 'self' {_provider.Authority.GetLeftPart(UriPartial.Authority)};");
        using (var about = await officer.GetAsync("/about"))
            about.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("form-action 'self';");

        _provider.Page = new Uri("https://elsewhere.example.org/authorize");
        (await PressAsync(officer)).ShouldContain("现在连不上");
    }

    [Fact]
    public async Task A_provider_that_is_away_is_said_and_the_password_still_opens()
    {
        var options = _hejie.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OutsideSignIn.Scheme);
        options.ConfigurationManager = new Microsoft.IdentityModel.Protocols.ConfigurationManager<Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectConfiguration>(
            "http://127.0.0.1:9/", new Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectConfigurationRetriever(),
            new Microsoft.IdentityModel.Protocols.HttpDocumentRetriever(options.Backchannel) { RequireHttps = false });
        var name = await BoundAsync(Duty("喜洲村"));
        using var officer = new Officer(_hejie);
        (await PressAsync(officer)).ShouldContain("现在连不上");
        using var inside = await officer.SignInAsync(name, Officer.Password);
        inside.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private Scope Duty(string village) => _hejie.Post("mediation-committee", village, Role.DutyOfficer);

    /// <summary>An account, bound to who signs in at the provider from now on.</summary>
    private async Task<string> BoundAsync(Scope post)
    {
        var name = await Officer.AccountAsync(_hejie, post);
        _provider.Subject = "subject of " + name;
        (await BindAsync(name, _provider.Subject)).ShouldBeOfType<AccountBound.Done>();
        return name;
    }

    private Task<AccountBound> BindAsync(string name, string subject) =>
        _hejie.InScopeAsync(services => services.GetRequiredService<BindAccount>().RunAsync(name, subject, CancellationToken.None));

    /// <summary>Goes to the provider and comes back; where that leads.</summary>
    private async Task<string> ComeAsync(Officer officer, string to = "") => await LocationAsync(officer, await GoAsync(officer, to));

    /// <summary>Presses the button and signs in there; the way back, which was not gone yet.</summary>
    private async Task<string> GoAsync(Officer officer, string to = "")
    {
        using var away = await officer.SendAsync(await officer.OpenAsync("/signin" + to), "form[action='/signin?handler=Outside']");
        away.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        away.Headers.Location!.ToString().ShouldStartWith(_provider.Authority.ToString());
        away.Headers.Location.ToString().ShouldNotContain(FakeProvider.Secret);
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var there = await browser.GetAsync(away.Headers.Location);
        there.StatusCode.ShouldBe(HttpStatusCode.Redirect, await there.Content.ReadAsStringAsync());
        var back = there.Headers.Location!;
        back.GetLeftPart(UriPartial.Path).ShouldBe(new Uri(_hejie.Address, "/signin/outside").ToString());
        QueryHelpers.ParseQuery(back.Query).Keys.ShouldBe(["code", "state"], ignoreOrder: true);
        return back.PathAndQuery;
    }

    private static async Task<string> PressAsync(Officer officer)
    {
        using var answer = await officer.SendAsync(await officer.OpenAsync("/signin"), "form[action='/signin?handler=Outside']");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await Officer.ReadAsync(answer)).Find(".govuk-error-summary")!.TextContent;
    }

    private static async Task<string> LocationAsync(Officer officer, string path)
    {
        using var answer = await officer.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, path);
        return answer.Headers.Location!.OriginalString;
    }
}

/// <summary>The way in from outside where nobody set one.</summary>
public sealed class NoOutsideTests(SqliteInstallation hejie) : IClassFixture<SqliteInstallation>
{
    [Fact]
    public async Task Where_no_provider_is_set_there_is_no_button_and_no_way()
    {
        using var officer = new Officer(hejie);
        var door = await officer.OpenAsync("/signin");
        door.Find("form[action='/signin?handler=Outside']").ShouldBeNull();
        using (var pressed = await officer.SendAsync(door, "main form", "/signin?handler=Outside"))
            pressed.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using (var back = await officer.GetAsync("/signin/outside?code=1&state=2"))
            back.Headers.Location!.OriginalString.ShouldBe("/signin");
        var name = await Officer.AccountAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer));
        (await hejie.InScopeAsync(services => services.GetRequiredService<BindAccount>().RunAsync(name, "somebody", CancellationToken.None))).ShouldBeOfType<AccountBound.NoProvider>();
    }
}

/// <summary>An installation on SQLite whose staff come in by a provider.</summary>
public sealed class OutsideOnSqlite : SqliteInstallation
{
    internal FakeProvider Provider { get; } = new();

    internal static Settings With(Settings settings, FakeProvider provider) => settings with
    {
        SecondFactor = true,
        Provider = new OutsideProvider(provider.Authority, FakeProvider.Client, new Secret(FakeProvider.Secret)),
        Outgoing = ["private:127.0.0.1"],
    };

    /// <summary>The cookies of the way there and back live as long as the browser's clock says, which no test moves.</summary>
    internal static void ByTheBrowsersClock(WebApplicationBuilder builder) =>
        builder.Services.Configure<OpenIdConnectOptions>(OutsideSignIn.Scheme, options => options.TimeProvider = TimeProvider.System);

    private protected override Settings Adjust(Settings settings) => With(settings, Provider);

    private protected override void Configure(WebApplicationBuilder builder) => ByTheBrowsersClock(builder);
}

/// <summary>An installation on PostgreSQL whose staff come in by a provider.</summary>
public sealed class OutsideOnPostgres : PostgresInstallation
{
    internal FakeProvider Provider { get; } = new();

    private protected override Settings Adjust(Settings settings) => OutsideOnSqlite.With(settings, Provider);

    private protected override void Configure(WebApplicationBuilder builder) => OutsideOnSqlite.ByTheBrowsersClock(builder);
}

public sealed class OutsideStoriesOnSqlite(OutsideOnSqlite hejie) : OutsideStories(hejie, hejie.Provider), IClassFixture<OutsideOnSqlite>;

public sealed class OutsideStoriesOnPostgres(OutsideOnPostgres hejie) : OutsideStories(hejie, hejie.Provider), IClassFixture<OutsideOnPostgres>;
