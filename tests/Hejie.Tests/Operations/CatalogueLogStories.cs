using System.Net.Http.Json;
using System.Text.Json;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Kernel;
using Hejie.Operations;
using Hejie.Operations.Log;
using Hejie.Rules.Procedures;
using Hejie.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Operations;

/// <summary>A change of the catalogue takes two people, and is public in its log; what nobody approved does not start.</summary>
public abstract class CatalogueLogStories(Installation hejie)
{
    private static readonly DateOnly s_day = new(2026, 3, 2);

    [Fact]
    public async Task Two_people_change_the_catalogue_and_anyone_can_read_it()
    {
        using var folder = new CatalogueCopy();
        var (one, other) = (await AccountAsync(Role.Administrator), await AccountAsync(Role.SecurityAdministrator));
        await AdmitAsync(folder);

        var rules = folder.Of("rules/petition.yaml");
        var former = await hejie.InScopeAsync(services => Catalogue.Read(folder.Root).WithFormerAsync(services.GetRequiredService<HejieDb>(), CancellationToken.None));
        var old = former.Rules.InForce("petition-handle", s_day)!;
        var text = await File.ReadAllTextAsync(rules, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(rules, text.Replace("length: 60", "length: 45", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.Of("rules/.hidden.yaml"), "rules: []\n", TestContext.Current.CancellationToken);

        var refused = await Should.ThrowAsync<CatalogueNotApproved>(() => AdmitAsync(folder));
        refused.Number.ShouldBe(1);
        refused.Changes.Select(change => change.Path).ShouldBe(["rules/.hidden.yaml", "rules/petition.yaml"]);
        File.Delete(folder.Of("rules/.hidden.yaml"));

        (await ApproveAsync(folder, other)).ShouldBe(new CatalogueStep.Refused("catalogue.no-proposal"));
        (await ProposeAsync(folder, one, "wrong")).ShouldBe(new CatalogueStep.Refused("catalogue.sign-in"));
        (await ProposeAsync(folder, await AccountAsync(Role.Lead))).ShouldBe(new CatalogueStep.Refused("catalogue.post"));
        (await ProposeAsync(folder, one)).ShouldBe(new CatalogueStep.Proposed(2));
        await Should.ThrowAsync<CatalogueNotApproved>(() => AdmitAsync(folder));
        (await ApproveAsync(folder, one)).ShouldBe(new CatalogueStep.Refused("catalogue.same-hand"));

        await File.AppendAllTextAsync(rules, "# smuggled in\n", TestContext.Current.CancellationToken);
        (await ApproveAsync(folder, other)).ShouldBe(new CatalogueStep.Refused("catalogue.moved"));
        (await ProposeAsync(folder, one)).ShouldBe(new CatalogueStep.Proposed(2));
        (await ApproveAsync(folder, other)).ShouldBe(new CatalogueStep.Approved(2));
        (await ApproveAsync(folder, other)).ShouldBe(new CatalogueStep.Refused("catalogue.no-proposal"));

        var current = await AdmitAsync(folder);
        current.Rules.InForce("petition-handle", s_day)!.Rule.Length.ShouldBe(45);
        current.Rules.ByHash(old.Hash)!.Rule.Length.ShouldBe(60, "a clock keeps the rule it was started under");
        (await ProposeAsync(folder, one)).ShouldBe(new CatalogueStep.Refused("catalogue.same"));

        using var http = hejie.Client();
        var told = await http.GetFromJsonAsync<JsonElement>("/api/v1/catalogue/changes", TestContext.Current.CancellationToken);
        var change = told.GetProperty("changes")[1];
        change.GetProperty("proposedBy").GetString()!.ShouldEndWith("系统管理岗");
        change.GetProperty("approvedBy").GetString()!.ShouldEndWith("安全管理岗");
        change.GetProperty("files")[0].GetProperty("path").GetString().ShouldBe("rules/petition.yaml");
        change.GetProperty("previous").GetString().ShouldBe(told.GetProperty("changes")[0].GetProperty("link").GetString());
        var page = await http.GetStringAsync("/law/changes", TestContext.Current.CancellationToken);
        page.ShouldContain("rules/petition.yaml");
        page.ShouldContain("安全管理岗");
        page.ShouldNotContain("示例人员");

        await EachAlterationIsFoundAsync();
    }

    /// <summary>Whatever is altered in any row, the row is named.</summary>
    private async Task EachAlterationIsFoundAsync()
    {
        foreach (var alter in (Action<CatalogueChangeRow>[])[
            row => row.Hash = CatalogueChain.Root, row => row.Files = row.Files.Replace("rules/", "rulez/", StringComparison.Ordinal), row => row.Approved++,
            row => row.Approver = row.Proposer, row => row.Previous = row.Hash, row => row.Number++, row => row.ApprovedAs = 1])
        {
            var rows = await RowsAsync();
            CatalogueChain.BrokenAt(rows).ShouldBeNull();
            alter(rows[1]);
            CatalogueChain.BrokenAt(rows).ShouldBe(2);
        }

        var relinked = await RowsAsync();
        relinked[0].Proposed++;
        relinked[0].Link = CatalogueChain.LinkOf(relinked[0]);
        CatalogueChain.BrokenAt(relinked).ShouldBe(2, "the chain holds what came before");

        var alone = await RowsAsync();
        alone[1].Approver = alone[1].Proposer;
        alone[1].Link = CatalogueChain.LinkOf(alone[1]);
        CatalogueChain.BrokenAt(alone).ShouldBe(2, "one person is not two");
    }

    [Fact]
    public async Task Whoever_changes_the_catalogue_shows_a_second_factor_and_a_password_of_their_own()
    {
        using var folder = new CatalogueCopy();
        await AdmitAsync(folder);
        var name = await AccountAsync(Role.Administrator);

        (await AskAsync("", second: true)).ShouldBe("catalogue.second");
        var code = Totp.Code(await Officer.AuthenticatorAsync(hejie, name), hejie.Time.GetUtcNow());
        (await AskAsync("")).ShouldBe("catalogue.code", "where an account has one, it is asked for");
        (await AskAsync(code == "000000" ? "000001" : "000000", second: true)).ShouldBe("catalogue.code");
        await hejie.InScopeAsync(services => services.GetRequiredService<GivePassword>().RunAsync(name, Officer.Password, CancellationToken.None));
        (await AskAsync(code, second: true)).ShouldBe("catalogue.given");
        await Officer.KeepPasswordAsync(hejie, name);
        (await AskAsync(code, second: true)).ShouldBe("let in");
        (await AskAsync(code, second: true)).ShouldBe("catalogue.code", "a code is used once");

        async Task<string> AskAsync(string code, bool second = false) => await hejie.InScopeAsync(services =>
            ChangeOf(services, folder, second).ProposeAsync(name, new Shown(Officer.Password, code), CancellationToken.None)) is CatalogueStep.Refused { Code: not "catalogue.same" } refused
            ? refused.Code : "let in";
    }

    private Task<List<CatalogueChangeRow>> RowsAsync() => hejie.InScopeAsync(services =>
        services.GetRequiredService<HejieDb>().CatalogueChanges.AsNoTracking().OrderBy(row => row.Number).ToListAsync());

    /// <summary>Somebody in a post of the prefecture's centre.</summary>
    private Task<string> AccountAsync(Role role)
    {
        var body = hejie.Bodies.Body(hejie.Bodies.Serving(BodyKinds.ServiceCentre, Rules.Places.PlaceLevel.Prefecture, hejie.Bodies.Prefecture.Code)!.Value)!;
        var post = hejie.Bodies.PostsOf(body.Id).First(post => post.Role == role);
        return Officer.AccountAsync(hejie, hejie.At(post));
    }

    private Task<Catalogue> AdmitAsync(CatalogueCopy folder) =>
        hejie.InScopeAsync(services => LogOf(services, folder).TakeAsync(Catalogue.Read(folder.Root), CancellationToken.None));

    private Task<CatalogueStep> ProposeAsync(CatalogueCopy folder, string name, string password = Officer.Password) =>
        hejie.InScopeAsync(services => ChangeOf(services, folder).ProposeAsync(name, new Shown(password, ""), CancellationToken.None));

    private Task<CatalogueStep> ApproveAsync(CatalogueCopy folder, string name) =>
        hejie.InScopeAsync(services => ChangeOf(services, folder).ApproveAsync(name, new Shown(Officer.Password, ""), CancellationToken.None));

    private static Settings SettingsOf(IServiceProvider services, CatalogueCopy folder) =>
        services.GetRequiredService<Settings>() with { Catalogue = folder.Root };

    private static CatalogueLog LogOf(IServiceProvider services, CatalogueCopy folder) =>
        ActivatorUtilities.CreateInstance<CatalogueLog>(services, SettingsOf(services, folder));

    private static ChangeCatalogue ChangeOf(IServiceProvider services, CatalogueCopy folder, bool second = false) =>
        ActivatorUtilities.CreateInstance<ChangeCatalogue>(services, LogOf(services, folder), SettingsOf(services, folder) with { SecondFactor = second });
}

public sealed class CatalogueLogStoriesOnSqlite(SqliteInstallation hejie) : CatalogueLogStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class CatalogueLogStoriesOnPostgres(PostgresInstallation hejie) : CatalogueLogStories(hejie), IClassFixture<PostgresInstallation>;
