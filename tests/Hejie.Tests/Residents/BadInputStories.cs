using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Hejie.Tests.Residents;

/// <summary>What people and machines send that is wrong: each gets a clear error, and nothing is lost.</summary>
public abstract class BadInputStories(Installation hejie)
{
    [Fact]
    public async Task An_empty_form_says_what_is_missing()
    {
        using var villager = new Resident(hejie);
        await villager.OpenAsync("/file/people-mediation/kind");
        await villager.SendAsync();
        villager.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        villager.Errors.ShouldContain("请选是哪一类事情");
        await villager.SendAsync(("kind", "land"));
        await villager.OpenAsync("/file/people-mediation/check");
        await villager.SendAsync();
        villager.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        villager.Errors.ShouldContain("发生了什么事");
        villager.Errors.ShouldContain("没有这个地方");
        villager.Page.QuerySelectorAll(".govuk-error-summary a").Select(link => link.GetAttribute("href"))
            .ShouldBe(["/file/people-mediation/narrative", "/file/people-mediation/place"], ignoreOrder: true);
        villager.Text.ShouldContain("土地山林水利");
    }

    [Fact]
    public async Task A_file_of_50_MB_is_refused_by_the_page_with_its_reason()
    {
        using var villager = new Resident(hejie);
        await villager.FillAsync(hejie);
        await villager.UploadAsync("大.jpg", new ByteArrayContent(new byte[50 * 1024 * 1024]));
        villager.At.ShouldBe("/file/people-mediation/files?refused=attachment.size");
        villager.Errors.ShouldContain("超过 10 MB");
        villager.Page.QuerySelector<IHtmlInputElement>("input[type=file]")!.GetAttribute("data-max-bytes").ShouldBe("10485760");
        await villager.OpenAsync("/file/people-mediation/narrative");
        villager.Page.QuerySelector("textarea")!.TextContent.ShouldContain("屋檐水");
    }

    [Fact]
    public async Task An_executable_named_jpg_is_refused()
    {
        using var villager = new Resident(hejie);
        await villager.FillAsync(hejie);
        await villager.UploadAsync("照片.jpg", [.. "MZ"u8, .. new byte[4096]]);
        villager.Errors.ShouldContain("这种文件收不了");
        villager.Page.QuerySelectorAll(".kept li").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upload_without_the_pages_token_is_refused()
    {
        using var villager = new Resident(hejie);
        await villager.FillAsync(hejie);
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "file", "a.jpg" } };
        using var answer = await villager.RawAsync(new HttpRequestMessage(HttpMethod.Post, "/file/people-mediation/files/upload") { Content = form });
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("--X\r\nno head\r\n\r\n")]
    [InlineData("--X\r\nContent-Disposition: form-data; name=\"__RequestVerificationToken\"\r\n\r\ncut")]
    public async Task An_upload_that_is_no_form_is_refused(string body)
    {
        using var villager = new Resident(hejie);
        await villager.FillAsync(hejie);
        var form = new StringContent(body);
        form.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=X");
        using var answer = await villager.RawAsync(new HttpRequestMessage(HttpMethod.Post, "/file/people-mediation/files/upload") { Content = form });
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_eleventh_file_is_refused_even_when_all_come_at_once()
    {
        using var villager = new Resident(hejie);
        await villager.FillAsync(hejie);
        for (var nth = 1; nth <= 9; nth++)
            await villager.UploadAsync($"{nth}.txt", [.. "一段话"u8]);
        var form = villager.Page.QuerySelector<IHtmlFormElement>("form[data-upload]")!;
        var token = form.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value;
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(nth => villager.RawAsync(new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action"))
        {
            Content = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new ByteArrayContent([.. "另一段话"u8]), "file", "x.txt" } },
        })));
        answers.Count(answer => answer.Headers.Location!.ToString().Contains("attachment.count", StringComparison.Ordinal)).ShouldBe(2);
        await villager.OpenAsync("/file/people-mediation/files");
        villager.Page.QuerySelectorAll(".kept li").Length.ShouldBe(10);
        villager.Page.QuerySelector("input[type=file]").ShouldBeNull();
    }

    [Fact]
    public async Task A_text_of_100000_characters_comes_back_whole_with_its_error()
    {
        using var villager = new Resident(hejie);
        await villager.FillAsync(hejie);
        await villager.OpenAsync("/file/people-mediation/narrative");
        var text = string.Concat(Enumerable.Repeat("他说过的话", 20_000));
        await villager.SendAsync(("narrative", text));
        villager.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        villager.Errors.ShouldContain("最多 10000 个字");
        villager.Page.QuerySelector<IHtmlTextAreaElement>("textarea")!.Value.Length.ShouldBe(100_000);
        await villager.OpenAsync("/file/people-mediation/narrative");
        villager.Page.QuerySelector<IHtmlTextAreaElement>("textarea")!.Value.Length.ShouldBe(100_000);
    }

    [Theory]
    [InlineData("999999999999")]
    [InlineData("喜洲")]
    [InlineData("")]
    public async Task A_place_that_does_not_exist_is_refused(string place)
    {
        using var villager = new Resident(hejie);
        await villager.FillAsync(hejie);
        await villager.OpenAsync("/file/people-mediation/place?q=" + Uri.EscapeDataString("喜洲"));
        await villager.SendAsync(("place", place));
        villager.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        villager.Errors.ShouldContain("没有这个地方");
        await villager.OpenAsync("/file/people-mediation/place?q=" + Uri.EscapeDataString("不存在的村"));
        villager.Errors.ShouldContain("没有找到叫“不存在的村”的地方");
        await villager.OpenAsync("/file/people-mediation/place?q=" + Uri.EscapeDataString("云南省大理州 喜洲镇喜洲村民委员会"));
        villager.Page.QuerySelectorAll("button[name=place]").Select(button => button.TextContent).ShouldContain("大理市喜洲镇喜洲村");
    }

    [Fact]
    public async Task A_telephone_that_is_none_is_said_where_it_stands()
    {
        using var villager = new Resident(hejie);
        await villager.FillAsync(hejie, telephone: null);
        await villager.OpenAsync("/file/people-mediation/contact");
        await villager.SendAsync(("filer.telephone", "12345"), ("filer.name", new string('长', 61)));
        villager.Errors.ShouldContain("电话号码好像不对");
        villager.Errors.ShouldContain("最多 60 个字");
        villager.Page.QuerySelector<IHtmlInputElement>("[id='filer.telephone']")!.Value.ShouldBe("12345");
    }

    [Fact]
    public async Task A_procedure_or_step_that_does_not_exist_is_not_found()
    {
        using var villager = new Resident(hejie);
        await villager.OpenAsync("/file/witchcraft");
        villager.Status.ShouldBe(HttpStatusCode.NotFound);
        await villager.FillAsync(hejie);
        await villager.OpenAsync("/file/people-mediation/witchcraft");
        villager.Status.ShouldBe(HttpStatusCode.NotFound);
    }
}

public sealed class BadInputStoriesOnSqlite(SqliteInstallation hejie) : BadInputStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class BadInputStoriesOnPostgres(PostgresInstallation hejie) : BadInputStories(hejie), IClassFixture<PostgresInstallation>;
