using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Hejie.Data;
using Hejie.Kernel;
using Hejie.Ledger;
using Hejie.Ledger.Verbs;
using Hejie.Tests.Residents;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Ledger;

/// <summary>A resident takes a receipt home: it is checked without asking anybody, and witnesses say when.</summary>
public abstract class ReceiptStories(Installation hejie)
{
    private const int County = 532901;
    private const string Told = "屋檐水滴到我家院墙，墙脚开裂。";

    [Fact]
    public async Task Who_filed_takes_a_receipt_home_from_the_page_that_says_so()
    {
        using var log = new LogClient(hejie, County);
        using var villager = new Resident(hejie);
        await villager.FillAsync(hejie, Told);
        await villager.FileAsync();
        await log.PublishAsync();
        villager.Page.QuerySelector("a[href='/file/receipt/proof']").ShouldNotBeNull();

        using var answer = await villager.RawAsync(new HttpRequestMessage(HttpMethod.Get, "/file/receipt/proof"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Content.Headers.ContentDisposition!.FileName!.Trim('"').ShouldMatch("^receipt-[0-9]+\\.json$", "the name tells nothing");
        ReceiptFile.TryRead(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), out var receipt).ShouldBeTrue();
        receipt.Filed!.Texts["narrative"].ShouldBe(Told);
        var holds = receipt.Check(await log.KeyAsync(), []).ShouldBeOfType<ReceiptChecked.Holds>();
        holds.Header.Kind.ShouldBe("filed");

        using var stranger = hejie.Client();
        using var away = await stranger.GetAsync(new Uri("/file/receipt/proof", UriKind.Relative), TestContext.Current.CancellationToken);
        away.Headers.Location!.ToString().ShouldBe("/track");
    }

    [Fact]
    public async Task A_party_finds_receipts_of_their_own_acts_and_of_no_others()
    {
        using var log = new LogClient(hejie, County);
        var filed = await hejie.FileAsync();
        (await hejie.MoveAsync(hejie.Post("mediation-committee", "喜洲村", Hejie.Rules.Procedures.Role.DutyOfficer), filed, "accept", ("summary", "屋檐滴水与院墙")))
            .ShouldBeOfType<Hejie.Journal.Written.Done>();
        using var villager = new Resident(hejie);
        await OpenAsync(villager, filed.Code);
        await villager.OpenAsync("/matter");
        villager.Page.QuerySelector("a[href='/matter/receipts']").ShouldNotBeNull();
        await log.PublishAsync();
        await villager.OpenAsync("/matter/receipts");
        villager.Page.QuerySelectorAll("a[download]").Length.ShouldBe(1);
        villager.Page.QuerySelectorAll("svg.slip__qr path").ShouldHaveSingleItem();

        using var own = await villager.RawAsync(new HttpRequestMessage(HttpMethod.Get, "/matter/receipts/1"));
        ReceiptFile.TryRead(await own.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), out var receipt).ShouldBeTrue();
        receipt.Check(await log.KeyAsync(), []).ShouldBeOfType<ReceiptChecked.Holds>().Header.Matter.ShouldBe(filed.Matter);
        foreach (var other in new[] { "2", "0", "-1", "99" })
        {
            using var refused = await villager.RawAsync(new HttpRequestMessage(HttpMethod.Get, "/matter/receipts/" + other));
            refused.StatusCode.ShouldBe(HttpStatusCode.NotFound, "entry " + other);
        }
    }

    [Fact]
    public async Task A_changed_receipt_proves_nothing()
    {
        using var log = new LogClient(hejie, County);
        var receipt = await ReceiptAsync(log);
        var key = await log.KeyAsync();
        Fails(receipt with { Filed = receipt.Filed! with { Texts = new() { ["narrative"] = "别的话" } } }, key).ShouldBe("content");
        Fails(receipt with { Filed = receipt.Filed! with { People = [] } }, key).ShouldBe("content");
        Fails(receipt with { Salt = Convert.ToBase64String(new byte[32]) }, key).ShouldBe("content");
        Fails(receipt with { Entry = Convert.ToBase64String([1, 2, 3]) }, key).ShouldBe("inclusion");
        Fails(receipt with { Entry = "?" }, key).ShouldBe("entry");
        Fails(receipt with { Proof = "" }, key).ShouldBe("proof");
        Fails(receipt, SigningKey.Fresh(key.Name, KeyUse.Note).Verifier).ShouldBe("signature");
        Fails(receipt, SigningKey.Fresh("other.example", KeyUse.Note).Verifier).ShouldBe("origin");

        var text = Encoding.UTF8.GetString(receipt.Write());
        foreach (var wrong in new[]
        {
            "", "null", "[]", "{}", text[..^2], text.Replace("receipt-v1", "receipt-v2", StringComparison.Ordinal), text.Replace("\"salt\"", "\"sugar\"", StringComparison.Ordinal),
            text.Insert(1, "\"entry\": \"AAAA\","), text.Insert(1, "\"more\": 1,"), With(text, "filed", "{}"),
            With(text, "filed", """{"texts": {}, "people": [null]}"""), With(text, "filed", """{"texts": {"a": null}, "people": []}"""), Without(text, "salt"), Without(text, "entry"), Without(text, "proof"),
        })
            ReceiptFile.TryRead(Encoding.UTF8.GetBytes(wrong), out _).ShouldBeFalse(wrong);
    }

    [Fact]
    public async Task A_witness_says_when_and_a_receipt_holds_it()
    {
        using var log = new LogClient(hejie, County);
        var folder = Directory.CreateTempSubdirectory("hejie-witness-");
        var key = SigningKey.Fresh("witness.example/w1", KeyUse.Cosignature);
        await log.PublishAsync();
        var watched = await log.KeyAsync();
        await using (var witness = WitnessApp.Build(key, [watched], folder.FullName, "http://127.0.0.1:0", hejie.Time))
        {
            await witness.StartAsync(TestContext.Current.CancellationToken);
            await ReceiptAsync(log);
            // An address in one's own network is called only where the settings say that it is meant.
            using (var careful = Asking(witness, key))
                await careful.RunAsync(CancellationToken.None);
            key.Verifier.Check((await log.CheckpointAsync()).Note, out _).ShouldNotBe(SignatureState.Valid);
            using var ask = Asking(witness, key, "private:127.0.0.1");
            await ask.RunAsync(CancellationToken.None);
            var (note, checkpoint) = await log.CheckpointAsync();
            key.Verifier.Check(note, out var time).ShouldBe(SignatureState.Valid);
            time!.Value.ShouldBe(hejie.Time.GetUtcNow(), TimeSpan.FromSeconds(1));

            using var http = new HttpClient();
            var seen = await http.GetStringAsync(
                new Uri($"{witness.Urls.First()}/{SeenCheckpoints.NameOf(watched.Name)}/checkpoint"), TestContext.Current.CancellationToken);
            seen.ShouldContain(checkpoint.ToString());
        }

        // Another start of both: the witness remembers, and the log learns from it where it was.
        await using (var witness = WitnessApp.Build(key, [watched], folder.FullName, "http://127.0.0.1:0", hejie.Time))
        {
            await witness.StartAsync(TestContext.Current.CancellationToken);
            using var ask = Asking(witness, key, "private:127.0.0.1");
            var plain = await ReceiptAsync(log, narrative: "第二件");
            plain.Check(watched, [key.Verifier]).ShouldBeOfType<ReceiptChecked.Holds>().Proof.Witnessed.ShouldBeEmpty();
            await ask.RunAsync(CancellationToken.None);
            var receipt = await ReceiptAsync(log, publish: false);
            receipt.Check(watched, [key.Verifier]).ShouldBeOfType<ReceiptChecked.Holds>().Proof.Witnessed.ShouldHaveSingleItem().Witness.ShouldBe("witness.example/w1");
            await RefusesAsync(witness, watched);
        }

        folder.Delete(recursive: true);
    }

    /// <summary>What is no proper request is refused as the protocol says.</summary>
    private async Task RefusesAsync(WebApplication witness, VerifierKey log)
    {
        using var http = new HttpClient { BaseAddress = new Uri(witness.Urls.First()) };
        async Task<HttpResponseMessage> Post(string body) =>
            await http.PostAsync(new Uri("/add-checkpoint", UriKind.Relative), new StringContent(body), TestContext.Current.CancellationToken);
        using var nonsense = await Post("hello");
        nonsense.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var large = await Post(new string('x', 300_000));
        large.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

        var own = hejie.Services.GetRequiredService<LogIdentity>().KeyOf(County);
        var rolled = new Checkpoint(log.Name, 1, Merkle.Leaf([7])).ToString();
        using var back = await Post(new AddCheckpoint(0, [], new SignedNote(rolled, [own.Sign(rolled, hejie.Time.GetUtcNow())])).ToString());
        back.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        back.Content.Headers.ContentType!.MediaType.ShouldBe("text/x.tlog.size");
        var size = long.Parse(await back.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
        var forked = new Checkpoint(log.Name, size, Merkle.Leaf([7])).ToString();
        using var fork = await Post(new AddCheckpoint(size, [], new SignedNote(forked, [own.Sign(forked, hejie.Time.GetUtcNow())])).ToString());
        fork.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var unknown = await http.GetAsync(new Uri($"/{SeenCheckpoints.NameOf("elsewhere")}/checkpoint", UriKind.Relative), TestContext.Current.CancellationToken);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private AskWitnesses Asking(WebApplication witness, SigningKey key, params string[] outgoing) => ActivatorUtilities.CreateInstance<AskWitnesses>(
        hejie.Services, hejie.Services.GetRequiredService<Settings>() with { Witnesses = $"{key.Verifier} {witness.Urls.First()}", Outgoing = outgoing });

    private Hejie.Matters.Intake.Receipt? _filed;

    private async Task<ReceiptFile> ReceiptAsync(LogClient log, bool publish = true, string narrative = Told)
    {
        if (publish)
        {
            _filed = await hejie.FileAsync(narrative: narrative);
            await log.PublishAsync();
        }

        return await hejie.InScopeAsync(async services =>
        {
            var journal = services.GetRequiredService<Hejie.Journal.MatterJournal>();
            var matter = await journal.FindAsync(
                services.GetRequiredService<HejieDb>().Matters.Where(row => row.County == County && row.Id == _filed!.Matter), CancellationToken.None);
            var entries = await journal.EntriesAsync(County, _filed!.Matter, CancellationToken.None);
            return (await services.GetRequiredService<MakeReceipt>().RunAsync(matter!, entries[0], CancellationToken.None))!.Value.File;
        });
    }

    private static string Fails(ReceiptFile receipt, VerifierKey key) => receipt.Check(key, []).ShouldBeOfType<ReceiptChecked.Fails>().Code;

    private static string With(string json, string member, string value)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        node[member] = JsonNode.Parse(value);
        return node.ToJsonString();
    }

    private static string Without(string json, string member)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        node.Remove(member).ShouldBeTrue();
        return node.ToJsonString();
    }

    private static async Task OpenAsync(Resident resident, string code)
    {
        await resident.OpenAsync("/t/" + code);
        await resident.SendAsync(("do", "digits"), ("digits", "1234"));
        resident.At.ShouldStartWith("/matter");
    }
}

public sealed class ReceiptStoriesOnSqlite(SqliteInstallation hejie) : ReceiptStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class ReceiptStoriesOnPostgres(PostgresInstallation hejie) : ReceiptStories(hejie), IClassFixture<PostgresInstallation>;
