using System.Net;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Staff;

/// <summary>A matter about harm to a child or violence at home is open to those named for it alone, and an hour is an hour.</summary>
public abstract class RestrictedStories(Installation hejie)
{
    [Fact]
    public async Task An_ordinary_post_of_the_same_body_finds_nothing_and_the_liaison_does()
    {
        var receipt = await ReportAsync();
        using var duty = await Officer.AtAsync(hejie, Police(Role.DutyOfficer));
        using var liaison = await Officer.AtAsync(hejie, Police(Role.Liaison));

        (await duty.StatusAsync(Officer.Path(receipt))).ShouldBe(HttpStatusCode.NotFound);
        (await LinesAsync(duty)).ShouldNotContain(Officer.Path(receipt));
        (await liaison.StatusAsync(Officer.Path(receipt))).ShouldBe(HttpStatusCode.OK);
        (await LinesAsync(liaison)).ShouldContain(Officer.Path(receipt));
        (await hejie.MoveAsync(Police(Role.DutyOfficer), receipt, "acknowledge")).ShouldBeOfType<Written.NotFound>();
    }

    [Fact]
    public async Task Whoever_oversees_the_area_finds_nothing_either()
    {
        var receipt = await ReportAsync();
        foreach (var centre in new[] { hejie.Post("service-centre", "喜洲镇", Role.DutyOfficer), hejie.Post("service-centre", "大理市", Role.Lead) })
        {
            using var officer = await Officer.AtAsync(hejie, centre);
            (await officer.StatusAsync(Officer.Path(receipt))).ShouldBe(HttpStatusCode.NotFound);
            (await LinesAsync(officer)).ShouldNotContain(Officer.Path(receipt));
        }
    }

    [Fact]
    public async Task An_hour_without_an_acknowledgement_calls_the_level_above_in_that_hour()
    {
        var filed = hejie.Time.GetUtcNow();
        var receipt = await ReportAsync();
        var clock = (await hejie.StateAsync(receipt)).Clock("acknowledge").ShouldNotBeNull();
        clock.Ends.ShouldBe(LegalTime.Micros(filed.AddHours(1)));
        (await hejie.RebuiltAsync(receipt)).Clock("acknowledge").ShouldBe(clock);
        (await EndsAsync(receipt)).ShouldBe(clock.Ends);

        hejie.Time.SetUtcNow(filed.AddMinutes(59));
        await PassAsync();
        (await hejie.StateAsync(receipt)).Clock("acknowledge")!.Status.ShouldBe(ClockStatus.Running);

        hejie.Time.SetUtcNow(filed.AddMinutes(61));
        await PassAsync();
        var late = await hejie.StateAsync(receipt);
        late.Clock("acknowledge")!.Status.ShouldBe(ClockStatus.Passed);
        late.Work.ShouldContain(work => work.Kind == "overdue" && work.Body != late.Owner);
    }

    [Fact]
    public async Task A_kind_about_violence_at_home_is_open_to_those_named_for_it_in_a_procedure_that_is_open_to_more()
    {
        var (violence, wages) = (await AidAsync("violence"), await AidAsync("wages"));
        foreach (var (role, sees) in new[] { (Role.DutyOfficer, true), (Role.Lead, true), (Role.Liaison, false) })
        {
            using var officer = await Officer.AtAsync(hejie, hejie.Post("justice-bureau", "大理市", role));
            (await officer.StatusAsync(Officer.Path(violence))).ShouldBe(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, role.ToString());
            (await officer.StatusAsync(Officer.Path(wages))).ShouldBe(HttpStatusCode.OK, role.ToString());
            // On a desk it is seen by whom it waits on.
            (await LinesAsync(officer)).Contains(Officer.Path(violence)).ShouldBe(role == Role.DutyOfficer, role.ToString());
        }

        (await hejie.MoveAsync(hejie.Post("justice-bureau", "大理市", Role.Liaison), violence, "grant")).ShouldBeOfType<Written.NotFound>();
    }

    private async Task<Receipt> AidAsync(string kind)
    {
        var filing = Installation.Filing("legal-aid", kind, hejie.Place("喜洲村").Code.ToString(), null, "要请律师。", "19900001234", otherSide: false);
        filing = filing with { Answers = new Dictionary<string, string>(filing.Answers) { ["means"] = "declared" } };
        return (await hejie.InScopeAsync(services => services.GetRequiredService<FileMatter>().RunAsync(filing, "test", Guid.NewGuid().ToString(), CancellationToken.None))).ShouldBeOfType<Filed.Done>().Receipt;
    }

    private Hejie.Bodies.Scope Police(Role role) => hejie.Post("police-station", "喜洲镇", role);

    private Task<int> PassAsync() => hejie.Services.GetRequiredService<PassClocks>().RunAsync(CancellationToken.None);

    private async Task<Receipt> ReportAsync()
    {
        var filing = Installation.Filing("minor-harm", "violence", hejie.Place("喜洲村").Code.ToString(), null, "隔壁的孩子身上有伤，一个人在家哭。", null, otherSide: false);
        filing = filing with { Answers = new Dictionary<string, string>(filing.Answers) { ["danger"] = "danger" } };
        var filed = await hejie.InScopeAsync(services => services.GetRequiredService<FileMatter>().RunAsync(filing, "test", Guid.NewGuid().ToString(), CancellationToken.None));
        return filed.ShouldBeOfType<Filed.Done>().Receipt;
    }

    private Task<long> EndsAsync(Receipt receipt) => hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Clocks.AsNoTracking()
        .Where(clock => clock.County == receipt.County && clock.Matter == receipt.Matter && clock.Name == "acknowledge").Select(clock => clock.Ends).SingleAsync());

    private static async Task<List<string?>> LinesAsync(Officer officer) =>
        [.. (await officer.OpenAsync("/desk")).Document.QuerySelectorAll("tr[data-href]").Select(row => row.GetAttribute("data-href"))];
}

public sealed class RestrictedStoriesOnSqlite(SqliteInstallation hejie) : RestrictedStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class RestrictedStoriesOnPostgres(PostgresInstallation hejie) : RestrictedStories(hejie), IClassFixture<PostgresInstallation>;
