using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Intake;
using Hejie.Operations;
using Hejie.Operations.Demo;
using Hejie.Operations.Replay;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Tests.Demo;
using Hejie.Tests.Residents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Operations;

/// <summary>The law changes while thousands of matters are open.</summary>
public abstract class ReplayStories(Installation hejie)
{
    /// <summary>As long as what is made up, so that one check holds for all.</summary>
    private const string Narrative = "隔壁去年秋天翻建房子，屋檐比原来往外伸了一截，一下雨水就滴到我家院墙上，墙脚已经松了。说过几次都没有结果，想请人来看一看，商量一个办法。";

    private static int s_days;

    private ReplayLaw Replay => hejie.Services.GetRequiredService<ReplayLaw>();

    private Catalogue Catalogue => hejie.Services.GetRequiredService<CatalogueHolder>().Current;

    [Fact]
    public async Task Showing_changes_nothing_and_applying_writes_one_entry_in_each_matter_that_moves()
    {
        await FillAsync(1_500);
        // Whatever another story changed of the law is taken back, so that the holidays are all that moves a date.
        await Replay.ApplyAsync(new Statutes(Catalogue.Rules, Catalogue.Calendar), CancellationToken.None);
        var law = Holidays();
        var before = await MattersAsync();
        var must = before.Where(matter => Moves(matter, law)).Select(matter => matter.Id).ToHashSet();
        must.ShouldNotBeEmpty();

        var shown = await Replay.ShowAsync(law, CancellationToken.None);
        shown.Matters.ShouldBe(before.Count(matter => StateCodec.Decode(matter.State).Clocks.Any(clock => clock.IsOpen)));
        shown.Moved.ShouldBeGreaterThanOrEqualTo(must.Count);
        shown.Rules.Sum(count => count.Earlier + count.Later).ShouldBe(shown.Moved);
        shown.Counties.Sum(count => count.Later).ShouldBe(shown.Rules.Sum(count => count.Later));
        shown.First.Count.ShouldBe((int)Math.Min(20, shown.Moved));
        shown.First.ShouldAllBe(moved => moved.Was != moved.Now && moved.Why!.Zh.Length > 0);
        (await MattersAsync()).Select(matter => matter.Entries).ShouldBe(before.Select(matter => matter.Entries));

        var written = await Replay.ApplyAsync(law, CancellationToken.None);
        written.Written.ShouldBe(must.Count);
        var after = (await MattersAsync()).ToDictionary(matter => matter.Id);
        foreach (var matter in before)
        {
            after[matter.Id].Entries.ShouldBe(matter.Entries + (must.Contains(matter.Id) ? 1 : 0));
            Moves(after[matter.Id], law).ShouldBeFalse();
        }

        await hejie.InScopeAsync(DemoStories.ConsistentAsync);
        (await Replay.ApplyAsync(law, CancellationToken.None)).Written.ShouldBe(0);
        (await Replay.ShowAsync(law, CancellationToken.None)).Moved.ShouldBe(0);
    }

    [Fact]
    public async Task What_was_stopped_midway_goes_on_where_it_stopped()
    {
        await FillAsync(1_500);
        var law = Holidays();
        var moves = (await MattersAsync()).Count(matter => Moves(matter, law));
        var entries = await CountAsync(db => db.Entries);
        using (var kill = new CancellationTokenSource())
        {
            var running = Replay.ApplyAsync(law, kill.Token);
            while (!running.IsCompleted && await CountAsync(db => db.Entries) == entries)
                await Task.Delay(1, TestContext.Current.CancellationToken);
            await kill.CancelAsync();
            await Record.ExceptionAsync(() => running);
        }

        var done = await CountAsync(db => db.Entries) - entries;
        (await MattersAsync()).Count(matter => Moves(matter, law)).ShouldBe(moves - done);
        (await Replay.ApplyAsync(law, CancellationToken.None)).Written.ShouldBe(moves - done);
        (await CountAsync(db => db.Entries) - entries).ShouldBe(moves);
        await SequenceAsync();
        await hejie.InScopeAsync(DemoStories.ConsistentAsync);
    }

    [Fact]
    public async Task Who_moves_a_matter_meanwhile_loses_nothing_and_hinders_nothing()
    {
        await FillAsync(1_500);
        var law = Change("""
            rules:
              - id: mediation-accept
                title: { zh: 决定是否受理调解申请, en: Accept or refuse the request for mediation }
                starts: { zh: 收到申请, en: receipt of the request }
                article: 《测试》第一条
                unit: working-days
                length: LENGTH
                pauses:
                  - { code: completion, zh: 补充材料, en: completion }
                then: { zh: 督办, en: It is supervised }
                from: 2011-01-01
                verified: false
                source: { zh: 测试, en: Test }
            """.Replace("LENGTH", (9 + Interlocked.Increment(ref s_days)).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var filed = new List<Receipt>();
        for (var number = 0; number < 60; number++)
            filed.Add(await hejie.FileAsync(narrative: Narrative));
        var duty = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        var moves = (await MattersAsync()).Count(matter => Moves(matter, law));
        moves.ShouldBeGreaterThan(60);

        var moving = Parallel.ForEachAsync(filed, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (receipt, _) =>
            (await hejie.MoveAsync(duty, receipt, "accept", ("summary", "屋檐滴水"))).ShouldBeOfType<Written.Done>());
        var applying = Replay.ApplyAsync(law, CancellationToken.None);
        await Task.WhenAll(moving, applying);

        foreach (var receipt in filed)
        {
            var state = await hejie.StateAsync(receipt);
            state.Clock("acceptance")!.Status.ShouldBe(ClockStatus.Stopped);
            state.Entries.ShouldBeInRange(2, 3);
        }

        (await applying).Written.ShouldBeInRange(moves - 60, moves);
        (await Replay.ShowAsync(law, CancellationToken.None)).Moved.ShouldBe(0);
        await SequenceAsync();
        await ConsistentAsync();
    }

    [Fact]
    public async Task The_resident_reads_that_the_date_changed_and_why()
    {
        var receipt = await hejie.FileAsync(narrative: Narrative);
        var was = (await hejie.StateAsync(receipt)).Clock("acceptance")!.Due;
        await Replay.ApplyAsync(Holidays(), CancellationToken.None);
        var state = await hejie.StateAsync(receipt);
        var now = state.Clock("acceptance")!.Due;
        now.ShouldBeGreaterThan(was);
        state.Work.ShouldHaveSingleItem().Due.ShouldBe(LegalTime.EndOf(now));
        StateCodec.Encode(await hejie.RebuiltAsync(receipt)).ShouldBe(StateCodec.Encode(state), "the journal says so");

        using var villager = new Resident(hejie);
        await villager.OpenAsync("/t/" + receipt.Code);
        await villager.SendAsync(("do", "digits"), ("digits", "1234"));
        villager.Text.ShouldContain($"从 {was.Month} 月 {was.Day} 日");
        villager.Text.ShouldContain("放假和上班的安排变了");
    }

    [Fact]
    public void A_change_is_applied_only_once_the_catalogue_holds_it()
    {
        var problems = new List<CatalogueProblem>();
        var change = LawChange.Read("change.yaml", "calendar:\n  - { date: 2026-03-11, kind: rest, name: 测试, scope: national }\n", problems);
        ReplayVerb.LawWith(Catalogue, change, apply: false).Calendar.IsWorking(new DateOnly(2026, 3, 11)).ShouldBeFalse();
        Should.Throw<CatalogueException>(() => ReplayVerb.LawWith(Catalogue, change, apply: true))
            .Problems.ShouldHaveSingleItem().ToString().ShouldStartWith("change.yaml:2: not in the catalogue in force");
    }

    /// <summary>Days of rest from tomorrow on, each time for another number of weeks: what counts working days always moves.</summary>
    private Statutes Holidays()
    {
        var first = LegalTime.DateOf(hejie.Time.GetUtcNow()).AddDays(1);
        return Change("calendar:\n" + string.Concat(Enumerable.Range(0, 21 + (7 * Interlocked.Increment(ref s_days))).Select(first.AddDays).Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .Select(day => $"  - {{ date: {day:yyyy-MM-dd}, kind: rest, name: 测试, scope: national }}\n")));
    }

    private Statutes Change(string text)
    {
        var problems = new List<CatalogueProblem>();
        var change = LawChange.Read("change.yaml", text, problems);
        problems.ShouldBeEmpty();
        return ReplayVerb.LawWith(Catalogue, change, apply: false);
    }

    /// <summary>Whether a clock of a matter stands otherwise than a fresh count gives it.</summary>
    private bool Moves(MatterRow matter, Statutes law)
    {
        var state = StateCodec.Decode(matter.State);
        var today = LegalTime.DateOf(hejie.Time.GetUtcNow());
        var clocks = Catalogue.Procedures.Version(state.ProcedureHash).Clocks;
        return state.Clocks.Any(clock => Recounting.Of(clock, clocks[clock.Name], law.Rules, law.Calendar, today) != clock);
    }

    private Task FillAsync(int count) => ActivatorUtilities.CreateInstance<FillMatters>(hejie.Services, Catalogue, hejie.Bodies)
        .RunAsync(count, seed: 7, progress: null, CancellationToken.None, days: 25);

    private Task<List<MatterRow>> MattersAsync() => hejie.InScopeAsync(services =>
        services.GetRequiredService<HejieDb>().Matters.AsNoTracking().TagWith(AcrossCounties.Tag).OrderBy(matter => matter.Id).ToListAsync());

    private Task<int> CountAsync<T>(Func<HejieDb, IQueryable<T>> of) => hejie.InScopeAsync(services =>
        of(services.GetRequiredService<HejieDb>()).TagWith(AcrossCounties.Tag).CountAsync());

    private async Task SequenceAsync()
    {
        foreach (var county in hejie.Bodies.Counties)
            await hejie.Services.GetRequiredService<Sequencer>().SequenceAsync(county, CancellationToken.None);
    }

    /// <summary>Every matter's entries are consecutive, and what is stored is what they come to.</summary>
    private Task<int> ConsistentAsync() => hejie.InScopeAsync(DemoStories.ConsistentAsync);
}

public sealed class ReplayStoriesOnSqlite(SqliteInstallation hejie) : ReplayStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class ReplayStoriesOnPostgres(PostgresInstallation hejie) : ReplayStories(hejie), IClassFixture<PostgresInstallation>;
