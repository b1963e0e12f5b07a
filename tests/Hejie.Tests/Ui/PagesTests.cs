using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Hejie.Operations;
using Hejie.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hejie.Tests.Ui;

public sealed class PagesTests : IAsyncLifetime
{
    private WebApplication _app = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "hejie",
            ContentRootPath = Path.Combine(SourceTree.Root, "src", "Hejie"),
        });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.AddUi(Task.FromResult(WordBook.Load(Path.Combine(SourceTree.Root, "catalogue", "words"))));
        // The first page shows the doors of the catalogue.
        builder.Services.AddSingleton(new CatalogueHolder { Current = Catalogue.Read(Path.Combine(SourceTree.Root, "catalogue")) });
        _app = builder.Build();
        _app.MapUi();
        _app.MapGet("/broken", IResult () => throw new InvalidOperationException("secret"));
        _app.MapGet("/api/v1/broken", IResult () => throw new InvalidOperationException("secret"));
        _app.MapGet("/large", IResult () => throw new BadHttpRequestException("too large", StatusCodes.Status413PayloadTooLarge));
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("/", "zh-CN")]
    [InlineData("/", "en")]
    [InlineData("/about", "zh-CN")]
    [InlineData("/privacy", "en")]
    public async Task A_page_speaks_the_language_of_its_reader_and_holds_nothing_inline(string path, string language)
    {
        var answer = await Ask(path, ("Accept-Language", language));
        var page = new HtmlParser().ParseDocument(await Text(answer));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.DocumentElement.GetAttribute("lang").ShouldBe(language);
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.QuerySelectorAll("style, [style], script:not([src])").ShouldBeEmpty();
        answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldNotContain("unsafe");
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
    }

    [Fact]
    public async Task The_choice_of_a_person_comes_before_the_wish_of_the_browser()
    {
        var page = await Text(await Ask("/", ("Accept-Language", "en"), ("Cookie", "language=zh-CN; text-size=large")));
        page.ShouldContain("<html lang=\"zh-CN\" class=\"large-text\">");
        page.ShouldContain("有难事，来说说");
    }

    [Theory]
    [InlineData("/language?to=en&back=/privacy", "/privacy")]
    [InlineData("/language?to=en&back=//elsewhere.example", "/")]
    [InlineData("/language?to=en&back=https://elsewhere.example", "/")]
    [InlineData("/text-size?to=large&back=/%5Celsewhere.example", "/")]
    public async Task A_switch_leads_back_and_never_elsewhere(string path, string back)
    {
        var answer = await Ask(path);
        answer.Headers.Location!.OriginalString.ShouldBe(back);
        answer.Headers.Contains("Set-Cookie").ShouldBeTrue();
    }

    [Fact]
    public async Task A_language_that_does_not_exist_is_not_kept() =>
        (await Ask("/language?to=%3Cscript%3E")).Headers.Contains("Set-Cookie").ShouldBeFalse();

    [Theory]
    [InlineData("/nothing", 404, "没有找到这一页")]
    [InlineData("/broken", 500, "我们这里出了差错")]
    [InlineData("/large", 413, "文件太大")]
    [InlineData("/denied", 403, "不由您这个岗办")]
    public async Task An_error_says_what_it_was_and_leads_on(string path, int status, string words)
    {
        var answer = await Ask(path);
        var page = await Text(answer);

        ((int)answer.StatusCode).ShouldBe(status);
        page.ShouldContain(words);
        page.ShouldContain("href=\"/\"");
        page.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("/api/v1/nothing", 404)]
    [InlineData("/api/v1/broken", 500)]
    public async Task A_program_is_answered_with_problem_details(string path, int status)
    {
        var answer = await Ask(path, ("Accept-Language", "en"));
        using var problem = JsonDocument.Parse(await Text(answer));

        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        problem.RootElement.GetProperty("code").GetString().ShouldBe($"http.{status}");
        problem.RootElement.GetRawText().ShouldNotContain("secret");
    }

    private async Task<HttpResponseMessage> Ask(string path, params (string Name, string Value)[] headers)
    {
        using var client = _app.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
