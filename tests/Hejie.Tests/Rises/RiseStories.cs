using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal.Following;
using Hejie.Operations;
using Hejie.Rises;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Rules.Rises;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Rises;

/// <summary>A rise of disputes is told to who oversees the place, once the week is over; of petitions never.</summary>
public abstract class RiseStories(Installation hejie)
{
    private const int County = 532901;

    [Fact]
    public async Task A_rise_is_told_with_its_reason_once_the_week_is_over()
    {
        var monday = LegalTime.MondayOf(LegalTime.DateOf(hejie.Time.GetUtcNow()));
        await SeedAsync("people-mediation", "neighbour", monday);
        await SeedAsync("people-mediation", "family", monday);
        for (var filed = 0; filed < 14; filed++)
            await hejie.FileAsync();
        for (var filed = 0; filed < 14; filed++)
            await hejie.FileAsync("petition", "advice", "大理市", otherSide: false);
        await hejie.FollowAsync();
        var find = hejie.Services.GetRequiredService<FindRises>();
        await find.RunAsync(CancellationToken.None);
        (await RisesAsync()).ShouldNotContain(rise => rise.Week == monday, "the week goes on");

        hejie.Time.Advance(TimeSpan.FromDays(7));
        (await find.RunAsync(CancellationToken.None)).ShouldBe(2, "the township and its county");
        (await find.RunAsync(CancellationToken.None)).ShouldBe(0, "a week is judged once");
        var rises = (await RisesAsync()).FindAll(rise => rise.Week == monday);
        rises.ShouldAllBe(rise => rise.Procedure == "people-mediation" && rise.Kind == "neighbour");
        var township = rises.Single(rise => rise.Place == hejie.Place("喜洲镇").Code.Value);
        township.Count.ShouldBeGreaterThanOrEqualTo(14);
        township.Expected.ShouldBeInRange(1, 6);
        township.Chance.ShouldBeLessThan(0.001);

        var lead = hejie.Post("service-centre", "喜洲镇", Role.DutyOfficer);
        (await ReadAsync(lead, monday)).ShouldContain(rise => rise.Place == township.Place);
        var elsewhere = hejie.Post("service-centre", "上关镇", Role.DutyOfficer);
        (await ReadAsync(elsewhere, monday)).ShouldBeEmpty();
        (await hejie.InScopeAsync(services => services.GetRequiredService<ReadRises>().RunAsync(elsewhere, lead.Body.Place, monday, CancellationToken.None))).ShouldBeEmpty("outside its area nothing is told");
    }

    [Fact]
    public async Task What_was_counted_is_counted_again_from_the_journal()
    {
        await hejie.FileAsync();
        await hejie.FollowAsync();
        var before = await CountsAsync();
        before.ShouldNotBeEmpty();
        var follow = hejie.Services.GetRequiredService<FollowJournal>();
        await follow.BeginAnewAsync(hejie.Services.GetServices<IFollowsJournal>().Single(reader => reader.Reader == CountWeeks.Name), CancellationToken.None);
        await hejie.FollowAsync();
        // What other tests put there by hand is not in the journal.
        (await CountsAsync()).Where(row => before.ContainsKey(row.Key)).ShouldAllBe(row => row.Value <= before[row.Key]);
        (await CountsAsync()).Values.Sum().ShouldBe(await FiledAsync());
    }

    [Theory]
    [InlineData("petition")]
    [InlineData("procuratorate-accusation")]
    [InlineData("minor-harm")]
    [InlineData("help-request")]
    [InlineData("reconsideration")]
    public void Petitions_complaints_and_pleas_for_protection_cannot_be_watched(string procedure) =>
        Should.Throw<CatalogueException>(() => RiseBook.Load("rises.yaml", $"watch: [{procedure}]", hejie.Services.GetRequiredService<CatalogueHolder>().Current.Procedures))
            .Problems.ShouldHaveSingleItem().Reason.ShouldContain("never watched");

    private Task<IReadOnlyList<RiseRow>> ReadAsync(Scope scope, DateOnly from) =>
        hejie.InScopeAsync(services => services.GetRequiredService<ReadRises>().RunAsync(scope, scope.Body.Place, from, CancellationToken.None));

    /// <summary>Half a year of quiet weeks, as the reader would have counted them.</summary>
    private async Task SeedAsync(string procedure, string kind, DateOnly monday) => await hejie.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<HejieDb>();
        var place = hejie.Place("喜洲镇").Code.Value;
        db.WeekCounts.AddRange(Enumerable.Range(1, 40).Select(back => new WeekCountRow
        {
            County = County,
            Week = monday.AddDays(-7 * back),
            Place = place,
            Procedure = procedure,
            Kind = kind,
            Count = back % 3 + 1,
        }));
        using var writing = await services.GetRequiredService<IDialect>().EnterWriteAsync(CancellationToken.None);
        return await db.SaveChangesAsync();
    });

    private Task<List<RiseRow>> RisesAsync() => hejie.InScopeAsync(services =>
        services.GetRequiredService<HejieDb>().Rises.AsNoTracking().Where(row => row.County == County).ToListAsync());

    private Task<Dictionary<(DateOnly, long, string, string), int>> CountsAsync() => hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().WeekCounts.AsNoTracking()
        .Where(row => row.County == County).ToDictionaryAsync(row => (row.Week, row.Place, row.Procedure, row.Kind), row => row.Count));

    private Task<int> FiledAsync() => hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Matters.AsNoTracking()
        .CountAsync(row => row.County == County && row.Procedure == "people-mediation"));
}

/// <inheritdoc/>
public sealed class RiseStoriesOnSqlite(SqliteInstallation hejie) : RiseStories(hejie), IClassFixture<SqliteInstallation>;

/// <inheritdoc/>
public sealed class RiseStoriesOnPostgres(PostgresInstallation hejie) : RiseStories(hejie), IClassFixture<PostgresInstallation>;
