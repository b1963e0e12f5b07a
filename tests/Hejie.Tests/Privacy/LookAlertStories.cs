using System.Net;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Rules.Procedures;
using Hejie.Supervision;
using Hejie.Supervision.Looks;
using Hejie.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Privacy;

/// <summary>Somebody leafs through matters: within a minute the auditor of the area knows which post, how many and which, and no person's name.</summary>
public abstract class LookAlertStories(Installation hejie)
{
    [Fact]
    public async Task Leafing_through_matters_alerts_the_auditor_within_a_minute()
    {
        var duty = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        var receipts = new List<Receipt>();
        for (var nth = 0; nth < 18; nth++)
            receipts.Add(await hejie.FileAsync());
        foreach (var receipt in receipts.Take(15))
            await LookAsync(duty, receipt);
        await WatchAsync();
        (await AlertsAsync(duty)).ShouldBeEmpty("fifteen are a morning's work");

        foreach (var receipt in receipts.Skip(15))
            await LookAsync(duty, receipt);
        hejie.Time.Advance(TimeSpan.FromMinutes(1));
        await WatchAsync();
        var alert = (await AlertsAsync(duty)).ShouldHaveSingleItem();
        (alert.Rule, alert.Count).ShouldBe((UnusualLooks.Fast, 18));
        (Hejie.Rules.Time.LegalTime.Instant(alert.Raised) - Hejie.Rules.Time.LegalTime.Instant(alert.Last)).ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
        foreach (var receipt in receipts)
            alert.Matters.ShouldContain($"{receipt.County}/{receipt.Matter:N}");
        await WatchAsync();
        (await AlertsAsync(duty)).Count.ShouldBe(1, "it is told once");

        using var auditor = await Officer.AtAsync(hejie, Auditor);
        var page = await auditor.OpenAsync("/audit/looks");
        page.Text.ShouldContain("喜洲镇喜洲村人民调解委员会");
        page.Text.ShouldContain("18");
        page.Text.ShouldContain(receipts[0].Matter.ToString("N"));
        foreach (var never in new[] { "杨示例", "赵示例", "19900001234", "屋檐", "示例人员" })
            page.Text.ShouldNotContain(never);
        (await auditor.OpenAsync("/me")).Find("a[href='/audit/looks']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Nobody_but_an_auditor_reads_the_alerts()
    {
        foreach (var scope in new[] { hejie.Post("mediation-committee", "喜洲村", Role.Lead), hejie.Post("service-centre", "大理市", Role.Lead) })
        {
            using var officer = await Officer.AtAsync(hejie, scope);
            (await officer.StatusAsync("/audit/looks")).ShouldBe(HttpStatusCode.Forbidden);
        }

        using var stranger = hejie.Client();
        using var answer = await stranger.GetAsync(new Uri("/audit/looks", UriKind.Relative), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private Scope Auditor => hejie.At(hejie.Bodies.PostsOf(hejie.Bodies.Bodies.Single(body => body.Kind.Code == "service-centre" && body.Place == hejie.Bodies.Prefecture.Code).Id)
        .First(post => post.Role == Role.Auditor));

    private async Task LookAsync(Scope scope, Receipt receipt) => (await hejie.InScopeAsync(services => services.GetRequiredService<OpenSealed>().RunAsync(
        scope.Matter(services.GetRequiredService<HejieDb>(), receipt.County, receipt.Matter), scope, "handle", CancellationToken.None))).ShouldBeOfType<Written.Done>();

    private Task<int> WatchAsync() => hejie.Services.GetRequiredService<WatchLooks>().RunAsync(CancellationToken.None);

    private Task<List<AlertRow>> AlertsAsync(Scope scope) => hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Alerts.AsNoTracking()
        .Where(alert => alert.Post == scope.Post.Id).ToListAsync());
}

public sealed class LookAlertStoriesOnSqlite(SqliteInstallation hejie) : LookAlertStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class LookAlertStoriesOnPostgres(PostgresInstallation hejie) : LookAlertStories(hejie), IClassFixture<PostgresInstallation>;
