using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Forgetting;
using Hejie.Matters.Intake;
using Hejie.Notices;
using Hejie.Notices.Channels;
using Hejie.Notices.Duty;
using Hejie.Notices.Telling;
using Hejie.Orders;
using Hejie.Quick;
using Hejie.Rules.Notices;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hejie.Tests.Notices;

/// <summary>A danger at three in the morning rings the telephone of who is on duty; all else waits until seven.</summary>
public abstract class DutyStories(Installation hejie) : IAsyncLifetime
{
    private static readonly DateTimeOffset s_three = new(2026, 2, 3, 3, 0, 0, LegalTime.Offset);

    private readonly FakeTimeProvider _time = new(s_three.ToUniversalTime());
    private readonly FakeWay _voice = new(NoticeChannel.Voice), _sms = new(NoticeChannel.Sms), _mail = new(NoticeChannel.Email);
    private Notifier _notifier = null!;

    private int County => hejie.Place("喜洲村").Code.County;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _notifier = new Notifier(hejie, _time, _voice, _sms, _mail);
        await _notifier.BeginAsync();
    }

    public ValueTask DisposeAsync()
    {
        _notifier.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_danger_at_three_rings_who_is_on_duty_at_each_level_and_other_things_wait_until_seven()
    {
        var (village, town) = (Centre("喜洲村"), Centre("喜洲镇"));
        await _notifier.RosterAsync(village, new Roster { Week = [new WeeklyShift(DayOfWeek.Monday, new Shift(new TimeOnly(20, 0), new TimeOnly(8, 0), "19900000001"))] });
        await _notifier.RosterAsync(town, Notifier.Always("19900000002"));
        await _notifier.RosterAsync(Centre("大理市"), Notifier.Always("19900000003"));
        var committee = hejie.Post("mediation-committee", "喜洲村", Role.Lead);
        await _notifier.ChooseAsync(committee, Mail(NoticeScope.New));

        await ReportAsync();
        await hejie.FileAsync();
        await _notifier.TellAsync();
        await _notifier.SendAsync();

        // The village, the township, the county; the prefecture has no roster and nobody above it.
        _voice.Numbers.Order().ShouldBe(["19900000001", "19900000002", "19900000003"]);
        _voice.Sent.ShouldAllBe(call => call.Text.Contains("险情快报") && !call.Text.Contains("石头") && call.Link != null);
        _mail.Sent.ShouldBeEmpty();
        var waiting = (await _notifier.NoticesAsync(County)).Single(row => row.Body == committee.Body.Id);
        LegalTime.Instant(waiting.Next).ShouldBe(new DateTimeOffset(2026, 2, 3, 7, 0, 0, LegalTime.Offset));
        waiting.Tries.ShouldBe(0);

        _time.SetUtcNow(new DateTimeOffset(2026, 2, 3, 6, 59, 0, LegalTime.Offset));
        await _notifier.SendAsync();
        _mail.Sent.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromMinutes(1));
        await _notifier.SendAsync();
        _mail.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_body_in_whose_roster_nobody_is_on_duty_is_called_at_the_level_above()
    {
        await _notifier.RosterAsync(Centre("喜洲村"), new Roster { Week = [new WeeklyShift(DayOfWeek.Tuesday, new Shift(new TimeOnly(8, 0), new TimeOnly(18, 0), "19900000001"))] });
        await _notifier.RosterAsync(Centre("喜洲镇"), Notifier.Always("19900000002"));
        await ReportAsync();
        await _notifier.TellAsync();
        await _notifier.SendAsync();
        var village = (await _notifier.NoticesAsync(County)).Single(row => row.About == Centre("喜洲村").Body.Id);
        village.Status.ShouldBe(NoticeStatus.Called);
        _voice.Sent.Single(call => call.Id == village.Id).To.Address.ShouldBe("19900000002");
        // Where nobody is on duty at any level, that is kept, tried again and shown.
        (await _notifier.NoticesAsync(County)).Single(row => row.About == Centre("大理市").Body.Id).ShouldSatisfyAllConditions(
            row => row.Status.ShouldBe(NoticeStatus.Waiting), row => row.Error.ShouldBe(NoticeError.NobodyOnDuty));
    }

    [Fact]
    public async Task A_call_that_nobody_acknowledges_is_repeated_and_then_goes_a_level_higher_until_one_does()
    {
        var (village, town) = (Centre("周城村"), Centre("喜洲镇"));
        await _notifier.RosterAsync(village, Notifier.Always("19900000001"));
        await _notifier.RosterAsync(town, Notifier.Always("19900000002"));
        await _notifier.RosterAsync(Centre("大理市"), Notifier.Always("19900000003"));
        var receipt = await ReportAsync("周城村");
        await _notifier.TellAsync();
        // The township and the county acknowledge at once: only the village stays silent.
        foreach (var scope in new[] { town, Centre("大理市"), Prefecture })
            (await hejie.MoveAsync(scope, receipt, "acknowledge")).ShouldBeOfType<Written.Done>();
        await _notifier.SendAsync();
        _voice.Numbers.ShouldBe(["19900000001"]);

        await NextAsync();
        (_voice.Numbers, _sms.Numbers).ShouldSatisfyAllConditions(
            sent => sent.Item1.ShouldBe(["19900000001", "19900000001"]), sent => sent.Item2.ShouldBe(["19900000001"], "by another channel too"));
        await NextAsync();
        _voice.Numbers.ShouldBe(["19900000001", "19900000001", "19900000002"]);
        _voice.Sent[^1].Text.ShouldContain(village.Body.Name, Case.Sensitive, "it says whose answer is waited for");
        await NextAsync();
        _voice.Numbers.Last().ShouldBe("19900000003");

        (await hejie.MoveAsync(village, receipt, "acknowledge")).ShouldBeOfType<Written.Done>();
        for (var more = 0; more < 5; more++)
            await NextAsync();
        _voice.Numbers.Count().ShouldBe(4);
        (await _notifier.NoticesAsync(County)).ShouldAllBe(row => row.Status == NoticeStatus.Sent);
    }

    [Fact]
    public async Task A_call_is_not_repeated_for_ever()
    {
        await _notifier.RosterAsync(Centre("喜洲村"), Notifier.Always("19900000001"));
        await _notifier.RosterAsync(Prefecture, Notifier.Always("19900000004"));
        await ReportAsync();
        await _notifier.TellAsync();
        for (var minutes = 0; minutes < 90; minutes += 5)
            await NextAsync();
        (await _notifier.NoticesAsync(County)).ShouldAllBe(row => row.Status == NoticeStatus.Sent);
        (await _notifier.NoticesAsync(County)).Max(row => row.Round).ShouldBeLessThan(6);
    }

    [Fact]
    public async Task An_order_rings_each_body_that_is_given_it_and_called_again_it_really_calls_who_is_silent()
    {
        var (town, village, other) = (Centre("喜洲镇"), Centre("喜洲村"), Centre("周城村"));
        await _notifier.RosterAsync(village, Notifier.Always("19900000001"));
        await _notifier.RosterAsync(other, Notifier.Always("19900000009"));
        var issued = (await hejie.InScopeAsync(services => services.GetRequiredService<IssueOrder>().RunAsync(
            town, new OrderDraft("warning", "flood", null, [village.Body.Place.ToString(), other.Body.Place.ToString()], "今晚有暴雨，请巡查沿河的堤。", hejie.Time.GetUtcNow().AddHours(10)), Guid.CreateVersion7(), Cancel)))
            .ShouldBeOfType<OrderIssued.Done>().Order;
        await _notifier.TellAsync();
        await _notifier.SendAsync();
        _voice.Numbers.Order().ShouldBe(["19900000001", "19900000009"]);
        _voice.Sent.ShouldAllBe(call => call.Text.Contains("快处命令") && !call.Text.Contains("暴雨"));

        foreach (var post in hejie.Bodies.PostsOf(other.Body.Id).Where(post => post.Role is Role.DutyOfficer or Role.GridWorker))
            await hejie.InScopeAsync(services => services.GetRequiredService<AnswerOrder>().AcknowledgeAsync(hejie.At(post), issued.County, issued.Id, Cancel));
        await hejie.InScopeAsync(services => services.GetRequiredService<PursueOrder>().CallAgainAsync(town, issued.County, issued.Id, null, Cancel));
        await _notifier.TellAsync();
        await _notifier.SendAsync();
        _voice.Numbers.Skip(2).ShouldBe(["19900000001"]);
        _sms.Numbers.ShouldBe(["19900000001"]);
        _sms.Sent[0].Text.ShouldContain($"https://hejie.example.gov.cn/orders/{issued.County}/{issued.Id:N}");

        // Closed, it rings nobody any more.
        await hejie.InScopeAsync(services => services.GetRequiredService<PursueOrder>().CloseAsync(town, issued.County, issued.Id, "雨停了。", Cancel));
        await NextAsync();
        await NextAsync();
        _voice.Numbers.Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_gateway_that_is_away_is_tried_every_minute_for_a_danger()
    {
        await _notifier.RosterAsync(Centre("喜洲村"), Notifier.Always("19900000001"));
        _voice.Fails = NoticeError.Unreachable;
        await ReportAsync();
        await _notifier.TellAsync();
        for (var minute = 0; minute < 20; minute++)
        {
            await _notifier.SendAsync();
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        _voice.Fails = null;
        await _notifier.SendAsync();
        await _notifier.SendAsync();
        _voice.Numbers.ShouldContain("19900000001");
    }

    [Fact]
    public async Task What_is_due_soon_is_reminded_of_once_and_what_passed_is_told_to_who_leads()
    {
        var committee = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        await _notifier.ChooseAsync(committee, Mail(NoticeScope.Due), new NoticeTarget("late", NoticeChannel.Sms, "19900008888", NoticeScope.Late));
        var receipt = await hejie.FileAsync();
        await _notifier.TellAsync();
        var work = (await hejie.StateAsync(receipt)).Work.First(work => work.Body == committee.Body.Id && work.Due is not null);
        var due = LegalTime.Instant(work.Due!.Value);
        for (_time.SetUtcNow(hejie.Time.GetUtcNow().AddHours(20)); _time.GetUtcNow() < due.AddMinutes(-1); _time.Advance(TimeSpan.FromHours(1)))
        {
            await _notifier.RemindAsync();
            await _notifier.TellAsync();
            await _notifier.SendAsync();
        }

        var mail = _mail.Sent.Where(sent => sent.Text.Contains($"{receipt.Matter:N}")).ShouldHaveSingleItem();
        mail.Text.ShouldContain("到期");
        mail.Text.ShouldContain($"/matters/{receipt.County}/{receipt.Matter:N}");
        _sms.Sent.ShouldBeEmpty();

        // Past its end, the level above knows, and who leads is told.
        _time.SetUtcNow(due.AddHours(10));
        using var pass = Passing();
        await pass.RunAsync(Cancel);
        await _notifier.TellAsync();
        await _notifier.SendAsync();
        _sms.Sent.ShouldContain(sms => sms.To.Address == "19900008888" && sms.Text.Contains("期限过了") && sms.Text.Contains($"{receipt.Matter:N}"));
    }

    [Fact]
    public async Task Reminding_comes_to_its_end_while_the_clock_goes_on()
    {
        // Each look at the clock finds it further, as on every real machine.
        _time.AutoAdvanceAmount = TimeSpan.FromMilliseconds(1);
        var reminding = _notifier.RemindAsync();
        (await Task.WhenAny(reminding, Task.Delay(TimeSpan.FromSeconds(30), Cancel))).ShouldBe(reminding);
        _time.AutoAdvanceAmount = TimeSpan.Zero;
        await reminding;
        // All counties came to it, not the first alone.
        var counties = hejie.Bodies.Counties.ToHashSet();
        var positions = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Cursors.AsNoTracking()
            .Where(row => counties.Contains(row.County) && row.Reader == RemindDue.Reader).Select(row => row.Position).ToListAsync(Cancel));
        positions.Count.ShouldBe(counties.Count);
        positions.ShouldAllBe(position => position > LegalTime.Micros(_time.GetUtcNow()));
    }

    [Fact]
    public async Task The_body_that_a_petition_is_about_and_all_under_it_are_told_of_nothing()
    {
        var about = hejie.Post("service-centre", "喜洲镇", Role.Lead).Body;
        var under = hejie.Bodies.Bodies.Where(body => hejie.Bodies.IsAtOrUnder(body.Id, about.Id)).ToList();
        under.Count.ShouldBeGreaterThan(5);
        foreach (var body in hejie.Bodies.Bodies.Where(body => body.Place.County == County || body.Place.Level == Rules.Places.PlaceLevel.Prefecture).Where(body => body.Place.Level <= Rules.Places.PlaceLevel.County || under.Contains(body)))
            await _notifier.ChooseAsync(hejie.At(hejie.Bodies.PostsOf(body.Id)[0]), Mail(NoticeScope.All));
        var petition = hejie.Services.GetRequiredService<Hejie.Operations.CatalogueHolder>().Current.Procedures.Find("petition")!;
        var receipt = await hejie.FileAsync("petition", petition.Kinds[0].Code, about: about.Id, otherSide: false);
        for (var end = hejie.Time.GetUtcNow().AddDays(20); _time.GetUtcNow() < end; _time.Advance(TimeSpan.FromDays(1)))
        {
            using var pass = Passing();
            await pass.RunAsync(Cancel);
            await _notifier.TellAsync();
            await _notifier.RemindAsync();
            await _notifier.SendAsync();
        }

        var told = (await _notifier.NoticesAsync(County)).Where(row => row.Matter == receipt.Matter).Select(row => row.Body).ToHashSet();
        told.ShouldNotBeEmpty();
        told.ShouldNotContain(body => hejie.Bodies.IsAtOrUnder(body, about.Id));
    }

    [Fact]
    public async Task A_long_period_is_reminded_of_three_days_before_its_end_and_not_sooner()
    {
        var committee = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        var receipt = await hejie.FileAsync();
        (await hejie.MoveAsync(committee, receipt, "accept", ("summary", "屋檐滴水与院墙"))).ShouldBeOfType<Written.Done>();
        var due = LegalTime.Instant((await hejie.StateAsync(receipt)).Work.Where(work => work.Body == committee.Body.Id).Max(work => work.Due ?? 0));
        due.ShouldBeGreaterThan(hejie.Time.GetUtcNow().AddDays(20));
        await _notifier.BeginAsync();
        await _notifier.ChooseAsync(committee, Mail(NoticeScope.Due));

        _time.SetUtcNow(due.AddDays(-3).AddHours(-10));
        await _notifier.RemindAsync();
        await _notifier.SendAsync();
        _mail.Sent.ShouldNotContain(mail => mail.Text.Contains($"{receipt.Matter:N}"));
        _time.SetUtcNow(due.AddDays(-3).AddHours(10));
        await _notifier.RemindAsync();
        await _notifier.RemindAsync();
        await _notifier.SendAsync();
        _mail.Sent.Count(mail => mail.Text.Contains($"{receipt.Matter:N}")).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_done_before_it_is_told_is_told_to_nobody()
    {
        var committee = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        await _notifier.ChooseAsync(committee, Mail(NoticeScope.New));
        var receipt = await hejie.FileAsync();
        await _notifier.TellAsync();
        (await hejie.MoveAsync(committee, receipt, "accept", ("summary", "屋檐滴水与院墙"))).ShouldBeOfType<Written.Done>();
        _time.SetUtcNow(new DateTimeOffset(2026, 2, 3, 9, 0, 0, LegalTime.Offset));
        await _notifier.SendAsync();
        _mail.Sent.ShouldBeEmpty();
        (await _notifier.NoticesAsync(County)).ShouldNotContain(row => row.Matter == receipt.Matter && row.Kind == NoticeKind.WorkNew);
    }

    [Fact]
    public async Task A_matter_that_is_forgotten_leaves_no_trace_in_notices()
    {
        await _notifier.ChooseAsync(hejie.Post("service-centre", "喜洲村", Role.Lead), Mail(NoticeScope.All));
        await _notifier.RosterAsync(Centre("喜洲村"), Notifier.Always("19900000001"));
        var receipt = await ReportAsync();
        await _notifier.TellAsync();
        await _notifier.SendAsync();
        (await _notifier.NoticesAsync(County)).ShouldContain(row => row.Matter == receipt.Matter);
        hejie.Time.SetUtcNow(hejie.Time.GetUtcNow().AddDays(31));
        // The installation forgets what is due by itself too: whichever comes first.
        var written = await hejie.InScopeAsync(services => services.GetRequiredService<ForgetMatter>().RunAsync(new Forgetting(receipt.County, receipt.Matter, ForgetWhy.Term, null), Cancel));
        (written is Written.Done or Written.Forgotten).ShouldBeTrue();
        (await _notifier.NoticesAsync(County)).ShouldNotContain(row => row.Matter == receipt.Matter);
        await _notifier.TellAsync();
        await NextAsync();
        (await _notifier.NoticesAsync(County)).Where(row => row.Matter == receipt.Matter).Select(row => $"{row.Kind} {row.Channel} {row.Status} {row.Work} {row.Round} {row.Body}").ShouldBeEmpty();
    }

    private Hejie.Matters.Handling.PassClocks Passing() => new(
        hejie.Services.GetRequiredService<IServiceScopeFactory>(), hejie.Services.GetRequiredService<Hejie.Operations.CatalogueHolder>(), hejie.Services.GetRequiredService<DirectoryHolder>(), _time,
        Microsoft.Extensions.Logging.Abstractions.NullLogger<Hejie.Matters.Handling.PassClocks>.Instance);

    private Scope Prefecture => hejie.At(hejie.Bodies.PostsOf(hejie.Bodies.Serving("service-centre", Rules.Places.PlaceLevel.Prefecture, hejie.Bodies.Prefecture.Code)!.Value)
        .First(post => post.Role == Role.DutyOfficer));

    private Scope Centre(string place) => hejie.Post("service-centre", place, Role.DutyOfficer);

    private static NoticeTarget Mail(NoticeScope scope) => new("m", NoticeChannel.Email, "desk@example.cn", scope);

    /// <summary>The time passes in which a call waits to be acknowledged, and what follows is sent.</summary>
    private async Task NextAsync()
    {
        _time.Advance(TimeSpan.FromMinutes(5));
        await _notifier.SendAsync();
        await _notifier.SendAsync();
    }

    private async Task<Receipt> ReportAsync(string place = "喜洲村") => (await hejie.InScopeAsync(services => services.GetRequiredService<ReportDanger>().RunAsync(
        new Danger { Kind = "landslide", Place = hejie.Place(place).Code.ToString(), Line = "进村路口往上两百米，山坡往下掉石头。" }, "test", Guid.NewGuid().ToString(), Cancel)))
        .ShouldBeOfType<Filed.Done>().Receipt;
}

public sealed class DutyStoriesOnSqlite(NotifyingOnSqlite hejie) : DutyStories(hejie), IClassFixture<NotifyingOnSqlite>;

public sealed class DutyStoriesOnPostgres(NotifyingOnPostgres hejie) : DutyStories(hejie), IClassFixture<NotifyingOnPostgres>;
