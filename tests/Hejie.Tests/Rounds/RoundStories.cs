using System.Net;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rounds;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Tests.Api;
using Hejie.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Rounds;

/// <summary>Rounds as grid workers make them and centres above see them. Each story has a village and a day of its own.</summary>
public abstract class RoundStories(Installation hejie)
{
    [Fact]
    public async Task A_week_of_rounds()
    {
        await MorningAsync();
        var worker = Worker("喜洲村");
        var first = Today;
        (await RoundsAsync(worker.Body.Id)).Where(row => row.Start >= first).Select(row => row.Plan).Order().ShouldBe(["group", "village"]);
        (await KeepAsync()).Opened.ShouldBe(0);

        for (var day = 0; day < 7; day++)
        {
            // No session outlasts a shift.
            using var grid = await Officer.AtAsync(hejie, worker);
            var page = await grid.OpenAsync("/rounds");
            page.All(".rounds > li b").ShouldBe(["喜洲村"]);
            if (day != 3)
            {
                using var answered = await grid.SendAsync(page, ".rounds__nothing", ("outcome", AnswerRound.Nothing));
                answered.Headers.Location!.OriginalString.ShouldBe("/rounds");
                (await grid.OpenAsync("/rounds")).Text.ShouldContain("现在没有要做的排查");
            }

            await DaysAsync(1);
        }

        var rows = (await RoundsAsync(worker.Body.Id)).Where(row => row.Start >= first && row.Start < first.AddDays(7)).ToList();
        var daily = rows.Where(row => row.Plan == "group").OrderBy(row => row.Start).ToList();
        daily.Select(row => row.Outcome).ShouldBe(Enumerable.Range(0, 7).Select(day => day == 3 ? RoundOutcome.Missed : RoundOutcome.Nothing));
        daily.Where(row => row.Outcome == RoundOutcome.Nothing).ShouldAllBe(row => row.Item == null && row.Matter == null && row.Post == worker.Post.Id && row.Done != null);
        daily[3].ShouldSatisfyAllConditions(() => daily[3].Post.ShouldBeNull(), () => daily[3].Done.ShouldBeNull());
        rows.Single(row => row.Plan == "village").Outcome.ShouldBe(RoundOutcome.Missed);

        // The township sees it, and nothing of who made them; a neighbour does not.
        using var above = await Officer.AtAsync(hejie, hejie.Post("service-centre", "喜洲镇", Role.Lead));
        var seen = Line(await above.OpenAsync("/rounds/below"), worker.Body.Name);
        seen.ShouldContain("每日排查，喜洲村，" + Day(first.AddDays(3)));
        seen.ShouldContain("每周排查，喜洲村，" + Day(first));
        seen.ShouldNotContain(worker.Post.Name);
        using var neighbour = await Officer.AtAsync(hejie, hejie.Post("service-centre", "周城村", Role.DutyOfficer));
        (await neighbour.OpenAsync("/rounds/below")).Text.ShouldNotContain("喜洲村");
        using var elsewhere = await Officer.AtAsync(hejie, hejie.Post("service-centre", "上关镇", Role.Lead));
        (await elsewhere.OpenAsync("/rounds/below")).Text.ShouldNotContain("喜洲村");
    }

    [Fact]
    public async Task What_is_found_becomes_a_matter_in_one_step_and_nobody_is_named()
    {
        await MorningAsync();
        var worker = Worker("庆洞村");
        using var grid = await Officer.AtAsync(hejie, worker);
        var link = (await grid.OpenAsync("/rounds")).Find(".rounds__go a")!.GetAttribute("href")!;
        var choice = await grid.OpenAsync(link);
        choice.All(".rounds button").ShouldContain("路边和村后的山坡");
        choice.Find("main textarea, main input[type=text]").ShouldBeNull();

        using var chosen = await grid.SendAsync(choice, "main form", ("item", "slope"));
        chosen.Headers.Location!.OriginalString.ShouldBe("/file/incident/narrative");
        using var told = await grid.SendAsync(await grid.OpenAsync("/file/incident/narrative"), "main form[method=post]:not([action])", ("narrative", "村后落石，堵了半边路。"));
        told.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var filed = await grid.SendAsync(await grid.OpenAsync("/file/incident/check"), "main form:not([action^='/assist'])", "/file/incident/check");
        filed.Headers.Location!.OriginalString.ShouldBe("/file/receipt");

        var round = (await RoundsAsync(worker.Body.Id)).Single(row => row.Plan == "group" && row.Start == Today);
        round.Outcome.ShouldBe(RoundOutcome.Found);
        round.Item.ShouldBe("slope");
        var matter = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Matters.AsNoTracking().SingleAsync(row => row.County == round.County && row.Id == round.Matter));
        (matter.Procedure, matter.Kind, matter.Place).ShouldBe(("incident", "slope", round.Place));
        (await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Parties.CountAsync(row => row.County == round.County && row.Matter == matter.Id))).ShouldBe(1);

        using var duty = await Officer.AtAsync(hejie, hejie.Post("service-centre", "庆洞村", Role.DutyOfficer));
        (await duty.OpenAsync("/rounds")).Find($"a[href='/matters/{round.County}/{matter.Id:N}']").ShouldNotBeNull();
        (await duty.OpenAsync("/desk")).Find("main a[href='/rounds']").ShouldNotBeNull();
        // The second answer, on the page and by a copy of it.
        using var again = await grid.SendAsync(choice, "main form", ("item", "road"));
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await Officer.ReadAsync(again)).Text.ShouldContain("已经答过");
    }

    [Fact]
    public async Task A_round_is_answered_once_in_its_time_and_by_its_own_body()
    {
        await MorningAsync();
        using var anyone = new ApiClient(hejie);
        using var worker = await anyone.SignInAsync(Worker("上关村"));
        var mine = (await worker.GetAsync("rounds")).Body.GetProperty("rounds").EnumerateArray().ToList().ShouldHaveSingleItem();
        var path = $"rounds/{mine.GetProperty("county")}/{mine.GetProperty("round").GetString()}";
        var weekly = path.Replace("group-" + Today.ToString("yyyyMMdd", null), "village-" + Monday.ToString("yyyyMMdd", null), StringComparison.Ordinal);

        (await worker.PostAsync(path, new { outcome = "maybe" })).Errors.ShouldBe(["outcome field.choice"]);
        (await worker.PostAsync(path, new { outcome = "found" })).Errors.ShouldBe(["item field.choice"]);
        (await worker.PostAsync(path, new { outcome = "found", item = "somebody" })).Errors.ShouldBe(["item field.choice"]);
        (await worker.PostAsync(path, new { outcome = "nothing", item = "slope" })).Errors.ShouldBe(["item field.choice"]);
        (await worker.PostTextAsync(path, """{"outcome": "nothing", "text": "李某家没人"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await worker.PostAsync(weekly, new { outcome = "nothing" })).Code.ShouldBe("round.none");
        (await worker.PostAsync("rounds/532901/nonsense", new { outcome = "nothing" })).Code.ShouldBe("round.none");
        foreach (var other in new[] { Worker("沙村"), hejie.Post("service-centre", "上关镇", Role.Lead), hejie.Post("mediation-committee", "上关村", Role.DutyOfficer) })
        {
            using var stranger = await anyone.SignInAsync(other);
            (await stranger.PostAsync(path, new { outcome = "nothing" })).Code.ShouldBe("round.none");
        }

        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(at => worker.PostAsync(path, at % 2 == 0 ? new { outcome = "nothing", item = (string?)null } : new { outcome = "found", item = (string?)"road" })));
        both.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        both.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Status == HttpStatusCode.Conflict && answer.Code == "round.done");

        await DaysAsync(1);
        using var later = await anyone.SignInAsync(Worker("上关村"));
        var next = (await later.GetAsync("rounds")).Body.GetProperty("rounds").EnumerateArray().Single(round => !round.GetProperty("done").GetBoolean());
        var open = $"rounds/{next.GetProperty("county")}/{next.GetProperty("round").GetString()}";
        hejie.Time.Advance(TimeSpan.FromHours(16));
        using var late = await anyone.SignInAsync(Worker("上关村"));
        (await late.PostAsync(open, new { outcome = "nothing" })).Code.ShouldBe("round.over");
        await KeepAsync();
        (await late.PostAsync(open, new { outcome = "nothing" })).Code.ShouldBe("round.over");
    }

    [Fact]
    public async Task A_village_with_cells_has_a_round_for_each()
    {
        var keeper = hejie.Post("service-centre", "桃源村", Role.DutyOfficer);
        foreach (var name in new[] { "第一网格", "第二网格" })
            (await hejie.InScopeAsync(services => services.GetRequiredService<AddCell>().RunAsync(keeper, keeper.Body.Place, new CellDraft(name, 40, name + "一组"), CancellationToken.None))).ShouldBeOfType<CellAdded.Done>();
        await MorningAsync();
        var groups = (await RoundsAsync(keeper.Body.Id)).Where(row => row.Plan == "group" && row.Start == Today).ToList();
        groups.Select(row => PlaceCode.Of(row.Place).Level).ShouldBe([PlaceLevel.Cell, PlaceLevel.Cell]);
    }

    [Fact]
    public async Task Nodes_that_open_a_day_at_once_open_it_once()
    {
        await MorningAsync();
        hejie.Time.Advance(TimeSpan.FromDays(1));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(KeepAsync)));
        var day = Today;
        var counties = hejie.Bodies.Counties.ToList();
        var opened = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Rounds.CountAsync(row => counties.Contains(row.County) && row.Plan == "group" && row.Start == day));
        opened.ShouldBeGreaterThanOrEqualTo(hejie.Bodies.Bodies.Count(body => body.Kind.Code == BodyKinds.ServiceCentre && body.Place.Level == PlaceLevel.Village));
    }

    [Fact]
    public async Task Nobody_is_shown_how_much_anybody_found()
    {
        await MorningAsync();
        var worker = Worker("文阁村");
        var round = (await RoundsAsync(worker.Body.Id)).Single(row => row.Plan == "group" && row.Start == Today);
        (await hejie.InScopeAsync(services => services.GetRequiredService<AnswerRound>().RunAsync(worker, round.County, RoundId.Of(round), AnswerRound.Found, "waste", CancellationToken.None)))
            .ShouldBeOfType<RoundAnswered.Done>();
        await DaysAsync(1);
        var quiet = Worker("沙村");
        using var above = await Officer.AtAsync(hejie, hejie.Post("service-centre", "大理市", Role.Lead));
        using var township = await Officer.AtAsync(hejie, hejie.At(hejie.Bodies.PostsOf(worker.Body.Superior!.Value).First(post => post.Role == Role.Lead)));
        var page = await township.OpenAsync("/rounds/below");
        page.All("thead th").ShouldBe(["单位", "做了", "漏了", "漏的是哪几次"]);
        page.Text.ShouldNotContain("垃圾");
        (await above.OpenAsync("/rounds/below")).Text.ShouldNotContain("文阁村");

        // No column and no field of an answer could carry it.
        typeof(BodyRounds).GetProperties().Select(property => property.Name).ShouldBe(["Body", "Made", "Missed", "Latest"]);
        typeof(RoundBody).GetProperties().Select(property => property.Name).ShouldBe(["County", "Round", "Plan", "Place", "Due", "Done"]);
        quiet.MakesRounds.ShouldBeTrue();
    }

    [Fact]
    public async Task No_police_and_no_procuratorate_hold_a_grid_post_or_a_round()
    {
        BodyKinds.All.Where(kind => kind.Posts.Contains(Role.GridWorker)).Select(kind => kind.Code).ShouldBe([BodyKinds.ServiceCentre]);
        foreach (var post in hejie.Bodies.Bodies.Where(body => body.Kind.Code is not BodyKinds.ServiceCentre).DistinctBy(body => (body.Kind.Code, body.Place.Level)).SelectMany(body => hejie.Bodies.PostsOf(body.Id)))
            hejie.At(post).MakesRounds.ShouldBeFalse();

        // Whoever were given such a post all the same has no round.
        await MorningAsync();
        var station = hejie.Post("police-station", "喜洲镇", Role.Lead);
        var forged = station with { Post = station.Post with { Role = Role.GridWorker } };
        forged.MakesRounds.ShouldBeFalse();
        using var officer = await Officer.AtAsync(hejie, station);
        (await officer.StatusAsync("/rounds")).ShouldBe(HttpStatusCode.NotFound);
        (await officer.StatusAsync("/rounds/below")).ShouldBe(HttpStatusCode.NotFound);
        var bodies = hejie.Bodies;
        var counties = bodies.Counties.ToList();
        var holders = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Rounds.Where(row => counties.Contains(row.County)).Select(row => row.Body).Distinct().ToListAsync());
        holders.ShouldAllBe(body => bodies.KindOf(body) == BodyKinds.ServiceCentre);
    }

    [Fact]
    public void The_table_of_rounds_has_no_place_for_words()
    {
        using var scope = hejie.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<HejieDb>().Model.FindEntityType(typeof(RoundRow))!.GetProperties()
            .Where(property => property.ClrType == typeof(string)).Select(property => property.Name).Order().ShouldBe(["Item", "Plan"]);
    }

    private DateOnly Today => LegalTime.DateOf(hejie.Time.GetUtcNow());

    private DateOnly Monday => Today.AddDays(-(((int)Today.DayOfWeek + 6) % 7));

    private Scope Worker(string village) => hejie.Post("service-centre", village, Role.GridWorker);

    /// <summary>Monday at nine, of the next week: stories of one installation follow each other.</summary>
    private async Task MorningAsync()
    {
        var day = Today.AddDays(1);
        while (day.DayOfWeek != DayOfWeek.Monday)
            day = day.AddDays(1);
        hejie.Time.SetUtcNow(LegalTime.StartOf(day).AddHours(9).ToUniversalTime());
        await KeepAsync();
    }

    private async Task DaysAsync(int days)
    {
        hejie.Time.Advance(TimeSpan.FromDays(days));
        await KeepAsync();
    }

    private Task<(int Opened, int Missed)> KeepAsync() => hejie.Services.GetRequiredService<KeepRounds>().RunAsync(CancellationToken.None);

    private Task<List<RoundRow>> RoundsAsync(int body)
    {
        var county = hejie.Bodies.Body(body)!.Place.County;
        return hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Rounds.AsNoTracking().Where(row => row.County == county && row.Body == body).ToListAsync());
    }

    private static string Line(Screen page, string body) => page.All("tbody tr").Single(row => row.StartsWith(body, StringComparison.Ordinal));

    private static string Day(DateOnly date) => FormattableString.Invariant($"{date.Month} 月 {date.Day} 日起");
}

public sealed class RoundStoriesOnSqlite(SqliteInstallation hejie) : RoundStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class RoundStoriesOnPostgres(PostgresInstallation hejie) : RoundStories(hejie), IClassFixture<PostgresInstallation>;
