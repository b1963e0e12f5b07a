using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal.Following;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Statistics;
using Hejie.Statistics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Statistics;

/// <summary>Figures agree with the journal to the last one, whatever happened and however it was followed.</summary>
public abstract class FigureStories(Installation hejie)
{
    private static readonly int s_questions = Environment.GetEnvironmentVariable("HEJIE_LONG") == "1" ? 260 : 130;

    private FollowJournal Follow => hejie.Services.GetRequiredService<FollowJournal>();

    private RollUp Reader => hejie.Services.GetServices<IFollowsJournal>().OfType<RollUp>().Single();

    private CatalogueHolder Catalogue => hejie.Services.GetRequiredService<CatalogueHolder>();

    [Fact]
    public async Task Facts_and_sums_agree_with_a_count_over_all_entries_after_random_histories_replays_and_any_cut()
    {
        await new RandomHistory(hejie).LiveAsync();
        await hejie.FollowAsync();
        var first = await SnapshotAsync();
        var counted = await hejie.InScopeAsync(Counted.ReadAsync);
        counted.Count.ShouldBeGreaterThan(RandomHistory.Filled);
        counted.ShouldContain(matter => matter.Reopened > 0);
        counted.ShouldContain(matter => matter.Overdue);
        counted.ShouldContain(matter => matter.Outcome == FigureOutcome.Withdrawn);
        counted.ShouldContain(matter => matter.Outcome == FigureOutcome.Solved);
        counted.ShouldContain(matter => matter.Hops.Count > 0);
        counted.ShouldContain(matter => matter.Rating != null);
        counted.ShouldContain(matter => matter.Performance == 2);
        counted.ShouldContain(matter => matter.Calls.Any(call => call.InTime));
        counted.ShouldContain(matter => matter.Calls.Any(call => !call.InTime));
        counted.ShouldContain(matter => matter.IsForgotten);
        counted.ShouldContain(matter => matter.Channel == FigureChannel.Counter);
        await AgreeAsync(counted);

        foreach (var batch in new[] { 1, 7, 100 })
        {
            Reader.Batch = batch;
            await Follow.BeginAnewAsync(Reader, CancellationToken.None);
            (await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Facts.TagWith(AcrossCounties.Tag).CountAsync())).ShouldBe(0);
            await hejie.FollowAsync();
            (await SnapshotAsync()).ShouldBe(first, $"cut by {batch}");
        }

        Reader.Batch = 10_000;
    }

    [Fact]
    public async Task Every_question_is_answered_as_it_is_counted_and_opens_the_matters_behind_it()
    {
        await new RandomHistory(hejie).LiveAsync();
        await hejie.FollowAsync();
        var counted = await hejie.InScopeAsync(Counted.ReadAsync);
        var scopes = Scopes();
        var random = new Random(11);
        for (var nth = 0; nth < s_questions; nth++)
        {
            var (post, figures) = scopes[random.Next(scopes.Count)];
            var slice = Some(random, counted, figures);
            await CheckAsync(post, figures, slice, counted);
        }
    }

    [Fact]
    public async Task Exact_figures_of_a_scope_are_the_count_of_what_it_opens()
    {
        await new RandomHistory(hejie).LiveAsync();
        await hejie.FollowAsync();
        foreach (var (post, figures) in Scopes())
        {
            long opens = 0;
            foreach (var county in figures.Counties)
                opens += await hejie.InScopeAsync(services => figures.Matters(post, services.GetRequiredService<HejieDb>(), county).LongCountAsync());
            var all = new Slice { Measure = Measure.Filed, From = new DateOnly(2000, 1, 1), Until = new DateOnly(2027, 5, 17) };
            (await AnswerAsync(figures, all)).Total.Count.ShouldBe(opens, $"{post.Body.Name} {figures.Area} {figures.Body}");
        }
    }

    [Fact]
    public async Task Of_the_largest_cells_the_others_are_added_up_and_what_they_are_compared_with_is_whole()
    {
        await new RandomHistory(hejie).LiveAsync();
        await hejie.FollowAsync();
        foreach (var (_, figures) in Scopes())
        {
            foreach (var slice in new[]
            {
                new Slice { Measure = Measure.Flow, By = [Dimension.Body, Dimension.ToBody] }, new Slice { Measure = Measure.Flow, By = [Dimension.ToBody, Dimension.Body] },
                new Slice { Measure = Measure.Filed, By = [Dimension.Kind] }, new Slice { Measure = Measure.OnTime, By = [Dimension.Body] }, new Slice { Measure = Measure.DaysToEnd, By = [Dimension.Place], Level = PlaceLevel.Village },
                new Slice { Measure = Measure.Open, By = [Dimension.Place, Dimension.Kind], Level = PlaceLevel.Township }, new Slice { Measure = Measure.Ended, By = [Dimension.Outcome, Dimension.Channel] },
                new Slice { Measure = Measure.Overdue, By = [Dimension.Body] }, new Slice { Measure = Measure.Backlog, By = [Dimension.Procedure] }, new Slice { Measure = Measure.Filed, By = [Dimension.State] },
            })
            {
                var asked = slice with { From = new DateOnly(2025, 1, 1), Until = new DateOnly(2026, 12, 31) };
                var all = await AnswerAsync(figures, asked);
                var told = await AnswerAsync(figures, asked with { Largest = 3 });
                var largest = all.Cells.OrderByDescending(cell => FigureWords.Value(asked, cell)).Take(3).OrderBy(cell => CellKeys.Of(cell.Keys)).ToList();
                told.Cells.Select(cell => (CellKeys.Of(cell.Keys), Value(cell))).ShouldBe(largest.Select(cell => (CellKeys.Of(cell.Keys), Value(cell))), slice.ToString());
                (told.Others, told.InOthers).ShouldBe((all.Cells.Count - largest.Count, slice.IsShare || slice.IsDays ? 0 : all.Cells.Sum(cell => cell.Count) - largest.Sum(cell => cell.Count)));
                Value(told.Total).ShouldBe(Value(all.Total));

                // What is added up opens the matters behind it: all of the cells that are not told, and none of another's.
                var others = all.Cells.ExceptBy(largest.Select(cell => CellKeys.Of(cell.Keys)), cell => CellKeys.Of(cell.Keys)).ToList();
                var behind = new List<FigureMatter>();
                foreach (var cell in others)
                    behind.AddRange(await BehindAsync(figures, cell.Filter));
                (await BehindAsync(figures, told.Slice, [.. told.Cells])).ShouldBe(behind.Distinct(), ignoreOrder: true, $"{figures} {slice}");
                if (slice.Measure != Measure.Flow)
                    behind.Distinct().Count().ShouldBe((int)others.Sum(cell => cell.Count));
                var beside = await AnswerAsync(figures, asked with { Largest = 3 }, FigureCompare.YearBefore);
                var whole = await AnswerAsync(figures, asked, FigureCompare.YearBefore);
                beside.Cells.Select(cell => cell.Before?.Count).ShouldBe(beside.Cells.Select(cell => whole.Cells.Single(other => CellKeys.Of(other.Keys) == CellKeys.Of(cell.Keys)).Before?.Count));
            }
        }
    }

    [Fact]
    public async Task What_nobody_can_answer_is_refused()
    {
        var figures = Scopes()[0].Figures;
        var good = new Slice { Measure = Measure.Filed, From = new DateOnly(2026, 1, 1), Until = new DateOnly(2026, 1, 31) };
        async Task<string?> CodeAsync(Slice slice) =>
            (await hejie.InScopeAsync(services => services.GetRequiredService<ReadFigures>().RunAsync(figures, slice, FigureCompare.Nothing, CancellationToken.None)) as FiguresAnswer.Refused)?.Code;
        (await CodeAsync(good)).ShouldBeNull();
        (await CodeAsync(good with { From = new DateOnly(2026, 2, 1) })).ShouldBe("period");
        (await CodeAsync(good with { By = [Dimension.Place, Dimension.Kind, Dimension.Period] })).ShouldBe("by");
        (await CodeAsync(good with { By = [Dimension.Period], Unit = FigureUnit.Day, Until = new DateOnly(2028, 1, 1) })).ShouldBe("days");
        (await CodeAsync(good with { Measure = Measure.Backlog, By = [Dimension.State] })).ShouldBe("backlog");
        (await CodeAsync(good with { By = [Dimension.Period], Largest = 3 })).ShouldBe("by");
        (await CodeAsync(good with { By = [Dimension.Kind], Largest = 0 })).ShouldBe("by");
        (await CodeAsync(good with { Procedures = ["' or 1 = 1 --"], Kinds = ["{0}/{1}"] })).ShouldBeNull();
    }

    /// <summary>All that was made, without rows that count nothing.</summary>
    private Task<List<string>> SnapshotAsync() => hejie.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<HejieDb>();
        var facts = (await db.Facts.AsNoTracking().TagWith(AcrossCounties.Tag).ToListAsync()).Select(row => System.Text.Json.JsonSerializer.Serialize(row));
        var counts = (await db.FigureCounts.AsNoTracking().TagWith(AcrossCounties.Tag).ToListAsync())
            .Where(row => Values(row).Any(value => value != 0)).Select(row => System.Text.Json.JsonSerializer.Serialize(row));
        var durations = (await db.FigureDurations.AsNoTracking().TagWith(AcrossCounties.Tag).ToListAsync()).Where(row => row.Histogram.Length > 0).Select(row => System.Text.Json.JsonSerializer.Serialize(row));
        var hops = (await db.FigureHops.AsNoTracking().TagWith(AcrossCounties.Tag).ToListAsync()).Select(row => System.Text.Json.JsonSerializer.Serialize(row));
        var calls = (await db.FigureCalls.AsNoTracking().TagWith(AcrossCounties.Tag).ToListAsync()).Select(row => System.Text.Json.JsonSerializer.Serialize(row));
        var flows = (await db.FigureFlows.AsNoTracking().TagWith(AcrossCounties.Tag).ToListAsync()).Select(row => System.Text.Json.JsonSerializer.Serialize(row));
        return facts.Concat(calls).Concat(counts).Concat(durations).Concat(hops).Concat(flows).Order(StringComparer.Ordinal).ToList();
    });

    private static int[] Values(CountRow row) =>
        [row.Filed, row.Accepted, row.Ended, row.Solved, row.OnTime, row.SolvedAtOnce, row.Reopened, row.Late, row.Open, row.Overdue, row.Rated, row.RatedWell, row.Agreed, row.Performed, row.Calls, row.CallsAnswered];

    /// <summary>Facts one by one, and the grains of sums that everything else is made of.</summary>
    private async Task AgreeAsync(IReadOnlyList<Counted> counted)
    {
        var facts = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Facts.AsNoTracking().TagWith(AcrossCounties.Tag).ToDictionaryAsync(row => row.Matter));
        var calls = (await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().FigureCalls.AsNoTracking().TagWith(AcrossCounties.Tag).ToListAsync())).ToLookup(row => row.Matter);
        facts.Count.ShouldBe(counted.Count);
        foreach (var matter in counted)
        {
            var fact = facts[matter.Matter];
            var why = $"{matter.State.Procedure} {matter.Matter}";
            (fact.Procedure, fact.Kind, fact.Place, fact.State, fact.Owner, fact.About).ShouldBe(
                (matter.State.Procedure, matter.State.Kind, matter.State.Place, matter.State.Name, matter.State.Owner, matter.State.About), why);
            ((FigureOutcome)fact.Outcome, (FigureChannel)fact.Channel, fact.Restricted, fact.Reopened, fact.Passed is not null).ShouldBe(
                (matter.Outcome, matter.Channel, matter.Restricted, matter.Reopened, matter.Overdue), why);
            (fact.Opened, fact.Accepted, fact.Ended, fact.ReopenedDay, fact.Late).ShouldBe(
                (matter.Opened.DayNumber, matter.Accepted?.DayNumber, matter.Ended?.DayNumber, matter.ReopenedDay?.DayNumber, matter.Late?.DayNumber), why);
            (fact.Ended is not null).ShouldBe(matter.State.HasEnded, why);
            (fact.Rating, fact.Performance).ShouldBe((matter.Rating, matter.Performance), why);
            calls[matter.Matter].Where(call => call.Settled != null).Select(call => (DateOnly.FromDayNumber(call.Settled!.Value), call.Body, !call.Late)).Order()
                .ShouldBe(matter.Calls.Order(), why);
        }
    }

    private List<(Scope Post, FigureScope Figures)> Scopes()
    {
        var found = new List<(Scope, FigureScope)>();
        var book = Catalogue.Current.Procedures;
        foreach (var post in new[]
        {
            hejie.At(hejie.Bodies.PostsOf(hejie.Bodies.Bodies.Single(body => body.Kind.Code == "service-centre" && body.Place == hejie.Bodies.Prefecture.Code).Id).First(post => post.Role == Role.Lead)),
            hejie.Post("service-centre", "大理市", Role.DutyOfficer), hejie.Post("service-centre", "喜洲镇", Role.Lead),
            hejie.Post("service-centre", "喜洲村", Role.DutyOfficer), hejie.Post("petition-office", "大理市", Role.DutyOfficer), hejie.Post("justice-bureau", "大理市", Role.Lead),
            hejie.Post("mediation-committee", "喜洲村", Role.Mediator),
        })
        {
            if (FigureScope.OfArea(post, hejie.Bodies) is { } area)
                found.Add((post, area));
            if (FigureScope.OfBody(post, hejie.Bodies, book) is { } body)
                found.Add((post, body));
        }

        return found;
    }

    private async Task<Figures> AnswerAsync(FigureScope scope, Slice slice, FigureCompare compare = FigureCompare.Nothing) =>
        (await hejie.InScopeAsync(services => services.GetRequiredService<ReadFigures>().RunAsync(scope, slice, compare, CancellationToken.None)))
            .ShouldBeOfType<FiguresAnswer.Done>(slice.ToString()).Figures;

    /// <summary>A question drawn at random that can be answered.</summary>
    private static Slice Some(Random random, IReadOnlyList<Counted> counted, FigureScope scope)
    {
        T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
        var days = counted.Select(matter => matter.Opened).Concat(counted.Select(matter => matter.Ended).OfType<DateOnly>()).Order().ToList();
        while (true)
        {
            var (one, two) = (Pick(days), Pick(days));
            var (from, until) = one < two ? (one, two) : (two, one);
            if (random.Next(2) == 0)
                (from, until) = (FigureTime.Start(from, FigureUnit.Month), FigureTime.End(FigureTime.Start(until, FigureUnit.Month), FigureUnit.Month));
            var matter = Pick(counted);
            var place = PlaceCode.Of(matter.State.Place);
            var slice = new Slice
            {
                Measure = Pick(Enum.GetValues<Measure>()),
                From = from,
                Until = until,
                Unit = Pick(Enum.GetValues<FigureUnit>()),
                Level = Pick([PlaceLevel.County, PlaceLevel.Township, PlaceLevel.Village]),
                By = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Pick(Enum.GetValues<Dimension>())).Distinct()],
                Places = random.Next(4) switch { 0 => [place], 1 => [place.Parent ?? place], _ => [] },
                Procedures = random.Next(4) == 0 ? [matter.State.Procedure] : [],
                Kinds = random.Next(5) == 0 ? [matter.Kind] : [],
                States = random.Next(8) == 0 ? [matter.State.Procedure + "/" + matter.State.Name] : [],
                Outcomes = random.Next(8) == 0 ? [matter.Outcome] : [],
                Channels = random.Next(8) == 0 ? [matter.Channel] : [],
                Bodies = random.Next(6) == 0 ? [matter.State.Owner] : [],
            };
            if (slice.Measure == Measure.Flow && random.Next(3) == 0)
                slice = slice with { ToBodies = [Pick(counted.SelectMany(one => one.Hops).ToList()).To] };
            if (slice.Problem() is null)
                return slice;
        }
    }

    private async Task CheckAsync(Scope post, FigureScope scope, Slice slice, IReadOnlyList<Counted> counted)
    {
        var visible = counted.Where(matter => scope.Counties.Contains(matter.County) && scope.Procedures.Contains(matter.State.Procedure)
            && (matter.State.About is not { } about || !scope.Chain.Contains(about)) && (!matter.Restricted || !scope.ClosedKinds.Contains(matter.Kind))
            && (scope.Body is null || matter.State.Owner == scope.Body)
            && (scope.Area is not { } area || area.Contains(PlaceCode.Of(matter.State.Place)))
            && (slice.Places.Count == 0 || slice.Places.Any(place => place.Contains(PlaceCode.Of(matter.State.Place))))
            && (slice.Procedures.Count == 0 || slice.Procedures.Contains(matter.State.Procedure)) && (slice.Kinds.Count == 0 || slice.Kinds.Contains(matter.Kind))
            && (slice.States.Count == 0 || slice.States.Contains(matter.State.Procedure + "/" + matter.State.Name))
            && (slice.Outcomes.Count == 0 || slice.Outcomes.Contains(matter.Outcome)) && (slice.Channels.Count == 0 || slice.Channels.Contains(matter.Channel))
            && (slice.Measure is Measure.Flow or Measure.CallsAnswered || slice.Bodies.Count == 0 || slice.Bodies.Contains(matter.State.Owner))).ToList();
        var expected = ExpectedFigures.Of(slice, visible);
        var figures = await AnswerAsync(scope, slice);
        var why = $"{post.Body.Name} {(scope.Area is null ? "own" : "area")} {slice}";
        figures.Cells.Where(cell => cell.Count != 0 || cell.Base is > 0).ToDictionary(cell => string.Join('|', cell.Keys.Select(Name)), Value)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).ShouldBe(expected.Cells.OrderBy(pair => pair.Key, StringComparer.Ordinal), why);
        Value(figures.Total).ShouldBe(expected.Total, why);
        foreach (var cell in figures.Cells.Where(cell => cell.Count > 0).Take(2).Append(figures.Total))
        {
            var behind = await BehindAsync(scope, cell.Filter);
            if (slice.Measure is Measure.Flow or Measure.CallsAnswered)
                behind.Count.ShouldBeLessThanOrEqualTo((int)cell.Count, why);
            else
                behind.Count.ShouldBe((int)cell.Count, why);
            if (slice.IsShare)
            {
                var (rest, all) = (await BehindAsync(scope, cell.Filter with { Part = SharePart.Rest }), await BehindAsync(scope, cell.BaseFilter));
                behind.Union(rest).ShouldBe(all, ignoreOrder: true, why);
                if (slice.Measure != Measure.CallsAnswered)
                    (rest.Count, all.Count).ShouldBe(((int)(cell.Base!.Value - cell.Count), (int)cell.Base.Value), why);
            }

            var page = await hejie.InScopeAsync(services => services.GetRequiredService<FigureMatters>().RunAsync(post, scope, cell.Filter, [], 0, 50, CancellationToken.None));
            page.Count.ShouldBe(Math.Min(50, behind.Count), why);
        }
    }

    private Task<IReadOnlyList<FigureMatter>> BehindAsync(FigureScope scope, Slice filter, params IReadOnlyList<FigureCell> but) =>
        hejie.InScopeAsync(services => services.GetRequiredService<FigureMatters>().IdsAsync(scope, filter, but, 0, 10_000, CancellationToken.None));

    private static string Name(FigureKey key) => key.Text.Length > 0 ? key.Text : key.By == Dimension.Period ? key.Day.ToString("yyyy-MM-dd", null) : key.Number.ToString(null as IFormatProvider);

    private static string Value(FigureCell cell) => $"{cell.Count} {cell.Base} {cell.Median} {cell.Ninetieth}";
}

/// <inheritdoc/>
[Collection(HistoryOnSqlite.Name)]
public sealed class FigureStoriesOnSqlite(SqliteInstallation hejie) : FigureStories(hejie);

/// <inheritdoc/>
[Collection(HistoryOnPostgres.Name)]
public sealed class FigureStoriesOnPostgres(PostgresInstallation hejie) : FigureStories(hejie);
