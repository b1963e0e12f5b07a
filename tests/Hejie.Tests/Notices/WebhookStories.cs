using System.Text.Json;
using Hejie.Data;
using Hejie.Kernel;
using Hejie.Notices;
using Hejie.Notices.Channels;
using Hejie.Rules.Notices;
using Hejie.Rules.Procedures;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hejie.Tests.Notices;

/// <summary>A robot in a group of colleagues: what it is told, and what becomes of it when it hangs, fails for a day or points elsewhere.</summary>
public abstract class WebhookStories(Installation hejie) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(hejie.Time.GetUtcNow());
    private readonly FakeWay _sms = new(NoticeChannel.Sms);
    private FakeRobot _robot = null!;
    private WebhookChannel _channel = null!;
    private Notifier _notifier = null!;

    private Hejie.Bodies.Scope Committee => hejie.Post("mediation-committee", "喜洲村", Role.Lead);

    private int County => hejie.Place("喜洲村").Code.County;

    public async ValueTask InitializeAsync()
    {
        _robot = await FakeRobot.StartAsync();
        _channel = new WebhookChannel(hejie.Services.GetRequiredService<Settings>(), _time, TimeSpan.FromMilliseconds(300));
        _notifier = new Notifier(hejie, _time, _channel, _sms);
        await _notifier.BeginAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _notifier.Dispose();
        _channel.Dispose();
        await _robot.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_robot_is_told_a_sentence_and_a_link_and_nothing_of_the_matter()
    {
        await _notifier.ChooseAsync(Committee, Robot());
        var receipt = await hejie.FileAsync(narrative: "隔壁老王家建房占了我家的路。");
        await _notifier.TellAsync();
        await _notifier.SendAsync();

        var taken = _robot.Taken.ShouldHaveSingleItem();
        using var body = JsonDocument.Parse(taken.Body);
        body.RootElement.GetProperty("msgtype").GetString().ShouldBe("text");
        body.RootElement.GetProperty("text").GetProperty("content").GetString()
            .ShouldBe($"{Committee.Body.Name}有新的待办。https://hejie.example.gov.cn/matters/{receipt.County}/{receipt.Matter:N}");
        foreach (var word in new[] { "老王", "建房", "杨示例", "赵示例", "19900001234" })
            taken.Body.ShouldNotContain(word);
        var row = (await _notifier.NoticesAsync(County)).ShouldHaveSingleItem();
        (row.Status, row.Error, taken.Key).ShouldBe((NoticeStatus.Sent, null, row.Id.ToString()));
    }

    [Fact]
    public async Task The_same_journal_read_twice_sends_once()
    {
        await _notifier.ChooseAsync(Committee, Robot());
        await hejie.FileAsync();
        (await _notifier.TellAsync()).ShouldBe(1);
        using var other = new Notifier(hejie, _time, _channel);
        (await other.TellAsync()).ShouldBe(0);
        await Task.WhenAll(_notifier.TellAsync(), other.TellAsync());
        await Task.WhenAll(_notifier.SendAsync(), other.SendAsync());
        await _notifier.SendAsync();
        _robot.Taken.Count.ShouldBe(1);

        // Also where how far it had come is lost.
        await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Cursors.Where(row => row.County == County && row.Reader == "notices")
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Position, row => row.Position - 1)));
        await _notifier.TellAsync();
        await _notifier.SendAsync();
        _robot.Taken.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_robot_that_answers_500_for_a_day_is_told_in_the_end()
    {
        await _notifier.ChooseAsync(Committee, Robot());
        await hejie.FileAsync();
        await _notifier.TellAsync();
        _robot.Answer = http =>
        {
            http.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await PassAsync(TimeSpan.FromHours(25));
        (await _notifier.NoticesAsync(County)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => row.Status.ShouldBe(NoticeStatus.Waiting),
            row => row.Error.ShouldBe(NoticeError.Faulty),
            row => row.Tries.ShouldBeInRange(20, 50));

        _robot.Answer = http => http.Response.WriteAsync("""{"errcode":0}""");
        await PassAsync(TimeSpan.FromHours(2));
        _robot.Taken.Select(taken => taken.Key).Distinct().Count().ShouldBe(1, "each try has the same key");
        (await _notifier.NoticesAsync(County)).ShouldHaveSingleItem().Status.ShouldBe(NoticeStatus.Sent);
    }

    [Fact]
    public async Task A_robot_that_never_takes_it_is_given_up_after_days_and_shown()
    {
        await _notifier.ChooseAsync(Committee, Robot());
        await hejie.FileAsync();
        await _notifier.TellAsync();
        _robot.Answer = http =>
        {
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        await PassAsync(TimeSpan.FromDays(5));
        (await _notifier.NoticesAsync(County)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => row.Status.ShouldBe(NoticeStatus.Failed), row => row.Error.ShouldBe(NoticeError.Faulty), row => row.Next.ShouldBe(long.MaxValue));
        using var lead = await Staff.Officer.AtAsync(hejie, Committee);
        (await lead.OpenAsync("/notices")).Find(".notice-again").ShouldNotBeNull();
        (await lead.OpenAsync("/notices")).Text.ShouldContain("对方出了故障");

        // It is shown for a month.
        _time.Advance(TimeSpan.FromDays(24));
        await _notifier.DropAsync();
        (await _notifier.NoticesAsync(County)).Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromDays(3));
        await _notifier.DropAsync();
        (await _notifier.NoticesAsync(County)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_robot_that_hangs_holds_up_nobody_else_and_is_tried_again()
    {
        await _notifier.ChooseAsync(Committee, Robot(), new NoticeTarget("s", NoticeChannel.Sms, "19900007777", NoticeScope.New));
        var released = new TaskCompletionSource();
        _robot.Answer = _ => released.Task;
        await hejie.FileAsync();
        await hejie.FileAsync();
        await _notifier.TellAsync();
        await _notifier.SendAsync();

        _sms.Sent.Count.ShouldBe(2);
        _robot.Taken.Count.ShouldBe(1, "the second waits with the first");
        var late = (await _notifier.NoticesAsync(County)).Where(row => row.Channel == NoticeChannel.Webhook).ToList();
        late.ShouldAllBe(row => row.Status == NoticeStatus.Waiting && row.Error == NoticeError.TimedOut);
        late.Sum(row => row.Tries).ShouldBe(1);
        released.SetResult();
        _robot.Answer = http => http.Response.WriteAsync("""{"errcode":0}""");
        await PassAsync(TimeSpan.FromMinutes(1));
        (await _notifier.NoticesAsync(County)).ShouldAllBe(row => row.Status == NoticeStatus.Sent);
    }

    [Fact]
    public async Task A_robot_that_points_to_another_address_is_not_followed()
    {
        await _notifier.ChooseAsync(Committee, Robot());
        _robot.Answer = http =>
        {
            http.Response.Redirect(new Uri(_robot.Address, "/elsewhere").ToString());
            return Task.CompletedTask;
        };
        await hejie.FileAsync();
        await _notifier.TellAsync();
        await PassAsync(TimeSpan.FromHours(1));
        _robot.Elsewhere.ShouldBe(0);
        _robot.Taken.Count.ShouldBe(1);
        (await _notifier.NoticesAsync(County)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => row.Status.ShouldBe(NoticeStatus.Failed), row => row.Error.ShouldBe(NoticeError.Redirected));
    }

    [Theory]
    // A host that is named, whose address is a private one.
    [InlineData("https://localhost:{0}/robot", NoticeError.NotAllowed)]
    // One that is not named.
    [InlineData("https://elsewhere.example/robot", NoticeError.NotAllowed)]
    // One to which anybody could listen.
    [InlineData("http://qyapi.weixin.qq.com/robot", NoticeError.NoAddress)]
    public async Task A_private_or_unnamed_address_is_not_called(string address, object error)
    {
        await _notifier.ChooseAsync(Committee, Robot() with { Address = string.Format(System.Globalization.CultureInfo.InvariantCulture, address, _robot.Address.Port) });
        await hejie.FileAsync();
        await _notifier.TellAsync();
        await _notifier.SendAsync();
        _robot.Taken.ShouldBeEmpty();
        (await _notifier.NoticesAsync(County)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => row.Status.ShouldBe(NoticeStatus.Failed), row => row.Error.ShouldBe((NoticeError)error));
    }

    [Theory]
    [InlineData("""{"errcode":93000,"errmsg":"invalid webhook url"}""", NoticeStatus.Failed, NoticeError.Refused)]
    [InlineData("""{"errcode":45009,"errmsg":"api freq out of limit"}""", NoticeStatus.Waiting, NoticeError.Faulty)]
    [InlineData("<html>welcome</html>", NoticeStatus.Waiting, NoticeError.Faulty)]
    public async Task A_robot_that_answers_200_and_did_not_take_it_is_not_believed(string answer, object status, object error)
    {
        await _notifier.ChooseAsync(Committee, Robot());
        _robot.Answer = http => http.Response.WriteAsync(answer);
        await hejie.FileAsync();
        await _notifier.TellAsync();
        await _notifier.SendAsync();
        var row = (await _notifier.NoticesAsync(County)).ShouldHaveSingleItem();
        (row.Status, row.Error).ShouldBe(((NoticeStatus)status, (NoticeError?)(NoticeError)error));
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        await _notifier.ChooseAsync(Committee, Robot());
        _robot.Answer = async http =>
        {
            for (var part = 0; part < 64; part++)
                await http.Response.WriteAsync(new string(' ', 1024));
        };
        await hejie.FileAsync();
        await _notifier.TellAsync();
        await _notifier.SendAsync();
        (await _notifier.NoticesAsync(County)).ShouldHaveSingleItem().Error.ShouldBe(NoticeError.Faulty);
    }

    private NoticeTarget Robot() => new("r", NoticeChannel.Webhook, _robot.Address.ToString(), NoticeScope.New, WebhookFormat.WeCom);

    /// <summary>Lets time pass, sending on the way whenever something is due.</summary>
    private async Task PassAsync(TimeSpan span)
    {
        for (var end = _time.GetUtcNow() + span; _time.GetUtcNow() < end; _time.Advance(TimeSpan.FromMinutes(10)))
            await _notifier.SendAsync();
        await _notifier.SendAsync();
    }
}

public sealed class WebhookStoriesOnSqlite(NotifyingOnSqlite hejie) : WebhookStories(hejie), IClassFixture<NotifyingOnSqlite>;

public sealed class WebhookStoriesOnPostgres(NotifyingOnPostgres hejie) : WebhookStories(hejie), IClassFixture<NotifyingOnPostgres>;
