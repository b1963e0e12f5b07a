using System.Net;
using Hejie.Bodies;
using Hejie.Matters.Intake;
using Hejie.Quick;
using Hejie.Quick.Audit;
using Hejie.Rules.Procedures;
using Hejie.Tests.Residents;
using Hejie.Tests.Staff;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Quick;

/// <summary>A sample of each month's quick reports goes to the auditor, chosen by nobody; what was found is published.</summary>
public abstract class QuickAuditStories(Installation hejie)
{
    private const int Month = 202602;

    [Fact]
    public async Task Twenty_of_a_month_are_chosen_by_a_rule_opened_for_audit_judged_and_published()
    {
        var receipts = new List<Receipt>();
        for (var nth = 0; nth < 25; nth++)
            receipts.Add(await ReportAsync($"三组路边第{nth}号电杆歪了。"));
        var sample = await SampleAsync(Auditor);
        sample.Count.ShouldBe(SampleReports.Most);
        sample.Select(row => row.Matter).ShouldBe(SampleReports.Choose(receipts.Select(receipt => receipt.Matter).Reverse(), Month), ignoreOrder: true);

        using var auditor = await Officer.AtAsync(hejie, Auditor);
        (await auditor.OpenAsync("/me")).Find("main a[href='/audit/quick-reports']").ShouldNotBeNull();
        var page = await auditor.OpenAsync("/audit/quick-reports");
        page.All("main section.card h2").Count.ShouldBe(SampleReports.Most);
        page.Text.ShouldNotContain("电杆");
        var chosen = receipts.First(receipt => receipt.Matter == sample[0].Matter);
        (await auditor.StatusAsync(Officer.Path(chosen))).ShouldBe(HttpStatusCode.Forbidden, "the auditor opens no matter otherwise");

        using var opened = await auditor.SendAsync(page, $"#r{chosen.Matter:N} form");
        opened.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var shown = await auditor.OpenAsync(opened.Headers.Location!.OriginalString.Split('#')[0]);
        shown.Find($"#r{chosen.Matter:N} .words")!.TextContent.ShouldContain("号电杆歪了");
        using var judged = await auditor.SendAsync(shown, $"#r{chosen.Matter:N} form", ("about", "yes"));
        judged.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await SampleAsync(Auditor)).Single(row => row.Matter == chosen.Matter).AboutDanger.ShouldBe(true);

        using var villager = new Resident(hejie);
        await villager.OpenAsync("/t/" + chosen.Code);
        await villager.OpenAsync("/matter/data");
        villager.Text.ShouldContain("为审计抽查");
        await villager.OpenAsync("/rights");
        villager.Text.ShouldContain("2026-02：快报 25 件，审计抽看 1 件，其中 1 件是险情");

        var left = receipts.First(receipt => sample.All(row => row.Matter != receipt.Matter));
        using var other = await auditor.SendAsync(page, $"#r{chosen.Matter:N} form", $"/audit/quick-reports?handler=Look&county={left.County}&matter={left.Matter:N}");
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound, "what was not chosen is not opened");
        var unread = receipts.First(receipt => receipt.Matter == sample[1].Matter);
        using var blind = await auditor.SendAsync(page, $"#r{chosen.Matter:N} form", $"/audit/quick-reports?handler=Judge&county={unread.County}&matter={unread.Matter:N}", ("about", "no"));
        blind.StatusCode.ShouldBe(HttpStatusCode.NotFound, "what was not read is not judged");
    }

    [Fact]
    public async Task Nobody_else_sees_the_sample()
    {
        foreach (var role in new[] { Role.DutyOfficer, Role.Lead })
        {
            using var officer = await Officer.AtAsync(hejie, hejie.Post("service-centre", "喜洲镇", role));
            (await officer.StatusAsync("/audit/quick-reports")).ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    private Scope Auditor => hejie.At(hejie.Bodies.PostsOf(hejie.Bodies.Bodies.Single(body => body.Kind.Code == "service-centre" && body.Place == hejie.Bodies.Prefecture.Code).Id)
        .First(post => post.Role == Role.Auditor));

    private Task<IReadOnlyList<QuickReportRow>> SampleAsync(Scope scope) =>
        hejie.InScopeAsync(services => services.GetRequiredService<SampleReports>().OfAsync(scope, Month, CancellationToken.None));

    private async Task<Receipt> ReportAsync(string line) => (await hejie.InScopeAsync(services => services.GetRequiredService<ReportDanger>().RunAsync(
        new Danger { Kind = "utilities", Place = hejie.Place("喜洲村").Code.ToString(), Line = line }, "test", Guid.NewGuid().ToString(), CancellationToken.None)))
        .ShouldBeOfType<Filed.Done>().Receipt;
}

public sealed class QuickAuditStoriesOnSqlite(SqliteInstallation hejie) : QuickAuditStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class QuickAuditStoriesOnPostgres(PostgresInstallation hejie) : QuickAuditStories(hejie), IClassFixture<PostgresInstallation>;
