using System.Net;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Matters.Tracking;
using Hejie.Notices;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Api;

/// <summary>The main job through the API, as another system would do it.</summary>
public abstract class ApiStories(Installation hejie) : IDisposable
{
    private readonly ApiClient _anyone = new(hejie);

    public void Dispose()
    {
        _anyone.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_dispute_goes_from_filing_to_solved_through_the_api_alone()
    {
        var receipt = await _anyone.FileAsync();
        receipt.ETag.ShouldBe("\"1\"");
        var matter = receipt.Headers.Location!.OriginalString;
        using var duty = await _anyone.SignInAsync(hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer));
        using var mediator = await _anyone.SignInAsync(hejie.Post("mediation-committee", "喜洲村", Role.Mediator));

        var desk = await duty.GetAsync("desk");
        desk.Body.GetProperty("lines").EnumerateArray().ShouldContain(line => line.GetProperty("matter").GetString() == receipt.Text("matter"));
        var closed = await duty.GetAsync(matter);
        closed.Body.GetProperty("parties")[0].TryGetProperty("name", out _).ShouldBeFalse();
        (await duty.PostAsync(matter + "/looks", new { purpose = "accept" })).Status.ShouldBe(HttpStatusCode.Created);
        (await duty.GetAsync(matter)).Body.GetProperty("parties")[0].GetProperty("name").GetString().ShouldBe("杨示例");

        var accepted = await duty.PostAsync(matter + "/moves/accept", Answers(("summary", "屋檐滴水与院墙")), ("If-Match", closed.ETag!));
        accepted.Status.ShouldBe(HttpStatusCode.OK, accepted.Body.ToString());
        accepted.Text("number").ShouldNotBeNull();
        await Done(mediator, matter, "set-sitting", ("when", "2026-02-05T09:30"), ("where", "村委会调解室"));
        await Done(mediator, matter, "record-sitting", ("outcome", "agreed"), ("record", "双方到场，各退一步。"));
        await Done(mediator, matter, "write-agreement",
            ("facts", "滴水"), ("dispute", "排水"), ("responsibility", "各半"), ("terms", "一、加装檐沟。"), ("manner", "自行安装"), ("perform-by", "2026-03-01"));

        using var filer = await _anyone.TrackAsync(receipt.Text("code")!, "1234");
        using var other = await _anyone.TrackAsync(await OtherCodeAsync(), "5678");
        var tracked = await filer.GetAsync("tracking");
        tracked.Body.GetProperty("state").GetProperty("name").GetString().ShouldBe("signing");
        tracked.Body.GetProperty("looks").GetArrayLength().ShouldBe(1);
        tracked.Body.GetProperty("moves").EnumerateArray().Select(move => move.GetProperty("name").GetString()).ShouldContain("sign");
        await Done(filer, "tracking", "sign", ("consent", "agree"));
        await Done(other, "tracking", "sign", ("consent", "agree"));
        await Done(mediator, matter, "sign-mediator");
        await Done(duty, matter, "seal");
        await Done(mediator, matter, "record-performance", ("extent", "full"), ("on", "2026-02-20"), ("how", "檐沟装好了"));
        await Done(filer, "tracking", "solved", ("rating", "5"));

        var end = await filer.GetAsync("tracking");
        end.Body.GetProperty("state").GetProperty("ending").GetString().ShouldBe("solved");
        end.Body.GetProperty("steps").GetArrayLength().ShouldBeGreaterThan(9);
        (await duty.GetAsync(matter + "/entries")).Body.GetProperty("steps").GetArrayLength().ShouldBe(end.Body.GetProperty("steps").GetArrayLength());
    }

    [Fact]
    public async Task A_date_of_the_law_comes_with_its_article_and_every_step_of_its_count()
    {
        var receipt = await _anyone.FileAsync();
        using var filer = await _anyone.TrackAsync(receipt.Text("code")!, "1234");

        var clock = (await filer.GetAsync("tracking")).Body.GetProperty("clocks")[0];

        clock.GetProperty("article").GetString().ShouldNotBeNullOrEmpty();
        clock.GetProperty("steps").GetArrayLength().ShouldBeGreaterThan(0);
        DateOnly.Parse(clock.GetProperty("due").GetString()!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(new DateOnly(2026, 2, 2));
    }

    [Fact]
    public async Task The_same_filing_sent_five_times_at_once_gives_one_matter_and_one_code()
    {
        var key = Guid.NewGuid().ToString();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => _anyone.FileAsync(key))));

        answers.Select(answer => answer.Text("matter")).Distinct().ShouldHaveSingleItem();
        answers.Select(answer => answer.Text("code")).Distinct().ShouldHaveSingleItem();
        (await _anyone.FileAsync(key)).Text("code").ShouldBe(answers[0].Text("code"));

        var other = await _anyone.PostAsync(County + "/matters", ApiClient.Filing(hejie, narrative: "另一件事"), ApiClient.Key(key));
        ((int)other.Status).ShouldBe(422);
        other.Code.ShouldBe("repeat.reused");
    }

    [Fact]
    public async Task A_move_sent_again_is_answered_as_at_first_even_when_it_took_the_matter_out_of_sight()
    {
        var matter = (await _anyone.FileAsync()).Headers.Location!.OriginalString;
        var scope = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        using var duty = await _anyone.SignInAsync(scope);
        var key = ApiClient.Key();
        object body = Answers(("reason", "双方不在本村"));

        var first = await duty.PostAsync(matter + "/moves/send-up", body, ("If-Match", "\"1\""), key);
        var again = await duty.PostAsync(matter + "/moves/send-up", body, ("If-Match", "\"1\""), key);

        first.Status.ShouldBe(HttpStatusCode.OK, first.Body.ToString());
        again.Body.ToString().ShouldBe(first.Body.ToString());
        again.ETag.ShouldBe(first.ETag);
        (await duty.GetAsync(matter)).Status.ShouldBe(HttpStatusCode.NotFound);
        var changed = await duty.PostAsync(matter + "/moves/send-up", Answers(("reason", "别的理由")), key);
        ((int)changed.Status).ShouldBe(422);
    }

    [Fact]
    public async Task Whoever_comes_too_late_is_told_the_version_as_it_is()
    {
        var matter = (await _anyone.FileAsync()).Headers.Location!.OriginalString;
        using var duty = await _anyone.SignInAsync(hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer));
        await Done(duty, matter, "ask-completion", ("missing", "请补充照片"));

        var stale = await duty.PostAsync(matter + "/moves/accept", Answers(("summary", "院墙")), ("If-Match", "\"1\""));
        var conflict = await duty.PostAsync(matter + "/moves/accept", new { version = 1, answers = new { summary = "院墙" } });

        stale.Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        conflict.Status.ShouldBe(HttpStatusCode.Conflict);
        foreach (var late in new[] { stale, conflict })
        {
            late.MediaType.ShouldBe("application/problem+json");
            late.Body.GetProperty("version").GetInt32().ShouldBe(2);
            late.ETag.ShouldBe("\"2\"");
        }
    }

    [Fact]
    public async Task Two_officers_accept_at_once_and_the_second_is_told_so()
    {
        var matter = (await _anyone.FileAsync()).Headers.Location!.OriginalString;
        using var duty = await _anyone.SignInAsync(hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer));
        using var mediator = await _anyone.SignInAsync(hejie.Post("mediation-committee", "喜洲村", Role.Mediator));

        var both = await Task.WhenAll(new[] { duty, mediator }.Select(officer => Task.Run(() =>
            officer.PostAsync(matter + "/moves/accept", Answers(("summary", "屋檐滴水")), ("If-Match", "\"1\"")))));

        both.Select(answer => (int)answer.Status).Order().ShouldBe([200, 412]);
        (await duty.GetAsync(matter)).Body.GetProperty("version").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task What_is_outside_a_post_s_scope_is_not_found_at_all()
    {
        var matter = (await _anyone.FileAsync()).Headers.Location!.OriginalString;
        using var elsewhere = await _anyone.SignInAsync(hejie.Post("mediation-committee", "周城村", Role.DutyOfficer));
        using var auditor = await _anyone.SignInAsync(Auditor());

        foreach (var part in new[] { "", "/entries", "/clocks" })
        {
            (await elsewhere.GetAsync(matter + part)).Code.ShouldBe("matter.none");
            (await auditor.GetAsync(matter + part)).Status.ShouldBe(HttpStatusCode.Forbidden);
        }

        (await elsewhere.PostAsync(matter + "/moves/accept", Answers(("summary", "院墙")))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await elsewhere.PostAsync(matter + "/looks", new { purpose = "handle" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await elsewhere.GetAsync("desk")).Body.GetProperty("lines").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Staff_never_act_as_the_resident_and_a_resident_never_as_staff()
    {
        var receipt = await _anyone.FileAsync();
        using var duty = await _anyone.SignInAsync(hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer));
        using var filer = await _anyone.TrackAsync(receipt.Text("code")!, "1234");

        (await duty.PostAsync("tracking/moves/withdraw", new { })).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await duty.GetAsync("tracking")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await duty.PostAsync(receipt.Headers.Location + "/moves/withdraw", new { })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await filer.GetAsync(receipt.Headers.Location!.OriginalString)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await filer.GetAsync("desk")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await _anyone.GetAsync("desk")).Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Fact]
    public async Task A_code_asks_for_its_digits_and_guessing_is_slowed()
    {
        var receipt = await _anyone.FileAsync();
        (await _anyone.PostAsync("tracking", new { code = receipt.Text("code") })).Code.ShouldBe("tracking.digits");
        (await _anyone.PostAsync("tracking", new { code = receipt.Text("code"), digits = "0000" })).Code.ShouldBe("tracking.digits-wrong");

        Answer? last = null;
        for (var guess = 0; guess < 12 && last?.Status != HttpStatusCode.TooManyRequests; guess++)
            last = await _anyone.PostAsync("tracking", new { code = TrackingCodes.Fresh(532901) });

        last!.Code.ShouldBe("guess.slow");
        last.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        hejie.Time.Advance(TimeSpan.FromMinutes(20));
        (await _anyone.PostAsync("tracking", new { code = receipt.Text("code"), digits = "1234" })).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_no_person_and_no_text_is_told_as_wrong()
    {
        var filing = $$"""{"procedure": "people-mediation", "kind": "neighbour", "place": "{{hejie.Place("喜洲村").Code}}", "answers": {"narrative": "滴水"}, "people": [null]}""";
        (await _anyone.PostTextAsync(County + "/matters", filing, headers: ApiClient.Key())).Errors.ShouldBe(["people field.shape"]);
        foreach (var code in new[] { "\ufffe", "7KM-\uffff" })
            (await _anyone.PostAsync("tracking", new { code })).Code.ShouldBe("tracking.unknown");
    }

    [Fact]
    public async Task A_post_that_was_ended_opens_nothing_from_the_next_request_on()
    {
        var scope = hejie.Post("mediation-committee", "庆洞村", Role.DutyOfficer);
        using var duty = await _anyone.SignInAsync(scope);
        (await duty.GetAsync("session")).Body.GetProperty("post").GetProperty("id").GetInt32().ShouldBe(scope.Post.Id);

        await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Set<AppointmentRow>()
            .Where(row => row.Post == scope.Post.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Ended, 1)));

        (await duty.GetAsync("desk")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private string County => $"counties/{hejie.Place("喜洲村").Code.County}";

    private Scope Auditor()
    {
        var centre = hejie.Bodies.Bodies.Single(body => body.Kind.Code == BodyKinds.ServiceCentre && body.Place == hejie.Bodies.Prefecture.Code);
        return hejie.At(hejie.Bodies.PostsOf(centre.Id).Single(post => post.Role == Role.Auditor));
    }

    private static object Answers(params (string Field, string Answer)[] answers) =>
        new { answers = answers.ToDictionary(answer => answer.Field, answer => answer.Answer) };

    private static async Task Done(ApiClient client, string matter, string move, params (string Field, string Answer)[] answers)
    {
        var answer = await client.PostAsync($"{matter}/moves/{move}", Answers(answers));
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body.ToString());
    }

    private async Task<string> OtherCodeAsync()
    {
        await hejie.InScopeAsync(services => services.GetRequiredService<Deliver>().RunAsync(CancellationToken.None).ContinueWith(_ => true));
        return hejie.Outbox.Sent.Last(message => message.Telephone == "19900005678").Text.Split("查询码 ")[1].Split('，')[0];
    }
}

public sealed class ApiStoriesOnSqlite(SqliteInstallation hejie) : ApiStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class ApiStoriesOnPostgres(PostgresInstallation hejie) : ApiStories(hejie), IClassFixture<PostgresInstallation>;
