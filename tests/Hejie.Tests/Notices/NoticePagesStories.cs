using System.Net;
using Hejie.Bodies;
using Hejie.Notices;
using Hejie.Notices.Channels;
using Hejie.Rules.Notices;
using Hejie.Rules.Procedures;
using Hejie.Tests.Privacy;
using Hejie.Tests.Staff;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hejie.Tests.Notices;

/// <summary>The pages on which a body says how it is told, and who is on duty.</summary>
public abstract class NoticePagesStories(Installation hejie) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(hejie.Time.GetUtcNow());
    private readonly FakeWay _webhook = new(NoticeChannel.Webhook);
    private Notifier _notifier = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Scope Lead => hejie.Post("service-centre", "喜洲镇", Role.Lead);

    public async ValueTask InitializeAsync()
    {
        _notifier = new Notifier(hejie, _time, _webhook);
        await _notifier.BeginAsync();
    }

    public ValueTask DisposeAsync()
    {
        _notifier.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_address_is_added_tried_seen_to_fail_sent_again_and_removed()
    {
        using var lead = await Officer.AtAsync(hejie, Lead);
        var page = await lead.OpenAsync("/notices");
        page.Text.ShouldContain("还没有填");
        using var wrong = await lead.SendAsync(page, "form.notice-add", ("channel", "webhook"), ("address", "https://elsewhere.example/robot"), ("scope", "all"), ("format", "we-com"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Officer.ReadAsync(wrong)).Find(".govuk-error-summary")!.TextContent.ShouldContain("HEJIE_OUTGOING");
        using var added = await lead.SendAsync(
            page, "form.notice-add", ("channel", "webhook"), ("address", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=very-secret-key"), ("scope", "all"), ("format", "we-com"),
            ("secret", "a-signing-secret"));
        added.Headers.Location!.OriginalString.ShouldBe("/notices?done=added");

        // Whoever has the address can write to the group: it is neither shown again nor kept in the clear.
        page = await lead.OpenAsync("/notices");
        page.Document.DocumentElement.OuterHtml.ShouldNotContain("very-secret-key");
        page.Text.ShouldContain("qyapi.weixin.qq.com/…");
        (await Traces.ReadAsync(hejie)).Find(["very-secret-key", "a-signing-secret"]).ShouldBeNull();

        _webhook.Fails = NoticeError.Refused;
        using var tested = await lead.SendAsync(page, "form.notice-test", ("target", Target(page)));
        tested.Headers.Location!.OriginalString.ShouldBe("/notices?done=tested");
        await _notifier.SendAsync();
        page = await lead.OpenAsync("/notices");
        page.Text.ShouldContain("对方不收");

        _webhook.Fails = null;
        using var again = await lead.SendAsync(page, "form.notice-again", ("notice", page.Find("form.notice-again button")!.GetAttribute("value")!));
        again.Headers.Location!.OriginalString.ShouldBe("/notices?done=again");
        await _notifier.SendAsync();
        _webhook.Sent.ShouldHaveSingleItem().Text.ShouldBe($"这是{Lead.Body.Name}的一条测试消息。https://hejie.example.gov.cn/notices");
        page = await lead.OpenAsync("/notices");
        page.Text.ShouldContain("送到了");
        page.Find("form.notice-again").ShouldBeNull();

        using var removed = await lead.SendAsync(page, "form.notice-remove", ("target", Target(page)));
        removed.Headers.Location!.OriginalString.ShouldBe("/notices?done=removed");
        (await lead.OpenAsync("/notices")).Find("form.notice-remove").ShouldBeNull();
    }

    [Fact]
    public async Task Quiet_hours_and_language_are_the_bodys_own()
    {
        using var lead = await Officer.AtAsync(hejie, Lead);
        var page = await lead.OpenAsync("/notices");
        page.Find("#from")!.GetAttribute("value").ShouldBe("22:00");
        page.Find("#until")!.GetAttribute("value").ShouldBe("07:00");
        using var wrong = await lead.SendAsync(page, "form.notice-quiet", ("from", "九点"), ("until", "07:00"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var kept = await lead.SendAsync(page, "form.notice-quiet", ("from", "21:30"), ("until", "6:30"), ("language", "en"));
        kept.Headers.Location!.OriginalString.ShouldBe("/notices?done=quiet");
        (await lead.OpenAsync("/notices")).Find("#until")!.GetAttribute("value").ShouldBe("06:30");
        var chosen = await hejie.InScopeAsync(services => services.GetRequiredService<KeepPreferences>().ReadAsync(Lead.Body.Id, Cancel));
        chosen.Quiet.ShouldBe(new QuietHours(new TimeOnly(21, 30), new TimeOnly(6, 30)));
        chosen.Language.ShouldBe(Rules.Catalogue.Language.English);
    }

    [Fact]
    public async Task Another_body_sees_and_changes_nothing_of_it()
    {
        using var lead = await Officer.AtAsync(hejie, Lead);
        await _notifier.ChooseAsync(Lead, new NoticeTarget("r1", NoticeChannel.Webhook, "https://qyapi.weixin.qq.com/x", NoticeScope.All, WebhookFormat.WeCom));
        _webhook.Fails = NoticeError.Refused;
        using var tested = await lead.SendAsync(await lead.OpenAsync("/notices"), "form.notice-test", ("target", "r1"));
        await _notifier.SendAsync();
        var failed = (await _notifier.NoticesAsync(Lead.Body.Place.County)).Single();

        using var other = await Officer.AtAsync(hejie, hejie.Post("service-centre", "上关镇", Role.Lead));
        var page = await other.OpenAsync("/notices");
        page.Text.ShouldNotContain("qyapi.weixin.qq.com/…");
        page.Find("form.notice-again").ShouldBeNull();
        using var tried = await other.SendAsync(page, "form.notice-add", "/notices?handler=Test", ("target", "r1"));
        tried.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var again = await other.SendAsync(page, "form.notice-add", "/notices?handler=Again", ("county", $"{failed.County}"), ("notice", failed.Id.ToString()));
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var mediator = await Officer.AtAsync(hejie, hejie.Post("service-centre", "喜洲镇", Role.Mediator));
        (await mediator.StatusAsync("/notices")).ShouldBe(HttpStatusCode.Forbidden);
        (await mediator.StatusAsync("/notices/roster")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_roster_shows_who_is_on_duty_and_in_red_when_nobody_is()
    {
        using var duty = await Officer.AtAsync(hejie, hejie.Post("service-centre", "喜洲镇", Role.DutyOfficer));
        var page = await duty.OpenAsync("/notices/roster");
        page.Find(".notice--late")!.TextContent.ShouldContain("没有人值班，上级也没有");
        page.All(".roster__gap").Count.ShouldBe(7);
        using var added = await duty.SendAsync(page, "form.roster-add", ("days", "every"), ("from", "08:00"), ("until", "20:00"), ("telephone", "199 0000 0001"));
        added.Headers.Location!.OriginalString.ShouldBe("/notices/roster?done=added");
        page = await duty.OpenAsync("/notices/roster");
        page.Text.ShouldContain("现在值班的电话：19900000001");
        page.All(".roster__gap").Count.ShouldBe(14, "before eight and after twenty");

        using var overlapping = await duty.SendAsync(page, "form.roster-add", ("days", "weekend"), ("from", "19:00"), ("until", "23:00"), ("telephone", "19900000002"));
        overlapping.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Officer.ReadAsync(overlapping)).Find(".govuk-error-summary")!.TextContent.ShouldContain("重叠");
        using var night = await duty.SendAsync(page, "form.roster-add", ("days", "every"), ("from", "20:00"), ("until", "08:00"), ("telephone", "19900000002"));
        page = await duty.OpenAsync("/notices/roster");
        page.All(".roster__gap").ShouldBeEmpty();

        using var holiday = await duty.SendAsync(page, "form.roster-except", ("date", "2026-02-04"), ("day-from", ""), ("day-until", ""), ("day-telephone", ""));
        holiday.Headers.Location!.OriginalString.ShouldBe("/notices/roster?done=except");
        page = await duty.OpenAsync("/notices/roster");
        page.All(".roster__gap").Count.ShouldBe(2);
        using var usual = await duty.SendAsync(page, "form.roster-usual", ("date", "2026-02-04"));
        (await duty.OpenAsync("/notices/roster")).All(".roster__gap").ShouldBeEmpty();
        using var removed = await duty.SendAsync(page, "form.roster-remove", ("place", "0"));
        (await duty.OpenAsync("/notices/roster")).All(".roster__gap").ShouldNotBeEmpty();
        (await Traces.ReadAsync(hejie)).Find(["19900000002"]).ShouldBeNull("a number is kept sealed");
    }

    private static string Target(Screen page) => page.Find("form.notice-test button")!.GetAttribute("value")!;
}

public sealed class NoticePagesStoriesOnSqlite(NotifyingOnSqlite hejie) : NoticePagesStories(hejie), IClassFixture<NotifyingOnSqlite>;

public sealed class NoticePagesStoriesOnPostgres(NotifyingOnPostgres hejie) : NoticePagesStories(hejie), IClassFixture<NotifyingOnPostgres>;
