using System.Net;
using Hejie.Bodies;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Tests.Api;
using Hejie.Tests.Staff;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Bodies;

/// <summary>A post is away: its substitute does its work with its rights and no more; without one it falls to the body above, and both see so.</summary>
public abstract class LeaveStories(Installation hejie)
{
    [Fact]
    public async Task A_substitute_sees_and_does_the_work_with_the_rights_of_that_post_and_no_more()
    {
        var (duty, lead) = (Post("喜洲村", Role.DutyOfficer), Post("喜洲村", Role.Lead));
        var receipt = await hejie.FileAsync();
        using var officer = await Officer.AtAsync(hejie, lead);
        (await hejie.MoveAsync(lead, receipt, "accept", ("summary", "屋檐滴水"))).ShouldBeOfType<Written.Refused>().Code.ShouldBe("move.actor");
        (await officer.OpenAsync("/desk")).Find(".meanwhile").ShouldBeNull();

        var path = $"/bodies/{lead.Body.Id}/responsibility";
        using var noted = await officer.SendAsync(await officer.OpenAsync(path), "form.leave-form",
            ("away", $"{duty.Post.Id}"), ("standin", $"{lead.Post.Id}"), ("first", Day(0)), ("last", Day(3)));
        noted.StatusCode.ShouldBe(HttpStatusCode.Redirect, (await Officer.ReadAsync(noted)).Find("main")?.TextContent);
        (await officer.OpenAsync(path)).Text.ShouldContain("现在由 负责人 办");

        var desk = await officer.OpenAsync("/desk");
        desk.Find(".meanwhile")!.TextContent.ShouldContain("您代");
        using var taken = await officer.SendAsync(desk, ".meanwhile form", ("post", $"{duty.Post.Id}"), ("to", "/desk"));
        taken.Headers.Location!.OriginalString.ShouldBe("/desk");
        var there = await officer.OpenAsync("/desk");
        there.Find(".notice")!.TextContent.ShouldContain("只有这个岗的权限");
        there.Find($"tr[data-href='{Officer.Path(receipt)}']").ShouldNotBeNull();
        await officer.MakeAsync(receipt, "accept", ("summary", "屋檐滴水与院墙"));

        // The journal names who did it, in the role of the post that is away.
        var entries = await EntriesAsync(receipt);
        entries[^1].Actor.ShouldBe(new Actor.Staff(lead.Body.Id, lead.Post.Id, Role.DutyOfficer));
        OwnHand.ActedOtherwise(lead.Actor, await BytesAsync(receipt)).ShouldBeTrue();
        OwnHand.ActedOtherwise(duty.Actor, await BytesAsync(receipt)).ShouldBeFalse();
        StateCodec.Encode(await hejie.StateAsync(receipt)).ShouldBe(StateCodec.Encode(await hejie.RebuiltAsync(receipt)));

        // Back again: from the next request on the post is not theirs.
        hejie.Time.Advance(TimeSpan.FromMinutes(1));
        var leave = hejie.Bodies.LeaveOn(duty.Post.Id, Today)!;
        (await hejie.InScopeAsync(services => services.GetRequiredService<EndLeave>().RunAsync(duty, leave.Id, CancellationToken.None))).ShouldBeTrue();
        using var out_ = await officer.GetAsync("/desk");
        out_.Headers.Location!.OriginalString.ShouldStartWith("/signin");
    }

    [Fact]
    public async Task Without_a_substitute_the_work_falls_to_the_body_above_and_its_desk_says_why()
    {
        var duty = Post("庆洞村", Role.DutyOfficer);
        var above = hejie.Post("mediation-committee", "喜洲镇", Role.DutyOfficer);
        var elsewhere = hejie.Post("mediation-committee", "上关镇", Role.DutyOfficer);
        var receipt = await hejie.FileAsync(place: "庆洞村");
        await AwayAsync(duty, null, 0, 2);
        hejie.Bodies.Answers(duty.Body.Id, Today).ShouldBeFalse();
        hejie.Bodies.FallsTo(duty.Body.Id, Today).ShouldBe(above.Body.Id);

        using var officer = await Officer.AtAsync(hejie, above);
        var desk = await officer.OpenAsync("/desk");
        desk.Find(".meanwhile")!.TextContent.ShouldContain(duty.Body.Name);
        desk.Find(".meanwhile")!.TextContent.ShouldContain("归上一级单位");
        desk.Find(".meanwhile")!.TextContent.ShouldContain("1 件");
        desk.Find("a[href='/bodies/gaps']").ShouldNotBeNull();
        var gaps = await officer.OpenAsync("/bodies/gaps");
        gaps.All("tbody tr").ShouldContain(row => row.Contains("庆洞村", StringComparison.Ordinal) && row.Contains("没有人代", StringComparison.Ordinal) && row.Contains("您这里", StringComparison.Ordinal));

        using var taken = await officer.SendAsync(desk, ".meanwhile form", ("post", $"{duty.Post.Id}"));
        taken.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await officer.MakeAsync(receipt, "accept", ("summary", "屋檐滴水"));
        (await EntriesAsync(receipt))[^1].Actor.ShouldBe(new Actor.Staff(duty.Body.Id, above.Post.Id, Role.DutyOfficer));
        (await hejie.StateAsync(receipt)).Owner.ShouldBe(duty.Body.Id);
        (await officer.OpenAsync(Officer.Path(receipt))).Text.ShouldContain(above.Body.Name + "值班岗代");

        // Nobody else has it: not a body beside, not the lead of the body itself, and no program of theirs.
        foreach (var stranger in new[] { elsewhere, Post("庆洞村", Role.Lead), Post("庆洞村", Role.Mediator), Post("周城村", Role.DutyOfficer) })
        {
            using var other = await Officer.AtAsync(hejie, stranger);
            using var forged = await other.SendAsync(await other.OpenAsync("/me"), "main form", "/me", ("post", $"{duty.Post.Id}"));
            forged.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await other.OpenAsync("/desk")).Find(".meanwhile").ShouldBeNull();
        }

        // The time passes, and it is over by itself.
        hejie.Time.Advance(TimeSpan.FromDays(3));
        hejie.Bodies.StandIns(duty.Post, Today).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_body_above_never_comes_to_a_matter_about_itself_by_standing_in()
    {
        var duty = Post("文阁村", Role.DutyOfficer);
        await AwayAsync(duty, null, 0, 5);
        var above = hejie.Bodies.StandIns(duty.Post, Today).ShouldHaveSingleItem();
        var standing = Identity.StaffScope.Of(hejie.Bodies, hejie.Services.GetRequiredService<CatalogueHolder>().Current, 1, duty.Post.Id, above.Id)!;
        standing.StandsIn.ShouldBeTrue();
        standing.Chain.ShouldContain(above.Body);
        standing.Body.ShouldBe(duty.Body);
        standing.Actor.ShouldBe(new Actor.Staff(duty.Body.Id, above.Id, Role.DutyOfficer));
    }

    [Fact]
    public async Task Who_acted_as_the_post_that_is_away_does_not_do_what_the_law_wants_of_another()
    {
        var receipt = await hejie.FileAsync("petition", "land-house", otherSide: false);
        var office = hejie.Post("petition-office", "大理市", Role.DutyOfficer);
        var (duty, lead, liaison) = (hejie.Post("civil-affairs", "大理市", Role.DutyOfficer), hejie.Post("civil-affairs", "大理市", Role.Lead), hejie.Post("civil-affairs", "大理市", Role.Liaison));
        (await hejie.MoveAsync(office, receipt, "transfer", ("summary", "征地补偿"), ("body", $"{duty.Body.Id}"), ("reason", "归它管"))).ShouldBeOfType<Written.Done>();
        (await SetAsync(lead, duty, lead.Post.Id, 0, 3)).ShouldBeOfType<LeaveSet.Done>();
        var standing = duty with { By = lead.Post };
        (await hejie.MoveAsync(standing, receipt, "accept", ("summary", "征地补偿"))).ShouldBeOfType<Written.Done>();
        (await hejie.StateAsync(receipt)).Name.ShouldBe("handling");

        (await hejie.MoveAsync(lead, receipt, "extend", ("reason", "情况复杂"))).ShouldBeOfType<Written.Refused>().Code.ShouldBe("move.own-hand");
        // What one hand may do alone it goes on doing; and another lead, who was not here before, extends.
        var other = lead with { By = liaison.Post };
        (await hejie.MoveAsync(other, receipt, "extend", ("reason", "情况复杂"))).ShouldBeOfType<Written.Done>();
    }

    [Fact]
    public async Task A_program_of_the_substitute_signs_in_as_the_post_that_is_away()
    {
        var (duty, lead) = (Post("周城村", Role.DutyOfficer), Post("周城村", Role.Lead));
        using var anyone = new ApiClient(hejie);
        using var client = await anyone.SignInAsync(lead);
        var login = new { userName = $"post-{lead.Post.Id}", password = ApiClient.Password, post = duty.Post.Id };
        (await anyone.PostAsync("session", login)).Errors.ShouldBe(["post session.post"]);

        var made = await client.PostAsync($"posts/{duty.Post.Id}/leaves", new { substitute = lead.Post.Id, from = Day(0), until = Day(1) });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToString());
        made.Body.GetProperty("standIns").GetArrayLength().ShouldBe(1);
        (await client.PostAsync($"posts/{duty.Post.Id}/leaves", new { substitute = lead.Post.Id, from = Day(0), until = Day(1) })).Status.ShouldBe(HttpStatusCode.OK);
        var session = await anyone.PostAsync("session", login);
        session.Status.ShouldBe(HttpStatusCode.OK, session.Body.ToString());
        using var standing = anyone.With(session.Text("token"));
        (await standing.GetAsync("session")).Body.GetProperty("post").GetProperty("id").GetInt32().ShouldBe(duty.Post.Id);
        (await standing.GetAsync("desk")).Status.ShouldBe(HttpStatusCode.OK);

        (await client.PostAsync($"leaves/{made.Text("id")}/end", new { })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await standing.GetAsync("desk")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_cannot_be_so_is_refused()
    {
        var (duty, lead, mediator) = (Post("仁里邑村", Role.DutyOfficer), Post("仁里邑村", Role.Lead), Post("仁里邑村", Role.Mediator));
        var other = Post("沙村", Role.Lead);
        string Refused(LeaveSet set) => set.ShouldBeOfType<LeaveSet.Invalid>().Errors.Select(error => error.Field + " " + error.Code).ShouldHaveSingleItem();

        Refused(await SetAsync(lead, duty, other.Post.Id, 0, 1)).ShouldBe("substitute responsibility.substitute");
        Refused(await SetAsync(lead, duty, duty.Post.Id, 0, 1)).ShouldBe("substitute responsibility.substitute");
        Refused(await SetAsync(lead, duty, null, 3, 1)).ShouldBe("until period.order");
        Refused(await SetAsync(lead, duty, null, -3, -1)).ShouldBe("until period.over");
        Refused(await SetAsync(lead, duty, null, 0, 200)).ShouldBe("until leave.long");
        (await SetAsync(other, duty, null, 0, 1)).ShouldBeOfType<LeaveSet.NotYours>();
        (await SetAsync(mediator, duty, null, 0, 1)).ShouldBeOfType<LeaveSet.NotYours>();

        (await SetAsync(lead, duty, lead.Post.Id, 0, 5)).ShouldBeOfType<LeaveSet.Done>();
        Refused(await SetAsync(lead, duty, null, 5, 6)).ShouldBe("from leave.overlap");
        Refused(await SetAsync(duty, lead, null, 1, 1)).ShouldBe("from leave.stands-in");
        Refused(await SetAsync(lead, mediator, duty.Post.Id, 0, 1)).ShouldBe("substitute leave.substitute-away");

        // The three hands of an installation do not stand in for each other.
        var top = hejie.Bodies.PostsOf(hejie.Bodies.Serving(BodyKinds.ServiceCentre, PlaceLevel.Prefecture, hejie.Bodies.Prefecture.Code)!.Value);
        var boss = hejie.At(top.First(post => post.Role == Role.Lead));
        var (auditor, admin) = (hejie.At(top.First(post => post.Role == Role.Auditor)), hejie.At(top.First(post => post.Role == Role.Administrator)));
        Refused(await SetAsync(boss, auditor, admin.Post.Id, 0, 1)).ShouldBe("substitute leave.substitute-hand");
        Refused(await SetAsync(boss, auditor, boss.Post.Id, 0, 1)).ShouldBe("substitute leave.substitute-hand");
        (await SetAsync(boss, auditor, null, 0, 1)).ShouldBeOfType<LeaveSet.Done>();
        hejie.Bodies.StandIns(auditor.Post, Today).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_posts_that_are_to_stand_in_for_each_other_at_once_do_not()
    {
        var (duty, lead) = (Post("上关村", Role.DutyOfficer), Post("上关村", Role.Lead));
        var both = await Task.WhenAll(
            Task.Run(() => SetAsync(lead, duty, lead.Post.Id, 0, 3)), Task.Run(() => SetAsync(duty, lead, duty.Post.Id, 0, 3)));
        both.OfType<LeaveSet.Done>().ShouldHaveSingleItem();
    }

    [Fact]
    public void The_law_wants_a_hand_of_its_own_for_signatures_seals_attestations_extensions_and_attempts()
    {
        var moves = hejie.Services.GetRequiredService<CatalogueHolder>().Current.Procedures.Find("people-mediation")!.Moves;
        moves.Values.Where(OwnHand.Separates).Select(move => move.Name).ShouldBeSubsetOf(moves.Keys);
        moves.Values.Where(move => move.Signs is Signs.Attest or Signs.Seal or Signs.Mediator).ShouldAllBe(move => OwnHand.Separates(move));
        OwnHand.Separates(moves["accept"]).ShouldBeFalse();
    }

    private Scope Post(string village, Role role) => hejie.Post("mediation-committee", village, role);

    private DateOnly Today => LegalTime.DateOf(hejie.Time.GetUtcNow());

    private string Day(int after) => Today.AddDays(after).ToString("yyyy-MM-dd", null);

    private Task<LeaveSet> SetAsync(Scope by, Scope post, int? substitute, int from, int until) => hejie.InScopeAsync(services =>
        services.GetRequiredService<SetLeave>().RunAsync(by, post.Post.Id, substitute, Today.AddDays(from), Today.AddDays(until), CancellationToken.None));

    private async Task AwayAsync(Scope post, int? substitute, int from, int until) => (await SetAsync(post, post, substitute, from, until)).ShouldBeOfType<LeaveSet.Done>();

    private Task<IReadOnlyList<byte[]>> BytesAsync(Receipt receipt) => hejie.InScopeAsync(async services =>
        (IReadOnlyList<byte[]>)[.. await services.GetRequiredService<MatterJournal>().EntriesAsync(receipt.County, receipt.Matter, CancellationToken.None)]);

    private async Task<List<EntryHeader>> EntriesAsync(Receipt receipt) => [.. (await BytesAsync(receipt)).Select(EntryCodec.Header)];
}

public sealed class LeaveStoriesOnSqlite(SqliteInstallation hejie) : LeaveStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class LeaveStoriesOnPostgres(PostgresInstallation hejie) : LeaveStories(hejie), IClassFixture<PostgresInstallation>;
