using System.Net;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Tests.Api;
using Hejie.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Bodies;

/// <summary>A body says who answers for what at its places, one at a time, and what lacks somebody stands on top.</summary>
public abstract class ResponsibilityStories(Installation hejie)
{
    [Fact]
    public async Task A_lead_names_who_answers_on_the_page_and_what_lacks_somebody_stands_on_top()
    {
        var lead = Lead("喜洲镇");
        using var officer = await Officer.AtAsync(hejie, lead);
        var path = $"/bodies/{lead.Body.Id}/responsibility";
        (await officer.OpenAsync("/me")).Find($"main a[href='{path}']").ShouldNotBeNull();
        var page = await officer.OpenAsync(path);
        page.All("tbody tr .late-text").ShouldContain("没有，暂由本单位负责人");

        var village = hejie.Place("喜洲村").Code;
        using var named = await officer.SendAsync(page, "form.responsibility-form", ("place", village.ToString()), ("kind", "area-lead"), ("post", $"{lead.Post.Id}"), ("from", Day(0)));
        named.StatusCode.ShouldBe(HttpStatusCode.Redirect, (await Officer.ReadAsync(named)).Find("main")?.TextContent);
        var after = await officer.OpenAsync(path + "?done=true");
        after.Find("[role=status]")!.TextContent.ShouldContain("记下了");
        var rows = after.All("tbody tr");
        // It has nothing missing any more, and so it stands last.
        rows[^1].ShouldContain("喜洲村");
        rows[^1].ShouldContain("负责人");
        after.Find("tbody tr:last-child")!.ClassList.ShouldNotContain("late");

        // Whoever is of another body reads it and changes nothing.
        using var neighbour = await Officer.AtAsync(hejie, Lead("上关镇"));
        var read = await neighbour.OpenAsync(path);
        read.Text.ShouldContain("喜洲村");
        read.Find("form.responsibility-form").ShouldBeNull();
        using var forged = await neighbour.SendAsync(await neighbour.OpenAsync($"/bodies/{Lead("上关镇").Body.Id}/responsibility"), "form.responsibility-form", path,
            ("place", village.ToString()), ("kind", "officer"), ("post", $"{lead.Post.Id}"), ("from", Day(0)));
        forged.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        using var ended = await officer.SendAsync(after, "tbody form", ("responsibility", after.Find("tbody form button")!.GetAttribute("value")!));
        ended.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        hejie.Bodies.ResponsibleFor(village, Today).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("kind", "somebody", "kind field.choice")]
    [InlineData("place", "532922000000", "place responsibility.outside")]
    [InlineData("place", "000", "place field.place")]
    [InlineData("branch", "喜洲村第一党支部", "branch responsibility.no-branch")]
    [InlineData("until", "2020-01-01", "until period.order")]
    [InlineData("from", "2090-01-01", "from period.far")]
    [InlineData("post", "1", "post field.choice")]
    [InlineData("substitute", "1", "substitute responsibility.substitute")]
    public async Task What_cannot_be_so_is_refused_with_its_field(string field, string value, string error)
    {
        var lead = Lead("湾桥镇");
        using var anyone = new ApiClient(hejie);
        using var client = await anyone.SignInAsync(lead);
        var draft = new Dictionary<string, object>
        {
            ["place"] = lead.Body.Place.ToString(),
            ["kind"] = "officer",
            ["post"] = lead.Post.Id,
            ["from"] = Day(0),
            [field] = field is "post" or "substitute" ? int.Parse(value, null) : value,
        };
        (await client.PostAsync(Path(lead), draft)).Errors.ShouldContain(error);
    }

    [Fact]
    public async Task A_branch_is_a_branch_and_never_somebody()
    {
        var lead = Lead("银桥镇");
        using var anyone = new ApiClient(hejie);
        using var client = await anyone.SignInAsync(lead);
        var place = hejie.Place("银桥村").Code.ToString();
        foreach (var name in new[] { "杨示例", "杨示例 19900001234", "重点人员名单" })
            (await client.PostAsync(Path(lead), new { place, kind = "branch", branch = name, from = Day(0) })).Errors.ShouldBe(["branch responsibility.branch"]);
        (await client.PostAsync(Path(lead), new { place, kind = "branch", from = Day(0) })).Errors.ShouldBe(["branch field.required"]);
        (await client.PostAsync(Path(lead), new { place, kind = "branch", branch = "银桥村第一党支部", post = lead.Post.Id, from = Day(0) })).Errors.ShouldBe(["post responsibility.branch-post"]);
        var made = await client.PostAsync(Path(lead), new { place, kind = "branch", branch = " 银桥村第一党支部 ", from = Day(0) });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToString());
        made.Text("branch").ShouldBe("银桥村第一党支部");
    }

    [Fact]
    public async Task One_answers_at_a_time_and_the_same_sent_again_is_the_same()
    {
        var lead = Lead("挖色镇");
        using var anyone = new ApiClient(hejie);
        using var client = await anyone.SignInAsync(lead);
        object Draft(int from, int? until) => new { place = lead.Body.Place.ToString(), kind = "area-lead", post = lead.Post.Id, from = Day(from), until = until is { } last ? Day(last) : null };

        var made = await client.PostAsync(Path(lead), Draft(0, 10));
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToString());
        (await client.PostAsync(Path(lead), Draft(0, 10))).Status.ShouldBe(HttpStatusCode.OK);
        (await client.PostAsync(Path(lead), Draft(10, null))).Errors.ShouldBe(["from responsibility.overlap"]);
        (await client.PostAsync(Path(lead), Draft(-5, null))).Errors.ShouldBe(["from responsibility.overlap"]);
        (await client.PostAsync(Path(lead), Draft(11, null))).Status.ShouldBe(HttpStatusCode.Created);
        (await client.GetAsync(Path(lead))).Body.GetProperty("responsibilities").GetArrayLength().ShouldBe(2);

        // From when it ends another can begin.
        (await client.PostAsync($"responsibilities/{made.Text("id")}/end", new { })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await client.PostAsync($"responsibilities/{made.Text("id")}/end", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        using var other = await anyone.SignInAsync(Lead("双廊镇"));
        (await other.PostAsync(Path(lead), Draft(0, 1))).Code.ShouldBe("responsibility.none");
        (await anyone.PostAsync(Path(lead), Draft(0, 1))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Of_eight_at_once_one_answers()
    {
        var lead = Lead("海东镇");
        var place = lead.Body.Place.ToString();
        var posts = hejie.Bodies.PostsOf(lead.Body.Id);
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(at => Task.Run(() => hejie.InScopeAsync(services => services.GetRequiredService<SetResponsibility>().RunAsync(
            lead, lead.Body.Id, new ResponsibilityDraft(place, "officer", posts[at % posts.Count].Id, null, null, Today.AddDays(at), null), CancellationToken.None)))));
        all.OfType<ResponsibilitySet.Done>().ShouldHaveSingleItem();
        all.OfType<ResponsibilitySet.Invalid>().ShouldAllBe(refused => refused.Errors.Single().Code == "responsibility.overlap");
        (await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Responsibilities.CountAsync(row => row.Place == lead.Body.Place.Value && row.Kind == ResponsibilityKind.Officer))).ShouldBe(1);
    }

    [Fact]
    public void No_column_names_a_person() => typeof(ResponsibilityRow).GetProperties().Concat(typeof(LeaveRow).GetProperties())
        .Where(property => property.PropertyType == typeof(string)).Select(property => property.Name).ShouldBe(["Branch"]);

    private Scope Lead(string township) => hejie.Post("service-centre", township, Role.Lead);

    private static string Path(Scope scope) => $"bodies/{scope.Body.Id}/responsibilities";

    private DateOnly Today => LegalTime.DateOf(hejie.Time.GetUtcNow());

    private string Day(int after) => Today.AddDays(after).ToString("yyyy-MM-dd", null);
}

public sealed class ResponsibilityStoriesOnSqlite(SqliteInstallation hejie) : ResponsibilityStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class ResponsibilityStoriesOnPostgres(PostgresInstallation hejie) : ResponsibilityStories(hejie), IClassFixture<PostgresInstallation>;
