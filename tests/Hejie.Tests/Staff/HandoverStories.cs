using System.Net;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Matters.Desk.Handover;
using Hejie.Matters.Intake.Drafts;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Staff;

/// <summary>A shift ends: what is open is written down, signed by who gives it and by who takes it.</summary>
public abstract class HandoverStories(Installation hejie)
{
    private Scope Duty => hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);

    [Fact]
    public async Task What_is_open_is_signed_by_who_gives_and_by_who_takes()
    {
        var receipt = await hejie.FileAsync();
        using var day = await Officer.AtAsync(hejie, Duty);
        using var night = await Officer.AtAsync(hejie, Duty);
        var form = await day.OpenAsync("/desk/handover");
        var item = form.Document.QuerySelector($"input[name=mark][value^='{receipt.Matter:N}']")!.GetAttribute("value")!;
        using var given = await day.SendAsync(form, "form.handover", ("mark", item), ("remark", "夜里雨大，看好河边那条路。"));
        var sheet = given.Headers.Location!.ToString();
        (await day.OpenAsync(sheet)).Find("form[action^='/desk/handover']").ShouldBeNull("nobody takes their own shift");

        (await night.OpenAsync("/desk")).Text.ShouldContain("有一份交班单等您接");
        var page = await night.OpenAsync(sheet);
        page.Text.ShouldContain("夜里雨大，看好河边那条路。");
        page.Text.ShouldContain("先看");
        page.Text.ShouldContain("还没有人接");
        using (var taken = await night.SendAsync(page, "main form"))
            taken.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var both = await day.OpenAsync(sheet);
        both.Text.ShouldNotContain("还没有人接");
        both.All("main dd").Count(text => text.EndsWith('签')).ShouldBe(2);
        (await night.OpenAsync("/desk")).Text.ShouldNotContain("有一份交班单等您接");
        using (var again = await night.SendAsync(page, "main form"))
            again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        (await hejie.MoveAsync(Duty, receipt, "accept", ("summary", "屋檐滴水与院墙"))).ShouldBeOfType<Hejie.Journal.Written.Done>();
        (await day.OpenAsync(sheet)).Text.ShouldContain("办了");
    }

    [Fact]
    public async Task It_is_seen_by_its_own_body_alone_and_a_new_one_replaces_what_nobody_took()
    {
        var (first, second) = (await GiveAsync(Duty, ""), await GiveAsync(Duty, ""));
        using var colleague = await Officer.AtAsync(hejie, Duty);
        (await colleague.StatusAsync("/desk/handover/" + first)).ShouldBe(HttpStatusCode.NotFound);
        (await colleague.StatusAsync("/desk/handover/" + second)).ShouldBe(HttpStatusCode.OK);
        using var elsewhere = await Officer.AtAsync(hejie, hejie.Post("mediation-committee", "周城村", Role.DutyOfficer));
        (await elsewhere.StatusAsync("/desk/handover/" + second)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_remark_names_nobody()
    {
        using var officer = await Officer.AtAsync(hejie, Duty);
        var form = await officer.OpenAsync("/desk/handover");
        foreach (var remark in new[] { "给杨建国打电话 13900001234", "张伟家明天来", new string('长', 501) })
        {
            using var refused = await officer.SendAsync(form, "form.handover", ("remark", remark));
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, remark);
            (await Officer.ReadAsync(refused)).Document.QuerySelector("textarea")!.TextContent.Trim().ShouldBe(remark);
        }
    }

    [Fact]
    public async Task Of_two_who_take_it_at_once_one_does()
    {
        var id = Guid.Parse(await GiveAsync(Duty, ""));
        var came = await Task.WhenAll(Enumerable.Range(2, 6).Select(account => Task.Run(() => hejie.InScopeAsync(services =>
            services.GetRequiredService<TakeHandover>().RunAsync(Duty with { Account = account }, id, CancellationToken.None)))));
        came.Count(taken => taken is HandedOver.Done).ShouldBe(1);
        came.OfType<HandedOver.Refused>().Select(refused => refused.Code).Distinct().ShouldBe(["handover.taken"]);
    }

    [Fact]
    public async Task It_is_gone_after_a_year()
    {
        await GiveAsync(Duty, "");
        hejie.Time.Advance(TimeSpan.FromDays(367));
        await hejie.Services.GetRequiredService<Housekeeping>().RunAsync(CancellationToken.None);
        (await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Handovers.CountAsync(row => row.County == 532901))).ShouldBe(0);
    }

    private async Task<string> GiveAsync(Scope scope, string remark) => (await hejie.InScopeAsync(services =>
        services.GetRequiredService<GiveHandover>().RunAsync(scope, new HashSet<string>(), remark, CancellationToken.None))).ShouldBeOfType<HandedOver.Done>().Id.ToString("N");
}

public sealed class HandoverStoriesOnSqlite(SqliteInstallation hejie) : HandoverStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class HandoverStoriesOnPostgres(PostgresInstallation hejie) : HandoverStories(hejie), IClassFixture<PostgresInstallation>;
