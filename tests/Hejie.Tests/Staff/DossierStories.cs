using System.Net;
using System.Security.Cryptography;
using Hejie.Journal;
using Hejie.Rules.Procedures;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Staff;

/// <summary>The file of a matter comes in the archive's order at one press, for who opened the matter, and its hashes are those of the journal.</summary>
public abstract class DossierStories(Installation hejie)
{
    [Fact]
    public async Task The_file_holds_all_that_happened_in_the_order_of_the_archive_and_proves_it()
    {
        var receipt = await hejie.FileAsync(narrative: "墙脚渗水，第三块砖。");
        var duty = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        using var officer = await Officer.AtAsync(hejie, duty);
        await officer.MakeAsync(receipt, "accept", ("summary", "墙脚渗水与屋檐"));
        await officer.MakeAsync(receipt, "set-sitting", ("when", "2026-02-05T09:30"), ("where", "村委会"));
        using (var closed = await officer.GetAsync(Officer.Path(receipt) + "/dossier"))
            closed.Headers.Location!.ToString().ShouldEndWith("#sealed");
        await officer.LookAsync(receipt, "mediate");
        (await officer.OpenAsync(Officer.Path(receipt))).Find("a[href$='/dossier?print=true']").ShouldNotBeNull();

        var file = await officer.OpenAsync(Officer.Path(receipt) + "/dossier?print=true");
        file.Find("[data-print-now]").ShouldNotBeNull();
        file.Text.ShouldContain("墙脚渗水，第三块砖。");
        file.Text.ShouldContain("杨示例");
        file.Text.ShouldContain("为调解");
        file.Document.QuerySelectorAll("section.dossier__part[id]").Select(part => part.Id).ShouldBe(["application", "record", "looks", "proof"]);
        file.Find("#application")!.TextContent.ShouldContain("受理");
        file.Find("#record")!.TextContent.ShouldContain("村委会");
        var entries = await hejie.InScopeAsync(services =>
            services.GetRequiredService<MatterJournal>().EntriesAsync(receipt.County, receipt.Matter, CancellationToken.None));
        file.All("#proof code").ShouldBe([.. entries.Select(bytes => Convert.ToHexStringLower(SHA256.HashData(bytes)))]);
    }

    [Fact]
    public async Task Who_was_called_for_a_part_has_no_file_and_others_find_none()
    {
        var receipt = await hejie.FileAsync();
        var committee = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        var land = hejie.Post("natural-resources", "大理市", Role.DutyOfficer);
        (await hejie.MoveAsync(committee, receipt, "call", ("body", land.Body.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("ask", "请看地界。"), ("ground", "土地管理法 14"), ("by-when", "normal"))).ShouldBeOfType<Written.Done>();
        using var called = await Officer.AtAsync(hejie, land);
        await called.LookAsync(receipt, "handle");
        using (var none = await called.GetAsync(Officer.Path(receipt) + "/dossier"))
            none.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var elsewhere = await Officer.AtAsync(hejie, hejie.Post("mediation-committee", "周城村", Role.DutyOfficer));
        (await elsewhere.StatusAsync(Officer.Path(receipt) + "/dossier")).ShouldBe(HttpStatusCode.NotFound);
    }
}

public sealed class DossierStoriesOnSqlite(SqliteInstallation hejie) : DossierStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class DossierStoriesOnPostgres(PostgresInstallation hejie) : DossierStories(hejie), IClassFixture<PostgresInstallation>;
