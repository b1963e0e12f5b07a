using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Desk;
using Hejie.Matters.Intake;
using Hejie.Rules.Procedures;
using Hejie.Statistics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Supervision;

/// <summary>However many petitions come, none puts pressure on who brings them (safeguard 7): no priority, no colour, no date hangs on their number.</summary>
public abstract class PressureStories(Installation hejie)
{
    private const int Many = 1_000;

    private Scope Office => hejie.Post("petition-office", "大理市", Role.DutyOfficer);

    private Scope Above => hejie.At(hejie.Bodies.PostsOf(Office.Body.Superior!.Value).First(post => post.Role == Role.Lead));

    [Fact]
    public async Task A_thousand_petitions_more_change_no_priority_and_alert_nobody()
    {
        await PetitionAsync("路灯坏了三年没人修。");
        await PetitionAsync("集体的账没有公开。");
        var before = await LinesAsync();
        var above = await CountsAsync(Above);
        var indicators = await IndicatorsAsync();
        for (var nth = 0; nth < Many; nth++)
            await PetitionAsync($"第{nth}件：水渠没有修好。");
        var after = await LinesAsync();

        after.Count.ShouldBe(before.Count + Many);
        // What was there is due as before and stands in the same order; what came later is due no sooner.
        after.Where(line => before.ContainsKey(line.Key)).ToDictionary().ShouldBe(before);
        after.Values.Max(line => line.Due).ShouldBe(before.Values.Max(line => line.Due));
        (await CountsAsync(Above)).ShouldBe(above, "nobody above is called because there are many");
        (await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Alerts.CountAsync())).ShouldBe(0);
        (await IndicatorsAsync()).ShouldBe(indicators, "no body looks better or worse for how many came");
    }

    [Fact]
    public async Task A_second_identical_petition_is_treated_as_the_first()
    {
        const string same = "村口的桥裂了，请来看一看。";
        var (first, second) = (await PetitionAsync(same), await PetitionAsync(same));
        var (one, two) = (await hejie.StateAsync(first), await hejie.StateAsync(second));
        StateCodec.Encode(two).ShouldBe(StateCodec.Encode(one));
        two.Lead.ShouldBeNull("nothing joins them but the resident");
        var entry = EntryCodec.Header((await hejie.InScopeAsync(services => services.GetRequiredService<MatterJournal>().EntriesAsync(second.County, second.Matter, CancellationToken.None)))[0]);
        entry.Clear.Keys.ShouldAllBe(name => !name.Contains("repeat", StringComparison.OrdinalIgnoreCase));
    }

    private Task<Receipt> PetitionAsync(string narrative) => hejie.FileAsync("petition", "advice", "大理市", narrative: narrative, otherSide: false);

    private Task<Dictionary<Guid, (long Due, string Work)>> LinesAsync()
    {
        var (county, body) = (Office.Body.Place.County, Office.Body.Id);
        return hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Work.AsNoTracking().Where(work => work.County == county && work.Body == body)
            .ToDictionaryAsync(work => work.Matter, work => (work.Due, work.Kind)));
    }

    /// <summary>The indicators of the office and of the bodies above it, as their pages say them.</summary>
    private async Task<IReadOnlyList<string>> IndicatorsAsync()
    {
        await hejie.FollowAsync();
        var area = FigureScope.OfArea(Above, hejie.Bodies)!;
        var columns = await hejie.InScopeAsync(services => services.GetRequiredService<ReadIndicators>()
            .RunAsync(area, [.. hejie.Bodies.Chain(Office.Body.Id)], new DateOnly(2020, 1, 1), new DateOnly(2030, 12, 31), CancellationToken.None));
        return [.. columns.SelectMany(column => column.Bodies.OrderBy(pair => pair.Key).Select(pair => $"{column.Indicator.Id} {pair.Key} {pair.Value.Cell.Count} {pair.Value.Base} {pair.Value.Cell.Median}"))];
    }

    private Task<int> CountsAsync(Scope scope) => hejie.InScopeAsync(async services =>
        (await services.GetRequiredService<DeskQuery>().CountsAsync(scope, CancellationToken.None)).All);
}

public sealed class PressureStoriesOnSqlite(SqliteInstallation hejie) : PressureStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class PressureStoriesOnPostgres(PostgresInstallation hejie) : PressureStories(hejie), IClassFixture<PostgresInstallation>;
