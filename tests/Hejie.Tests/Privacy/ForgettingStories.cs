using System.Net;
using System.Text;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Forgetting;
using Hejie.Matters.Intake;
using Hejie.Matters.Intake.Attachments;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Hejie.Tests.Api;
using Hejie.Tests.Attachments;
using Hejie.Tests.Residents;
using Hejie.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Privacy;

/// <summary>When its time is over, a matter's people are forgotten: an entry says so, nothing of them is left anywhere, and nothing breaks.</summary>
public abstract class ForgettingStories(Installation hejie)
{
    private const string Summary = "窗台滴水与晾晒纠纷甲乙";

    [Fact]
    public async Task Nothing_of_a_forgotten_matter_is_left_in_any_table_file_or_index()
    {
        var receipt = await FileWithPaperAsync();
        await EndAsync(receipt);
        await EraseEarlierAsync();
        var pieces = await PiecesAsync(receipt);
        (await Traces.ReadAsync(hejie)).Find([Summary]).ShouldNotBeNull("the summary stands in the clear while it is kept");
        foreach (var piece in pieces)
            (await Traces.ReadAsync(hejie)).Find([piece]).ShouldNotBeNull("what is looked for is there before");

        (await ForgetAsync(receipt, ForgetWhy.Asked)).ShouldBeOfType<Written.Done>();

        var left = await Traces.ReadAsync(hejie);
        left.Find([Summary]).ShouldBeNull();
        left.Find(pieces).ShouldBeNull();
        var header = EntryCodec.Header((await EntriesAsync(receipt))[^1]);
        header.Kind.ShouldBe(ForgetMatter.Kind);
        header.Clear.ShouldBe(new Dictionary<string, string> { ["why"] = ForgetWhy.Asked, ["article"] = ForgetWhy.RightTo });
        header.Actor.ShouldBe(new Actor.Party(1, PartyRole.Filer));
    }

    [Fact]
    public async Task Everything_that_reads_it_says_so_and_nothing_breaks()
    {
        var receipt = await hejie.FileAsync("service-request", "utilities", otherSide: false);
        await EndAsync(receipt);
        using var party = new Resident(hejie);
        await party.OpenAsync("/t/" + receipt.Code);
        await party.SendAsync(("do", "digits"), ("digits", "1234"));
        using var client = new ApiClient(hejie);
        using var tracking = await client.TrackAsync(receipt.Code, "1234");
        (await ForgetAsync(receipt, ForgetWhy.Asked)).ShouldBeOfType<Written.Done>();

        using var officer = await Officer.AtAsync(hejie, Committee);
        using (var page = await officer.GetAsync(Officer.Path(receipt)))
        {
            page.StatusCode.ShouldBe(HttpStatusCode.Gone);
            (await Officer.ReadAsync(page)).Text.ShouldContain("已经销毁");
        }

        (await officer.StatusAsync(Officer.Path(receipt) + "/accept")).ShouldBe(HttpStatusCode.NotFound);
        (await officer.OpenAsync("/desk")).Text.ShouldNotContain(Officer.Path(receipt));
        await party.OpenAsync("/matter");
        party.Text.ShouldContain("已经销毁");
        await party.OpenAsync("/track");
        await party.SendAsync(("do", "code"), ("code", receipt.Code));
        party.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "its code opens nothing any more");
        (await tracking.GetAsync("tracking")).Status.ShouldBe(HttpStatusCode.Gone);
        using var staff = await client.SignInAsync(Committee);
        var address = $"counties/{receipt.County}/matters/{receipt.Matter}";
        foreach (var part in new[] { "", "/entries", "/clocks" })
            (await staff.GetAsync(address + part)).Code.ShouldBe("matter.forgotten", part);
        (await staff.PostAsync(address + "/looks", new { purpose = "handle" })).Code.ShouldBe("matter.forgotten");
        (await hejie.MoveAsync(1, receipt, "not-solved")).ShouldBeOfType<Written.Forgotten>();
        (await ForgetAsync(receipt, ForgetWhy.Asked)).ShouldBeOfType<Written.Forgotten>();

        await hejie.Services.GetRequiredService<Sequencer>().SequenceAsync(receipt.County, CancellationToken.None);
        (await hejie.StateAsync(receipt)).ShouldBe(await hejie.RebuiltAsync(receipt), new StateComparer());
        var again = await hejie.FileAsync();
        (await officer.OpenAsync(Officer.Path(again))).Text.ShouldNotContain("窗台滴水");
    }

    [Fact]
    public async Task What_goes_on_and_what_the_law_keeps_is_not_forgotten()
    {
        var open = await hejie.FileAsync("service-request", "utilities", otherSide: false);
        (await ForgetAsync(open, ForgetWhy.Asked)).ShouldBe(new Written.Refused("erase.open", null));
        var kept = await hejie.FileAsync();
        await WithdrawAsync(kept);
        (await ForgetAsync(kept, ForgetWhy.Asked)).ShouldBeOfType<Written.Refused>().Code.ShouldBe("erase.kept");
        (await ForgetAsync(kept, ForgetWhy.Term)).ShouldBeOfType<Written.Refused>().Code.ShouldBe("erase.kept");
        (await EntriesAsync(kept)).Count.ShouldBe((await hejie.StateAsync(kept)).Entries);
        (await hejie.Services.GetRequiredService<ForgottenList>().BegunAsync(CancellationToken.None)).ShouldBeEmpty("what was refused is not on the list");
    }

    [Fact]
    public async Task What_is_due_is_forgotten_the_day_after_and_not_before()
    {
        var receipt = await hejie.FileAsync();
        await WithdrawAsync(receipt);
        var ended = Hejie.Rules.Time.LegalTime.DateOf(hejie.Time.GetUtcNow());
        hejie.Time.SetUtcNow(Hejie.Rules.Time.LegalTime.StartOf(ended.AddYears(10)).AddHours(23));
        await DueAsync();
        (await IsForgottenAsync(receipt)).ShouldBeFalse();
        hejie.Time.Advance(TimeSpan.FromHours(2));
        await DueAsync();
        (await IsForgottenAsync(receipt)).ShouldBeTrue();
        await DueAsync();
        (await EntriesAsync(receipt)).Count(bytes => EntryCodec.Header(bytes).Kind == ForgetMatter.Kind).ShouldBe(1, "it is told once");
        EntryCodec.Header((await EntriesAsync(receipt))[^1]).Actor.ShouldBeOfType<Actor.System>();
    }

    [Fact]
    public async Task What_was_begun_before_a_fall_is_finished()
    {
        var receipt = await hejie.FileAsync("service-request", "utilities", otherSide: false);
        await WithdrawAsync(receipt);
        var list = hejie.Services.GetRequiredService<ForgottenList>();
        await list.NoteAsync(
            new ForgottenRow { Matter = receipt.Matter, County = receipt.County, Why = ForgetWhy.Asked, Article = ForgetWhy.RightTo, Party = 1, Noted = 1 }, CancellationToken.None);
        await DueAsync();
        (await IsForgottenAsync(receipt)).ShouldBeTrue();
        (await list.BegunAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unfounded_report_of_harm_to_a_child_ends_in_a_notice_and_in_erasure()
    {
        var receipt = await ReportAsync();
        Scope Police(Role role) => hejie.Post("police-station", "喜洲镇", role);
        await MadeAsync(Police(Role.Liaison), receipt, "acknowledge");
        await MadeAsync(hejie.Post("civil-affairs", "大理市", Role.Liaison), receipt, "second-acknowledge");
        await MadeAsync(hejie.Post("procuratorate", "大理市", Role.Liaison), receipt, "review", ("ground", "none"), ("text", "没有根据。"));
        (await hejie.MoveAsync(Police(Role.Lead), receipt, "close-unfounded", ("reason", "mistaken"), ("text", "看错了。"))).ShouldBeOfType<Written.Refused>("the family is told and heard first");
        await MadeAsync(Police(Role.Liaison), receipt, "tell-family", ("on", "2026-02-02"), ("text", "告知了，家人说明了情况。"));
        await MadeAsync(Police(Role.Lead), receipt, "close-unfounded", ("reason", "mistaken"), ("text", "看错了，记录封存，到期删除。"));

        using (var client = new ApiClient(hejie))
        using (var reporter = await client.TrackAsync(receipt.Code, null))
            (await reporter.GetAsync("tracking")).Body.ToString().ShouldContain("看错了，记录封存，到期删除。");
        hejie.Time.Advance(TimeSpan.FromDays(30));
        await DueAsync();
        (await IsForgottenAsync(receipt)).ShouldBeFalse("it stays sealed for thirty days");
        hejie.Time.Advance(TimeSpan.FromDays(1));
        await DueAsync();
        (await IsForgottenAsync(receipt)).ShouldBeTrue();
        EntryCodec.Header((await EntriesAsync(receipt))[^1]).Clear["why"].ShouldBe(ForgetWhy.Unfounded);
    }

    private Scope Committee => hejie.Post("service-centre", "喜洲村", Role.DutyOfficer);

    private async Task MadeAsync(Scope scope, Receipt receipt, string move, params (string, string)[] answers) =>
        (await hejie.MoveAsync(scope, receipt, move, answers)).ShouldBeOfType<Written.Done>(move);

    private async Task<Receipt> ReportAsync()
    {
        var filing = Installation.Filing("minor-harm", "violence", hejie.Place("喜洲村").Code.ToString(), null, "听见孩子一直哭。", null, otherSide: false);
        filing = filing with { Answers = new Dictionary<string, string>(filing.Answers) { ["danger"] = "unknown" } };
        return await FiledAsync(filing);
    }

    /// <summary>A request for service, which no law keeps, with a paper and a confirmed telephone.</summary>
    private async Task<Receipt> FileWithPaperAsync()
    {
        var place = hejie.Place("喜洲村").Code;
        var key = await hejie.InScopeAsync(async services => await services.GetRequiredService<MatterKeys>().TakeAsync(CancellationToken.None));
        using var photo = new MemoryStream(Samples.Photo());
        var address = await hejie.Services.GetRequiredService<SealedFileStore>().WriteAsync(place.County, photo, key.Bytes, CancellationToken.None);
        return await FiledAsync(Installation.Filing("service-request", "utilities", place.ToString(), null, "路灯坏了。", "19900004321", otherSide: false) with
        {
            TelephoneConfirmed = true,
            Key = key,
            Files = [new StoredFile(Guid.CreateVersion7(), address, nameof(AttachmentKind.Jpeg), photo.Length, "灯.jpg")],
        });
    }

    private async Task<Receipt> FiledAsync(Filing filing) => (await hejie.InScopeAsync(services =>
        services.GetRequiredService<FileMatter>().RunAsync(filing, "test", Guid.NewGuid().ToString(), CancellationToken.None))).ShouldBeOfType<Filed.Done>().Receipt;

    private async Task EndAsync(Receipt receipt)
    {
        if ((await hejie.StateAsync(receipt)).Procedure == "service-request")
            await MadeAsync(hejie.At(hejie.Bodies.PostsOf((await hejie.StateAsync(receipt)).Owner).First(post => post.Role == Role.DutyOfficer)), receipt, "accept", ("summary", Summary));
        await WithdrawAsync(receipt);
    }

    private async Task WithdrawAsync(Receipt receipt)
    {
        (await hejie.MoveAsync(1, receipt, "withdraw")).ShouldBeOfType<Written.Done>();
        hejie.Time.Advance(TimeSpan.FromDays(8));
        await hejie.Services.GetRequiredService<Matters.Handling.PassClocks>().RunAsync(CancellationToken.None);
        (await hejie.StateAsync(receipt)).HasEnded.ShouldBeTrue();
    }

    /// <summary>All that is deleted or overwritten with it: hashes, sealed persons, keys, the addresses of its files.</summary>
    private Task<List<byte[]>> PiecesAsync(Receipt receipt) => hejie.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<HejieDb>();
        var pieces = new List<byte[]>();
        var keyId = await db.Matters.Where(row => row.County == receipt.County && row.Id == receipt.Matter).Select(row => row.KeyId).SingleAsync();
        foreach (var party in await db.Parties.Where(row => row.County == receipt.County && row.Matter == receipt.Matter).ToListAsync())
            pieces.AddRange(new[] { party.Code, party.Telephone, party.Person }.OfType<byte[]>());
        foreach (var file in await db.Attachments.Where(row => row.County == receipt.County && row.Matter == receipt.Matter).ToListAsync())
            pieces.Add(Encoding.ASCII.GetBytes(file.Address));
        await using var store = await services.GetRequiredService<IDbContextFactory<KeyDb>>().CreateDbContextAsync();
        pieces.Add((await store.Keys.SingleAsync(row => row.Id == keyId)).Wrapped);
        pieces.Count.ShouldBeGreaterThan(4);
        return pieces;
    });

    /// <summary>What other stories left in the write-ahead log is written back, so that this one looks at its own.</summary>
    private Task<bool> EraseEarlierAsync() => hejie.InScopeAsync(services =>
        services.GetRequiredService<IDialect>().EraseTracesAsync(services.GetRequiredService<HejieDb>().Database, [], CancellationToken.None));

    private Task<Written> ForgetAsync(Receipt receipt, string why) => hejie.InScopeAsync(services =>
        services.GetRequiredService<ForgetMatter>().RunAsync(new Forgetting(receipt.County, receipt.Matter, why, why == ForgetWhy.Asked ? 1 : null), CancellationToken.None));

    private Task<int> DueAsync() => hejie.Services.GetRequiredService<ForgetDue>().RunAsync(CancellationToken.None);

    private Task<IReadOnlyList<byte[]>> EntriesAsync(Receipt receipt) =>
        hejie.InScopeAsync(services => services.GetRequiredService<MatterJournal>().EntriesAsync(receipt.County, receipt.Matter, CancellationToken.None));

    private Task<bool> IsForgottenAsync(Receipt receipt) => hejie.InScopeAsync(services => services.GetRequiredService<MatterJournal>().IsForgottenAsync(
        services.GetRequiredService<HejieDb>().Matters.Where(row => row.County == receipt.County && row.Id == receipt.Matter), CancellationToken.None));

    private sealed class StateComparer : IEqualityComparer<MatterState>
    {
        public bool Equals(MatterState? one, MatterState? other) => StateCodec.Encode(one!).AsSpan().SequenceEqual(StateCodec.Encode(other!));

        public int GetHashCode(MatterState state) => state.Entries;
    }
}

public sealed class ForgettingStoriesOnSqlite(SqliteInstallation hejie) : ForgettingStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class ForgettingStoriesOnPostgres(PostgresInstallation hejie) : ForgettingStories(hejie), IClassFixture<PostgresInstallation>;
