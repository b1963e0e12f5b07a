using System.Globalization;
using System.Net;
using Hejie.Bodies;
using Hejie.Journal;
using Hejie.Rules.Procedures;

namespace Hejie.Tests.Staff;

/// <summary>Who sees what: a matter outside one's scope is not there at all.</summary>
public abstract class ScopeStories(Installation hejie)
{
    [Fact]
    public async Task The_neighbour_village_finds_nothing()
    {
        var receipt = await hejie.FileAsync(place: "喜洲村");
        using var neighbour = await Officer.AtAsync(hejie, hejie.Post("mediation-committee", "周城村", Role.DutyOfficer));

        await FindsNothing(neighbour, receipt);
    }

    [Fact]
    public async Task The_body_complained_about_and_those_under_it_find_nothing_and_cannot_be_named()
    {
        var about = hejie.Post("service-centre", "喜洲镇", Role.DutyOfficer);
        var receipt = await hejie.FileAsync(procedure: "petition", kind: Kind("petition"), about: about.Body.Id, otherSide: false);
        foreach (var scope in new[] { about, hejie.Post("service-centre", "喜洲镇", Role.Lead), hejie.Post("mediation-committee", "喜洲镇", Role.DutyOfficer), hejie.Post("service-centre", "喜洲村", Role.DutyOfficer) })
        {
            using var officer = await Officer.AtAsync(hejie, scope);
            await FindsNothing(officer, receipt);
        }

        var owner = hejie.Bodies.Body((await hejie.StateAsync(receipt)).Owner)!;
        using var duty = await Officer.AtAsync(hejie, PostOf(owner, Role.DutyOfficer));
        var choices = (await duty.OpenAsync(Officer.Path(receipt) + "/transfer")).Document.QuerySelectorAll("#body option")
            .Select(option => option.GetAttribute("value")).Where(value => !string.IsNullOrEmpty(value)).Select(value => int.Parse(value!, CultureInfo.InvariantCulture)).ToList();
        choices.ShouldNotBeEmpty();
        choices.ShouldAllBe(body => !hejie.Bodies.IsAtOrUnder(body, about.Body.Id));
        choices.ShouldNotContain(owner.Id);
    }

    [Fact]
    public async Task A_mediator_has_what_lies_with_mediators_and_not_what_lies_with_a_colleague()
    {
        var duty = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        var posts = hejie.Bodies.PostsOf(duty.Body.Id).Where(post => post.Role == Role.Mediator).ToList();
        var (untouched, shared, assigned) = (await hejie.FileAsync(), await hejie.FileAsync(), await hejie.FileAsync());
        (await hejie.MoveAsync(duty, shared, "accept", ("summary", "共同的事"))).ShouldBeOfType<Written.Done>();
        (await hejie.MoveAsync(duty, assigned, "accept", ("summary", "同事的事"), ("mediator", posts[1].Id.ToString(CultureInfo.InvariantCulture)))).ShouldBeOfType<Written.Done>();

        using var mediator = await Officer.AtAsync(hejie, hejie.At(posts[0]));
        var hrefs = (await mediator.OpenAsync("/desk")).Document.QuerySelectorAll("tr[data-href]").Select(row => row.GetAttribute("data-href")).ToList();

        hrefs.ShouldContain(Officer.Path(shared));
        hrefs.ShouldNotContain(Officer.Path(assigned));
        hrefs.ShouldNotContain(Officer.Path(untouched));
    }

    [Fact]
    public async Task Who_oversees_sees_where_a_matter_is_and_opens_nothing_until_it_has_work_there()
    {
        var receipt = await hejie.FileAsync();
        using var centre = await Officer.AtAsync(hejie, hejie.Post("service-centre", "喜洲镇", Role.DutyOfficer));
        var page = await centre.OpenAsync(Officer.Path(receipt));
        page.Find(".sealed form").ShouldBeNull();
        page.Text.ShouldContain("不能打开");

        var open = await centre.OpenAsync("/desk");
        using var refused = await centre.SendAsync(open, "form[action='/signout']", Officer.Path(receipt) + "?handler=Open", ("purpose", "supervise"));
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await hejie.StateAsync(receipt)).Entries.ShouldBe(1);
    }

    [Fact]
    public async Task Posts_that_open_no_matters_are_kept_from_the_desk()
    {
        using var auditor = await Officer.AtAsync(hejie, PostOf(hejie.Bodies.Bodies.Single(body => body.Kind.Code == "service-centre" && body.Place == hejie.Bodies.Prefecture.Code), Role.Auditor));
        (await auditor.StatusAsync("/desk")).ShouldBe(HttpStatusCode.Forbidden);
        (await auditor.OpenAsync("/me")).Text.ShouldContain("不打开具体的事");
    }

    private static async Task FindsNothing(Officer officer, Hejie.Matters.Intake.Receipt receipt)
    {
        (await officer.OpenAsync("/desk")).Find($"tr[data-href='{Officer.Path(receipt)}']").ShouldBeNull();
        foreach (var path in new[] { "", "/accept", "/agreement", "/agreement.docx", $"/files/{Guid.NewGuid():N}" })
            (await officer.StatusAsync(Officer.Path(receipt) + path)).ShouldBe(HttpStatusCode.NotFound, path);
    }

    private Scope PostOf(Body body, Role role) =>
        hejie.At(hejie.Bodies.PostsOf(body.Id).First(post => post.Role == role));

    private string Kind(string procedure) =>
        Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Hejie.Operations.CatalogueHolder>(hejie.Services)
            .Current.Procedures.Find(procedure)!.Kinds[0].Code;
}

public sealed class ScopeStoriesOnSqlite(SqliteInstallation hejie) : ScopeStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class ScopeStoriesOnPostgres(PostgresInstallation hejie) : ScopeStories(hejie), IClassFixture<PostgresInstallation>;
