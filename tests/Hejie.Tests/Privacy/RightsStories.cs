using System.Net;
using System.Text.Json;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Intake;
using Hejie.Matters.Rights;
using Hejie.Notices;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Hejie.Tests.Api;
using Hejie.Tests.Residents;
using Hejie.Tests.Staff;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Privacy;

/// <summary>The rights of the person whose data it is, on their own matter's page and through the API.</summary>
public abstract class RightsStories(Installation hejie)
{
    [Fact]
    public async Task The_page_says_who_opened_it_when_and_why_and_how_it_was_decided()
    {
        var receipt = await hejie.FileAsync();
        using var mediator = await Officer.AtAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer));
        await mediator.LookAsync(receipt, "contact");
        using var villager = await InAsync(receipt);
        await villager.OpenAsync("/matter");
        villager.Page.QuerySelector("a[href='/matter/data']").ShouldNotBeNull();
        await villager.OpenAsync("/matter/data");

        villager.Status.ShouldBe(HttpStatusCode.OK);
        villager.Headers.CacheControl!.NoStore.ShouldBeTrue();
        villager.Text.ShouldContain("喜洲镇喜洲村人民调解委员会 · 值班");
        villager.Text.ShouldContain("为联系您");
        villager.Text.ShouldContain("199****1234");
        villager.Text.ShouldNotContain("19900001234");
        villager.Text.ShouldContain("当地第一个有的是喜洲镇喜洲村人民调解委员会");
        villager.Text.ShouldContain("没有给人打分");
        villager.Text.ShouldContain("人民调解工作规范");
        villager.Page.QuerySelectorAll("h1").Length.ShouldBe(1);
        villager.Page.QuerySelectorAll("style, [style], script:not([src])").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_copy_is_a_file_to_read_and_one_for_programs_and_its_name_tells_nothing()
    {
        var receipt = await hejie.FileAsync(narrative: "墙脚渗水，第三块砖。");
        using var villager = await InAsync(receipt);
        using var document = await villager.RawAsync(new HttpRequestMessage(HttpMethod.Get, "/matter/data/copy.html"));
        document.Content.Headers.ContentDisposition!.FileName.ShouldBe("copy.html");
        document.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var text = await document.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        foreach (var kept in new[] { "杨示例", "19900001234", "墙脚渗水，第三块砖。", "赵示例" })
            WebUtility.HtmlDecode(text).ShouldContain(kept);
        using var json = await villager.RawAsync(new HttpRequestMessage(HttpMethod.Get, "/matter/data/copy.json"));
        json.Content.Headers.ContentDisposition!.FileName.ShouldBe("copy.json");
        var copy = JsonDocument.Parse(await json.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        copy.GetProperty("name").GetString().ShouldBe("杨示例");
        copy.GetProperty("you").GetString().ShouldBe("filer");
        copy.GetProperty("steps")[0].GetProperty("details").ToString().ShouldContain("第三块砖");
    }

    [Fact]
    public async Task A_correction_counts_from_now_on_and_the_old_stays_in_the_journal()
    {
        var receipt = await hejie.FileAsync();
        using var villager = await InAsync(receipt);
        await villager.OpenAsync("/matter/data/correct");
        await villager.SendAsync(("filer.name", "杨正名"), ("filer.telephone", "12"), ("filer.address", ""));
        villager.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        villager.Errors.ShouldNotBeEmpty();
        await villager.SendAsync(("filer.name", "杨正名"), ("filer.telephone", "139 0000 8765"), ("filer.address", "喜洲村"));
        villager.At.ShouldBe("/matter/data?done=corrected");
        villager.Text.ShouldContain("杨正名");
        villager.Text.ShouldContain("139****8765");

        using var again = new Resident(hejie);
        await again.OpenAsync("/t/" + receipt.Code);
        await again.SendAsync(("do", "digits"), ("digits", "1234"));
        again.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "the old digits open nothing");
        await again.SendAsync(("do", "digits"), ("digits", "8765"));
        again.At.ShouldBe("/matter");
        again.Text.ShouldContain("更正了自己的姓名、电话或地址");

        var entries = await EntriesAsync(receipt);
        var key = await KeyAsync(receipt);
        EntryCodec.Open(entries[0], key.Bytes).People[0].Name.ShouldBe("杨示例");
        EntryCodec.Open(entries[^1], key.Bytes).People.ShouldBe([new Person("杨正名", "13900008765", "喜洲村", PartyRole.Filer)]);
        (await hejie.StateAsync(receipt)).Version.ShouldBe(1, "it refuses nobody's move");
        using var mediator = await Officer.AtAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer));
        await mediator.LookAsync(receipt, "contact");
        (await mediator.OpenAsync(Officer.Path(receipt))).Text.ShouldContain("杨正名");
    }

    [Fact]
    public async Task Erasure_is_refused_with_article_and_day_where_the_law_keeps_the_file_and_the_request_stands()
    {
        var receipt = await hejie.FileAsync();
        using var villager = await InAsync(receipt);
        await villager.OpenAsync("/matter/data/erase");
        await villager.SendAsync();
        villager.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "it is asked whether one is sure");
        await villager.SendAsync(("sure", "erase"));
        villager.Status.ShouldBe(HttpStatusCode.Conflict);
        villager.Text.ShouldContain("还在办");

        await WithdrawAsync(receipt);
        var until = Hejie.Rules.Time.LegalTime.DateOf(hejie.Time.GetUtcNow()).AddYears(10);
        using var later = await InAsync(receipt);
        await later.OpenAsync("/matter/data/erase");
        await later.SendAsync(("sure", "erase"));
        later.Status.ShouldBe(HttpStatusCode.Conflict);
        later.Text.ShouldContain("人民调解工作规范");
        later.Text.ShouldContain($"{until.Year} 年 {until.Month} 月 {until.Day} 日");
        var header = EntryCodec.Header((await EntriesAsync(receipt))[^1]);
        (header.Kind, header.Clear["why"], header.Clear["until"]).ShouldBe((AskErasure.RefusedKind, "erase.kept", until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        await later.OpenAsync("/matter");
        later.Text.ShouldContain("要求删除");
    }

    [Fact]
    public async Task What_no_law_keeps_is_erased_at_once()
    {
        var receipt = await hejie.FileAsync("service-request", "utilities", otherSide: false);
        await WithdrawAsync(receipt);
        using var villager = await InAsync(receipt);
        await villager.OpenAsync("/matter/data/erase");
        await villager.SendAsync(("sure", "erase"));
        villager.At.ShouldBe("/matter");
        villager.Text.ShouldContain("已经销毁");
        (await KeysAsync(receipt)).ShouldBeNull();
    }

    [Fact]
    public async Task Who_did_not_file_cannot_have_the_whole_erased()
    {
        var receipt = await hejie.FileAsync();
        (await EraseAsync(receipt, 2, PartyRole.Respondent)).ShouldBeOfType<ErasureAsked.Refused>().Code.ShouldBe("erase.others");
        (await KeysAsync(receipt)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Consent_to_messages_is_taken_back_at_once()
    {
        var receipt = await hejie.FileAsync();
        var matter = await hejie.InScopeAsync(services => services.GetRequiredService<MatterJournal>().FindAsync(Of(services, receipt), CancellationToken.None));
        await hejie.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<HejieDb>();
            foreach (var text in new[] { "先前的一条", "正要发的一条" })
                db.Deliveries.Add(Invitations.Message(matter!, 1, "19900001234", text, hejie.Time));
            return await db.SaveChangesAsync();
        });
        using var villager = await InAsync(receipt);
        await villager.OpenAsync("/matter/data");
        await villager.SendAsync(("withdraw", ChangeConsent.Messages));
        villager.Text.ShouldContain("撤回好了");
        await hejie.Services.GetRequiredService<Deliver>().RunAsync(CancellationToken.None);
        hejie.Outbox.Sent.ShouldNotContain(message => message.Text == "正要发的一条");

        await hejie.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<HejieDb>();
            db.Deliveries.Add(Invitations.Message(matter!, 1, "19900001234", "撤回以后的一条", hejie.Time));
            return await db.SaveChangesAsync();
        });
        await hejie.Services.GetRequiredService<Deliver>().RunAsync(CancellationToken.None);
        hejie.Outbox.Sent.ShouldNotContain(message => message.Text == "撤回以后的一条");
        await villager.SendAsync(("give", ChangeConsent.Messages));
        villager.Text.ShouldContain("可以给您发短信");
        (await hejie.StateAsync(receipt)).Name.ShouldBe("received", "nothing else changes");
    }

    [Fact]
    public async Task A_named_third_person_with_a_code_sees_who_looked_and_their_own_data()
    {
        var receipt = await hejie.FileAsync();
        (await hejie.MoveAsync(hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer), receipt, "accept", ("summary", "屋檐滴水与院墙"))).ShouldBeOfType<Written.Done>();
        await hejie.Services.GetRequiredService<Deliver>().RunAsync(CancellationToken.None);
        var invited = hejie.Outbox.Sent.LastOrDefault(message => message.Telephone == "19900005678");
        if (invited is null)
        {
            (await hejie.MoveAsync(hejie.Post("mediation-committee", "喜洲村", Role.Mediator), receipt, "set-sitting", ("at", "2026-12-30T09:30"), ("where", "村委会"))).ShouldBeOfType<Written.Done>();
            await hejie.Services.GetRequiredService<Deliver>().RunAsync(CancellationToken.None);
            invited = hejie.Outbox.Sent.Last(message => message.Telephone == "19900005678");
        }

        using var mediator = await Officer.AtAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer));
        await mediator.LookAsync(receipt, "mediate");
        using var client = new ApiClient(hejie);
        using var third = await client.TrackAsync(System.Text.RegularExpressions.Regex.Match(invited.Text, @"[0-9A-Z]{3}(-[0-9A-Z]+){5}").Value, "5678");
        var data = await third.GetAsync("tracking/data");
        data.Text("name").ShouldBe("赵示例");
        data.Body.GetProperty("looks")[0].GetProperty("purpose").GetString().ShouldBe("为调解");
        data.Body.ToString().ShouldNotContain("19900001234", customMessage: "another's telephone is not theirs");
    }

    [Fact]
    public async Task The_rights_stand_in_the_API_too()
    {
        var receipt = await hejie.FileAsync();
        using var client = new ApiClient(hejie);
        using var party = await client.TrackAsync(receipt.Code, "1234");
        (await party.GetAsync("tracking/data")).Text("telephone").ShouldBe("19900001234");
        (await party.GetAsync("tracking/explanation")).Body.GetProperty("lines").GetArrayLength().ShouldBeGreaterThan(3);
        (await party.PostAsync("tracking/data/correction", new { name = "杨正名", telephone = "x" })).Errors.ShouldBe(["telephone person.telephone"]);
        (await party.PostAsync("tracking/data/correction", new { name = "杨正名", telephone = "19900001234" })).Status.ShouldBe(HttpStatusCode.OK);
        (await party.GetAsync("tracking/data")).Text("name").ShouldBe("杨正名");
        (await party.PostAsync("tracking/data/consents/messages/withdrawal", new { })).Status.ShouldBe(HttpStatusCode.OK);
        (await party.PostAsync("tracking/data/consents/everything/withdrawal", new { })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await party.GetAsync("tracking/data")).Text("messages").ShouldBe("False");
        (await party.PostAsync("tracking/data/erasure", new { })).Code.ShouldBe("erase.open");
        using var staff = await client.SignInAsync(hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer));
        foreach (var right in new[] { "correction", "erasure", "consents/messages/withdrawal" })
            (await staff.PostAsync("tracking/data/" + right, new { })).Status.ShouldBe(HttpStatusCode.Unauthorized, "staff cannot act as the resident");
    }

    private async Task<Resident> InAsync(Receipt receipt)
    {
        var villager = new Resident(hejie);
        await villager.OpenAsync("/t/" + receipt.Code);
        await villager.SendAsync(("do", "digits"), ("digits", "1234"));
        villager.At.ShouldBe("/matter");
        return villager;
    }

    private async Task WithdrawAsync(Receipt receipt)
    {
        (await hejie.MoveAsync(1, receipt, "withdraw")).ShouldBeOfType<Written.Done>();
        hejie.Time.Advance(TimeSpan.FromDays(8));
        await hejie.Services.GetRequiredService<Matters.Handling.PassClocks>().RunAsync(CancellationToken.None);
        (await hejie.StateAsync(receipt)).HasEnded.ShouldBeTrue();
    }

    private Task<ErasureAsked> EraseAsync(Receipt receipt, int party, PartyRole role) => hejie.InScopeAsync(services =>
        services.GetRequiredService<AskErasure>().RunAsync(new Hejie.Identity.PartyKey(receipt.County, receipt.Matter, party, role), CancellationToken.None));

    private Task<IReadOnlyList<byte[]>> EntriesAsync(Receipt receipt) =>
        hejie.InScopeAsync(services => services.GetRequiredService<MatterJournal>().EntriesAsync(receipt.County, receipt.Matter, CancellationToken.None));

    private async Task<MatterKey> KeyAsync(Receipt receipt) => (await KeysAsync(receipt)).ShouldNotBeNull();

    private Task<MatterKey?> KeysAsync(Receipt receipt) => hejie.InScopeAsync(async services =>
        (await services.GetRequiredService<MatterJournal>().FindAsync(Of(services, receipt), CancellationToken.None))?.Key);

    private static IQueryable<MatterRow> Of(IServiceProvider services, Receipt receipt) =>
        services.GetRequiredService<HejieDb>().Matters.Where(row => row.County == receipt.County && row.Id == receipt.Matter);
}

public sealed class RightsStoriesOnSqlite(SqliteInstallation hejie) : RightsStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class RightsStoriesOnPostgres(PostgresInstallation hejie) : RightsStories(hejie), IClassFixture<PostgresInstallation>;
