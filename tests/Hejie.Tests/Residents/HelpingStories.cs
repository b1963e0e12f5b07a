using System.Globalization;
using System.Net;
using Hejie.Bodies;
using Hejie.Matters.Intake;
using Hejie.Rules.Procedures;
using Hejie.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Residents;

/// <summary>Whose form it is while staff fill it in for somebody, and which of them may not.</summary>
public abstract class HelpingStories(Installation hejie)
{
    private static readonly string[] s_ways = ["柜台", "电话", "上门"];

    private Scope Counter => hejie.Post("service-centre", "大理市", Role.DutyOfficer);

    [Fact]
    public async Task Signing_out_drops_what_was_begun_and_clears_the_browser()
    {
        var before = await hejie.OpenDraftsAsync();
        using var clerk = await Clerk.BeginAsync(hejie, Counter);
        await Clerk.FillAsync(hejie, clerk, null);
        (await hejie.OpenDraftsAsync()).ShouldBe(before + 1);
        await clerk.OpenAsync("/me");
        using (var left = await clerk.RawAsync(SignOut(clerk)))
            left.Headers.GetValues("Clear-Site-Data").ShouldHaveSingleItem().ShouldBe("\"cache\", \"storage\"");
        (await hejie.OpenDraftsAsync()).ShouldBe(before);
        await clerk.OpenAsync("/file/people-mediation/narrative");
        clerk.Text.ShouldNotContain("屋檐水滴");
    }

    [Fact]
    public async Task What_was_begun_is_that_sessions_alone_and_lasts_two_hours()
    {
        using var clerk = await Clerk.BeginAsync(hejie, Counter);
        await Clerk.FillAsync(hejie, clerk, null);
        await clerk.OpenAsync("/assist");
        clerk.Text.ShouldContain("还有一份没写完");
        for (var passed = 0; passed < 6; passed++)
        {
            hejie.Time.Advance(TimeSpan.FromMinutes(21));
            await clerk.OpenAsync("/me");
        }

        await clerk.OpenAsync("/file/people-mediation/narrative");
        clerk.At.ShouldBe("/file/staff");

        var before = await hejie.OpenDraftsAsync();
        using var other = await Clerk.BeginAsync(hejie, Counter);
        await Clerk.FillAsync(hejie, other, null);
        await other.SignInAsync(Counter);
        await other.OpenAsync("/file/people-mediation/narrative");
        other.At.ShouldBe("/file/staff");
        (await hejie.OpenDraftsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_residents_form_is_never_shown_to_staff_and_nothing_of_one_person_comes_to_the_next()
    {
        var before = await hejie.OpenDraftsAsync();
        using var shared = new Resident(hejie);
        await shared.FillAsync(hejie, telephone: null);
        await shared.SignInAsync(Counter);
        await shared.OpenAsync("/file/people-mediation/narrative");
        shared.At.ShouldBe("/file/staff");
        shared.Text.ShouldContain("您正登录着一个岗");
        await shared.OpenAsync("/file/people-mediation/kind");
        shared.At.ShouldBe("/file/staff");

        await shared.OpenAsync("/assist");
        await shared.SendAsync(("by", "telephone"));
        shared.At.ShouldBe("/file");
        await shared.OpenAsync("/file/people-mediation/narrative");
        shared.At.ShouldBe("/file/people-mediation?lost=1");
        await Clerk.FillAsync(hejie, shared, null);
        await shared.OpenAsync("/file/people-mediation");
        await shared.PressAsync("/assist?handler=Drop");
        shared.At.ShouldBe("/assist");
        (await hejie.OpenDraftsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Another_way_of_being_there_is_refused_and_each_known_one_is_told()
    {
        using var clerk = new Resident(hejie);
        await clerk.SignInAsync(Counter);
        await clerk.OpenAsync("/assist");
        foreach (var way in s_ways)
            clerk.Text.ShouldContain(way);
        await clerk.SendAsync(("by", "letter"));
        clerk.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        clerk.Errors.Length.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_body_that_is_complained_about_and_those_under_it_do_not_write_the_complaint()
    {
        using var clerk = await Clerk.BeginAsync(hejie, hejie.Post("service-centre", "喜洲镇", Role.DutyOfficer));
        await clerk.OpenAsync("/file/petition/kind");
        await clerk.SendAsync(("kind", "service"));
        await clerk.ChooseAsync(hejie, "喜洲村");
        foreach (var about in new[] { "喜洲镇", "大理市" }.Select(place => hejie.Post("service-centre", place, Role.DutyOfficer).Body))
        {
            await clerk.OpenAsync("/file/petition/about?q=" + Uri.EscapeDataString(about.Name));
            await clerk.SendAsync(("about", about.Id.ToString(CultureInfo.InvariantCulture)));
            clerk.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            clerk.Text.ShouldContain("不能由您代填");
        }

        await clerk.OpenAsync("/file/home-violence");
        clerk.Text.ShouldContain("这种事只给少数几个岗看");
        var petition = Installation.Filing("petition", "service", hejie.Place("喜洲村").Code.ToString(), Counter.Body.Id, "去了三次都不收材料。", null, otherSide: false);
        (await RunAsync(petition with { TakenDown = new TakenDownBy(Counter, Presence.Counter) })).ShouldBe(new Filed.Refused("assist.about", null));
    }

    [Fact]
    public async Task A_kind_that_is_open_to_named_posts_alone_is_written_down_by_those_alone()
    {
        var aid = Installation.Filing("legal-aid", "violence", hejie.Place("喜洲村").Code.ToString(), null, "要请律师。", null, otherSide: false);
        aid = aid with { Answers = new Dictionary<string, string>(aid.Answers) { ["means"] = "declared" } };
        var clerk = hejie.Post("service-centre", "大理市", Role.Clerk);
        (await RunAsync(aid with { TakenDown = new TakenDownBy(clerk, Presence.Counter) })).ShouldBe(new Filed.Refused("assist.restricted", null));
        (await RunAsync(aid with { Kind = "wages", TakenDown = new TakenDownBy(clerk, Presence.Counter) })).ShouldBeOfType<Filed.Done>();
        (await RunAsync(aid with { TakenDown = new TakenDownBy(Counter, Presence.Counter) })).ShouldBeOfType<Filed.Done>("a duty officer is named for it");

        using var helper = await Clerk.BeginAsync(hejie, clerk);
        await helper.OpenAsync("/file/legal-aid/kind");
        await helper.SendAsync(("kind", "violence"));
        helper.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        helper.Errors.ShouldContain("这种事只给少数几个岗看");
    }

    [Fact]
    public async Task A_token_of_staff_files_nothing()
    {
        using var client = new ApiClient(hejie);
        using var officer = await client.SignInAsync(Counter);
        var answer = await officer.PostAsync($"counties/{hejie.Place("喜洲村").Code.County}/matters", ApiClient.Filing(hejie), ApiClient.Key());
        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        answer.Code.ShouldBe("file.by-staff");
    }

    private static HttpRequestMessage SignOut(Resident clerk) => new(HttpMethod.Post, "/signout")
    {
        Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = clerk.Page.QuerySelector("form[action='/signout'] input[name=__RequestVerificationToken]")!.GetAttribute("value")!,
        }),
    };

    private Task<Filed> RunAsync(Filing filing) => hejie.InScopeAsync(services =>
        services.GetRequiredService<FileMatter>().RunAsync(filing, "test", Guid.NewGuid().ToString(), CancellationToken.None));
}

public sealed class HelpingStoriesOnSqlite(SqliteInstallation hejie) : HelpingStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class HelpingStoriesOnPostgres(PostgresInstallation hejie) : HelpingStories(hejie), IClassFixture<PostgresInstallation>;
