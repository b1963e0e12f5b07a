using System.Net;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Rules.Procedures;
using Hejie.Tests.Attachments;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Staff;

/// <summary>What an officer does with a matter, page by page.</summary>
public abstract class HandlingStories(Installation hejie)
{
    private static readonly (string, string) s_summary = ("summary", "屋檐滴水与院墙");

    [Fact]
    public async Task A_dispute_lies_on_the_desk_is_accepted_and_lies_with_the_mediators()
    {
        var receipt = await hejie.FileAsync();
        using var duty = await Officer.AtAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer));
        var before = (await duty.OpenAsync("/desk")).Find($"tr[data-href='{Officer.Path(receipt)}']").ShouldNotBeNull();
        before.TextContent.ShouldContain("邻里·喜洲村");
        before.TextContent.ShouldContain("待受理");
        before.GetAttribute("data-moves")!.ShouldContain("a=accept");

        await duty.MakeAsync(receipt, "accept", s_summary);

        var after = (await duty.OpenAsync("/desk")).Find($"tr[data-href='{Officer.Path(receipt)}']").ShouldNotBeNull();
        after.TextContent.ShouldContain("屋檐滴水与院墙");
        after.TextContent.ShouldContain("调解中");
        var matter = await duty.OpenAsync(Officer.Path(receipt) + "?done=accept");
        matter.Find(".notice")!.TextContent.ShouldBe("办好了：受理。");
        matter.All(".moves a").ShouldContain(text => text.StartsWith("约调解会", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_officers_accept_at_once_and_the_second_keeps_what_was_typed()
    {
        var receipt = await hejie.FileAsync();
        var post = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        using var one = await Officer.AtAsync(hejie, post);
        using var two = await Officer.AtAsync(hejie, post);
        var path = Officer.Path(receipt) + "/accept";
        var pages = (await one.OpenAsync(path), await two.OpenAsync(path));

        var both = await Task.WhenAll(
            one.SendAsync(pages.Item1, "form.move", ("summary", "第一位写的事由")), two.SendAsync(pages.Item2, "form.move", ("summary", "第二位写的事由")));

        both.Count(response => response.StatusCode == HttpStatusCode.Redirect).ShouldBe(1);
        var late = both.Single(response => response.StatusCode == HttpStatusCode.Conflict);
        var page = await Officer.ReadAsync(late);
        page.Text.ShouldContain("刚才有人先办了一步");
        page.Find(".conflict .line")!.TextContent.ShouldContain("受理了");
        page.Text.ShouldContain(late == both[0] ? "第一位写的事由" : "第二位写的事由");
        (await hejie.StateAsync(receipt)).Entries.ShouldBe(2);
        Array.ForEach(both, response => response.Dispose());
    }

    [Fact]
    public async Task A_move_that_is_still_open_can_be_made_after_what_others_did()
    {
        var receipt = await AcceptedAsync();
        using var mediator = await Officer.AtAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.Mediator));
        var page = await mediator.OpenAsync(Officer.Path(receipt) + "/set-sitting");
        await hejie.MoveAsync(1, receipt, "add-information", ("text", "又漏了一次"));

        using var conflict = await mediator.SendAsync(page, "form.move", ("when", "2026-02-10T10:00"), ("where", "村委会调解室"));
        conflict.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var again = await Officer.ReadAsync(conflict);
        again.Find("#where")!.GetAttribute("value").ShouldBe("村委会调解室");
        using var done = await mediator.SendAsync(again, "form.move");

        done.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await hejie.StateAsync(receipt)).Work.ShouldContain(work => work.Kind == "sitting");
    }

    [Fact]
    public async Task The_same_form_sent_five_times_is_one_move()
    {
        var receipt = await hejie.FileAsync();
        using var duty = await Officer.AtAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer));
        var page = await duty.OpenAsync(Officer.Path(receipt) + "/accept");

        var all = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => duty.SendAsync(page, "form.move", s_summary)));

        all.ShouldAllBe(response => response.StatusCode == HttpStatusCode.Redirect);
        (await hejie.StateAsync(receipt)).Entries.ShouldBe(2);
        Array.ForEach(all, response => response.Dispose());
    }

    [Fact]
    public async Task A_summary_that_names_a_party_is_refused_with_the_place_marked()
    {
        var receipt = await hejie.FileAsync();
        using var duty = await Officer.AtAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer));

        using var refused = await duty.SendAsync(
            await duty.OpenAsync(Officer.Path(receipt) + "/accept"), "form.move", ("summary", "邻居赵示例家的屋檐滴水"));

        var page = await Officer.ReadAsync(refused);
        page.Find(".marked mark")!.TextContent.ShouldBe("赵示例");
        page.Find("#summary")!.GetAttribute("value").ShouldBe("邻居赵示例家的屋檐滴水");
        page.Find(".govuk-error-summary a")!.GetAttribute("href").ShouldBe("#summary");
        (await hejie.StateAsync(receipt)).Entries.ShouldBe(1);
    }

    [Fact]
    public async Task Errors_keep_everything_that_was_typed()
    {
        var receipt = await AcceptedAsync();
        using var mediator = await Officer.AtAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.Mediator));

        using var refused = await mediator.SendAsync(
            await mediator.OpenAsync(Officer.Path(receipt) + "/write-agreement"), "form.move",
            ("facts", "滴水"), ("dispute", "排水\n院墙"), ("terms", new string('长', 6001)), ("perform-by", "2026-03-01"));

        var page = await Officer.ReadAsync(refused);
        page.Find("#dispute")!.TextContent.ShouldBe("排水\n院墙");
        page.Find("#terms")!.TextContent.Length.ShouldBe(6001);
        page.Find("#perform-by")!.GetAttribute("value").ShouldBe("2026-03-01");
        page.All(".govuk-error-summary a").Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_is_sealed_is_on_no_page_until_it_is_opened_and_each_look_is_an_entry_the_resident_sees()
    {
        const string Narrative = "隔壁把排水沟填了，雨水全进我家院子。";
        var receipt = await hejie.FileAsync(narrative: Narrative);
        var post = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        using var duty = await Officer.AtAsync(hejie, post);
        string[] secrets = [Narrative, "杨示例", "赵示例", "19900001234", "19900005678"];
        foreach (var path in new[] { "/desk", Officer.Path(receipt), Officer.Path(receipt) + "/accept", Officer.Path(receipt) + "/refuse", Officer.Path(receipt) + "/transfer" })
        {
            var page = (await duty.OpenAsync(path)).Document.DocumentElement.OuterHtml;
            secrets.ShouldAllBe(secret => !page.Contains(secret, StringComparison.Ordinal), path);
        }

        await duty.LookAsync(receipt, "contact");

        var opened = await duty.OpenAsync(Officer.Path(receipt));
        secrets.ShouldAllBe(secret => opened.Text.Contains(secret, StringComparison.Ordinal));
        opened.Find(".looks")!.TextContent.ShouldContain("值班岗");
        using var colleague = await Officer.AtAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.Lead));
        (await colleague.OpenAsync(Officer.Path(receipt))).Text.ShouldNotContain("杨示例");
        var entries = await hejie.InScopeAsync(services => services.GetRequiredService<MatterJournal>().EntriesAsync(receipt.County, receipt.Matter, CancellationToken.None));
        var look = EntryCodec.Header(entries[^1]);
        look.Kind.ShouldBe(OpenSealed.Kind);
        look.Actor.ShouldBe(post.Actor);
        look.Clear["purpose"].ShouldBe("contact");

        hejie.Time.Advance(TimeSpan.FromHours(9));
        using var later = await Officer.AtAsync(hejie, post);
        (await later.OpenAsync(Officer.Path(receipt))).Text.ShouldNotContain("杨示例");
    }

    [Fact]
    public async Task A_signature_on_paper_takes_its_photo_and_no_program()
    {
        var receipt = await AcceptedAsync();
        using var mediator = await Officer.AtAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.Mediator));
        await mediator.MakeAsync(receipt, "write-agreement",
            ("facts", "滴水"), ("dispute", "排水"), ("responsibility", "各半"), ("terms", "加装檐沟"), ("manner", "自行安装"), ("perform-by", "2026-03-01"));
        var page = await mediator.OpenAsync(Officer.Path(receipt) + "/sign-on-paper");
        using var refused = await mediator.SendAsync(page, "form.move", [("scan.upload", "签字页.jpg", Samples.Program)], ("party", "2"));
        refused.StatusCode.ShouldBe(HttpStatusCode.OK);
        var told = await Officer.ReadAsync(refused);
        told.Find(".govuk-error-summary")!.TextContent.ShouldNotContain("attachment.");

        using var received = await mediator.SendAsync(told, "form.move", [("scan.upload", "签字页.jpg", Samples.Photo())]);
        var again = await Officer.ReadAsync(received);
        again.Find(".kept")!.TextContent.ShouldContain("签字页.jpg");
        using var done = await mediator.SendAsync(again, "form.move", ("party", "2"));
        done.StatusCode.ShouldBe(HttpStatusCode.Redirect);

        await mediator.LookAsync(receipt, "mediate");
        var link = (await mediator.OpenAsync(Officer.Path(receipt))).Find(".kept a")!.GetAttribute("href")!;
        using var file = await mediator.GetAsync(link);
        file.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        file.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        file.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        (await hejie.StateAsync(receipt)).Signatures.ShouldContain(signature => signature.By == 2 && !signature.Attested);
    }

    [Fact]
    public async Task An_agreement_is_read_printed_and_handed_over_with_the_date_of_each_signature()
    {
        var receipt = await AcceptedAsync();
        var duty = hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);
        using var mediator = await Officer.AtAsync(hejie, hejie.Post("mediation-committee", "喜洲村", Role.Mediator));
        (await mediator.StatusAsync(Officer.Path(receipt) + "/agreement")).ShouldBe(HttpStatusCode.NotFound);
        await mediator.MakeAsync(receipt, "write-agreement",
            ("facts", "滴水"), ("dispute", "排水"), ("responsibility", "各半"), ("terms", "一、加装檐沟。\n二、清沟。"), ("manner", "自行安装"), ("perform-by", "2026-03-01"));
        (await mediator.StatusAsync(Officer.Path(receipt) + "/agreement")).ShouldBe(HttpStatusCode.Redirect);
        await mediator.LookAsync(receipt, "mediate");
        (await mediator.OpenAsync(Officer.Path(receipt) + "/agreement")).Text.ShouldContain("现在还没有齐");

        await hejie.MoveAsync(1, receipt, "sign", ("consent", "agree"));
        await hejie.MoveAsync(2, receipt, "sign", ("consent", "agree"));
        await mediator.MakeAsync(receipt, "sign-mediator");
        await hejie.MoveAsync(duty, receipt, "seal");

        var agreement = await mediator.OpenAsync(Officer.Path(receipt) + "/agreement");
        agreement.Text.ShouldContain("协议从这一刻起生效");
        agreement.Text.ShouldContain("杨示例");
        agreement.Text.ShouldContain("一、加装檐沟。");
        using var word = await mediator.GetAsync(Officer.Path(receipt) + "/agreement.docx");
        word.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await word.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[..2].ShouldBe("PK"u8.ToArray());
    }

    private async Task<Hejie.Matters.Intake.Receipt> AcceptedAsync()
    {
        var receipt = await hejie.FileAsync();
        (await hejie.MoveAsync(hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer), receipt, "accept", s_summary)).ShouldBeOfType<Written.Done>();
        return receipt;
    }
}

public sealed class HandlingStoriesOnSqlite(SqliteInstallation hejie) : HandlingStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class HandlingStoriesOnPostgres(PostgresInstallation hejie) : HandlingStories(hejie), IClassFixture<PostgresInstallation>;
