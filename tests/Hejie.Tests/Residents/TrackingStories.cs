using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Hejie.Data;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Matters.Tracking;
using Hejie.Rules.Procedures;
using Hejie.Tests.Api;
using Hejie.Tests.Attachments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Residents;

/// <summary>A party comes in with a code, sees where it is and does what is theirs to do.</summary>
public abstract class TrackingStories(Installation hejie)
{
    private static readonly (string, string)[] s_agreement =
        [("facts", "屋檐滴水"), ("dispute", "排水"), ("responsibility", "各半"), ("terms", "一、加装檐沟。"), ("manner", "自行安装"), ("perform-by", "2026-03-01")];

    [Fact]
    public async Task The_page_says_who_has_it_by_when_and_why()
    {
        var receipt = await hejie.FileAsync();
        using var villager = await InAsync(receipt);
        var due = (await hejie.StateAsync(receipt)).Clock("acceptance")!.Due;
        villager.Text.ShouldContain($"{due.Month} 月 {due.Day} 日前");
        villager.Text.ShouldContain("喜洲镇喜洲村人民调解委员会");
        villager.Text.ShouldContain("0872-");
        villager.Page.QuerySelectorAll(".path li").Length.ShouldBe(6);
        villager.Page.QuerySelectorAll(".fold li").Length.ShouldBeGreaterThan(1);
        villager.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task A_passed_date_says_that_the_level_above_knows()
    {
        var receipt = await hejie.FileAsync();
        hejie.Time.Advance(TimeSpan.FromDays(5));
        await hejie.Services.GetRequiredService<PassClocks>().RunAsync(CancellationToken.None);
        using var villager = await InAsync(receipt);
        villager.Page.QuerySelector(".promise--late")!.TextContent.ShouldContain("上一级");
        villager.Page.QuerySelectorAll(".line .late").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Information_with_a_file_is_added_once_however_often_it_is_sent()
    {
        var receipt = await hejie.FileAsync();
        using var villager = await InAsync(receipt);
        await villager.OpenAsync("/matter/add-information");
        await villager.SendAsync(("text", "又漏了一次雨。"));
        villager.At.ShouldBe("/matter/add-information/files");
        await villager.UploadAsync("墙.png", Samples.Photo());
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => villager.RawAsync(villager.Post(("do", "send")))));
        answers.ShouldAllBe(answer => answer.Headers.Location!.ToString().StartsWith("/matter"));
        (await hejie.StateAsync(receipt)).Entries.ShouldBe(2);
        await villager.OpenAsync("/matter");
        villager.Text.ShouldContain("又漏了一次雨。");
        villager.Page.QuerySelectorAll(".kept a").Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_move_sent_twice_is_made_once_and_a_withdrawal_is_taken_back()
    {
        var receipt = await hejie.FileAsync();
        using var villager = await InAsync(receipt);
        await villager.OpenAsync("/matter/withdraw");
        var both = await Task.WhenAll(villager.RawAsync(villager.Post(("reason", ""))), villager.RawAsync(villager.Post(("reason", ""))));
        both.ShouldAllBe(answer => answer.Headers.Location!.ToString() == "/matter?done=withdraw");
        (await hejie.StateAsync(receipt)).Name.ShouldBe("withdrawing");
        await villager.OpenAsync("/matter/take-back");
        await villager.SendAsync();
        (await hejie.StateAsync(receipt)).Name.ShouldBe("received");
        villager.Page.QuerySelector(".notice--done").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_button_stands_only_where_something_is_asked_of_the_resident()
    {
        var receipt = await hejie.FileAsync();
        using var villager = await InAsync(receipt);
        await villager.OpenAsync("/matter");
        villager.Page.QuerySelectorAll("main .btn").ShouldBeEmpty();
        villager.Page.QuerySelectorAll(".also a").Select(link => link.GetAttribute("href")).ShouldBe(["/matter/add-information", "/matter/withdraw"]);

        await MoveAsync(receipt, Role.DutyOfficer, "ask-completion", ("missing", "请写清楚是哪一面墙。"));
        await villager.OpenAsync("/matter");
        villager.Page.QuerySelectorAll("main .btn").Single().GetAttribute("href").ShouldBe("/matter/complete");
    }

    [Fact]
    public async Task Somebody_moved_it_meanwhile_and_what_was_typed_is_kept()
    {
        var receipt = await hejie.FileAsync();
        using var villager = await InAsync(receipt);
        await villager.OpenAsync("/matter/withdraw");
        await MoveAsync(receipt, Role.DutyOfficer, "accept", ("summary", "屋檐滴水与院墙"));
        await villager.SendAsync(("reason", "我们自己谈好了"));
        villager.Status.ShouldBe(HttpStatusCode.Conflict);
        villager.Text.ShouldContain("受理了");
        villager.Page.QuerySelector<IHtmlTextAreaElement>("textarea")!.Value.ShouldBe("我们自己谈好了");
        (await hejie.StateAsync(receipt)).Name.ShouldBe("mediating");
        await villager.SendAsync(("reason", "我们自己谈好了"));
        (await hejie.StateAsync(receipt)).Name.ShouldBe("withdrawing");
    }

    [Fact]
    public async Task The_agreement_is_read_in_full_before_it_is_signed_and_each_side_signs_alone()
    {
        var receipt = await hejie.FileAsync();
        await MoveAsync(receipt, Role.DutyOfficer, "accept", ("summary", "屋檐滴水与院墙"));
        await MoveAsync(receipt, Role.Mediator, "write-agreement", s_agreement);
        using var villager = await InAsync(receipt);
        await villager.OpenAsync("/matter/sign");
        villager.Text.ShouldContain("一、加装檐沟。");
        await villager.SendAsync();
        villager.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await villager.SendAsync(("consent", "agree"));
        (await hejie.StateAsync(receipt)).Signatures.Single().By.ShouldBe(1);
        await villager.OpenAsync("/matter/sign");
        villager.Text.ShouldContain("这一步现在不能办");
        villager.Page.QuerySelector("input[name=consent]").ShouldBeNull();
    }

    [Fact]
    public async Task A_refusal_names_another_way()
    {
        var receipt = await hejie.FileAsync();
        await MoveAsync(receipt, Role.DutyOfficer, "refuse", ("reason", "decided"), ("remedy", "court"), ("text", "法院已经立案，请等通知。"));
        using var villager = await InAsync(receipt);
        villager.Page.QuerySelector(".promise")!.TextContent.ShouldContain("向人民法院起诉");
        villager.Page.QuerySelectorAll(".path li").Select(dot => dot.TextContent.Trim()[..2]).ShouldBe(["收到", "了结"]);
    }

    [Fact]
    public async Task The_party_asked_to_add_something_reads_what()
    {
        var receipt = await hejie.FileAsync();
        await MoveAsync(receipt, Role.DutyOfficer, "ask-completion", ("missing", "请补墙脚的照片。"));
        using var villager = await InAsync(receipt);
        villager.Page.QuerySelector(".promise")!.TextContent.ShouldContain("请补墙脚的照片。");
        await villager.OpenAsync("/matter/complete");
        villager.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Digits_that_are_tried_side_by_side_are_no_more_than_ten()
    {
        var receipt = await hejie.FileAsync(telephone: "19900004322");
        var tried = await Task.WhenAll(Enumerable.Range(0, 25).Select(nth => hejie.InScopeAsync(services =>
            services.GetRequiredService<OpenByCode>().RunAsync(receipt.Code, nth.ToString("0000", System.Globalization.CultureInfo.InvariantCulture), CancellationToken.None))));
        tried.OfType<Opened.AsksDigits>().Count().ShouldBeLessThanOrEqualTo(OpenByCode.MostWrong);
        (await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Parties
            .Where(row => row.County == receipt.County && row.Matter == receipt.Matter).MaxAsync(row => row.WrongDigits))).ShouldBe(OpenByCode.MostWrong);
        (await hejie.InScopeAsync(services => services.GetRequiredService<OpenByCode>().RunAsync(receipt.Code, "4322", CancellationToken.None))).ShouldBeOfType<Opened.Locked>();
    }

    [Fact]
    public async Task A_telephone_is_called_five_times_a_day_however_many_ask_at_once()
    {
        var sent = await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => hejie.InScopeAsync(services =>
            services.GetRequiredService<OneTimeCodes>().SendAsync("unlock", "19900004323", CancellationToken.None))));
        sent.Count(asked => asked.Id is not null).ShouldBeLessThanOrEqualTo(5);
        hejie.Outbox.Sent.Count(message => message.Telephone == "19900004323").ShouldBeLessThanOrEqualTo(5);
    }

    [Fact]
    public async Task Ten_wrong_digits_lock_until_a_one_time_code()
    {
        var receipt = await hejie.FileAsync(telephone: "19900004321");
        using var villager = new Resident(hejie);
        await villager.OpenAsync("/t/" + receipt.Code);
        for (var nth = 1; nth < 10; nth++)
        {
            await villager.SendAsync(("do", "digits"), ("digits", "0000"));
            villager.Errors.ShouldContain("后四位不对");
        }

        await villager.SendAsync(("do", "digits"), ("digits", "0000"));
        villager.At.ShouldBe("/track/unlock");
        await villager.OpenAsync("/t/" + receipt.Code);
        villager.At.ShouldBe("/track/unlock");
        await villager.SendAsync(("do", "send"));
        var code = hejie.Outbox.Sent.Last(message => message.Telephone == "19900004321").Text.Split("您的验证码是 ")[1][..6];
        await villager.SendAsync(("do", "confirm"), ("code", code));
        villager.At.ShouldBe("/matter");
        using var again = await InAsync(receipt, "4321");
    }

    [Fact]
    public async Task A_link_leaves_its_address_and_a_party_sees_no_other_matter()
    {
        var receipt = await hejie.FileAsync();
        using var villager = new Resident(hejie);
        using var followed = await villager.RawAsync(new HttpRequestMessage(HttpMethod.Get, "/t/" + receipt.Code));
        followed.Headers.Location!.ToString().ShouldBe("/track");
        followed.Headers.CacheControl!.NoStore.ShouldBeTrue();
        followed.Headers.GetValues("Set-Cookie").ShouldAllBe(cookie => !cookie.Contains(receipt.Code) && cookie.Contains("httponly"));
        using var stranger = new Resident(hejie);
        await stranger.OpenAsync("/matter");
        stranger.At.ShouldBe("/track");
        await stranger.OpenAsync("/matter/files/" + Guid.NewGuid());
        stranger.At.ShouldBe("/track");
        using var party = await InAsync(receipt);
        await party.OpenAsync("/matter/files/" + Guid.NewGuid());
        party.Status.ShouldBe(HttpStatusCode.NotFound);
        await party.OpenAsync("/matter/accept");
        party.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_new_code_ends_what_the_lost_one_opened_and_nobody_stays_in_beyond_two_hours()
    {
        var filing = Installation.Filing("people-mediation", "neighbour", hejie.Place("喜洲村").Code.ToString(), null, "屋檐水滴到我家院墙。", "19900007788", otherSide: true);
        var receipt = (await hejie.InScopeAsync(services => services.GetRequiredService<FileMatter>().RunAsync(
            filing with { TelephoneConfirmed = true }, "test", Guid.NewGuid().ToString(), CancellationToken.None))).ShouldBeOfType<Filed.Done>().Receipt;
        using var finder = await InAsync(receipt, "7788");
        using var program = new ApiClient(hejie);
        using var token = await program.TrackAsync(receipt.Code, "7788");
        (await token.GetAsync("tracking")).Status.ShouldBe(HttpStatusCode.OK);

        var sent = (await program.PostAsync($"counties/{receipt.County}/recovery", new { telephone = "19900007788" })).Text("sent");
        var oneTimeCode = hejie.Outbox.Sent.Last(message => message.Telephone == "19900007788").Text.Split("您的验证码是 ")[1][..6];
        var found = await program.PostAsync($"counties/{receipt.County}/recovery/confirmation", new { telephone = "19900007788", sent, oneTimeCode });
        var renewed = found.Body.GetProperty("codes")[0].GetProperty("code").GetString()!;
        await finder.OpenAsync("/matter");
        finder.At.ShouldBe("/track");
        (await token.GetAsync("tracking")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        using var party = await InAsync(receipt with { Code = renewed }, "7788");
        for (var stayed = TimeSpan.Zero; stayed < TimeSpan.FromHours(2); stayed += TimeSpan.FromMinutes(20))
        {
            await party.OpenAsync("/matter");
            party.At.ShouldBe("/matter", stayed.ToString());
            hejie.Time.Advance(TimeSpan.FromMinutes(20));
        }

        await party.OpenAsync("/matter");
        party.At.ShouldBe("/track");
    }

    private async Task<Resident> InAsync(Receipt receipt, string digits = "1234")
    {
        var villager = new Resident(hejie);
        await villager.OpenAsync("/t/" + receipt.Code);
        await villager.SendAsync(("do", "digits"), ("digits", digits));
        villager.At.ShouldBe("/matter");
        return villager;
    }

    private async Task MoveAsync(Receipt receipt, Role role, string move, params (string, string)[] answers) =>
        (await hejie.MoveAsync(hejie.Post("mediation-committee", "喜洲村", role), receipt, move, answers)).ShouldBeOfType<Hejie.Journal.Written.Done>();
}

public sealed class TrackingStoriesOnSqlite(SqliteInstallation hejie) : TrackingStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class TrackingStoriesOnPostgres(PostgresInstallation hejie) : TrackingStories(hejie), IClassFixture<PostgresInstallation>;

/// <summary>Guessing codes gets slow, in an installation of its own.</summary>
public sealed class GuessingStories(SqliteInstallation hejie) : IClassFixture<SqliteInstallation>
{
    [Fact]
    public async Task Unknown_codes_are_slowed_after_ten_tries()
    {
        var receipt = await hejie.FileAsync(telephone: null);
        using var guesser = new Resident(hejie);
        await guesser.OpenAsync("/track");
        for (var nth = 1; nth < 10; nth++)
        {
            await guesser.SendAsync(("do", "code"), ("code", "7KM-3QX9-T2WH-P4CN-8RVD-" + nth));
            guesser.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            guesser.Errors.ShouldContain("没有这个查询码");
        }

        await guesser.SendAsync(("do", "code"), ("code", "7KM-3QX9-T2WH-P4CN-8RVD-Z"));
        guesser.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        guesser.Errors.ShouldContain("请等 1 秒再试");
        guesser.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        hejie.Time.Advance(TimeSpan.FromSeconds(2));
        await guesser.SendAsync(("do", "code"), ("code", "7KM-3QX9-T2WH-P4CN-8RVD-Y"));
        guesser.Errors.ShouldContain("请等 2 秒再试");
        hejie.Time.Advance(TimeSpan.FromSeconds(3));
        await guesser.SendAsync(("do", "code"), ("code", receipt.Code.ToLowerInvariant()));
        guesser.At.ShouldBe("/matter");
    }
}
