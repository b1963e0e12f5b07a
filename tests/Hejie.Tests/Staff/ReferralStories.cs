using System.Globalization;
using System.Net;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Rules.Procedures;
using Hejie.Tests.Api;
using Hejie.Tests.Residents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Staff;

/// <summary>The whistle: a centre calls a body on a matter; it reports in, comes and answers, or objects in time. Who filed reads all of it.</summary>
public abstract class ReferralStories(Installation hejie)
{
    private static readonly string[] s_ask = ["请现场看一看地界，说明权属。", "土地管理法 14：权属争议由政府处理。"];

    private Scope Centre => hejie.Post("service-centre", "喜洲村", Role.DutyOfficer);

    private Scope Land => hejie.Post("natural-resources", "大理市", Role.DutyOfficer);

    private Scope Labour => hejie.Post("human-resources", "大理市", Role.DutyOfficer);

    [Fact]
    public async Task A_whistle_is_answered_and_who_filed_reads_who_was_called_who_comes_and_what_was_answered()
    {
        var receipt = await FileAsync();
        using var land = await Officer.AtAsync(hejie, Land);
        (await land.StatusAsync(Officer.Path(receipt))).ShouldBe(HttpStatusCode.NotFound);

        using var centre = await Officer.AtAsync(hejie, Centre);
        await centre.MakeAsync(receipt, "call", ("body", Id(Land)), ("ask", s_ask[0]), ("ground", s_ask[1]), ("by-when", "normal"), ("see-narrative", "yes"));
        var page = await land.OpenAsync(Officer.Path(receipt));
        page.Find(".called")!.TextContent.ShouldContain("叫了，还没应");
        (await LinesAsync(land)).ShouldContain(Officer.Path(receipt));
        await land.MakeAsync(receipt, "referral-acknowledge");
        await land.MakeAsync(receipt, "referral-send", ("who", Land.Post.Id.ToString(CultureInfo.InvariantCulture)), ("arrives", "2026-03-05T10:00"));
        await land.MakeAsync(receipt, "referral-answer", ("text", "现场看过，地界以 1998 年的证为准。"));

        (await land.StatusAsync(Officer.Path(receipt))).ShouldBe(HttpStatusCode.NotFound);
        using var villager = new Resident(hejie);
        await villager.OpenAsync("/t/" + receipt.Code);
        await villager.SendAsync(("do", "digits"), ("digits", "1234"));
        villager.Page.QuerySelector(".called")!.TextContent.ShouldContain("答复了");
        foreach (var told in new[] { s_ask[0], s_ask[1], Land.Post.Name, "现场看过，地界以 1998 年的证为准。", Land.Body.Name })
            villager.Text.ShouldContain(told);
        (await hejie.StateAsync(receipt)).ShouldSatisfyAllConditions(state => state.Owner.ShouldBe(Centre.Body.Id), state => state.Referrals[0].Stage.ShouldBe(ReferralStage.Answered));
        Text(await hejie.RebuiltAsync(receipt)).ShouldBe(Text(await hejie.StateAsync(receipt)));
    }

    [Fact]
    public async Task A_body_that_was_closed_is_not_offered_and_calling_it_is_refused_in_words()
    {
        var closed = hejie.Bodies.Bodies.Single(body => body.Kind.Code == "environment" && body.Place == hejie.Place("大理市").Code);
        await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Bodies.Where(body => body.Id == closed.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(body => body.Until, new DateOnly(2026, 1, 31))));
        await hejie.Services.GetRequiredService<DirectoryHolder>().RenewAsync(CancellationToken.None);
        var receipt = await FileAsync();
        using var centre = await Officer.AtAsync(hejie, Centre);
        var form = await centre.OpenAsync(Officer.Path(receipt) + "/call");
        form.All("select[name=body] option").ShouldNotContain(closed.Name);
        using var refused = await centre.SendAsync(form, "form.move",
            ("body", closed.Id.ToString(CultureInfo.InvariantCulture)), ("ask", s_ask[0]), ("ground", s_ask[1]), ("by-when", "normal"));
        var page = await Officer.ReadAsync(refused);
        page.Find(".govuk-error-summary").ShouldNotBeNull();
        page.Text.ShouldContain(s_ask[0], customMessage: "what was typed is there");
        (await hejie.StateAsync(receipt)).Referrals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_called_reads_what_the_caller_shows_and_no_more()
    {
        var receipt = await FileAsync();
        await CallAsync(receipt, Land, ("see-narrative", "yes"));
        await CallAsync(receipt, Labour, ("see-people", "yes"));
        using var land = await Officer.AtAsync(hejie, Land);
        using var labour = await Officer.AtAsync(hejie, Labour);
        await land.LookAsync(receipt, "handle");
        await labour.LookAsync(receipt, "handle");
        var (read, other) = ((await land.OpenAsync(Officer.Path(receipt))).Text, (await labour.OpenAsync(Officer.Path(receipt))).Text);
        read.ShouldContain("路灯坏了两个月");
        read.ShouldNotContain("杨示例");
        other.ShouldContain("杨示例");
        other.ShouldNotContain("路灯坏了两个月");
        foreach (var text in new[] { read, other })
            text.ShouldContain(s_ask[0]);
    }

    [Fact]
    public async Task An_objection_in_time_calls_the_body_it_names_and_too_late_is_refused_in_words()
    {
        var receipt = await FileAsync();
        await CallAsync(receipt, Land);
        using (var land = await Officer.AtAsync(hejie, Land))
            await land.MakeAsync(receipt, "referral-object", ("competent", Id(Labour)), ("reason", "不涉及土地，归人社。"));
        (await hejie.StateAsync(receipt)).Referrals[0].Body.ShouldBe(Labour.Body.Id);

        hejie.Time.SetUtcNow(hejie.Time.GetUtcNow().AddDays(6));
        using var labour = await Officer.AtAsync(hejie, Labour);
        (await labour.OpenAsync(Officer.Path(receipt))).Document.QuerySelectorAll($"a[href$='/referral-object']").ShouldBeEmpty();
        using var client = new ApiClient(hejie);
        using var program = await client.SignInAsync(Labour);
        var late = await program.PostAsync(
            FormattableString.Invariant($"/api/v1/counties/{receipt.County}/matters/{receipt.Matter}/moves/referral-object"),
            new { answers = new Dictionary<string, string> { ["competent"] = Id(Land), ["reason"] = "晚了" } });
        late.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        late.Code.ShouldBe("referral.too-late");
        (await hejie.StateAsync(receipt)).Owner.ShouldBe(Centre.Body.Id);
    }

    [Fact]
    public async Task The_third_hop_convenes_the_common_superior_which_decides()
    {
        var receipt = await FileAsync();
        var welfare = hejie.Post("civil-affairs", "大理市", Role.DutyOfficer);
        await CallAsync(receipt, Land);
        foreach (var (by, whose) in new[] { (Land, Labour), (Labour, welfare), (welfare, hejie.Post("justice-bureau", "大理市", Role.DutyOfficer)) })
            (await hejie.MoveAsync(by, receipt, "referral-object", ("competent", Id(whose)), ("reason", "不归我们。"))).ShouldBeOfType<Written.Done>();
        var convened = (await hejie.StateAsync(receipt)).Referrals[0];
        convened.Stage.ShouldBe(ReferralStage.Convened);
        foreach (var body in convened.Bodies.Append(Centre.Body.Id).Where(body => body != convened.Body))
            hejie.Bodies.IsAtOrUnder(body, convened.Body).ShouldBeTrue();

        var above = hejie.At(hejie.Bodies.PostsOf(convened.Body).First(post => post.Role == Role.DutyOfficer));
        using var superior = await Officer.AtAsync(hejie, above);
        await superior.MakeAsync(receipt, "referral-decide", ("body", Id(Land)), ("reason", "涉及地界，由自然资源局办。"));
        var decided = (await hejie.MoveAsync(Land, receipt, "referral-object", ("competent", Id(Labour)), ("reason", "还是不归。"))).ShouldBeOfType<Written.Refused>();
        decided.Code.ShouldBe("referral.decided");
    }

    [Fact]
    public async Task A_call_that_nobody_hears_is_pressed_by_the_level_above_and_the_entry_says_whose_it_was()
    {
        var receipt = await FileAsync();
        await CallAsync(receipt, Land);
        hejie.Time.SetUtcNow(hejie.Time.GetUtcNow().AddDays(4));
        await hejie.Services.GetRequiredService<PassClocks>().RunAsync(CancellationToken.None);
        var state = await hejie.StateAsync(receipt);
        state.Work.ShouldContain(work => work.Kind == "referral-late" && work.Body == hejie.Bodies.SuperiorOf(Land.Body.Id));
        var passed = (await hejie.InScopeAsync(services => services.GetRequiredService<MatterJournal>().EntriesAsync(receipt.County, receipt.Matter, CancellationToken.None)))
            .Select(EntryCodec.Header).Where(header => header.Kind == PassClocks.Kind).ToList();
        passed.ShouldContain(header => header.Clear["clock"] == "referral-acknowledge#1" && header.Clear["body"] == Id(Land));
    }

    [Fact]
    public async Task Nobody_calls_themselves_and_the_form_says_so()
    {
        var receipt = await FileAsync();
        using var centre = await Officer.AtAsync(hejie, Centre);
        using var refused = await centre.SendAsync(
            await centre.OpenAsync(Officer.Path(receipt) + "/call"), "form.move", ("body", Id(Centre)), ("ask", s_ask[0]), ("ground", s_ask[1]), ("by-when", "normal"));
        (await Officer.ReadAsync(refused)).Text.ShouldContain("不能叫自己");
        (await hejie.StateAsync(receipt)).Referrals.ShouldBeEmpty();
    }

    private static string Text(MatterState state) => System.Text.Json.JsonSerializer.Serialize(state);

    private static string Id(Scope scope) => scope.Body.Id.ToString(CultureInfo.InvariantCulture);

    private Task<Receipt> FileAsync() => hejie.FileAsync(
        "service-request", hejie.Services.GetRequiredService<Hejie.Operations.CatalogueHolder>().Current.Procedures.Find("service-request")!.Kinds[0].Code, narrative: "村口的路灯坏了两个月，没有人修。", otherSide: false);

    private async Task CallAsync(Receipt receipt, Scope body, params (string Field, string Answer)[] more) =>
        (await hejie.MoveAsync(Centre, receipt, "call", [("body", Id(body)), ("ask", s_ask[0]), ("ground", s_ask[1]), ("by-when", "normal"), .. more])).ShouldBeOfType<Written.Done>();

    private static async Task<List<string?>> LinesAsync(Officer officer) =>
        [.. (await officer.OpenAsync("/desk")).Document.QuerySelectorAll("tr[data-href]").Select(row => row.GetAttribute("data-href"))];
}

public sealed class ReferralStoriesOnSqlite(SqliteInstallation hejie) : ReferralStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class ReferralStoriesOnPostgres(PostgresInstallation hejie) : ReferralStories(hejie), IClassFixture<PostgresInstallation>;
