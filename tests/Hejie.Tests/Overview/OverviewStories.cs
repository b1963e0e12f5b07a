using System.Globalization;
using System.Net;
using DocumentFormat.OpenXml.Packaging;
using Hejie.Bodies;
using Hejie.Reports;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Rules.Reports;
using Hejie.Rules.Statistics;
using Hejie.Statistics;
using Hejie.Tests.Api;
using Hejie.Tests.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Overview;

/// <summary>The whole of an area at a glance, a question about it in one sentence, and its report: the same figures, each opening what is behind it.</summary>
public abstract class OverviewStories(Installation hejie)
{
    private Scope Township => hejie.Post("service-centre", "喜洲镇", Role.DutyOfficer);

    private Scope County => hejie.Post("service-centre", "大理市", Role.DutyOfficer);

    [Fact]
    public async Task The_overview_draws_its_figures_and_a_figure_opens_its_matters()
    {
        for (var filed = 0; filed < 3; filed++)
            await hejie.FileAsync();
        await hejie.FollowAsync();
        using var officer = await Officer.AtAsync(hejie, Township);
        var page = await officer.OpenAsync("/overview");
        page.Title.ShouldNotBeNull().ShouldContain("喜洲镇");
        page.Document.QuerySelectorAll("figure.chart").Length.ShouldBeGreaterThanOrEqualTo(4);
        page.Document.QuerySelectorAll("figure.chart svg.chart__picture").ShouldAllBe(picture => picture.HasAttribute("aria-label") && picture.HasAttribute("role"));
        page.Document.QuerySelectorAll("[style]").ShouldBeEmpty();
        var link = page.Document.QuerySelector(".figures--head li b a")!;
        var behind = await officer.OpenAsync(link.GetAttribute("href")!);
        var listed = behind.Document.QuerySelectorAll("table.list tbody tr").Length;
        listed.ShouldBe(int.Parse(link.TextContent.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));
        var matter = behind.Document.QuerySelector("table.list tbody a")!.GetAttribute("href")!;
        (await officer.OpenAsync(matter)).Title.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_bodys_own_overview_tells_what_waits_on_it_and_what_of_that_is_late()
    {
        var committee = hejie.Post("mediation-committee", "周城村", Role.DutyOfficer);
        await hejie.FileAsync(place: "周城村");
        hejie.Time.Advance(TimeSpan.FromDays(20));
        await hejie.FileAsync(place: "周城村");
        using var officer = await Officer.AtAsync(hejie, committee);
        var counts = await hejie.InScopeAsync(services => services.GetRequiredService<Matters.Desk.DeskQuery>().CountsAsync(committee, CancellationToken.None));
        counts.Late.ShouldBeInRange(1, counts.All - 1);
        var waiting = (await officer.OpenAsync("/overview?of=own")).Document.QuerySelector(".figures--head li")!;
        waiting.QuerySelector("b")!.TextContent.Trim().ShouldBe(FigureWords.Number(counts.All));
        waiting.TextContent.ShouldContain($"其中超期 {counts.Late}");
        waiting.QuerySelector("a")!.GetAttribute("href").ShouldBe("/desk");
    }

    [Fact]
    public async Task A_place_outside_the_area_is_not_there()
    {
        using var officer = await Officer.AtAsync(hejie, Township);
        foreach (var address in new[] { "/overview?place=532924000000", "/overview?place=nonsense", "/overview/matters?measure=everything", "/overview/matters?measure=filed&from=2026-02-30", "/overview/matters?measure=filed&from=2026-02-02&until=2026-02-01", "/overview/matters?measure=open&part=rest", "/overview/matters?measure=open&largest=5", "/overview/matters?measure=on-time&from=2026-02-01&until=2026-02-02&by=body&largest=5", "/overview/matters?measure=open&by=kind&largest=0" })
            (await officer.StatusAsync(address)).ShouldBe(HttpStatusCode.NotFound, address);
        (await officer.OpenAsync("/overview/matters?measure=open&place=532924000000")).Document.QuerySelectorAll("table.list tbody tr").ShouldBeEmpty("what is outside is not counted and not listed");
    }

    [Fact]
    public async Task A_question_is_shown_back_in_words_and_answered_with_what_the_overview_says()
    {
        await hejie.FileAsync();
        await hejie.FollowAsync();
        using var officer = await Officer.AtAsync(hejie, County);
        var open = (await officer.OpenAsync("/overview")).Document.QuerySelector(".figures--head li b")!.TextContent.Trim();
        var page = await officer.OpenAsync("/ask?q=" + Uri.EscapeDataString("大理市在办的有多少件"));
        page.Document.QuerySelector(".answer__said")!.TextContent.ShouldContain("大理市");
        page.Document.QuerySelector(".answer__figure")!.TextContent.Trim().ShouldBe(open);
        var again = await officer.OpenAsync("/ask?" + page.Document.QuerySelectorAll(".ask-fields input[type=hidden], .ask-fields select").Aggregate("", (query, field) =>
            query + "&" + field.GetAttribute("name") + "=" + Uri.EscapeDataString(field.GetAttribute("value") ?? field.QuerySelector("option[selected]")?.GetAttribute("value") ?? "")).TrimStart('&'));
        again.Document.QuerySelector(".answer__figure")!.TextContent.Trim().ShouldBe(open, "the fields say the same question");
        (await officer.OpenAsync("/ask?q=" + Uri.EscapeDataString("今年按月看收件数，比去年同期"))).Document.QuerySelectorAll("figure.chart table tbody tr").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("大理市的彩虹有多少", "彩虹")]
    [InlineData("谁上访最多", null)]
    [InlineData("宾川县今年收了多少件", "辖区")]
    [InlineData("各乡镇信访件数排名", null)]
    public async Task What_is_not_understood_or_not_answered_is_said(string question, string? says)
    {
        using var officer = await Officer.AtAsync(hejie, County);
        var page = await officer.OpenAsync("/ask?q=" + Uri.EscapeDataString(question));
        var alert = page.Document.QuerySelector("[role=alert]").ShouldNotBeNull();
        if (says is not null)
            alert.TextContent.ShouldContain(says);
        page.Document.QuerySelector(".answer__figure").ShouldBeNull();
    }

    [Fact]
    public async Task A_program_asks_what_the_page_asks_and_gets_the_same_figures_or_a_reason()
    {
        await hejie.FileAsync();
        await hejie.FileAsync(place: "周城村", kind: "land");
        await hejie.FollowAsync();
        using var client = await new ApiClient(hejie).SignInAsync(County);
        var asked = await client.GetAsync("answers?q=" + Uri.EscapeDataString("大理市在办的有多少件"));
        asked.Status.ShouldBe(HttpStatusCode.OK, asked.Body.ToString());
        using var officer = await Officer.AtAsync(hejie, County);
        var page = await officer.OpenAsync("/ask?q=" + Uri.EscapeDataString("大理市在办的有多少件"));
        var whole = asked.Body.GetProperty("whole");
        FigureWords.Number(whole.GetProperty("matters").GetInt64()).ShouldBe(page.Document.QuerySelector(".answer__figure")!.TextContent.Trim());
        asked.Text("said").ShouldBe(page.Document.QuerySelector(".answer__said")!.TextContent.Trim());
        (await officer.StatusAsync(whole.GetProperty("behind").GetString()!)).ShouldBe(HttpStatusCode.OK);

        // By fields it is the same question, and its parts are its whole.
        var parts = await client.GetAsync("answers?" + asked.Text("question") + "&by=township,kind");
        parts.Text("unit").ShouldBe("matters");
        parts.Body.GetProperty("parts").EnumerateArray().Sum(part => part.GetProperty("matters").GetInt64()).ShouldBe(parts.Body.GetProperty("whole").GetProperty("matters").GetInt64());
        parts.Body.GetProperty("parts").EnumerateArray().ShouldContain(part => part.GetProperty("keys")[1].GetProperty("code").GetString() == "people-mediation/land");
        var month = await client.GetAsync("answers?measure=on-time-rate&from=2026-01-01&until=2026-01-31&unit=month&compare=year-before&by=month");
        (month.Text("unit"), month.Text("from")).ShouldBe(("percent", "2025-01-01"));

        foreach (var (query, field) in new[] { ("q=" + Uri.EscapeDataString("张三的纠纷有多少"), "q"), ("q=" + Uri.EscapeDataString("宾川县在办的有多少件"), "q"), ("measure=everything", "measure"), ("procedure=petition&by=county", "q"), ("measure=solved&state=on-time", "q") })
        {
            var refused = await client.GetAsync("answers?" + query);
            refused.Status.ShouldBe(HttpStatusCode.BadRequest, query);
            refused.Body.GetProperty("errors").EnumerateArray().ShouldContain(error => error.GetProperty("field").GetString() == field, query);
        }
    }

    [Fact]
    public async Task Nonsense_of_any_length_gets_an_answer_that_says_so()
    {
        using var officer = await Officer.AtAsync(hejie, County);
        foreach (var text in new[] { new string('啊', 900), "\u0001\u202e;drop table", "<script>alert(1)</script>", "%00", "😀😀", "measure" })
            (await officer.StatusAsync("/ask?q=" + Uri.EscapeDataString(text))).ShouldBe(HttpStatusCode.OK, text);
        (await officer.StatusAsync("/ask?measure=everything&place=99&by=a,b,c&from=x&top=-1")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_months_report_is_written_reviewed_released_and_computed_again()
    {
        for (var filed = 0; filed < 4; filed++)
            await hejie.FileAsync();
        await hejie.FollowAsync();
        hejie.Time.Advance(TimeSpan.FromDays(35));
        var (scope, month) = (County, new DateOnly(2026, 2, 1));
        var id = (await KeepAsync(keep => keep.WriteAsync(scope, "county-monthly", month, CancellationToken.None))).ShouldNotBeNull();
        (await KeepAsync(keep => keep.WriteAsync(Township, "county-monthly", month, CancellationToken.None))).ShouldBeNull("only who issues it");
        (await KeepAsync(keep => keep.WriteAsync(scope, "county-monthly", month.AddMonths(1), CancellationToken.None))).ShouldBeNull("the month is not over");
        var address = ReportModel.Address(scope.Body.Place.County, id);

        using var officer = await Officer.AtAsync(hejie, scope);
        var page = await officer.OpenAsync(address);
        page.Text.ShouldContain("大理市矛盾纠纷化解工作月报");
        var counted = await hejie.InScopeAsync(services => services.GetRequiredService<ReadFigures>().RunAsync(
            FigureScope.OfArea(scope, hejie.Bodies)!, new Slice { Measure = Measure.Filed, Places = [scope.Body.Place], From = month, Until = month.AddMonths(1).AddDays(-1) }, FigureCompare.Nothing, CancellationToken.None));
        page.Text.ShouldContain($"共收到矛盾纠纷和诉求 {counted.ShouldBeOfType<FiguresAnswer.Done>().Figures.Total.Count} 件");
        (await officer.OpenAsync(address + "?again=true")).Text.ShouldContain("全部一致");

        (await KeepAsync(keep => keep.ReleaseAsync(scope, scope.Body.Place.County, id, "请看 19900001234", CancellationToken.None))).ShouldBe("report.note-personal");
        (await KeepAsync(keep => keep.ReleaseAsync(Township, scope.Body.Place.County, id, null, CancellationToken.None))).ShouldBe("report.released-before", "it is not theirs");
        (await KeepAsync(keep => keep.ReleaseAsync(scope, scope.Body.Place.County, id, "本月重点是邻里纠纷。", CancellationToken.None))).ShouldBeNull();
        (await KeepAsync(keep => keep.WriteAsync(scope, "county-monthly", month, CancellationToken.None))).ShouldBeNull("what is released is not written anew");
        (await officer.OpenAsync(address)).Text.ShouldContain("本月重点是邻里纠纷");

        var above = hejie.At(hejie.Bodies.PostsOf(hejie.Bodies.Serving("service-centre", Rules.Places.PlaceLevel.Prefecture, hejie.Bodies.Prefecture.Code)!.Value).First(post => post.Role == Role.DutyOfficer));
        (await KeepAsync(keep => keep.FindAsync(above, scope.Body.Place.County, id, CancellationToken.None))).ShouldNotBeNull("the level above reads what was released");
        var beside = hejie.Post("service-centre", "宾川县", Role.DutyOfficer);
        (await KeepAsync(keep => keep.FindAsync(beside, scope.Body.Place.County, id, CancellationToken.None))).ShouldBeNull();

        using var word = WordprocessingDocument.Open(new MemoryStream(await (await officer.GetAsync(address + "/docx")).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)), isEditable: false);
        word.MainDocumentPart!.Document!.Body!.InnerText.ShouldContain("本月重点是邻里纠纷");
        using var sheet = SpreadsheetDocument.Open(new MemoryStream(await (await officer.GetAsync(address + "/xlsx")).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)), isEditable: false);
        sheet.WorkbookPart!.WorksheetParts.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Reports_are_written_by_themselves_once_their_time_is_over_and_once_only()
    {
        await hejie.FileAsync();
        await hejie.FollowAsync();
        var draft = hejie.Services.GetRequiredService<DraftReports>();
        var counties = hejie.Bodies.Bodies.Count(body => body.Kind.Code == "service-centre" && body.Place.Level == Rules.Places.PlaceLevel.County);
        (await draft.RunAsync(CancellationToken.None)).ShouldBeInRange(counties, counties + 1, "each county's month, and the prefecture's quarter; one that a person had written stays");
        (await draft.RunAsync(CancellationToken.None)).ShouldBe(0);

        var scope = hejie.Post("service-centre", "宾川县", Role.Lead);
        var row = (await KeepAsync(keep => keep.ListAsync(scope, CancellationToken.None))).ShouldHaveSingleItem();
        (row.MadeBy, row.Released).ShouldBe((ReportRow.BySystem, null));
        using var lead = await Officer.AtAsync(hejie, scope);
        (await lead.OpenAsync($"/reports/{row.County}/{row.Id}")).Text.ShouldContain("由系统生成");
        var above = hejie.At(hejie.Bodies.PostsOf(hejie.Bodies.Serving("service-centre", Rules.Places.PlaceLevel.Prefecture, hejie.Bodies.Prefecture.Code)!.Value).First(post => post.Role == Role.DutyOfficer));
        (await KeepAsync(keep => keep.FindAsync(above, row.County, row.Id, CancellationToken.None))).ShouldBeNull("nobody above reads what no person released");
    }

    [Fact]
    public void A_question_in_an_address_is_read_back_as_the_same_question()
    {
        var slice = new Slice
        {
            Measure = Measure.Filed,
            Places = [hejie.Place("喜洲镇").Code],
            Procedures = ["people-mediation"],
            Kinds = ["people-mediation/neighbour"],
            Outcomes = [FigureOutcome.Solved],
            Channels = [FigureChannel.Counter],
            Bodies = [.. Enumerable.Range(1, 400)],
            From = new DateOnly(2026, 1, 1),
            Until = new DateOnly(2026, 1, 31),
            By = [Dimension.Place, Dimension.Period],
            Level = Rules.Places.PlaceLevel.Village,
            Unit = FigureUnit.Day,
        };
        foreach (var asked in new[] { slice, slice with { By = [Dimension.Kind], Largest = 7 }, slice with { Measure = Measure.OnTime, Part = SharePart.Rest } })
        {
            var address = SliceLink.To(asked, own: true);
            address.Length.ShouldBeLessThan(4_000, "servers and what stands before them take 8,000");
            var back = SliceLink.From(new QueryCollection(QueryHelpers.ParseQuery(address))).ShouldNotBeNull();
            back.Own.ShouldBeTrue();
            (back.Slice.Bodies.Count, back.Slice.Largest, back.Slice.Part).ShouldBe((400, asked.Largest, asked.Part));
            SliceLink.To(back.Slice, own: true).ShouldBe(address);
        }
    }

    [Theory]
    [InlineData("level: county\nunit: month\ntitle: {zh: \"{place}\", en: \"{weather}\"}\nsections: []", "weather")]
    [InlineData("level: village\nunit: month\ntitle: {zh: a, en: b}\nsections: []", "none of")]
    [InlineData("level: county\nunit: month\ntitle: {zh: a, en: b}\nsections:\n  - heading: {zh: a, en: b}\n    says: {zh: a, en: b}\n    chart: {measure: persons, by: kind, as: bars, title: {zh: a, en: b}}", "a chart counts")]
    [InlineData("level: county\nunit: month\ntitle: {zh: a, en: b}\nsections:\n  - heading: {zh: a, en: b}\n    says: {zh: a, en: b}\n    chart: {measure: filed, by: person, as: bars, title: {zh: a, en: b}}", "told apart by")]
    public void A_wrong_template_is_told_with_its_reason(string text, string reason) =>
        Should.Throw<CatalogueException>(() => ReportBook.Load([("reports/x.yaml", text)])).Problems.ShouldContain(problem => problem.Reason.Contains(reason, StringComparison.Ordinal));

    private Task<T> KeepAsync<T>(Func<KeepReports, Task<T>> work) => hejie.InScopeAsync(services => work(services.GetRequiredService<KeepReports>()));
}

/// <inheritdoc/>
public sealed class OverviewStoriesOnSqlite(SqliteInstallation hejie) : OverviewStories(hejie), IClassFixture<SqliteInstallation>;

/// <inheritdoc/>
public sealed class OverviewStoriesOnPostgres(PostgresInstallation hejie) : OverviewStories(hejie), IClassFixture<PostgresInstallation>;
