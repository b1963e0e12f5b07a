using Hejie.Bodies;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Tests.Staff;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Bodies;

/// <summary>The form that sends a matter on suggests the desk and says why; a person decides.</summary>
public abstract class SuggestionStories(Installation hejie)
{
    [Fact]
    public async Task A_petition_about_land_is_to_go_to_who_is_competent_for_land_and_the_line_says_by_which_article()
    {
        var receipt = await hejie.FileAsync("petition", "land-house", "喜洲村", otherSide: false);
        var land = hejie.Post("natural-resources", "大理市", Role.DutyOfficer);
        using var officer = await Officer.AtAsync(hejie, hejie.Post("petition-office", "大理市", Role.DutyOfficer));
        var form = await officer.OpenAsync(Officer.Path(receipt) + "/transfer");
        var line = form.All(".suggested").ShouldHaveSingleItem();
        line.ShouldContain("建议");
        line.ShouldContain($"喜洲村 → {land.Body.Name} · 土地管理法 5、67；值班：值班岗");
        var group = form.Find("form.move select optgroup")!;
        group.GetAttribute("label").ShouldBe("建议");
        group.QuerySelector("option")!.GetAttribute("value").ShouldBe($"{land.Body.Id}");
        form.Find("form.move select option[selected]").ShouldBeNull();

        // Where that desk is away it says so, and to whom it falls.
        var today = LegalTime.DateOf(hejie.Time.GetUtcNow());
        (await hejie.InScopeAsync(services => services.GetRequiredService<SetLeave>().RunAsync(land, land.Post.Id, null, today, today, CancellationToken.None))).ShouldBeOfType<LeaveSet.Done>();
        var falls = hejie.Bodies.FallsTo(land.Body.Id, today);
        (await officer.OpenAsync(Officer.Path(receipt) + "/transfer")).All(".suggested").ShouldHaveSingleItem().ShouldContain($"今天没有人值班，暂由{hejie.Bodies.NameOf(falls)}收");
    }

    [Fact]
    public async Task The_body_that_a_matter_is_about_is_never_suggested()
    {
        var land = hejie.Post("natural-resources", "大理市", Role.DutyOfficer).Body;
        var receipt = await hejie.FileAsync("petition", "land-house", "庆洞村", about: land.Id, otherSide: false);
        var owner = (await hejie.StateAsync(receipt)).Owner;
        using var officer = await Officer.AtAsync(hejie, hejie.At(hejie.Bodies.PostsOf(owner).First(post => post.Role == Role.DutyOfficer)));
        (await officer.OpenAsync(Officer.Path(receipt) + "/transfer")).All(".suggested").ShouldAllBe(line => !line.Contains(land.Name, StringComparison.Ordinal));
    }
}

public sealed class SuggestionStoriesOnSqlite(SqliteInstallation hejie) : SuggestionStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class SuggestionStoriesOnPostgres(PostgresInstallation hejie) : SuggestionStories(hejie), IClassFixture<PostgresInstallation>;
