using System.Net;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Forgetting;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Matters.Together;
using Hejie.Rules.Procedures;
using Hejie.Tests.Residents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Staff;

/// <summary>One landslide and many households; one account of two things: handled together or apart, each journal whole, everybody with their own answer.</summary>
public abstract class TogetherStories(Installation hejie)
{
    private Scope Centre => hejie.Post("service-centre", "喜洲村", Role.DutyOfficer);

    [Fact]
    public async Task Households_of_one_landslide_are_handled_together_and_each_has_an_answer_of_its_own()
    {
        var households = await FileManyAsync(4);
        using var officer = await Officer.AtAsync(hejie, Centre);
        var page = await officer.OpenAsync(Batch(households));
        using (var together = await officer.SendAsync(page, "form.door", ("lead", Name(households[0]))))
            together.Headers.Location!.ToString().ShouldStartWith(Officer.Path(households[0]));
        var lead = await officer.OpenAsync(Officer.Path(households[0]));
        lead.Find("#together")!.TextContent.ShouldContain("并在一起的 3 件");

        using var villager = await InAsync(households[1]);
        villager.Text.ShouldContain("答复单独给您");
        villager.Text.ShouldContain("起因相同的几件事放在一起办了");
        foreach (var other in households)
            villager.Page.Source.Text.ShouldNotContain(other.Matter.ToString("N"));

        var all = lead.Document.QuerySelector("#together a[href^='/desk/batch']")!.GetAttribute("href")!;
        (await officer.OpenAsync(all)).All("nav.moves a").ShouldContain(text => text.Contains("4 件", StringComparison.Ordinal));
        await AnswerAllAsync(officer, households, "已经勘查，下周起清运。", (households[1], "您家院墙由村里先支护。"));
        foreach (var household in households)
        {
            using var reader = await InAsync(household);
            reader.Text.ShouldContain("已经勘查，下周起清运。");
            reader.Text.Contains("院墙由村里先支护", StringComparison.Ordinal).ShouldBe(household == households[1]);
            await IsWholeAsync(household);
        }
    }

    [Fact]
    public async Task A_matter_is_taken_out_again_and_both_journals_say_so()
    {
        var matters = await FileManyAsync(3);
        (await ConsolidateAsync(Centre, matters)).ShouldBeOfType<Grouped.Done>();
        using var officer = await Officer.AtAsync(hejie, Centre);
        var page = await officer.OpenAsync(Officer.Path(matters[2]) + "/together");
        using (var apart = await officer.SendAsync(page, "main form"))
            apart.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await hejie.StateAsync(matters[0])).Gathered.ShouldBe([matters[1].Matter]);
        (await hejie.StateAsync(matters[2])).Lead.ShouldBeNull();
        using var villager = await InAsync(matters[2]);
        villager.Text.ShouldContain("这件事改为单独办");
        foreach (var matter in matters)
            await IsWholeAsync(matter);
    }

    [Fact]
    public async Task Nothing_is_put_together_that_does_not_belong_to_who_asks()
    {
        var matters = await FileManyAsync(3);
        var elsewhere = await hejie.FileAsync("service-request", "utilities", "周城村", otherSide: false);
        var other = await hejie.FileAsync();
        (await ConsolidateAsync(Centre, [matters[0], elsewhere])).ShouldBe(new Grouped.Refused("together.none"));
        (await ConsolidateAsync(Centre, [matters[0]])).ShouldBe(new Grouped.Refused("together.one"));
        (await ConsolidateAsync(Centre, [matters[0], other])).ShouldBe(new Grouped.Refused("together.not-yours"));
        (await ConsolidateAsync(hejie.Post("service-centre", "喜洲镇", Role.DutyOfficer), matters)).ShouldBe(new Grouped.Refused("together.not-yours"));
        (await ConsolidateAsync(Centre, [matters[0], matters[1]])).ShouldBeOfType<Grouped.Done>();
        (await ConsolidateAsync(Centre, [matters[2], matters[1]])).ShouldBe(new Grouped.Refused("together.already"));
        (await ConsolidateAsync(Centre, [matters[2], matters[0]])).ShouldBe(new Grouped.Refused("together.already"));
        (await hejie.MoveAsync(1, matters[2], "withdraw")).ShouldBeOfType<Written.Done>();
        hejie.Time.Advance(TimeSpan.FromDays(8));
        await hejie.Services.GetRequiredService<PassClocks>().RunAsync(CancellationToken.None);
        (await ConsolidateAsync(Centre, [matters[0], matters[2]])).ShouldBe(new Grouped.Refused("together.ended"));
        (await hejie.StateAsync(matters[0])).Gathered.ShouldBe([matters[1].Matter]);
    }

    [Fact]
    public async Task Two_who_put_the_same_matter_to_different_ones_at_once_are_decided_in_order()
    {
        var matters = await FileManyAsync(5);
        var came = await Task.WhenAll(Enumerable.Range(0, 4).Select(lead => Task.Run(() => ConsolidateAsync(Centre, [matters[lead], matters[4]]))));
        came.Count(grouped => grouped is Grouped.Done).ShouldBe(1);
        var lead = (await hejie.StateAsync(matters[4])).Lead.ShouldNotBeNull();
        foreach (var matter in matters)
        {
            (await hejie.StateAsync(matter)).Gathered.Length.ShouldBe(matter.Matter == lead ? 1 : 0);
            await IsWholeAsync(matter);
        }
    }

    [Fact]
    public async Task A_forgotten_matter_is_put_to_nothing_and_one_that_was_together_leaves_no_trace_of_persons()
    {
        var matters = await FileManyAsync(2);
        (await ConsolidateAsync(Centre, matters)).ShouldBeOfType<Grouped.Done>();
        (await hejie.MoveAsync(1, matters[1], "withdraw")).ShouldBeOfType<Written.Done>();
        hejie.Time.Advance(TimeSpan.FromDays(8));
        await hejie.Services.GetRequiredService<PassClocks>().RunAsync(CancellationToken.None);
        (await hejie.InScopeAsync(services => services.GetRequiredService<ForgetMatter>().RunAsync(
            new Forgetting(matters[1].County, matters[1].Matter, ForgetWhy.Asked, 1), CancellationToken.None))).ShouldBeOfType<Written.Done>();
        using var officer = await Officer.AtAsync(hejie, Centre);
        (await officer.OpenAsync(Officer.Path(matters[0]))).Text.ShouldContain("并在一起的");
    }

    [Fact]
    public async Task Of_two_things_told_at_once_one_becomes_a_matter_of_its_own_that_its_party_opens_from_the_first()
    {
        var receipt = await hejie.FileAsync("service-request", "utilities", narrative: "路灯坏了；另外水管也漏。", otherSide: false);
        using var officer = await Officer.AtAsync(hejie, Centre);
        (await officer.OpenAsync(Officer.Path(receipt) + "/sever")).Text.ShouldContain("请先打开看看");
        (await SeverAsync(receipt, "没有打开过就写的")).ShouldBeOfType<Written.Refused>().Code.ShouldBe("look.unopened");
        await officer.LookAsync(receipt, "handle");
        var form = await officer.OpenAsync(Officer.Path(receipt) + "/sever");
        using (var empty = await officer.SendAsync(form, "form.move", ("party", "1"), ("kind", "utilities")))
            empty.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (string, string)[] answers = [("party", "1"), ("kind", "utilities"), ("narrative", "水管漏水，在巷口。")];
        using (var severed = await officer.SendAsync(form, "form.move", answers))
            severed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using (var again = await officer.SendAsync(form, "form.move", answers))
            again.StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var part = (await hejie.StateAsync(receipt)).Severed.ShouldHaveSingleItem();
        var fresh = receipt with { Matter = part.Matter };
        (await hejie.StateAsync(fresh)).ShouldSatisfyAllConditions(
            state => state.SeveredFrom.ShouldBe(receipt.Matter), state => state.Owner.ShouldBe(Centre.Body.Id), state => state.Work.ShouldNotBeEmpty());
        await IsWholeAsync(receipt);
        await IsWholeAsync(fresh);
        (await officer.OpenAsync(Officer.Path(receipt))).Find("#together")!.TextContent.ShouldContain("分出去的");
        (await officer.StatusAsync(Officer.Path(fresh))).ShouldBe(HttpStatusCode.OK);

        using var villager = await InAsync(receipt);
        villager.Text.ShouldContain("另立一件");
        await villager.PressAsync("/matter?handler=Part", ("other", part.Matter.ToString("N")));
        villager.Text.ShouldContain("水管漏水，在巷口。");
        villager.Text.ShouldContain("从您先前说的一件里分出来的");
        await villager.PressAsync("/matter?handler=Part", ("other", receipt.Matter.ToString("N")));
        villager.Text.ShouldContain("路灯坏了");

        // To go to and fro keeps nobody in longer than the code did: two hours.
        var hops = 0;
        for (var to = part.Matter; hops < 9; to = to == part.Matter ? receipt.Matter : part.Matter)
        {
            hejie.Time.Advance(TimeSpan.FromMinutes(20));
            await villager.TamperAsync("/matter?handler=Part", ("other", to.ToString("N")));
            await villager.OpenAsync("/matter");
            if (villager.At != "/matter")
                break;
            hops++;
        }

        hops.ShouldBe(5);

        var stranger = await hejie.FileAsync("service-request", "utilities", otherSide: false, telephone: "19900004321");
        using var other = await InAsync(stranger, "4321");
        await other.TamperAsync("/matter?handler=Part", ("other", part.Matter.ToString("N")));
        other.Status.ShouldBe(HttpStatusCode.NotFound);
        await other.OpenAsync("/matter");
        other.Text.ShouldNotContain("水管漏水");
    }

    [Fact]
    public async Task A_part_of_what_was_sent_up_stays_with_the_body_that_severs_it()
    {
        var receipt = await hejie.FileAsync("service-request", "utilities", narrative: "路灯坏了；另外水管也漏。", otherSide: false);
        (await hejie.MoveAsync(Centre, receipt, "send-up", ("reason", "村里办不了。"))).ShouldBeOfType<Written.Done>();
        var above = hejie.Post("service-centre", "喜洲镇", Role.DutyOfficer);
        using var officer = await Officer.AtAsync(hejie, above);
        await officer.LookAsync(receipt, "handle");
        using (var severed = await officer.SendAsync(await officer.OpenAsync(Officer.Path(receipt) + "/sever"), "form.move", ("party", "1"), ("kind", "utilities"), ("narrative", "水管漏水。")))
            severed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var part = (await hejie.StateAsync(receipt)).Severed.ShouldHaveSingleItem();
        (await hejie.StateAsync(receipt with { Matter = part.Matter })).Owner.ShouldBe(above.Body.Id);
        (await officer.OpenAsync(Officer.Path(receipt))).Find($"#together a[href='{Officer.Path(receipt with { Matter = part.Matter })}']").ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_weighed_for_each_alone_is_not_offered_for_many()
    {
        var matters = await FileManyAsync(3);
        using var officer = await Officer.AtAsync(hejie, Centre);
        var offered = (await officer.OpenAsync(Batch(matters))).All("nav.moves a");
        offered.ShouldNotBeEmpty();
        foreach (var procedure in hejie.Services.GetRequiredService<Hejie.Operations.CatalogueHolder>().Current.Procedures.InForce)
        {
            foreach (var move in procedure.Moves.Values.Where(move => MakeMoves.IsForMany(procedure, move)))
            {
                (move.To is not { } to || !procedure.States.TryGetValue(to, out var state) || state.Ending == Ending.None).ShouldBeTrue($"{procedure.Id} {move.Name} ends it");
                (move.OwnerField is null && !move.OwnerSuperior && move.Refers == Refers.Nothing).ShouldBeTrue($"{procedure.Id} {move.Name} sends it on");
            }
        }

        (await officer.GetAsync("/desk/batch/service-request/refuse?m=" + string.Join('~', matters.Select(Name)))).Headers.Location!.ToString().ShouldBe("/desk");
    }

    [Fact]
    public async Task Of_many_one_that_was_moved_meanwhile_is_told_and_the_others_are_moved()
    {
        var matters = await FileManyAsync(3);
        using var officer = await Officer.AtAsync(hejie, Centre);
        var page = await officer.OpenAsync("/desk/batch/service-request/accept?m=" + string.Join('~', matters.Select(Name)));
        (await hejie.MoveAsync(Centre, matters[1], "accept", Summary("别人先受理的"))).ShouldBeOfType<Written.Done>();
        (string, string)[] answers = [.. matters.Select((matter, index) => ("summary@" + Name(matter), $"第{index}件，管道检修"))];
        using var made = await officer.SendAsync(page, "form.move", answers);
        var told = await Officer.ReadAsync(made);
        told.Text.ShouldContain("3 件里办成了 2 件");
        foreach (var matter in matters)
            (await hejie.StateAsync(matter)).Name.ShouldNotBe("received");
    }

    private Task<Written> SeverAsync(Receipt receipt, string narrative) => hejie.InScopeAsync(services => services.GetRequiredService<SeverPart>().RunAsync(
        Centre, receipt.County, receipt.Matter,
        new Severance
        {
            Party = 1,
            Kind = "utilities",
            Answers = new Dictionary<string, string> { ["narrative"] = narrative },
            Check = VersionCheck.None,
            Request = RequestKey.For("test", Guid.NewGuid().ToString(), narrative),
        }, CancellationToken.None));

    private static (string, string) Summary(string text) => ("summary", text);

    private static async Task AnswerAllAsync(Officer officer, Receipt[] matters, string text, (Receipt Matter, string Text) more)
    {
        var names = string.Join('~', matters.Select(Name));
        var accept = await officer.OpenAsync("/desk/batch/service-request/accept?m=" + names);
        using (var accepted = await officer.SendAsync(accept, "form.move", [.. matters.Select((matter, index) => ("summary@" + Name(matter), $"滑坡堆土第{index + 1}处"))]))
            (await Officer.ReadAsync(accepted)).Text.ShouldContain($"{matters.Length} 件里办成了 {matters.Length} 件");
        var move = (await officer.OpenAsync("/desk/batch?m=" + names)).Document.QuerySelectorAll("nav.moves a")
            .Select(link => link.GetAttribute("href")!).First(href => href.Contains("/report?", StringComparison.Ordinal));
        var form = await officer.OpenAsync(move);
        using (var missing = await officer.SendAsync(form, "form.move", ("result", "done")))
            missing.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var answered = await officer.SendAsync(form, "form.move", ("result", "done"), ("text", text), ("text@" + Name(more.Matter), more.Text));
        (await Officer.ReadAsync(answered)).Text.ShouldContain($"{matters.Length} 件里办成了 {matters.Length} 件");
    }

    private async Task<Receipt[]> FileManyAsync(int count)
    {
        var filed = new Receipt[count];
        for (var index = 0; index < count; index++)
            filed[index] = await hejie.FileAsync("service-request", "utilities", narrative: $"滑坡堵了第{index}家门口。", otherSide: false);
        return filed;
    }

    private Task<Grouped> ConsolidateAsync(Scope scope, Receipt[] matters) => hejie.InScopeAsync(services =>
        services.GetRequiredService<Consolidate>().RunAsync(scope, matters[0].County, matters[0].Matter, [.. matters.Skip(1).Select(matter => matter.Matter)], CancellationToken.None));

    private async Task<Resident> InAsync(Receipt receipt, string digits = "1234")
    {
        var villager = new Resident(hejie);
        await villager.OpenAsync("/t/" + receipt.Code);
        await villager.SendAsync(("do", "digits"), ("digits", digits));
        villager.At.ShouldBe("/matter");
        return villager;
    }

    /// <summary>What is stored equals what the journal tells, and its work and clocks are those of the tables.</summary>
    private async Task IsWholeAsync(Receipt receipt)
    {
        var state = await hejie.StateAsync(receipt);
        StateCodec.Encode(await hejie.RebuiltAsync(receipt)).ShouldBe(StateCodec.Encode(state));
        (await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Work.CountAsync(work => work.County == receipt.County && work.Matter == receipt.Matter)))
            .ShouldBe(state.Work.Length);
    }

    private static string Name(Receipt receipt) => ChosenMatters.Name(receipt.County, receipt.Matter);

    private static string Batch(IEnumerable<Receipt> matters) => "/desk/batch?m=" + string.Join('~', matters.Select(Name));
}

public sealed class TogetherStoriesOnSqlite(SqliteInstallation hejie) : TogetherStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class TogetherStoriesOnPostgres(PostgresInstallation hejie) : TogetherStories(hejie), IClassFixture<PostgresInstallation>;
