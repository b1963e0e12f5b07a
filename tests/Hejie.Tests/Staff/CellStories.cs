using System.Net;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Matters.Intake;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Tests.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Staff;

/// <summary>A village divides itself into grid cells.</summary>
public abstract class CellStories(Installation hejie)
{
    [Fact]
    public async Task The_duty_officer_adds_a_cell_on_the_page_and_anyone_finds_it()
    {
        using var officer = await Officer.AtAsync(hejie, Keeper("喜洲村"));
        (await officer.OpenAsync("/me")).Find("main a[href='/village/cells']").ShouldNotBeNull();
        var page = await officer.OpenAsync("/village/cells");
        page.Text.ShouldContain("还没有网格");

        using var added = await officer.SendAsync(page, "main form.door", ("name", " 四方街 网格\u200b "), ("households", "62"), ("groups", "四方街、城北"));
        var code = hejie.Place("喜洲村").Code.ToString() + "001";
        added.Headers.Location!.OriginalString.ShouldBe("/village/cells?added=" + code);
        var after = await officer.OpenAsync("/village/cells?added=" + code);
        after.Find("[role=status]")!.TextContent.ShouldContain("四方街网格");
        after.All(".posts li b").ShouldBe(["四方街网格"]);

        hejie.Place("四方街网格").FullName.ShouldBe("大理市喜洲镇喜洲村四方街网格");
        using var anyone = hejie.Client();
        (await anyone.GetStringAsync(new Uri("/counters?q=四方街", UriKind.Relative), TestContext.Current.CancellationToken)).ShouldContain(code);

        foreach (var (name, words) in new[] { ("四方街网格", code), (" ", "这一项要填"), (new string('格', 41), "最多 40 个字"), ("染衣巷3号", "不写哪一户") })
        {
            using var again = await officer.SendAsync(page, "main form.door", ("name", name), ("households", "40"), ("groups", "市坪街"));
            again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await Officer.ReadAsync(again)).Text.ShouldContain(words);
        }
    }

    [Fact]
    public async Task A_matter_of_a_cell_comes_to_the_village_s_desk()
    {
        var cell = (await AddAsync(Keeper("庆洞村"), "庆洞一组")).ShouldBeOfType<CellAdded.Done>().Cell;

        var filed = await hejie.InScopeAsync(services => services.GetRequiredService<FileMatter>().RunAsync(
            Installation.Filing("people-mediation", "neighbour", cell.Code.ToString(), null, "水沟堵了。", "19900001234", true),
            "test", Guid.NewGuid().ToString(), CancellationToken.None));

        var receipt = filed.ShouldBeOfType<Filed.Done>().Receipt;
        var committee = hejie.Post("mediation-committee", "庆洞村", Role.DutyOfficer);
        var state = await hejie.StateAsync(receipt);
        state.Place.ShouldBe(cell.Code.Value);
        state.Owner.ShouldBe(committee.Body.Id);
        using var duty = await Officer.AtAsync(hejie, committee);
        (await duty.OpenAsync(Officer.Path(receipt))).Text.ShouldContain("庆洞一组");
        (await duty.OpenAsync("/desk")).Find($"tr[data-href='{Officer.Path(receipt)}']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Nobody_else_adds_cells_to_a_village()
    {
        var village = hejie.Place("周城村").Code;
        foreach (var scope in new[]
        {
            Keeper("喜洲村"), hejie.Post("service-centre", "周城村", Role.GridWorker), hejie.Post("mediation-committee", "周城村", Role.Lead),
            hejie.Post("service-centre", "喜洲镇", Role.Lead),
        })
        {
            (await hejie.InScopeAsync(services => services.GetRequiredService<AddCell>().RunAsync(scope, village, new CellDraft("外来的网格", 40, "外来"), CancellationToken.None)))
                .ShouldBeOfType<CellAdded.NotYours>();
        }

        using var township = await Officer.AtAsync(hejie, hejie.Post("service-centre", "喜洲镇", Role.Lead));
        (await township.StatusAsync("/village/cells")).ShouldBe(HttpStatusCode.NotFound);
        (await township.OpenAsync("/me")).Find("a[href='/village/cells']").ShouldBeNull();
        hejie.Bodies.Within(village).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cells_added_at_once_have_numbers_of_their_own_and_one_name_makes_one_cell()
    {
        var scope = Keeper("上关村");
        var many = await Task.WhenAll(Enumerable.Range(0, 8).Select(at => Task.Run(() => AddAsync(scope, $"第{at % 4}网格"))));

        many.OfType<CellAdded.Done>().Count().ShouldBe(4);
        many.OfType<CellAdded.There>().Count().ShouldBe(4);
        hejie.Bodies.Within(scope.Body.Place).Select(cell => cell.Code.Value - scope.Body.Place.Value).ShouldBe([1, 2, 3, 4]);
        hejie.Bodies.Within(scope.Body.Place).Select(cell => cell.Name).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public async Task The_number_of_a_cell_that_ended_is_not_given_again_and_after_999_there_are_none()
    {
        var scope = Keeper("桃源村");
        var first = (await AddAsync(scope, "旧网格")).ShouldBeOfType<CellAdded.Done>().Cell.Code.Value;
        await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Places.Where(place => place.Code == first)
            .ExecuteUpdateAsync(set => set.SetProperty(place => place.Until, new DateOnly(2026, 2, 1))));
        (await AddAsync(scope, "旧网格")).ShouldBeOfType<CellAdded.Done>().Cell.Code.Value.ShouldBe(first + 1);

        await hejie.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<HejieDb>();
            db.Places.Add(new PlaceRow { Code = first + 998, Name = "最后的网格", Level = PlaceLevel.Cell });
            return await db.SaveChangesAsync();
        });
        (await AddAsync(scope, "再一个")).ShouldBeOfType<CellAdded.Full>();
    }

    [Fact]
    public async Task Another_node_learns_of_a_cell_within_a_minute()
    {
        var code = hejie.Place("文阁村").Code.Value + 900;
        await hejie.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<HejieDb>();
            db.Places.Add(new PlaceRow { Code = code, Name = "别处加的网格", Level = PlaceLevel.Cell });
            return await db.SaveChangesAsync();
        });

        for (var tries = 0; tries < 200 && hejie.Bodies.Place(PlaceCode.Of(code)) is null; tries++)
        {
            hejie.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        hejie.Place("别处加的网格").Code.Value.ShouldBe(code);
    }

    [Fact]
    public async Task A_program_adds_a_cell_and_repeats_itself_without_harm()
    {
        using var anyone = new ApiClient(hejie);
        using var keeper = await anyone.SignInAsync(Keeper("沙村"));
        var cells = $"places/{hejie.Place("沙村").Code}/cells";

        var made = await keeper.PostAsync(cells, new { name = "渔网格", households = 45, groups = "一组" });
        var again = await keeper.PostAsync(cells, new { name = "渔网格", households = 45, groups = "一组" });

        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToString());
        made.Text("level").ShouldBe("cell");
        again.Status.ShouldBe(HttpStatusCode.OK);
        again.Body.ToString().ShouldBe(made.Body.ToString());
        (await anyone.GetAsync("places?within=" + hejie.Place("沙村").Code)).Body.GetProperty("places").EnumerateArray()
            .Select(place => place.GetProperty("code").GetString()).ShouldBe([made.Text("code")]);
        (await keeper.PostAsync(cells, new { name = "  ", households = 45, groups = "二组" })).Errors.ShouldBe(["name field.required"]);
        (await keeper.PostAsync($"places/{hejie.Place("周城村").Code}/cells", new { name = "别村", households = 45, groups = "一组" })).Code.ShouldBe("village.none");
        (await keeper.PostAsync("places/none/cells", new { name = "无处", households = 45, groups = "一组" })).Code.ShouldBe("village.none");
        (await anyone.PostAsync(cells, new { name = "谁", households = 45, groups = "一组" })).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_cell_holds_thirty_households_and_what_is_no_other_cell_s()
    {
        using var anyone = new ApiClient(hejie);
        using var keeper = await anyone.SignInAsync(Keeper("仁里邑村"));
        var village = hejie.Place("仁里邑村").Code;
        var cells = $"places/{village}/cells";
        Task<Answer> Add(string name, int? households, string? groups, string? from = null) => keeper.PostAsync(cells, new { name, households, groups, from });

        (await Add("小网格", 29, "一组")).Errors.ShouldBe(["households cell.small"]);
        (await Add("负网格", -1, "一组")).Errors.ShouldBe(["households cell.small"]);
        (await Add("空网格", 40, " 、 ")).Errors.ShouldBe(["groups field.required"]);
        (await Add("某网格", 40, "杨家3号、杨家4号")).Errors.ShouldBe(["groups cell.house"]);
        (await Add("某网格", 40, "困难户")).Errors.ShouldBe(["groups cell.house"]);

        var first = await Add("第一网格", 60, "一组、二组");
        first.Status.ShouldBe(HttpStatusCode.Created, first.Body.ToString());
        (await Add("第二网格", 40, "三组，二组")).Errors.ShouldBe(["groups cell.intersects"]);
        (await Add("第二网格", 30, "三组")).Status.ShouldBe(HttpStatusCode.Created);
        hejie.Bodies.Place(PlaceCode.Parse(first.Text("code")!))!.ShouldSatisfyAllConditions(cell => cell.Households.ShouldBe(60), cell => cell.Groups.ShouldBe("一组,二组"));

        // Split: both keep thirty, and only what is its own can be taken out.
        (await Add("半网格", 31, "二组", first.Text("code"))).Errors.ShouldBe(["households cell.split"]);
        (await Add("半网格", 30, "三组", first.Text("code"))).Errors.ShouldBe(["groups cell.not-part"]);
        (await Add("半网格", 30, "一组、二组", first.Text("code"))).Errors.ShouldBe(["groups cell.not-part"]);
        (await Add("半网格", 30, "二组", village + "999")).Errors.ShouldBe(["from field.place"]);
        (await Add("半网格", 30, "二组", first.Text("code"))).Status.ShouldBe(HttpStatusCode.Created);
        hejie.Bodies.Place(PlaceCode.Parse(first.Text("code")!))!.ShouldSatisfyAllConditions(cell => cell.Households.ShouldBe(30), cell => cell.Groups.ShouldBe("一组"));
        (await Add("再半网格", 30, "一组", first.Text("code"))).Errors.ShouldNotBeEmpty();

        // All together no more than the village, once it was counted.
        (await keeper.PostAsync($"places/{village}/households", new { households = 89 })).Errors.ShouldBe(["households cell.sum"]);
        (await keeper.PostAsync($"places/{village}/households", new { households = 120 })).Status.ShouldBe(HttpStatusCode.OK);
        (await Add("第四网格", 31, "四组")).Errors.ShouldBe(["households cell.sum"]);
        (await Add("第四网格", 30, "四组")).Status.ShouldBe(HttpStatusCode.Created);
        (await keeper.PostAsync($"places/{first.Text("code")}/households", new { households = 29 })).Errors.ShouldBe(["households cell.small"]);
        (await keeper.PostAsync($"places/{first.Text("code")}/households", new { households = 31 })).Errors.ShouldBe(["households cell.sum"]);
        (await keeper.PostAsync($"places/{hejie.Place("周城村").Code}/households", new { households = 300 })).Code.ShouldBe("village.none");
    }

    [Fact]
    public async Task Of_cells_added_at_once_none_shares_a_group()
    {
        var scope = Keeper("文阁村");
        var many = await Task.WhenAll(Enumerable.Range(0, 6).Select(at => Task.Run(() => hejie.InScopeAsync(services =>
            services.GetRequiredService<AddCell>().RunAsync(scope, scope.Body.Place, new CellDraft($"第{at}网格", 30, $"共同组、第{at}组"), CancellationToken.None)))));
        many.OfType<CellAdded.Done>().ShouldHaveSingleItem();
        many.OfType<CellAdded.Invalid>().ShouldAllBe(refused => refused.Errors.Single().Code == "cell.intersects");
    }

    private Scope Keeper(string village) => hejie.Post("service-centre", village, Role.DutyOfficer);

    private Task<CellAdded> AddAsync(Scope scope, string name) => hejie.InScopeAsync(services =>
        services.GetRequiredService<AddCell>().RunAsync(scope, scope.Body.Place, new CellDraft(name, 30, name + "一组"), CancellationToken.None));
}

public sealed class CellStoriesOnSqlite(SqliteInstallation hejie) : CellStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class CellStoriesOnPostgres(PostgresInstallation hejie) : CellStories(hejie), IClassFixture<PostgresInstallation>;
