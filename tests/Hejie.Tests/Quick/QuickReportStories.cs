using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Forgetting;
using Hejie.Matters.Intake;
using Hejie.Matters.Intake.Attachments;
using Hejie.Privacy;
using Hejie.Quick;
using Hejie.Rules.Procedures;
using Hejie.Tests.Api;
using Hejie.Tests.Attachments;
using Hejie.Tests.Privacy;
using Hejie.Tests.Residents;
using Hejie.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace Hejie.Tests.Quick;

/// <summary>A danger reaches the duty posts of four levels at once, and nothing else does that way.</summary>
public abstract class QuickReportStories(Installation hejie)
{
    private const string Line = "进村路口往上两百米，山坡往下掉石头，半边路堵了。";

    [Fact]
    public async Task One_tap_on_one_page_reaches_four_levels_and_gives_the_code()
    {
        using var villager = new Resident(hejie);
        await villager.OpenAsync("/");
        villager.Page.QuerySelector("main a[href='/quick']").ShouldNotBeNull();
        await villager.OpenAsync("/quick");
        villager.Text.ShouldContain("110");
        villager.Page.QuerySelectorAll("input[name=kind]").Length.ShouldBe(10);
        villager.Page.QuerySelectorAll("h1").ShouldHaveSingleItem();
        villager.Page.QuerySelectorAll("style, [style], script:not([src])").ShouldBeEmpty();
        villager.Seen[^1].Length.ShouldBeLessThan(30 * 1024);

        await villager.SendAsync(("kind", "landslide"), ("q", "喜洲"), ("line", Line), ("do", "find"));
        villager.Page.QuerySelectorAll("input[name=place]").ShouldContain(input => input.GetAttribute("value") == hejie.Place("喜洲村").Code.ToString());
        villager.Page.QuerySelector<IHtmlInputElement>("#line")!.Value.ShouldBe(Line);
        await villager.SendAsync(("kind", "landslide"), ("place", hejie.Place("喜洲村").Code.ToString()), ("line", Line), ("do", "send"));

        villager.At.ShouldBe("/file/receipt");
        var row = await RowAsync(villager.Code);
        (await WorkAsync(row)).Where(work => work.Kind == "acknowledge").Select(work => work.Body).ShouldBe(Centres().Select(scope => scope.Body.Id), ignoreOrder: true);
        await villager.OpenAsync("/t/" + villager.Code.Replace(" ", "", StringComparison.Ordinal));
        villager.Text.ShouldContain("四级值班岗都收到了");
    }

    [Fact]
    public async Task Each_level_acknowledges_one_leads_the_others_read_on_and_it_closes_with_a_report()
    {
        var receipt = await ReportAsync(Line);
        var officers = new List<Officer>();
        foreach (var scope in Centres())
            officers.Add(await Officer.AtAsync(hejie, scope));
        var (village, town, county, top) = (officers[0], officers[1], officers[2], officers[3]);

        foreach (var officer in officers)
        {
            (await officer.OpenAsync("/desk")).Find($"tr[data-href='{Officer.Path(receipt)}']").ShouldNotBeNull();
            (await officer.OpenAsync("/quick/open")).Find($"main a[href='{Officer.Path(receipt)}']").ShouldNotBeNull();
        }

        (await town.OpenAsync(Officer.Path(receipt))).All("#standing li").Count(line => line.Contains("还没有确认", StringComparison.Ordinal)).ShouldBe(4);
        await village.MakeAsync(receipt, "acknowledge");
        await county.MakeAsync(receipt, "acknowledge");
        await town.MakeAsync(receipt, "take-lead");
        var page = await county.OpenAsync(Officer.Path(receipt));
        page.All("#standing li").Count(line => line.Contains("还没有确认", StringComparison.Ordinal)).ShouldBe(1);
        page.All("#standing li")[1].ShouldContain("牵头");
        (await hejie.StateAsync(receipt)).Owner.ShouldBe(Centres()[1].Body.Id);

        await town.MakeAsync(receipt, "update", ("text", "设了警戒，绕行后山路。"));
        foreach (var reader in new[] { village, county })
        {
            await reader.LookAsync(receipt, "handle");
            var read = await reader.OpenAsync(Officer.Path(receipt));
            read.Text.ShouldContain("设了警戒，绕行后山路。");
            read.Text.ShouldContain(Line);
        }

        await top.MakeAsync(receipt, "acknowledge");
        await town.MakeAsync(receipt, "close", ("outcome", "over"), ("text", "清了落石，路通了。"));
        (await hejie.StateAsync(receipt)).Name.ShouldBe("closed");
        (await village.OpenAsync("/quick/open")).Find($"main a[href='{Officer.Path(receipt)}']").ShouldBeNull();
        using var villager = new Resident(hejie);
        await villager.OpenAsync("/t/" + receipt.Code);
        foreach (var told in new[] { "设了警戒", "清了落石", "险情排除了" })
            villager.Text.ShouldContain(told);
        officers.ForEach(officer => officer.Dispose());
    }

    [Theory]
    [InlineData("zh-CN", "打人的叫张建国，快来", "quick.name", "好像有人的姓名")]
    [InlineData("en", "打人的叫张建国，快来", "quick.name", "seems to name somebody")]
    [InlineData("zh-CN", "村口有人聚众", "quick.gathering", "不是险情")]
    [InlineData("en", "白车云L12345撞人跑了", "quick.plate", "number plate")]
    [InlineData("zh-CN", "几个人要去上访", "quick.petitioning", "信访")]
    public async Task What_is_no_danger_or_names_somebody_is_refused_on_the_page_and_by_the_program(string language, string line, string code, string told)
    {
        var before = await CountAsync();
        using var villager = new Resident(hejie);
        await villager.OpenAsync("/language?to=" + language + "&back=/quick");
        await villager.SendAsync(("kind", "violence"), ("place", hejie.Place("喜洲村").Code.ToString()), ("line", line), ("do", "send"));
        villager.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        villager.Errors.ShouldContain(told);
        line.ShouldContain(villager.Page.QuerySelector("main mark")!.TextContent);
        villager.Page.QuerySelector<IHtmlInputElement>("#line")!.Value.ShouldBe(line);

        using var program = new ApiClient(hejie);
        var answer = await program.PostAsync("quick-reports", new { kind = "violence", place = hejie.Place("喜洲村").Code.ToString(), line },
            ("Idempotency-Key", Guid.NewGuid().ToString()), ("Accept-Language", language));
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Errors.ShouldBe(["line " + code]);
        answer.Body.GetProperty("errors")[0].GetProperty("message").GetString()!.ShouldContain(told);
        (await CountAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_program_reports_and_repeats_itself_without_harm()
    {
        using var program = new ApiClient(hejie);
        var (body, key) = (new { kind = "fire", place = hejie.Place("周城村").Code.ToString(), line = "北边林子冒烟。" }, Guid.NewGuid().ToString());
        var made = await program.PostAsync("quick-reports", body, ("Idempotency-Key", key));
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToString());
        (await program.PostAsync("quick-reports", body, ("Idempotency-Key", key))).Text("code").ShouldBe(made.Text("code"));
        (await program.PostAsync("quick-reports", body with { line = "南边林子冒烟。" }, ("Idempotency-Key", key))).Code.ShouldBe("repeat.reused");
        (await program.PostAsync("quick-reports", new { kind = "crowd", place = body.place, body.line }, ("Idempotency-Key", Guid.NewGuid().ToString()))).Errors.ShouldBe(["kind field.choice"]);
        using var staff = await program.SignInAsync(Centres()[0]);
        (await staff.PostAsync("quick-reports", body, ("Idempotency-Key", Guid.NewGuid().ToString()))).Code.ShouldBe("file.by-staff");
    }

    [Fact]
    public async Task There_is_no_other_door_and_no_other_text()
    {
        using var villager = new Resident(hejie);
        foreach (var path in new[] { "/file/quick-report", "/file/quick-report/kind", "/file/quick-report/line", "/file/quick-report/files" })
        {
            await villager.OpenAsync(path);
            villager.At.ShouldBe("/quick", path);
        }

        using var program = new ApiClient(hejie);
        var place = hejie.Place("喜洲村").Code;
        (await program.PostAsync($"counties/{place.County}/matters", new { procedure = "quick-report", kind = "fire", place = place.ToString(), answers = new { line = "冒烟" } },
            ("Idempotency-Key", Guid.NewGuid().ToString()))).Code.ShouldBe("filing.quick");

        var receipt = await ReportAsync(Line);
        (await hejie.MoveAsync(1, receipt, "add-information", ("text", "是村民张建国干的"))).ShouldBeOfType<Written.Invalid>().Errors[0].Code.ShouldBe("quick.name");
        (await hejie.MoveAsync(Centres()[2], receipt, "update", ("text", "有人要去上访"))).ShouldBeOfType<Written.Invalid>().Errors[0].Code.ShouldBe("quick.petitioning");
        (await hejie.MoveAsync(1, receipt, "add-information", ("text", "石头还在掉"))).ShouldBeOfType<Written.Done>();
    }

    [Fact]
    public async Task Faces_are_gone_from_the_photo_unless_the_danger_needs_it_sharp()
    {
        foreach (var sharp in new[] { false, true })
        {
            var receipt = await ReportAsync(Line, sharp, Stripes());
            var (bytes, row) = await PhotoAsync(receipt);
            using var kept = SKBitmap.Decode(bytes);
            Colours(kept).ShouldBe(sharp ? 2 : 1, "fine stripes become one colour where it is coarse");
            row.Kind.ShouldBe("Jpeg");
            var header = EntryCodec.Header((await EntriesAsync(receipt))[0]);
            header.Clear["sharp"].ShouldBe(sharp ? "yes" : "no");
        }

        var refused = await RunAsync(new Danger { Kind = "road", Place = hejie.Place("喜洲村").Code.ToString(), Line = Line, Photo = ("a.txt", () => new MemoryStream("文字"u8.ToArray())) }, "x");
        refused.ShouldBeOfType<Filed.Invalid>().Errors.ShouldBe([new FieldError("photo", AttachmentCodes.Kind)]);
    }

    [Fact]
    public async Task A_photo_comes_with_the_form_and_sent_twice_it_is_filed_once()
    {
        using var villager = new Resident(hejie);
        await villager.OpenAsync("/quick");
        var form = villager.Page.QuerySelectorAll<IHtmlFormElement>("main form[method=post]").Last();
        var hidden = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").ToDictionary(input => input.Name!, input => input.Value);
        HttpRequestMessage Post()
        {
            var content = new MultipartFormDataContent();
            foreach (var (name, value) in hidden)
                content.Add(new StringContent(value), name);
            foreach (var (name, value) in new[] { ("kind", "road"), ("place", hejie.Place("沙村").Code.ToString()), ("line", Line), ("do", "send") })
                content.Add(new StringContent(value), name);
            content.Add(new ByteArrayContent(Samples.Photo()), "photo", "路.jpg");
            return new HttpRequestMessage(HttpMethod.Post, "/quick") { Content = content };
        }

        var before = await CountAsync();
        for (var nth = 0; nth < 2; nth++)
        {
            using var answer = await villager.RawAsync(Post());
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            answer.Headers.Location!.OriginalString.ShouldBe("/file/receipt");
        }

        (await CountAsync()).ShouldBe(before + 1);
    }

    [Fact]
    public async Task Staff_report_what_they_see_and_are_given_nobody_s_code()
    {
        using var officer = await Officer.AtAsync(hejie, Centres()[1]);
        var page = await officer.OpenAsync("/quick");
        using var sent = await officer.SendAsync(page, "main form", ("kind", "dam"), ("place", hejie.Place("庆洞村").Code.ToString()), ("line", "坝脚渗水，水是浑的。"), ("do", "send"));
        sent.Headers.Location!.OriginalString.ShouldBe("/quick?sent=1");
        (await officer.OpenAsync("/quick?sent=1")).Find("[role=status]").ShouldNotBeNull();
        var row = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().QuickReports.TagWith(AcrossCounties.Tag).SingleAsync(row => row.Kind == "dam"));
        (await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Parties.SingleAsync(party => party.County == row.County && party.Matter == row.Matter))).Code.ShouldBeNull();
    }

    [Fact]
    public async Task Thirty_days_after_it_was_filed_nothing_of_it_is_left_whether_it_was_closed_or_not()
    {
        var open = await ReportAsync("坡上裂缝甲乙丙，一天宽两指。", sharp: false, Samples.Photo());
        var closed = await ReportAsync("坡下水沟丁戊己，漫到路上。");
        (await hejie.MoveAsync(Centres()[0], closed, "lead")).ShouldBeOfType<Written.Done>();
        (await hejie.MoveAsync(Centres()[0], closed, "close", ("outcome", "over"), ("text", "水沟庚辛壬通了。"))).ShouldBeOfType<Written.Done>();
        var filed = Hejie.Rules.Time.LegalTime.DateOf(hejie.Time.GetUtcNow());

        hejie.Time.SetUtcNow(Hejie.Rules.Time.LegalTime.StartOf(filed.AddDays(30)).AddHours(23));
        await DueAsync();
        (await IsForgottenAsync(open) || await IsForgottenAsync(closed)).ShouldBeFalse();
        hejie.Time.Advance(TimeSpan.FromHours(2));
        await DueAsync();

        foreach (var receipt in new[] { open, closed })
        {
            (await IsForgottenAsync(receipt)).ShouldBeTrue();
            (await hejie.StateAsync(receipt)).Work.ShouldBeEmpty();
            (await WorkAsync(receipt.County, receipt.Matter)).ShouldBeEmpty();
            (await hejie.StateAsync(receipt)).Clocks.ShouldAllBe(clock => !clock.IsOpen);
        }

        (await Traces.ReadAsync(hejie)).Find(["坡上裂缝甲乙丙", "坡下水沟丁戊己", "水沟庚辛壬"]).ShouldBeNull();
        (await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Attachments.AnyAsync(file => file.County == open.County && file.Matter == open.Matter))).ShouldBeFalse();
        (await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().QuickReports.AnyAsync(row => row.County == open.County && row.Matter == open.Matter))).ShouldBeTrue("its kind and month are counted on");
        await DueAsync();
        (await EntriesAsync(open)).Count(bytes => EntryCodec.Header(bytes).Kind == ForgetMatter.Kind).ShouldBe(1);
    }

    /// <summary>The duty officers of the four service centres of 喜洲村, the lowest first.</summary>
    private List<Scope> Centres() =>
    [
        hejie.Post("service-centre", "喜洲村", Role.DutyOfficer), hejie.Post("service-centre", "喜洲镇", Role.DutyOfficer), hejie.Post("service-centre", "大理市", Role.DutyOfficer),
        hejie.At(hejie.Bodies.PostsOf(hejie.Bodies.Bodies.Single(body => body.Kind.Code == "service-centre" && body.Place == hejie.Bodies.Prefecture.Code).Id).First(post => post.Role == Role.DutyOfficer)),
    ];

    private async Task<Receipt> ReportAsync(string line, bool sharp = false, byte[]? photo = null) => (await RunAsync(
        new Danger { Kind = "landslide", Place = hejie.Place("喜洲村").Code.ToString(), Line = line, Sharp = sharp, Photo = photo is null ? null : ("路.jpg", () => new MemoryStream(photo)) },
        "test")).ShouldBeOfType<Filed.Done>().Receipt;

    private Task<Filed> RunAsync(Danger danger, string client) =>
        hejie.InScopeAsync(services => services.GetRequiredService<ReportDanger>().RunAsync(danger, client, Guid.NewGuid().ToString(), CancellationToken.None));

    private Task<int> CountAsync() => hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().QuickReports.TagWith(AcrossCounties.Tag).CountAsync());

    private Task<QuickReportRow> RowAsync(string code) => hejie.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<HejieDb>();
        var hash = services.GetRequiredService<Hejie.Matters.Tracking.TrackingCodes>().Hash(code.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal));
        var party = await db.Parties.TagWith(AcrossCounties.Tag).SingleAsync(row => row.Code == hash);
        return await db.QuickReports.SingleAsync(row => row.County == party.County && row.Matter == party.Matter);
    });

    private Task<List<WorkRow>> WorkAsync(QuickReportRow row) => WorkAsync(row.County, row.Matter);

    private Task<List<WorkRow>> WorkAsync(int county, Guid matter) =>
        hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Work.AsNoTracking().Where(work => work.County == county && work.Matter == matter).ToListAsync());

    private Task<IReadOnlyList<byte[]>> EntriesAsync(Receipt receipt) =>
        hejie.InScopeAsync(services => services.GetRequiredService<MatterJournal>().EntriesAsync(receipt.County, receipt.Matter, CancellationToken.None));

    private Task<int> DueAsync() => hejie.Services.GetRequiredService<ForgetDue>().RunAsync(CancellationToken.None);

    private Task<bool> IsForgottenAsync(Receipt receipt) => hejie.InScopeAsync(services => services.GetRequiredService<MatterJournal>().IsForgottenAsync(
        services.GetRequiredService<HejieDb>().Matters.Where(row => row.County == receipt.County && row.Id == receipt.Matter), CancellationToken.None));

    private Task<(byte[] Bytes, AttachmentRow Row)> PhotoAsync(Receipt receipt) => hejie.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<HejieDb>();
        var row = await db.Attachments.AsNoTracking().SingleAsync(file => file.County == receipt.County && file.Matter == receipt.Matter);
        var key = await db.Matters.Where(matter => matter.County == receipt.County && matter.Id == receipt.Matter).Select(matter => matter.KeyId).SingleAsync();
        await using var content = await services.GetRequiredService<SealedFileStore>().OpenAsync(
            receipt.County, row.Address, (await services.GetRequiredService<MatterKeys>().FindAsync(key, CancellationToken.None))!.Bytes, CancellationToken.None);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        return (bytes.ToArray(), row);
    });

    /// <summary>Black and white stripes, finer than a block: as fine as what a face is known by.</summary>
    private static byte[] Stripes()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(960, 720, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        using var black = new SKPaint { Color = SKColors.Black };
        for (var at = 0; at < 960; at += 10)
            canvas.DrawRect(at, 0, 5, 720, black);
        canvas.Flush();
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95);
        return data.ToArray();
    }

    /// <summary>How many of dark, middle and light stand in the middle row.</summary>
    private static int Colours(SKBitmap picture) =>
        Enumerable.Range(0, picture.Width).Select(at => picture.GetPixel(at, picture.Height / 2).Red).Select(red => red < 64 ? 0 : red > 191 ? 2 : 1).GroupBy(tone => tone).Count(group => group.Count() > picture.Width / 10);
}

public sealed class QuickReportStoriesOnSqlite(SqliteInstallation hejie) : QuickReportStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class QuickReportStoriesOnPostgres(PostgresInstallation hejie) : QuickReportStories(hejie), IClassFixture<PostgresInstallation>;
