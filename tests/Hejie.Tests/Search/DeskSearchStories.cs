using System.Net;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Rules.Procedures;
using Hejie.Search;
using Hejie.Supervision.Looks;
using Hejie.Tests.Attachments;
using Hejie.Tests.Residents;
using Hejie.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Search;

/// <summary>What is sealed is searched on one's own desk alone, and each match is a look that its parties read.</summary>
public abstract class DeskSearchStories(Installation hejie)
{
    private Scope Duty => hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer);

    [Fact]
    public async Task Words_of_the_narrative_are_found_on_the_own_desk_and_the_look_is_in_the_journal()
    {
        var receipt = await hejie.FileAsync(narrative: "隔壁的核桃树伸到我家鱼塘上。");
        await hejie.FileAsync(narrative: "别的一件事。");
        var elsewhere = await hejie.FileAsync(place: "周城村", narrative: "周城也有核桃树和鱼塘。");
        using var officer = await Officer.AtAsync(hejie, Duty);
        using var sent = await officer.SendAsync(await officer.OpenAsync("/search/desk"), "form.finder", ("words", "核桃树 鱼塘"), ("purpose", "handle"));
        sent.StatusCode.ShouldBe(HttpStatusCode.OK);
        sent.RequestMessage!.RequestUri!.PathAndQuery.ShouldBe("/search/desk");
        var page = await Officer.ReadAsync(sent);
        page.All("tbody tr").Count.ShouldBe(1);
        page.Find("tbody a")!.GetAttribute("href").ShouldBe(Officer.Path(receipt));
        page.Find("tbody")!.TextContent.ShouldNotContain("核桃树");

        var look = await LastAsync(receipt);
        look.Kind.ShouldBe(OpenSealed.Kind);
        look.Clear.ShouldBe(new Dictionary<string, string> { ["purpose"] = "handle", [OpenSealed.Searched] = "yes" });
        (await LastAsync(elsewhere)).Kind.ShouldBe(FileMatter.Kind);
        (await officer.OpenAsync(Officer.Path(receipt))).Text.ShouldContain("在台面上按字词查到");

        // Within the shift it is open: the same search adds no second look.
        (await SearchAsync(Duty, "核桃树")).ShouldBeOfType<DeskFound.Done>().Hits.Single().Matter.Id.ShouldBe(receipt.Matter);
        (await LastAsync(receipt)).Number.ShouldBe(look.Number);
    }

    [Fact]
    public async Task A_party_is_found_by_name_there_and_by_nobody_else()
    {
        var receipt = await hejie.FileAsync(kind: "land", narrative: "地界的事。", telephone: "19912345678");
        foreach (var words in new[] { "19912345678", "赵示例 19912345678" })
            (await SearchAsync(Duty, words)).ShouldBeOfType<DeskFound.Done>().Hits.Single().Matter.Id.ShouldBe(receipt.Matter);
        foreach (var other in new[] { hejie.Post("mediation-committee", "周城村", Role.DutyOfficer), hejie.Post("service-centre", "喜洲镇", Role.Lead), hejie.Post("service-centre", "大理市", Role.DutyOfficer), hejie.Post("police-station", "喜洲镇", Role.Liaison) })
            (await SearchAsync(other, "19912345678")).ShouldBeOfType<DeskFound.Done>().Hits.ShouldBeEmpty();
    }

    [Fact]
    public async Task Words_that_stand_in_a_file_are_found_on_the_own_desk_and_a_file_that_cannot_be_read_is_told()
    {
        foreach (var (name, file) in new[] { ("合同.pdf", FileTextTests.Pdf("甲方把枇杷园租给乙方")), ("坏的.pdf", [.. "%PDF-1.4 \n"u8, .. new byte[300], .. "%%EOF"u8]) })
        {
            using var villager = new Resident(hejie);
            await villager.FillAsync(hejie, narrative: "合同的事。");
            await villager.UploadAsync(name, file);
            await villager.FileAsync();
        }

        var found = (await SearchAsync(Duty, "枇杷园")).ShouldBeOfType<DeskFound.Done>();
        found.Hits.ShouldHaveSingleItem().Where.ShouldBe(["文件里的文字"]);
        (found.Unread, found.Left).ShouldBe((1, false));
        (await SearchAsync(hejie.Post("mediation-committee", "周城村", Role.DutyOfficer), "枇杷园")).ShouldBeOfType<DeskFound.Done>().Hits.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_stands_in_many_is_not_told_and_nothing_is_opened()
    {
        var receipts = new List<Receipt>();
        for (var filed = 0; filed <= SearchDesk.MostHits; filed++)
            receipts.Add(await hejie.FileAsync(narrative: "都有的苹果梨。"));
        (await SearchAsync(Duty, "苹果梨")).ShouldBeOfType<DeskFound.TooMany>();
        foreach (var receipt in receipts)
            (await LastAsync(receipt)).Kind.ShouldBe(FileMatter.Kind);
        using var officer = await Officer.AtAsync(hejie, Duty);
        using var sent = await officer.SendAsync(await officer.OpenAsync("/search/desk"), "form.finder", ("words", "苹果梨"), ("purpose", "handle"));
        (await Officer.ReadAsync(sent)).Find(".govuk-error-summary")!.TextContent.ShouldContain("请再加一个词");
    }

    [Fact]
    public async Task One_search_is_no_unusual_opening_and_one_after_the_other_is()
    {
        var post = hejie.Post("mediation-committee", "周城村", Role.DutyOfficer);
        for (var filed = 0; filed < SearchDesk.MostHits; filed++)
        {
            await hejie.FileAsync(place: "周城村", narrative: "第一样的柿子。");
            await hejie.FileAsync(place: "周城村", narrative: "第二样的石榴。");
        }

        (await SearchAsync(post, "柿子")).ShouldBeOfType<DeskFound.Done>().Hits.Count.ShouldBe(SearchDesk.MostHits);
        (await UnusualAsync(post)).ShouldBeEmpty();
        (await SearchAsync(post, "石榴")).ShouldBeOfType<DeskFound.Done>().Hits.Count.ShouldBe(SearchDesk.MostHits);
        (await UnusualAsync(post)).ShouldContain(UnusualLooks.Fast);
    }

    [Theory]
    [InlineData("", "handle")]
    [InlineData("。。", "handle")]
    [InlineData("a b c d e f g h i", "handle")]
    [InlineData("词", "curious")]
    [InlineData("词", null)]
    public async Task What_cannot_be_asked_is_told(string words, string? purpose)
    {
        using var officer = await Officer.AtAsync(hejie, Duty);
        var answers = purpose is null ? [("words", words)] : new[] { ("words", words), ("purpose", purpose) };
        using var sent = await officer.SendAsync(await officer.OpenAsync("/search/desk"), "form.finder", answers);
        (await Officer.ReadAsync(sent)).Find(".govuk-error-summary").ShouldNotBeNull();
        using var longer = await officer.SendAsync(await officer.OpenAsync("/search/desk"), "form.finder", ("words", new string('长', 10_000)), ("purpose", "handle"));
        (await Officer.ReadAsync(longer)).Find(".govuk-error-summary").ShouldNotBeNull();
    }

    private Task<DeskFound> SearchAsync(Scope scope, string words) =>
        hejie.InScopeAsync(services => services.GetRequiredService<SearchDesk>().RunAsync(scope, words, "handle", CancellationToken.None));

    private Task<EntryHeader> LastAsync(Receipt receipt) => hejie.InScopeAsync(async services =>
        EntryCodec.Header((await services.GetRequiredService<MatterJournal>().EntriesAsync(receipt.County, receipt.Matter, CancellationToken.None))[^1]));

    private Task<List<string>> UnusualAsync(Scope scope) => hejie.InScopeAsync(async services =>
    {
        var looks = await services.GetRequiredService<HejieDb>().Looks.AsNoTracking().Where(look => look.County == 532901 && look.Post == scope.By.Id)
            .Select(look => new CountedLook(look.County, look.Matter, look.Post, look.At, look.Ended)).ToListAsync();
        return UnusualLooks.Of(looks).Select(unusual => unusual.Rule).ToList();
    });
}

public sealed class DeskSearchStoriesOnSqlite(SqliteInstallation hejie) : DeskSearchStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class DeskSearchStoriesOnPostgres(PostgresInstallation hejie) : DeskSearchStories(hejie), IClassFixture<PostgresInstallation>;
