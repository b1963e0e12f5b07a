using System.Net;
using Hejie.Data;
using Hejie.Matters.Intake.Drafts;
using Hejie.Privacy;
using Hejie.Tests.Attachments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Residents;

/// <summary>A resident files a matter, one thing a page, without a script.</summary>
public abstract class FilingStories(Installation hejie)
{
    [Fact]
    public async Task A_villager_files_with_a_photo_and_follows_it()
    {
        using var villager = new Resident(hejie);
        await villager.FillAsync(hejie);
        await villager.UploadAsync("院墙.jpg", Samples.PhotoWithPosition(1));
        villager.Page.QuerySelectorAll(".kept li").Length.ShouldBe(1);
        await villager.FileAsync();
        var code = villager.Code;
        code.Length.ShouldBe(20);
        villager.Page.QuerySelector(".promise")!.TextContent.ShouldContain("日前，喜洲镇喜洲村人民调解委员会应当告诉您是否受理");

        await villager.OpenAsync("/t/" + code);
        villager.At.ShouldBe("/track");
        await villager.SendAsync(("do", "digits"), ("digits", "1234"));
        villager.At.ShouldBe("/matter");
        villager.Text.ShouldContain("已收到，等待受理");
        villager.Text.ShouldContain("屋檐水滴到我家院墙");

        var link = villager.Page.QuerySelector(".kept a")!.GetAttribute("href")!;
        using var file = await villager.RawAsync(new HttpRequestMessage(HttpMethod.Get, link));
        file.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        file.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        System.Text.Encoding.Latin1.GetString(await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldNotContain("SECRET");
    }

    [Fact]
    public async Task What_is_printed_tells_nothing_of_the_matter()
    {
        using var villager = new Resident(hejie);
        await villager.FillAsync(hejie);
        await villager.FileAsync();

        foreach (var screen in villager.Page.QuerySelectorAll("main .no-print"))
            screen.Remove();
        var slip = villager.Page.QuerySelector("main")!.TextContent + villager.Page.Title + villager.At;
        foreach (var telling in new[] { "调解", "mediation", "邻", "赵示例", "杨示例", "喜洲", "委员会", "屋檐" })
            slip.ShouldNotContain(telling);
        villager.Page.QuerySelector(".slip svg path")!.GetAttribute("d")!.Length.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task A_draft_is_there_after_a_break_and_gone_after_a_day()
    {
        using var villager = new Resident(hejie);
        var before = await KeysAsync();
        await villager.FillAsync(hejie);
        await villager.UploadAsync("院墙.jpg", Samples.Photo());
        var key = (await KeysAsync()).Except(before).ShouldHaveSingleItem();
        await villager.OpenAsync("/file/people-mediation");
        villager.Text.ShouldContain("您上次填到一半");
        await villager.OpenAsync("/file/people-mediation/narrative");
        villager.Page.QuerySelector("textarea")!.TextContent.ShouldContain("屋檐水");

        hejie.Time.Advance(TimeSpan.FromHours(26));
        await villager.OpenAsync("/file/people-mediation/narrative");
        villager.At.ShouldBe("/file/people-mediation?lost=1");
        villager.Text.ShouldContain("刚才填的内容找不到了");
        await hejie.Services.GetRequiredService<Housekeeping>().RunAsync(TestContext.Current.CancellationToken);
        (await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Drafts.CountAsync(TestContext.Current.CancellationToken))).ShouldBe(0);
        (await hejie.Services.GetRequiredService<MatterKeys>().FindAsync(key, TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task Clearing_old_drafts_leaves_the_keys_of_what_was_filed()
    {
        using var villager = new Resident(hejie);
        await villager.FillAsync(hejie, telephone: null);
        await villager.UploadAsync("院墙.jpg", Samples.Photo());
        await villager.FileAsync();
        var code = villager.Code;

        hejie.Time.Advance(TimeSpan.FromHours(26));
        await hejie.Services.GetRequiredService<Housekeeping>().RunAsync(TestContext.Current.CancellationToken);
        await villager.OpenAsync("/t/" + code);
        villager.At.ShouldBe("/matter");
        villager.Page.QuerySelectorAll(".kept a").Length.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_chosen_is_read_again_in_words()
    {
        using var villager = new Resident(hejie);
        await villager.OpenAsync("/file/home-violence/kind");
        await villager.SendAsync(("kind", "body"));
        await villager.ChooseAsync(hejie, "喜洲村");
        await villager.SendAsync(("own", "self"));
        await villager.SendAsync(("narrative", "昨天把我关在屋里。"));
        await villager.SendAsync(("danger", "unknown"));
        await villager.SendAsync(("reach", "只在白天打"));
        await villager.SendAsync(("needs", ""));
        await villager.SendAsync(("filer.telephone", ""));
        await villager.SendAsync(("do", "next"));
        villager.At.ShouldBe("/file/home-violence/check");
        var answers = villager.Page.QuerySelector("main")!.TextContent;
        answers.ShouldContain("我自己受害");
        answers.ShouldContain("说不好");
        answers.ShouldNotContain("self");
        answers.ShouldNotContain("unknown");
    }

    [Fact]
    public async Task Files_follow_when_the_place_is_changed_to_another_county()
    {
        using var villager = new Resident(hejie);
        await villager.FillAsync(hejie, telephone: null);
        await villager.UploadAsync("院墙.jpg", Samples.Photo());
        await villager.SendAsync(("do", "next"));
        await villager.OpenAsync("/file/people-mediation/place");
        await villager.ChooseAsync(hejie, "祥云县");
        villager.At.ShouldBe("/file/people-mediation/check");
        await villager.SendAsync();
        await villager.OpenAsync("/t/" + villager.Code);
        using var file = await villager.RawAsync(new HttpRequestMessage(HttpMethod.Get, villager.Page.QuerySelector(".kept a")!.GetAttribute("href")));
        file.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public async Task The_same_form_sent_five_times_files_one_matter()
    {
        using var villager = new Resident(hejie);
        await villager.FillAsync(hejie);
        await villager.SendAsync(("do", "next"));
        var before = await CountAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => villager.RawAsync(villager.Post())));
        foreach (var answer in answers)
        {
            answer.Headers.Location!.ToString().ShouldBe("/file/receipt");
            answer.Dispose();
        }

        (await CountAsync()).ShouldBe(before + 1);
        await villager.OpenAsync("/file/receipt");
        var code = villager.Code;
        await villager.OpenAsync("/file/people-mediation/check");
        villager.At.ShouldBe("/file/receipt");
        villager.Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_telephone_confirmed_at_filing_finds_a_lost_code_again_and_voids_it()
    {
        using var villager = new Resident(hejie);
        await villager.FillAsync(hejie, telephone: null);
        await villager.OpenAsync("/file/people-mediation/contact");
        await villager.SendAsync(("filer.telephone", "199 0000 7777"));
        await villager.SendAsync(("do", "send"));
        await villager.SendAsync(("do", "confirm"), ("code", "abcdef"));
        villager.Errors.ShouldContain("验证码不对");
        await villager.SendAsync(("do", "confirm"), ("code", LastCode("19900007777")));
        villager.At.ShouldBe("/file/people-mediation/files");
        await villager.FileAsync();
        var lost = villager.Code;

        using var later = new Resident(hejie);
        await later.OpenAsync("/track/lost");
        await later.SendAsync(("do", "send"), ("county", "532901"), ("telephone", "19900007777"));
        await later.SendAsync(("do", "confirm"), ("code", LastCode("19900007777")));
        var renewed = later.Code;
        renewed.ShouldNotBe(lost);
        await later.OpenAsync("/track");
        await later.SendAsync(("do", "code"), ("code", lost));
        later.Errors.ShouldContain("没有这个查询码");
        await later.OpenAsync("/t/" + renewed);
        await later.SendAsync(("do", "digits"), ("digits", "7777"));
        later.Text.ShouldContain("换了新的查询码");
    }

    [Fact]
    public async Task Before_the_telephone_is_proven_a_lost_code_is_answered_the_same()
    {
        using var stranger = new Resident(hejie);
        await stranger.OpenAsync("/track/lost");
        await stranger.SendAsync(("do", "send"), ("county", "532901"), ("telephone", "19900008888"));
        stranger.Text.ShouldContain("已经发到 19900008888");
        await stranger.SendAsync(("do", "confirm"), ("code", LastCode("19900008888")));
        stranger.Text.ShouldContain("没有找到");
    }

    [Fact]
    public async Task A_petition_about_a_body_goes_past_it()
    {
        using var villager = new Resident(hejie);
        await villager.OpenAsync("/file/petition/kind");
        await villager.SendAsync(("kind", "service"));
        await villager.ChooseAsync(hejie, "喜洲村");
        villager.At.ShouldBe("/file/petition/about");
        var office = hejie.Bodies.Bodies.Single(body => body.Name == "大理市信访局");
        await villager.OpenAsync("/file/petition/about?q=" + Uri.EscapeDataString("大理市信访"));
        villager.Page.QuerySelectorAll("button[name=about]").Select(button => button.TextContent).ShouldContain("大理市信访局");
        await villager.SendAsync(("about", office.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await villager.SendAsync(("narrative", "去了三次都不收材料。"));
        await villager.SendAsync(("filer.name", ""));
        await villager.SendAsync(("do", "next"));
        villager.Text.ShouldContain("会送到：大理白族自治州信访局");
    }

    [Fact]
    public async Task The_nearest_counters_are_named_with_telephone_and_hours()
    {
        using var villager = new Resident(hejie);
        await villager.OpenAsync("/counters?place=" + hejie.Place("喜洲村").Code);
        villager.Page.QuerySelectorAll("main .card").Length.ShouldBe(4);
        villager.Page.QuerySelector("main .card")!.TextContent.ShouldContain("喜洲镇喜洲村综治服务中心");
        villager.Page.QuerySelector("main .card")!.TextContent.ShouldContain("0872-");
    }

    private string LastCode(string telephone) =>
        hejie.Outbox.Sent.Last(message => message.Telephone == telephone).Text.Split("您的验证码是 ")[1][..6];

    private Task<List<Guid>> KeysAsync() => hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Drafts
        .Where(draft => draft.KeyId != Guid.Empty).Select(draft => draft.KeyId).ToListAsync(TestContext.Current.CancellationToken));

    private Task<int> CountAsync() => hejie.InScopeAsync(services =>
        services.GetRequiredService<HejieDb>().Matters.CountAsync(matter => matter.County == 532901, TestContext.Current.CancellationToken));
}

public sealed class FilingStoriesOnSqlite(SqliteInstallation hejie) : FilingStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class FilingStoriesOnPostgres(PostgresInstallation hejie) : FilingStories(hejie), IClassFixture<PostgresInstallation>;
