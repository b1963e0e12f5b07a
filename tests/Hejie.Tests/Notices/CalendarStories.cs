using System.Net;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Forgetting;
using Hejie.Matters.Handling;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Tests.Privacy;
using Hejie.Tests.Residents;
using Hejie.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Notices;

/// <summary>The dates of a post and those of a party, in a calendar of their own.</summary>
public abstract class CalendarStories(Installation hejie)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Scope Committee => hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);

    [Fact]
    public async Task A_post_reads_its_open_work_by_date_and_no_name_stands_in_it()
    {
        var receipt = await hejie.FileAsync();
        using var officer = await Officer.AtAsync(hejie, Committee);
        var path = await MakeAsync(officer);
        var (calendar, text) = await ReadAsync(path);

        var work = (await hejie.StateAsync(receipt)).Work.First(work => work.Body == Committee.Body.Id && work.Due is not null);
        var date = calendar.Events.Single(each => each.Uid!.StartsWith($"{receipt.Matter:N}-{work.Number}", StringComparison.Ordinal));
        DateOnly.FromDateTime(date.Start!.Value).ShouldBe(LegalTime.DateOf(LegalTime.Instant(work.Due!.Value)));
        date.Url!.ToString().ShouldBe($"https://hejie.example.gov.cn/matters/{receipt.County}/{receipt.Matter:N}");
        foreach (var word in new[] { "示例", "1990000", "屋檐", "邻里" })
            text.ShouldNotContain(word);
        text.ShouldContain("BEGIN:VTIMEZONE");
        text.ShouldContain("TZID:Asia/Shanghai");
    }

    [Fact]
    public async Task What_was_read_before_is_not_sent_again_and_no_search_engine_takes_it()
    {
        using var officer = await Officer.AtAsync(hejie, Committee);
        var path = await MakeAsync(officer);
        using var client = hejie.Client();
        using var first = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        first.Content.Headers.ContentType!.ToString().ShouldBe("text/calendar; charset=utf-8");
        first.Headers.GetValues("X-Robots-Tag").ShouldBe(["noindex, nofollow"]);
        first.Headers.CacheControl!.Private.ShouldBeTrue();
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var same = await client.SendAsync(again, Cancel);
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        await hejie.FileAsync();
        using var later = new HttpRequestMessage(HttpMethod.Get, path);
        later.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var changed = await client.SendAsync(later, Cancel);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_secret_is_shown_once_kept_as_a_hash_and_ends_when_it_is_taken_back_or_the_post_ends()
    {
        var name = await Officer.AccountAsync(hejie, Committee);
        using var officer = await Officer.InAsync(hejie, name);
        var path = await MakeAsync(officer);
        var secret = path.Split('/')[^1][..^4];
        (await officer.OpenAsync("/calendar")).Document.DocumentElement.OuterHtml.ShouldNotContain(secret);
        (await Traces.ReadAsync(hejie)).Find([secret]).ShouldBeNull();
        (await StatusAsync(path)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(path.Replace("/post/", "/matter/", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.NotFound);

        var second = await MakeAsync(officer);
        (await StatusAsync(path)).ShouldBe(HttpStatusCode.NotFound, "a new one ends the old one");
        using var revoked = await officer.SendAsync(await officer.OpenAsync("/calendar"), "form.calendar-revoke");
        (await StatusAsync(second)).ShouldBe(HttpStatusCode.NotFound);

        var third = await MakeAsync(officer);
        await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Appointments
            .Where(row => services.GetRequiredService<HejieDb>().Users.Any(user => user.UserName == name && user.Id == row.Account)).ExecuteUpdateAsync(set => set.SetProperty(row => row.Ended, 1)));
        (await StatusAsync(third)).ShouldBe(HttpStatusCode.NotFound);
        foreach (var wrong in new[] { "nothing", new string('0', 35), secret[..^1] + (secret[^1] == '0' ? '1' : '0') })
            (await StatusAsync($"/calendar/post/{wrong}.ics")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_party_reads_dates_that_say_nothing_and_forgotten_none()
    {
        var receipt = await hejie.FileAsync("service-request", "utilities", otherSide: false);
        using var resident = new Resident(hejie);
        await resident.OpenAsync("/t/" + receipt.Code);
        await resident.SendAsync(("do", "digits"), ("digits", "1234"));
        await resident.OpenAsync("/matter");
        resident.Page.QuerySelector("a[href='/matter/calendar']").ShouldNotBeNull();
        await resident.OpenAsync("/matter/calendar");
        await resident.PressAsync("/matter/calendar?handler=Make");
        var path = new Uri(resident.Page.QuerySelector(".calendar-address a")!.GetAttribute("href")!).AbsolutePath;
        path.ShouldStartWith("/calendar/matter/");

        var (calendar, text) = await ReadAsync(path);
        calendar.Events.ShouldNotBeEmpty();
        calendar.Events.ShouldAllBe(date => date.Summary == "和解平台：有一个日期" && date.Url!.ToString() == "https://hejie.example.gov.cn/track");
        foreach (var word in new[] { "示例", "1990000", receipt.Matter.ToString("N"), "喜洲", "中心", "公用" })
            text.ShouldNotContain(word);
        var ends = (await hejie.StateAsync(receipt)).Clocks.Where(clock => clock.IsOpen).Select(clock => LegalTime.DateOf(LegalTime.Instant(clock.Ends))).ToHashSet();
        calendar.Events.Select(date => DateOnly.FromDateTime(date.Start!.Value)).ShouldAllBe(day => ends.Contains(day));

        await hejie.MoveAsync(1, receipt, "withdraw", ("reason", "settled"));
        hejie.Time.Advance(TimeSpan.FromDays(8));
        await hejie.Services.GetRequiredService<PassClocks>().RunAsync(Cancel);
        (await hejie.InScopeAsync(services => services.GetRequiredService<ForgetMatter>().RunAsync(
            new Forgetting(receipt.County, receipt.Matter, ForgetWhy.Asked, 1), Cancel))).ShouldBeOfType<Written.Done>();
        await hejie.InScopeAsync(async services =>
        {
            var (db, county, id) = (services.GetRequiredService<HejieDb>(), receipt.County, receipt.Matter);
            (await db.CalendarFeeds.CountAsync(row => row.County == county && row.Matter == id, Cancel)).ShouldBe(0);
            return 0;
        });
        (await StatusAsync(path)).ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string> MakeAsync(Officer officer)
    {
        using var made = await officer.SendAsync(await officer.OpenAsync("/calendar"), "form.calendar-make");
        made.StatusCode.ShouldBe(HttpStatusCode.OK);
        return new Uri((await Officer.ReadAsync(made)).Find(".calendar-address a")!.GetAttribute("href")!).AbsolutePath;
    }

    private async Task<(Ical.Net.Calendar Calendar, string Text)> ReadAsync(string path)
    {
        using var client = hejie.Client();
        var text = await client.GetStringAsync(new Uri(path, UriKind.Relative), Cancel);
        var calendar = Ical.Net.Calendar.Load(text).ShouldNotBeNull();
        calendar.Events.ShouldAllBe(date => date.Uid != null && date.DtStamp != null && date.Start != null && date.End != null);
        return (calendar, text);
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var client = hejie.Client();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        return response.StatusCode;
    }
}

public sealed class CalendarStoriesOnSqlite(NotifyingOnSqlite hejie) : CalendarStories(hejie), IClassFixture<NotifyingOnSqlite>;

public sealed class CalendarStoriesOnPostgres(NotifyingOnPostgres hejie) : CalendarStories(hejie), IClassFixture<NotifyingOnPostgres>;
