using System.Net;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Live;
using Hejie.Matters.Intake;
using Hejie.Rules.Procedures;
using Hejie.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Live;

/// <summary>What is new is told in the page at once, to those whose it is, and nobody misses anything by a break.</summary>
public abstract class LiveStories(Installation hejie)
{
    [Fact]
    public async Task A_desk_hears_that_something_came_and_nothing_of_what_it_is()
    {
        using var officer = await Officer.AtAsync(hejie, Duty("喜洲村"));
        await using var stream = await officer.ListenAsync();

        await FileAsync("喜洲村");

        var heard = await stream.NextAsync();
        heard.ShouldBe(new Heard("desk", "", stream.LastId));
        LiveVector.Parse(heard.Id)![hejie.Place("喜洲村").Code.County, ""].ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(0);
        stream.Take().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_of_another_township_hears_nothing()
    {
        using var there = await Officer.AtAsync(hejie, Duty("湾桥村"));
        using var here = await Officer.AtAsync(hejie, Duty("庆洞村"));
        await using var other = await there.ListenAsync();
        await using var own = await here.ListenAsync();

        await FileAsync("庆洞村");

        (await own.NextAsync()).Kind.ShouldBe("desk");
        other.Take().ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_comes_back_after_a_break_hears_what_they_missed_and_only_that()
    {
        using var officer = await Officer.AtAsync(hejie, Duty("周城村"));
        var first = await officer.ListenAsync();
        await FileAsync("周城村");
        var last = (await first.NextAsync()).Id;
        await first.DisposeAsync();

        await using (var nothing = await officer.ListenAsync(last))
            nothing.Take().ShouldBeEmpty();
        await FileAsync("周城村");
        await FileAsync("文阁村");
        await using var again = await officer.ListenAsync(last);

        (await again.NextAsync()).ShouldBe(new Heard("desk", "", again.LastId));
        again.Take().ShouldBeEmpty();
        // The page was shown before its stream was opened: what came between is told too.
        await using var later = await officer.ListenAsync(query: "?from=" + last);
        (await later.NextAsync()).Kind.ShouldBe("desk");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("532901:-5,532901:o-5")]
    [InlineData("530000:1")]
    public async Task Whoever_missed_more_than_is_known_here_fetches_everything_again(string last)
    {
        using var officer = await Officer.AtAsync(hejie, Duty("喜洲村"));
        await using var stream = await officer.ListenAsync(last);
        (await stream.NextAsync()).Kind.ShouldBe("all");
    }

    [Fact]
    public async Task An_open_matter_hears_that_it_moved_on_and_one_outside_the_scope_is_not_there()
    {
        var receipt = await FileAsync("喜洲村");
        var duty = Duty("喜洲村");
        using var officer = await Officer.AtAsync(hejie, duty);
        var page = await officer.OpenAsync(Officer.Path(receipt));
        var watch = page.Find("[data-live]")!.GetAttribute("data-live-watch")!;
        await using var stream = await officer.ListenAsync(query: "?matter=" + watch);
        using var stranger = await Officer.AtAsync(hejie, Duty("湾桥村"));
        using var refused = await stranger.AskAsync(query: "?matter=" + watch);

        (await hejie.MoveAsync(duty, receipt, "accept", ("summary", "屋檐滴水与院墙"))).ShouldBeOfType<Written.Done>();
        await SequenceAsync("喜洲村");

        (await stream.NextAsync("matter")).Data.ShouldBe(watch);
        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_stream_beats_ends_with_its_session_and_keeps_none_alive()
    {
        var name = await Officer.AccountAsync(hejie, Duty("喜洲村"));
        using var officer = await Officer.InAsync(hejie, name);
        await using var stream = await officer.ListenAsync();
        using (var by = await officer.AskAsync())
            by.Headers.Contains("Set-Cookie").ShouldBeFalse();

        await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().StaffSessions
            .Where(session => session.Ended == null && services.GetRequiredService<HejieDb>().Users.Any(user => user.UserName == name && user.Id == session.Account))
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.Ended, 1L)));
        for (var tries = 0; tries < 100 && !stream.Ended; tries++)
        {
            hejie.Time.Advance(LiveStream.Beat);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await stream.EndAsync();
    }

    [Fact]
    public async Task An_account_has_six_streams_and_no_more()
    {
        using var officer = await Officer.AtAsync(hejie, Duty("喜洲村"));
        var open = new List<Listener>();
        for (var number = 0; number < LiveHub.MostOfAccount; number++)
            open.Add(await officer.ListenAsync());

        using (var refused = await officer.AskAsync())
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        foreach (var stream in open)
            await stream.DisposeAsync();

        for (var tries = 0; tries < 100; tries++)
        {
            using var again = await officer.AskAsync();
            if (again.StatusCode == HttpStatusCode.OK)
                return;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The streams that were left still count.");
    }

    [Fact]
    public void Who_reads_too_slowly_fetches_everything_again()
    {
        var hub = new LiveHub(hejie.Services.GetRequiredService<DirectoryHolder>(), hejie.Services.GetServices<ILiveSource>());
        hub.Open();
        var duty = Duty("喜洲村");
        var county = duty.Body.Place.County;
        var slow = hub.Subscribe(duty, null, null).ShouldBeOfType<Subscribed.Open>().Subscription;

        for (var position = 0; position < 200; position++)
            hub.Publish(county, "", [new LiveChange.Matter(Guid.NewGuid(), new HashSet<int> { duty.Body.Id }, null, "people-mediation", "neighbour", false) { Position = position }], position);

        hub.GiveUp(slow).ShouldBeTrue();
        hub.GiveUp(slow).ShouldBeFalse();
        slow.Waiting.Count.ShouldBe(0);
        slow.Vector[county, ""].ShouldBe(199);
    }

    [Fact]
    public async Task What_another_node_wrote_is_found_by_looking()
    {
        using var officer = await Officer.AtAsync(hejie, Duty("沙村"));
        await using var stream = await officer.ListenAsync();
        var receipt = await hejie.FileAsync(place: "沙村");
        // As another node would have it: the position is given, and nobody here was told.
        await hejie.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<HejieDb>();
            var dialect = services.GetRequiredService<IDialect>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await dialect.GivePositionsAsync(db, receipt.County, await dialect.LockLogAsync(db, receipt.County, CancellationToken.None), 500, CancellationToken.None);
            await transaction.CommitAsync();
            return true;
        });
        stream.Take().ShouldBeEmpty();

        await hejie.Services.GetRequiredService<FollowLive>().SweepAsync(CancellationToken.None);

        (await stream.NextAsync()).Kind.ShouldBe("desk");
    }

    [Fact]
    public async Task Nobody_who_is_not_signed_in_is_told_anything()
    {
        using var anyone = hejie.Client();
        using var refused = await Listener.AskAsync(anyone);
        refused.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private Scope Duty(string village) => hejie.Post("mediation-committee", village, Role.DutyOfficer);

    private async Task<Receipt> FileAsync(string village)
    {
        var receipt = await hejie.FileAsync(place: village);
        await SequenceAsync(village);
        return receipt;
    }

    private Task<int> SequenceAsync(string village) =>
        hejie.Services.GetRequiredService<Sequencer>().SequenceAsync(hejie.Place(village).Code.County, CancellationToken.None);
}

public sealed class LiveStoriesOnSqlite(SqliteInstallation hejie) : LiveStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class LiveStoriesOnPostgres(PostgresInstallation hejie) : LiveStories(hejie), IClassFixture<PostgresInstallation>;
