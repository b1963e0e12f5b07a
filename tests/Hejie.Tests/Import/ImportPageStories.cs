using System.Net;
using System.Text;
using Hejie.Rules.Procedures;
using Hejie.Tests.Staff;
using static Hejie.Tests.Import.Registers;

namespace Hejie.Tests.Import;

/// <summary>At the page a register is opened, mapped, looked through and taken in; what cannot be read is answered with what to do.</summary>
public abstract class ImportPageStories(Installation hejie)
{
    private readonly Registers _registers = new(hejie);

    [Fact]
    public async Task At_the_page_a_table_is_opened_mapped_looked_through_and_taken_in()
    {
        using var officer = await Officer.AtAsync(hejie, _registers.Centre);
        var bytes = Tables.Csv(Tables.Rows(Head, Row("页1"), Row("页2", date: "不是日期"), Row("页3", "占用村口通道不让别家通行")));
        using var opened = await officer.SendAsync(await officer.OpenAsync("/import"), "form.import-form", [("file", "台账.csv", bytes)], ("procedure", "people-mediation"));
        opened.StatusCode.ShouldBe(HttpStatusCode.Redirect, (await Officer.ReadAsync(opened)).Find("main")?.TextContent);
        var path = opened.Headers.Location!.OriginalString;
        var mapped = await officer.OpenAsync(path);
        mapped.Text.ShouldContain("UTF-8");
        mapped.Text.ShouldNotContain("19900004321");
        using var unnamed = await officer.SendAsync(mapped, "form.import-form", Chosen(mapped));
        unnamed.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        using var look = await officer.SendAsync(mapped, "form.import-form", [.. Chosen(mapped), ("source", "页面台账"), ("name", "周城")]);
        look.StatusCode.ShouldBe(HttpStatusCode.Redirect, (await Officer.ReadAsync(look)).Find("main")?.TextContent);
        var looked = await IdleAsync(officer, path);
        looked.Find("#result")!.TextContent.ShouldContain("会收下");
        looked.All("#result .import-counts b").ShouldBe(["2", "0", "1"]);
        (await _registers.MattersAsync("页面台账")).ShouldBeEmpty();
        using var errors = await officer.GetAsync(path + "/errors");
        (await errors.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("不是日期");

        using var taking = await officer.SendAsync(looked, "#result form");
        taking.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await IdleAsync(officer, path)).All("#result .import-counts b").ShouldBe(["2", "0", "1"]);
        (await _registers.MattersAsync("页面台账")).Count.ShouldBe(2);
        var list = await officer.OpenAsync("/import");
        list.Text.ShouldContain("周城");

        // The next table of this source is known by its name.
        using var next = await officer.SendAsync(list, "form.import-form", [("file", "台账2.csv", bytes)], ("procedure", "people-mediation"), ("mapping", "周城"));
        (await officer.OpenAsync(next.Headers.Location!.OriginalString)).Find("input[name=source]")!.GetAttribute("value").ShouldBe("页面台账");
        // Nobody else sees it.
        using var other = await Officer.AtAsync(hejie, hejie.Post("service-centre", "宾川县", Role.Lead));
        (await other.StatusAsync(next.Headers.Location!.OriginalString)).ShouldBe(HttpStatusCode.NotFound);
        (await other.StatusAsync(next.Headers.Location!.OriginalString + "/errors")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_workbook_with_a_sheet_for_each_month_is_taken_in_sheet_by_sheet_with_one_mapping()
    {
        using var officer = await Officer.AtAsync(hejie, _registers.Centre);
        var book = Tables.Book(("封面", Tables.Rows("大理市台账")), ("一月", Tables.Rows(Head, Row("月1"))), ("二月", Tables.Rows(Head, Row("月2"), Row("月3", "占用村口通道不让别家通行"))));
        using var opened = await officer.SendAsync(await officer.OpenAsync("/import"), "form.import-form", [("file", "台账.xlsx", book)], ("procedure", "people-mediation"));
        var path = opened.Headers.Location!.OriginalString;
        var mapped = await officer.OpenAsync(path);
        mapped.All("select[name=sheet] option[value]:not([value=''])").ShouldBe(["封面", "一月", "二月"]);
        using var look = await officer.SendAsync(mapped, "form.import-form", [.. Chosen(mapped), ("source", "月台账"), ("name", "按月")]);
        using var taking = await officer.SendAsync(await IdleAsync(officer, path), "#result form");
        var taken = await IdleAsync(officer, path);
        taken.All("#result .import-counts b").ShouldBe(["1", "0", "0"]);

        using var cover = await officer.SendAsync(taken, "form.import-sheet", ("sheet", "封面"));
        cover.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Officer.ReadAsync(cover)).Find(".govuk-error-summary")!.TextContent.ShouldContain("没有找到写着列名的一行");
        using var other = await officer.SendAsync(taken, "form.import-sheet", ("sheet", "三月"));
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var turned = await officer.SendAsync(taken, "form.import-sheet", ("sheet", "二月"));
        turned.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var second = await officer.OpenAsync(path);
        second.Text.ShouldContain("读的是工作表“二月”");
        second.Find("input[name=source]")!.GetAttribute("value").ShouldBe("月台账");
        using var again = await officer.SendAsync(second, "form.import-form", [.. Chosen(second), ("source", "月台账"), ("name", "按月")]);
        using var more = await officer.SendAsync(await IdleAsync(officer, path), "#result form");
        (await IdleAsync(officer, path)).All("#result .import-counts b").ShouldBe(["2", "0", "0"]);
        (await _registers.MattersAsync("月台账")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Bad_files_are_answered_with_what_to_do()
    {
        using var officer = await Officer.AtAsync(hejie, _registers.Centre);
        foreach (var (bytes, told) in new[]
        {
            (Array.Empty<byte>(), "请选一个表格"), ([1, 2, 0, 0, 3], "不是文字表格"), ([.. Encoding.UTF8.GetBytes("编号,日期,事由\n"), 0xFF, 0xFF], "第 2 行"),
            (Tables.Csv(Tables.Rows("姓名|身份证号", "杨示例|532901198001011234")), ""),
        })
        {
            using var sent = await officer.SendAsync(await officer.OpenAsync("/import"), "form.import-form", [("file", "t.csv", bytes)], ("procedure", "people-mediation"));
            if (told.Length > 0)
            {
                sent.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
                (await Officer.ReadAsync(sent)).Find(".govuk-error-summary")!.TextContent.ShouldContain(told);
                continue;
            }

            (await officer.OpenAsync(sent.Headers.Location!.OriginalString)).Find(".govuk-error-summary")!.TextContent.ShouldContain("名单");
        }
    }

    /// <summary>What stands chosen in the form's lists, as a browser sends it.</summary>
    private static (string Name, string Value)[] Chosen(Screen page) =>
    [
        .. page.Document.QuerySelectorAll("form.import-form select").OfType<AngleSharp.Html.Dom.IHtmlSelectElement>().Select(select => (select.Name!, select.Value ?? "")),
    ];

    private static async Task<Screen> IdleAsync(Officer officer, string path)
    {
        for (var tried = 0; tried < 100; tried++)
        {
            var page = await officer.OpenAsync(path);
            if (page.Find("progress") is null)
                return page;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException();
    }
}

public sealed class ImportPageStoriesOnSqlite(SqliteInstallation hejie) : ImportPageStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class ImportPageStoriesOnPostgres(PostgresInstallation hejie) : ImportPageStories(hejie), IClassFixture<PostgresInstallation>;
