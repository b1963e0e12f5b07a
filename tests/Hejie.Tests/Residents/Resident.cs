using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Hejie.Bodies;

namespace Hejie.Tests.Residents;

/// <summary>A resident with a browser: keeps cookies, follows where the page leads, posts the forms that the page shows.</summary>
internal sealed class Resident(Installation hejie) : IDisposable
{
    private static readonly HtmlParser s_parser = new();
    private readonly HttpClient _client = hejie.Client();

    /// <summary>The page that is open.</summary>
    public IHtmlDocument Page { get; private set; } = null!;

    public HttpStatusCode Status { get; private set; }

    /// <summary>The address of the page, without the host.</summary>
    public string At { get; private set; } = "/";

    public HttpResponseHeaders Headers { get; private set; } = null!;

    /// <summary>All that ever came back: headers and bodies of pages and of the ways to them.</summary>
    public List<string> Seen { get; } = [];

    public string Text => Page.Body!.TextContent;

    /// <summary>What the error summary says.</summary>
    public string Errors => Page.QuerySelector(".govuk-error-summary")?.TextContent ?? "";

    public Task OpenAsync(string path) => ShowAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Posts the page's form to its own address, as its button would.</summary>
    public Task SendAsync(params (string Field, string Value)[] answers) => ShowAsync(Post(answers));

    /// <summary>Presses a button whose form goes to an address of its own.</summary>
    public Task PressAsync(string action, params (string Field, string Value)[] answers) =>
        PressAsync(Page.QuerySelectorAll<IHtmlFormElement>("form[method=post]").First(form => form.GetAttribute("action") == action), action, answers);

    /// <summary>Sends the page's last form to where it was not meant to go, as somebody would who tampers with it.</summary>
    public Task TamperAsync(string action, params (string Field, string Value)[] answers) =>
        PressAsync(Page.QuerySelectorAll<IHtmlFormElement>("form[method=post]").Last(), action, answers);

    private Task PressAsync(IHtmlFormElement form, string action, (string Field, string Value)[] answers)
    {
        var fields = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(input => (input.Name!, input.Value))
            .Where(pair => answers.All(answer => answer.Field != pair.Item1)).Concat(answers).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2));
        return ShowAsync(new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields) });
    }

    /// <summary>Uploads a file through the page's form.</summary>
    public Task UploadAsync(string name, HttpContent file)
    {
        var form = Page.QuerySelector<IHtmlFormElement>("form[data-upload]")!;
        var content = new MultipartFormDataContent { { new StringContent(Token(form)), "__RequestVerificationToken" }, { file, "file", name } };
        return ShowAsync(new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action")) { Content = content });
    }

    public Task UploadAsync(string name, byte[] bytes) => UploadAsync(name, new ByteArrayContent(bytes));

    /// <summary>The request of the page's form, not sent yet: for sending it again and again.</summary>
    public HttpRequestMessage Post(params (string Field, string Value)[] answers)
    {
        var form = Page.QuerySelectorAll<IHtmlFormElement>("main form[method=post]").Last();
        var hidden = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(input => (input.Name!, input.Value));
        return new HttpRequestMessage(HttpMethod.Post, At)
        {
            Content = new FormUrlEncodedContent(hidden.Where(pair => answers.All(answer => answer.Field != pair.Item1)).Concat(answers)
                .Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))),
        };
    }

    public Task<HttpResponseMessage> RawAsync(HttpRequestMessage request) => _client.SendAsync(request);

    /// <summary>Signs in as staff who hold a post.</summary>
    public async Task SignInAsync(Scope post, string to = "")
    {
        var name = await Staff.Officer.AccountAsync(hejie, post);
        await OpenAsync("/signin" + to);
        await SendAsync(("name", name), ("password", Staff.Officer.Password));
    }

    /// <summary>Answers the pages of a filing up to all answers together.</summary>
    public async Task FillAsync(Installation installation, string narrative = "屋檐水滴到我家院墙，墙脚开裂。", string? telephone = "19900001234", string place = "喜洲村")
    {
        await OpenAsync("/file/people-mediation/kind");
        await SendAsync(("kind", "neighbour"));
        At.ShouldBe("/file/people-mediation/place");
        await ChooseAsync(installation, place);
        At.ShouldBe("/file/people-mediation/narrative");
        await SendAsync(("narrative", narrative));
        At.ShouldBe("/file/people-mediation/people");
        await SendAsync(("people.0.name", "杨示例"), ("people.0.role", "respondent"));
        At.ShouldBe("/file/people-mediation/contact");
        await SendAsync(("filer.telephone", telephone ?? ""), ("filer.name", "赵示例"));
        if (telephone is not null)
        {
            At.ShouldBe("/file/people-mediation/confirm");
            await SendAsync(("do", "skip"));
        }

        At.ShouldBe("/file/people-mediation/files");
    }

    /// <summary>Types the name of a place and presses the one that was meant.</summary>
    public async Task ChooseAsync(Installation installation, string place)
    {
        await OpenAsync(At.Split('?')[0] + "?q=" + Uri.EscapeDataString(place));
        var code = installation.Place(place).Code.ToString();
        Page.QuerySelectorAll("button[name=place]").ShouldContain(button => button.GetAttribute("value") == code);
        await SendAsync(("place", code));
    }

    /// <summary>Goes on from the files and sends all.</summary>
    public async Task FileAsync()
    {
        await SendAsync(("do", "next"));
        At.ShouldBe("/file/people-mediation/check");
        await SendAsync();
        At.ShouldBe("/file/receipt");
    }

    /// <summary>The code on the receipt.</summary>
    public string Code => string.Concat(Page.QuerySelectorAll(".slip__code span").Select(part => part.TextContent));

    public void Dispose() => _client.Dispose();

    private async Task ShowAsync(HttpRequestMessage request)
    {
        for (var hops = 0; ; hops++)
        {
            hops.ShouldBeLessThan(8);
            using var sent = request;
            using var response = await _client.SendAsync(sent);
            Seen.Add(response.Headers + await response.Content.ReadAsStringAsync());
            if (response.Headers.Location is { } to && (int)response.StatusCode is >= 300 and < 400)
            {
                request = new HttpRequestMessage(HttpMethod.Get, to.ToString());
                continue;
            }

            Status = response.StatusCode;
            Headers = response.Headers;
            At = sent.RequestUri!.IsAbsoluteUri ? sent.RequestUri.PathAndQuery : sent.RequestUri.ToString();
            Page = s_parser.ParseDocument(await response.Content.ReadAsStringAsync());
            return;
        }
    }

    private static string Token(IHtmlFormElement form) => form.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value;
}
