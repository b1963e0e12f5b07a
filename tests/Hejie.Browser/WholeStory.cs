using System.Globalization;
using System.Text;
using Hejie.Bodies;
using Hejie.Journal.Following;
using Hejie.Operations;
using Hejie.Operations.Demo;
using Hejie.Reports;
using Hejie.Rules.Procedures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Hejie.Browser;

/// <summary>
/// The lead of a county sees the whole: what is late and where, asks a question in a sentence, looks at how the bodies work,
/// finds matters by a word, releases the month's report, and takes a register in.
/// </summary>
public sealed class WholeStory(Town town) : Story(town), IClassFixture<Town>
{
    private const int Matters = 3_000;

    private const string Register =
        """
        登记编号,受理日期,地点,申请人,联系电话,对方当事人,纠纷类型,主要事实,办理结果,办结日期
        2025-1,2025-11-05,喜洲镇周城村三组,杨植一,19900004321,赵植二,邻里纠纷,屋檐水滴到邻居院墙，要求改水,调解成功,2025-11-20
        2025-2,不是日期,喜洲镇周城村三组,杨植一,19900004321,赵植二,邻里纠纷,占用村口通道不让别家通行,调解成功,2025-11-20
        2025-3,2025年11月7日,喜洲镇周城村,杨植一,19900004321,赵植二,邻里纠纷,养鸡吵得邻居睡不着,调解成功,2025-11-21
        """;

    [Fact]
    public async Task A_county_sees_its_whole_asks_releases_its_report_and_takes_a_register_in()
    {
        await FillAsync();
        var lead = (await OfficerAsync(await Town.AccountAsync("service-centre", "大理市", Role.Lead))).Screen;
        await OverviewAsync(lead);
        await AsksAsync(lead);
        await BodiesAsync(lead);
        await SearchesAsync(lead);
        await ReportsAsync(lead);
        await TakesInAsync(lead);

        // The same on a phone, where the tables become blocks and the menu is behind one word.
        var phone = await OutsideAsync(await Town.AccountAsync("service-centre", "大理市", Role.DutyOfficer));
        foreach (var path in new[] { "/overview", "/overview/bodies", "/ask?q=" + Uri.EscapeDataString("今年按月看收件数"), "/search?q=" + Uri.EscapeDataString("拖欠"), "/reports", "/import" })
        {
            await phone.GoAsync(path);
            (await phone.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth")).ShouldBeTrue($"{path} is as wide as the phone");
        }
    }

    /// <summary>Each figure opens what is behind it, and a tile goes down into its place.</summary>
    private static async Task OverviewAsync(Screen lead)
    {
        await lead.PressAsync(".top nav a[href='/overview']");
        (await lead.TextAsync("h1")).ShouldContain("大理市");
        var open = await lead.TextAsync(".figures--head b");
        await lead.PressAsync(".figures--head b a");
        (await lead.TextAsync("h1")).ShouldContain(open);
        await lead.PressAsync("table.list tbody a");
        lead.Path.ShouldStartWith("/matters/");
        await lead.GoAsync("/overview");
        await lead.PressAsync("figure.chart svg a");
        lead.Page.Url.ShouldContain("place=");
        (await lead.Page.Locator(".bar a", new() { HasText = "↑" }).CountAsync()).ShouldBe(1);
    }

    /// <summary>A question is shown back in words and corrected by taking a part of it away.</summary>
    private static async Task AsksAsync(Screen lead)
    {
        await lead.GoAsync("/ask");
        await lead.TypeAsync("q", "今年喜洲镇邻里纠纷收了多少件");
        await lead.PressAsync("form.ask button");
        (await lead.TextAsync(".answer__said")).ShouldContain("喜洲镇");
        var few = Number(await lead.TextAsync(".answer__figure"));
        await lead.PressAsync(".chips a[aria-label*='喜洲镇']");
        (await lead.TextAsync(".answer__said")).ShouldNotContain("喜洲镇");
        Number(await lead.TextAsync(".answer__figure")).ShouldBeGreaterThan(few);
        await lead.GoAsync("/ask?q=" + Uri.EscapeDataString("今年彩虹有多少件"));
        (await lead.TextAsync("[role=alert]")).ShouldContain("彩虹");
    }

    private static async Task BodiesAsync(Screen lead)
    {
        await lead.Page.Locator(".more summary").ClickAsync();
        await lead.PressAsync(".more a[href='/overview/bodies']");
        (await lead.Page.Locator(".indicators tbody tr").CountAsync()).ShouldBeGreaterThan(5);
        await lead.PressAsync(".indicators tbody td b a");
        (await lead.Page.Locator("table.list tbody tr").CountAsync()).ShouldBeGreaterThan(0);
        await lead.GoAsync("/overview/bodies");
        await lead.PressAsync(".indicators thead a");
        lead.Path.ShouldBe("/indicators");
    }

    private static async Task SearchesAsync(Screen lead)
    {
        await lead.GoAsync("/search");
        await lead.TypeAsync("q", "拖欠");
        await lead.PressAsync("form.finder button");
        (await lead.TextsAsync("main mark")).ShouldContain("拖欠");
        await lead.GoAsync("/search?q=" + Uri.EscapeDataString("19900004321"));
        (await lead.TextAsync()).ShouldNotContain("19900004321，");
    }

    /// <summary>The month's report was written by itself; a person reads it, adds a note and releases it.</summary>
    private async Task ReportsAsync(Screen lead)
    {
        await Town.Services.GetRequiredService<DraftReports>().RunAsync(CancellationToken.None);
        await lead.GoAsync("/reports");
        await lead.PressAsync("main table a");
        (await lead.TextAsync()).ShouldContain("由系统生成");
        (await lead.Page.Locator("article.report figure.chart svg").CountAsync()).ShouldBeGreaterThan(1);
        await lead.TypeAsync("note", "本月邻里纠纷多。");
        await lead.SendAsync();
        (await lead.TextAsync()).ShouldContain("本月邻里纠纷多。");
        await lead.PressAsync("a[href$='again=true']");
        (await lead.TextAsync("#again ~ p")).ShouldContain("全部一致");
        foreach (var format in new[] { "docx", "xlsx" })
        {
            var file = await lead.Page.RunAndWaitForDownloadAsync(() => lead.Page.Locator($".bar a[href$='/{format}']").ClickAsync());
            file.SuggestedFilename.ShouldEndWith("." + format);
            new FileInfo((await file.PathAsync())!).Length.ShouldBeGreaterThan(4_000);
        }
    }

    /// <summary>A register is opened, mapped, looked through and taken in; what is wrong comes back in a file.</summary>
    private static async Task TakesInAsync(Screen lead)
    {
        await lead.GoAsync("/import");
        await lead.Page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "台账.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Register) });
        await lead.Page.Locator("[name=procedure]").SelectOptionAsync("people-mediation");
        await lead.SendAsync();
        await IdleAsync(lead);
        await lead.TypeAsync("source", "喜洲台账");
        await lead.TypeAsync("name", "喜洲");
        await lead.PressAsync("form[action*='handler=Look'] .btn");
        await IdleAsync(lead);
        (await lead.TextsAsync("#result .import-counts b")).ShouldBe(["2", "0", "1"]);
        await lead.PressAsync("#result form .btn");
        await IdleAsync(lead);
        (await lead.TextsAsync("#result .import-counts b")).ShouldBe(["2", "0", "1"]);
        var errors = await lead.Page.RunAndWaitForDownloadAsync(() => lead.Page.Locator("a[href$='/errors']").ClickAsync());
        (await File.ReadAllTextAsync((await errors.PathAsync())!, TestContext.Current.CancellationToken)).ShouldContain("不是日期");
    }

    /// <summary>Waits until a table was read; the page comes anew by itself, or is asked for.</summary>
    private static async Task IdleAsync(Screen lead)
    {
        for (var tries = 0; tries < 60 && await lead.Page.Locator("progress.import-progress").CountAsync() > 0; tries++)
        {
            await Task.Delay(250, TestContext.Current.CancellationToken);
            await lead.GoAsync(lead.Path);
        }
    }

    private async Task FillAsync()
    {
        var services = Town.Services;
        await ActivatorUtilities.CreateInstance<FillMatters>(services, services.GetRequiredService<CatalogueHolder>().Current, services.GetRequiredService<DirectoryHolder>().Current)
            .RunAsync(Matters, seed: 41, progress: null, CancellationToken.None, days: 300);
        while (await services.GetRequiredService<FollowJournal>().LagAsync(CancellationToken.None) > 0)
            await Task.Delay(100, TestContext.Current.CancellationToken);
    }

    private static int Number(string text) => int.Parse(text.Replace(",", "", StringComparison.Ordinal).Replace("件", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
}
