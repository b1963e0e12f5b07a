using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Matters.Intake;
using Hejie.Tests.Live;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Staff;

/// <summary>A page as it was answered.</summary>
internal sealed record Screen(string Path, IHtmlDocument Document)
{
    /// <summary>What stands in the page's main part.</summary>
    public string Text => Document.QuerySelector("main")!.TextContent;

    public string? Title => Document.Title;

    public IElement? Find(string selector) => Document.QuerySelector(selector);

    public IReadOnlyList<string> All(string selector) => [.. Document.QuerySelectorAll(selector).Select(element => element.TextContent.Trim())];
}

/// <summary>A member of staff at a browser: follows links, fills forms, keeps cookies, sees where an answer leads.</summary>
internal sealed class Officer(Installation hejie, string from = "127.0.0.1", CookieContainer? cookies = null) : IDisposable
{
    public const string Password = "a long enough password";

    private static readonly HtmlParser s_parser = new();
    private readonly CookieContainer _cookies = cookies ??= new CookieContainer();
    private readonly HttpClient _http = hejie.Client(from: from, cookies: cookies);

    public void Dispose() => _http.Dispose();

    /// <summary>Somebody who has a copy of all cookies as they are now.</summary>
    public Officer Copy()
    {
        var copies = new CookieContainer();
        foreach (Cookie cookie in _cookies.GetAllCookies())
            copies.Add(new Cookie(cookie.Name, cookie.Value, cookie.Path, cookie.Domain));
        return new Officer(hejie, from, copies);
    }

    /// <summary>Somebody who holds these posts, signed in as the first of them.</summary>
    public static async Task<Officer> AtAsync(Installation hejie, params Scope[] posts)
    {
        return await InAsync(hejie, await AccountAsync(hejie, posts));
    }

    /// <summary>The holder of an account, signed in.</summary>
    public static async Task<Officer> InAsync(Installation hejie, string name, string from = "127.0.0.1")
    {
        var officer = new Officer(hejie, from);
        using var inside = await officer.SignInAsync(name, Password);
        inside.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return officer;
    }

    /// <summary>Makes an account for posts.</summary>
    public static Task<string> AccountAsync(Installation hejie, params Scope[] posts) => hejie.InScopeAsync(async services =>
    {
        var name = "officer-" + Guid.NewGuid().ToString("N")[..12];
        var account = new Account { UserName = name, DisplayName = "示例人员" };
        (await services.GetRequiredService<UserManager<Account>>().CreateAsync(account, Password)).Succeeded.ShouldBeTrue();
        var db = services.GetRequiredService<HejieDb>();
        db.Appointments.AddRange(posts.Select(post => new AppointmentRow { Account = account.Id, Post = post.Post.Id }));
        await db.SaveChangesAsync();
        return name;
    });

    /// <summary>Gives an account an authenticator, as if it had been set up by its pages.</summary>
    /// <returns>Its key.</returns>
    public static Task<string> AuthenticatorAsync(Installation hejie, string name) => hejie.InScopeAsync(async services =>
    {
        var accounts = services.GetRequiredService<UserManager<Account>>();
        var account = (await accounts.FindByNameAsync(name))!;
        await Totp.RenewKeyAsync(accounts, account);
        await accounts.SetTwoFactorEnabledAsync(account, true);
        return (await accounts.GetAuthenticatorKeyAsync(account))!;
    });

    /// <summary>Has the holder of an account keep the password that they were given, as if they had chosen it.</summary>
    public static Task KeepPasswordAsync(Installation hejie, string name) => hejie.InScopeAsync(services =>
        services.GetRequiredService<HejieDb>().Users.Where(user => user.UserName == name).ExecuteUpdateAsync(set => set.SetProperty(user => user.GivenUntil, (long?)null)));

    public async Task<HttpResponseMessage> SignInAsync(string name, string password, string to = "") =>
        await SendAsync(await OpenAsync("/signin" + to), "main form", ("name", name), ("password", password));

    /// <summary>Opens a page that is there.</summary>
    public async Task<Screen> OpenAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await ReadAsync(response);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>Listens to what is new, as the page's script does.</summary>
    /// <param name="last">The id of the last event that came before a break.</param>
    /// <param name="query">What stands behind the address.</param>
    public Task<Listener> ListenAsync(string? last = null, string query = "") => Listener.OpenAsync(_http, last, query);

    /// <summary>Asks for what is new, whatever the answer is.</summary>
    public Task<HttpResponseMessage> AskAsync(string query = "") => Listener.AskAsync(_http, null, query);

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var response = await GetAsync(path);
        return response.StatusCode;
    }

    /// <summary>Sends a form of a page as the browser would: what stands in it, then the answers.</summary>
    public async Task<HttpResponseMessage> SendAsync(Screen page, string form, params (string Name, string Value)[] answers)
    {
        var (action, fields) = Fields(page, form);
        foreach (var (name, value) in answers)
            fields[name] = value;
        using var content = new FormUrlEncodedContent(fields);
        return await _http.PostAsync(action, content);
    }

    /// <summary>Sends a form to where it was not meant to go, as somebody would who tampers with it.</summary>
    public async Task<HttpResponseMessage> SendAsync(Screen page, string form, string elsewhere, params (string Name, string Value)[] answers)
    {
        var (_, fields) = Fields(page, form);
        foreach (var (name, value) in answers)
            fields[name] = value;
        using var content = new FormUrlEncodedContent(fields);
        return await _http.PostAsync(new Uri(elsewhere, UriKind.Relative), content);
    }

    /// <summary>Sends a form with files.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        Screen page, string form, (string Field, string Name, byte[] Bytes)[] files, params (string Name, string Value)[] answers)
    {
        var (action, fields) = Fields(page, form);
        foreach (var (name, value) in answers)
            fields[name] = value;
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            content.Add(new StringContent(value), name);
        foreach (var (field, name, bytes) in files)
            content.Add(new ByteArrayContent(bytes), field, name);
        return await _http.PostAsync(action, content);
    }

    /// <summary>Makes a move by its page, and must come back to the matter or the desk.</summary>
    public async Task MakeAsync(Receipt receipt, string move, params (string Name, string Value)[] answers)
    {
        var path = Path(receipt) + "/" + move;
        using var response = await SendAsync(await OpenAsync(path), "form.move", answers);
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect, move + ": " + (await ReadAsync(response)).Find("main")?.TextContent);
    }

    /// <summary>Opens what is sealed, by its button.</summary>
    public async Task LookAsync(Receipt receipt, string purpose)
    {
        using var response = await SendAsync(await OpenAsync(Path(receipt)), ".sealed form", ("purpose", purpose));
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    public static string Path(Receipt receipt) => FormattableString.Invariant($"/matters/{receipt.County}/{receipt.Matter:N}");

    public static async Task<Screen> ReadAsync(HttpResponseMessage response) =>
        new(response.RequestMessage!.RequestUri!.PathAndQuery, await s_parser.ParseDocumentAsync(await response.Content.ReadAsStringAsync()));

    private static (Uri Action, Dictionary<string, string> Fields) Fields(Screen page, string form)
    {
        var found = page.Find(form).ShouldBeAssignableTo<IHtmlFormElement>(page.Path + " has no " + form)!;
        var fields = new Dictionary<string, string>();
        foreach (var input in found.QuerySelectorAll("input[type=hidden], input[type=text], input[type=datetime-local], textarea"))
            fields[input.GetAttribute("name")!] = input is IHtmlTextAreaElement area ? area.Value : input.GetAttribute("value") ?? "";
        return (new Uri(found.GetAttribute("action") ?? page.Path, UriKind.Relative), fields);
    }
}
