using System.Net;
using System.Text;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Forgetting;
using Hejie.Matters.Intake;
using Hejie.Matters.Tracking;
using Hejie.Notices;
using Hejie.Rules.Procedures;
using Hejie.Tests.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Residents;

/// <summary>Staff write down what somebody else files, and never hold what opens it.</summary>
public abstract class CounterStories(Installation hejie)
{
    private Scope Counter => hejie.Post("service-centre", "大理市", Role.DutyOfficer);

    [Fact]
    public async Task The_code_goes_to_the_telephone_and_no_page_of_the_clerk_ever_holds_it()
    {
        using var clerk = await Clerk.BeginAsync(hejie, Counter);
        await Clerk.FillAsync(hejie, clerk, "19900017777");
        await clerk.SendAsync(("do", "send"));
        clerk.Text.ShouldContain("请他念给您");
        hejie.Outbox.Sent.Last(message => message.Telephone == "19900017777").Text.ShouldContain("是您本人在办，就念给他听");
        await clerk.SendAsync(("do", "confirm"), ("code", "abcdef"));
        clerk.Errors.ShouldContain("验证码不对");
        await clerk.SendAsync(("do", "confirm"), ("code", OneTime("19900017777")));
        clerk.At.ShouldBe("/file/people-mediation/files");
        await clerk.SendAsync(("do", "next"));
        clerk.Text.ShouldContain("请一条一条念给他听");
        await clerk.SendAsync();
        clerk.At.ShouldBe("/file/taken-down");
        clerk.Text.ShouldContain("查询码已发到尾号 7777 的手机");
        clerk.Text.ShouldContain("喜洲镇喜洲村人民调解委员会");
        clerk.Page.QuerySelectorAll(".promise").Length.ShouldBe(1);
        clerk.Page.QuerySelectorAll("main svg, main a[href^='/t/']").ShouldBeEmpty();

        var told = await DeliveredAsync("19900017777");
        foreach (var telling in new[] { "调解", "邻", "示例", "喜洲", "屋檐" })
            told.ShouldNotContain(telling);
        var shown = told.Split("查询码 ")[1].Split('，')[0];
        foreach (var path in new[] { "/file/taken-down", "/file/receipt", "/file/receipt/proof", "/file/people-mediation/check", "/matter", "/assist", "/me" })
            await clerk.OpenAsync(path);
        foreach (var seen in clerk.Seen)
        {
            seen.ShouldNotContain(shown);
            seen.ShouldNotContain(TrackingCodes.Read(shown)!);
        }

        using var villager = new Resident(hejie);
        await villager.OpenAsync("/t/" + shown);
        await villager.SendAsync(("do", "digits"), ("digits", "7777"));
        villager.At.ShouldBe("/matter");
        villager.Text.ShouldContain($"由 {Counter.Body.Name} {Counter.Post.Name} 代填（柜台）");
        villager.Text.ShouldContain("屋檐水滴到我家院墙");
    }

    [Fact]
    public async Task What_is_printed_at_the_counter_tells_nothing_of_the_matter_and_what_to_do_without_a_message()
    {
        using var clerk = await FiledAsync("19900017778");
        foreach (var screen in clerk.Page.QuerySelectorAll("main .no-print"))
            screen.Remove();
        var slip = clerk.Page.QuerySelector("main")!.TextContent + clerk.At;
        slip.ShouldContain("尾号 7778");
        slip.ShouldContain(Counter.Body.Telephone);
        foreach (var telling in new[] { "调解", "邻", "赵示例", "杨示例", "喜洲", "委员会", "屋檐" })
            slip.ShouldNotContain(telling);
    }

    [Fact]
    public async Task A_telephone_is_hashed_only_once_its_owner_came_in_and_then_finds_a_lost_code()
    {
        using var clerk = await FiledAsync("19900017779");
        var shown = (await DeliveredAsync("19900017779")).Split("查询码 ")[1].Split('，')[0];
        (await PartyAsync(shown)).Telephone.ShouldBeNull();

        using var villager = new Resident(hejie);
        await villager.OpenAsync("/t/" + shown);
        await villager.SendAsync(("do", "digits"), ("digits", "0000"));
        (await PartyAsync(shown)).Telephone.ShouldBeNull();
        await villager.SendAsync(("do", "digits"), ("digits", "7779"));
        (await PartyAsync(shown)).Telephone.ShouldNotBeNull();

        using var later = new Resident(hejie);
        await later.OpenAsync("/track/lost");
        await later.SendAsync(("do", "send"), ("county", "532901"), ("telephone", "19900017779"));
        await later.SendAsync(("do", "confirm"), ("code", OneTime("19900017779")));
        later.Code.Length.ShouldBe(20);
    }

    [Fact]
    public async Task Who_no_longer_wants_to_be_found_by_the_telephone_is_not_remembered_again()
    {
        using var clerk = await FiledAsync("19900017780");
        var shown = (await DeliveredAsync("19900017780")).Split("查询码 ")[1].Split('，')[0];
        using var client = new ApiClient(hejie);
        using (var party = await client.TrackAsync(shown, "7780"))
            (await party.PostAsync("tracking/data/consents/recovery/withdrawal", new { })).Status.ShouldBe(HttpStatusCode.OK);
        (await PartyAsync(shown)).Telephone.ShouldBeNull();
        using var again = await client.TrackAsync(shown, "7780");
        (await PartyAsync(shown)).Telephone.ShouldBeNull();
    }

    [Fact]
    public async Task Without_a_confirmed_telephone_nobody_has_a_code_and_none_is_sent_later()
    {
        using var clerk = await Clerk.BeginAsync(hejie, Counter, "visit");
        await Clerk.FillAsync(hejie, clerk, "19900017781");
        await clerk.SendAsync(("do", "skip"));
        await FileAsync(clerk);
        clerk.Text.ShouldContain("这件事没有查询码");
        var filed = await WithoutCodeAsync();
        var taken = EntryCodec.Header((await EntriesAsync(filed))[0]).Effects.OfType<Effect.TakenDown>().ShouldHaveSingleItem();
        taken.ShouldBe(new Effect.TakenDown(Counter.Post.Id, Presence.Visit, CodeSent: false));

        var receipt = new Receipt(filed.County, filed.Matter, "", 0, 0);
        var duty = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        (await hejie.MoveAsync(duty, receipt, "accept", ("summary", "屋檐滴水与院墙"))).ShouldBeOfType<Written.Done>();
        await hejie.Services.GetRequiredService<Deliver>().RunAsync(TestContext.Current.CancellationToken);
        hejie.Outbox.Sent.ShouldNotContain(message => message.Telephone == "19900017781");
        (await hejie.RebuiltAsync(receipt)).Version.ShouldBe((await hejie.StateAsync(receipt)).Version);
    }

    [Fact]
    public async Task Sent_again_it_is_the_same_matter_and_still_no_code()
    {
        var filing = Installation.Filing("people-mediation", "neighbour", hejie.Place("喜洲村").Code.ToString(), null, "屋檐水滴到我家。", "19900017782", otherSide: true)
            with
        { TakenDown = new TakenDownBy(Counter, Presence.Telephone), TelephoneConfirmed = true };
        var key = Guid.NewGuid().ToString();
        var first = (await RunAsync(filing, key)).ShouldBeOfType<Filed.Done>();
        var second = (await RunAsync(filing, key)).ShouldBeOfType<Filed.Done>();
        second.ShouldBe(first with { Replayed = true });
        second.Receipt.Code.ShouldBeEmpty();
        await hejie.Services.GetRequiredService<Deliver>().RunAsync(TestContext.Current.CancellationToken);
        hejie.Outbox.Sent.Count(message => message.Telephone == "19900017782").ShouldBe(1);
    }

    [Fact]
    public async Task Forgetting_takes_the_message_that_waited_with_it()
    {
        var filing = Installation.Filing("service-request", "utilities", hejie.Place("喜洲村").Code.ToString(), null, "路灯坏了。", "19900017783", otherSide: false);
        var receipt = (await RunAsync(filing with { TakenDown = new TakenDownBy(Counter, Presence.Counter), TelephoneConfirmed = true })).ShouldBeOfType<Filed.Done>().Receipt;
        // The gateway is away for a month.
        await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Deliveries.Where(row => row.County == receipt.County && row.Matter == receipt.Matter)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Next, row => row.Next + (long)TimeSpan.FromDays(30).TotalMicroseconds)));
        var waiting = await DeliveriesAsync(receipt);
        Encoding.UTF8.GetString(waiting.ShouldHaveSingleItem().Sealed!).ShouldNotContain("查询码");
        (await hejie.MoveAsync(1, receipt, "withdraw")).ShouldBeOfType<Written.Done>();
        hejie.Time.Advance(TimeSpan.FromDays(8));
        await hejie.Services.GetRequiredService<Matters.Handling.PassClocks>().RunAsync(CancellationToken.None);
        (await hejie.InScopeAsync(services => services.GetRequiredService<ForgetMatter>().RunAsync(
            new Forgetting(receipt.County, receipt.Matter, ForgetWhy.Asked, 1), CancellationToken.None))).ShouldBeOfType<Written.Done>();
        (await DeliveriesAsync(receipt)).ShouldBeEmpty();
        hejie.Outbox.Sent.ShouldNotContain(message => message.Telephone == "19900017783");
    }

    private static async Task FileAsync(Resident clerk)
    {
        await clerk.SendAsync(("do", "next"));
        await clerk.SendAsync();
        clerk.At.ShouldBe("/file/taken-down");
    }

    /// <summary>A matter that was filed with a confirmed telephone; the clerk's last page is open.</summary>
    private async Task<Resident> FiledAsync(string telephone)
    {
        var clerk = await Clerk.BeginAsync(hejie, Counter);
        await Clerk.FillAsync(hejie, clerk, telephone);
        await clerk.SendAsync(("do", "send"));
        await clerk.SendAsync(("do", "confirm"), ("code", OneTime(telephone)));
        await FileAsync(clerk);
        return clerk;
    }

    private string OneTime(string telephone) =>
        hejie.Outbox.Sent.Last(message => message.Telephone == telephone && message.Text.Contains("验证码", StringComparison.Ordinal)).Text.Split("验证码")[1].Trim('是', ' ')[..6];

    private async Task<string> DeliveredAsync(string telephone)
    {
        await hejie.Services.GetRequiredService<Deliver>().RunAsync(TestContext.Current.CancellationToken);
        return hejie.Outbox.Sent.Last(message => message.Telephone == telephone).Text;
    }

    private Task<Filed> RunAsync(Filing filing, string? key = null) => hejie.InScopeAsync(services =>
        services.GetRequiredService<FileMatter>().RunAsync(filing, "test", key ?? Guid.NewGuid().ToString(), CancellationToken.None));

    private Task<PartyRow> PartyAsync(string code) => hejie.InScopeAsync(async services =>
        (await services.GetRequiredService<OpenByCode>().FindAsync(code, CancellationToken.None))!);

    private Task<PartyRow> WithoutCodeAsync() => hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Parties.AsNoTracking()
        .SingleAsync(party => party.County == 532901 && party.Ordinal == 1 && party.Code == null));

    private Task<IReadOnlyList<byte[]>> EntriesAsync(PartyRow party) => hejie.InScopeAsync(services =>
        services.GetRequiredService<MatterJournal>().EntriesAsync(party.County, party.Matter, CancellationToken.None));

    private Task<List<DeliveryRow>> DeliveriesAsync(Receipt receipt) => hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Deliveries.AsNoTracking()
        .Where(row => row.County == receipt.County && row.Matter == receipt.Matter).ToListAsync());
}

public sealed class CounterStoriesOnSqlite(SqliteInstallation hejie) : CounterStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class CounterStoriesOnPostgres(PostgresInstallation hejie) : CounterStories(hejie), IClassFixture<PostgresInstallation>;
