using System.Diagnostics;
using System.Net;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Ledger;
using Hejie.Rules.Procedures;
using Hejie.Tests.Crash;
using Hejie.Tests.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hejie.Tests.Ledger;

/// <summary>What was filed stands in its county's log, which anybody can verify; whatever is changed afterwards is found.</summary>
public abstract class LedgerStories(Installation hejie)
{
    private const int County = 532901;

    [Fact]
    public async Task What_was_filed_and_done_stands_in_the_log_and_every_leaf_is_proved()
    {
        using var log = new LogClient(hejie, County);
        var receipt = await hejie.FileAsync();
        (await hejie.MoveAsync(hejie.Post("mediation-committee", "喜洲村", Role.DutyOfficer), receipt, "accept", ("summary", "屋檐滴水与院墙"))).ShouldBeOfType<Written.Done>();
        await FileManyAsync(270);
        await log.PublishAsync();
        var (_, first) = await log.CheckpointAsync();
        first.Size.ShouldBeGreaterThanOrEqualTo(272);

        var stored = await EntriesAsync();
        var leaves = await log.LeavesAsync(first.Size);
        leaves.ShouldBe(stored.Take((int)first.Size).Select(GrowLog.Data), "a leaf is the hash of exactly the stored bytes");
        var tree = new RightEdge();
        tree.Append([.. leaves.Select(Merkle.Leaf)]);
        tree.Root().ShouldBe(first.Root);
        foreach (var at in new[] { 0, 1, 255, 256, first.Size - 1 })
        {
            var proof = await log.HashesAsync(first.Size, Proofs.Inclusion(at, first.Size));
            Proofs.VerifyInclusion(Merkle.Leaf(leaves[(int)at]), at, first.Size, first.Root, proof).ShouldBeTrue();
            LogProof.TryParse(await log.TextAsync($"proof/{at}"), out var read).ShouldBeTrue();
            read.Check(Merkle.Leaf(leaves[(int)at]), await log.KeyAsync(), []).ShouldBeOfType<ProofChecked.Holds>();
        }

        // It grows, and what was signed stays its beginning.
        await FileManyAsync(3);
        await log.PublishAsync();
        var (_, next) = await log.CheckpointAsync();
        next.Size.ShouldBe(first.Size + 3);
        var consistent = await log.HashesAsync(next.Size, Proofs.Consistency(first.Size, next.Size));
        Proofs.VerifyConsistency(first.Size, first.Root, next.Size, next.Root, consistent).ShouldBeTrue();
        (await log.BytesAsync(new TileId(0, 1).Path(new TileId(0, 1).WidthIn(first.Size)))).Length
            .ShouldBe(new TileId(0, 1).WidthIn(first.Size) * Digest.Size, "partial tiles of former checkpoints stay");
    }

    [Fact]
    public async Task A_log_is_signed_when_it_changed_and_not_twice_in_two_seconds()
    {
        using var log = new LogClient(hejie, County);
        await FileManyAsync(1);
        await log.PublishAsync();
        var (_, first) = await log.CheckpointAsync();
        await FileManyAsync(1);
        await log.GrowAsync();
        await SignAsync();
        (await log.CheckpointAsync()).Checkpoint.ShouldBe(first, "two seconds have not passed");
        await log.PublishAsync();
        var (note, next) = await log.CheckpointAsync();
        next.Size.ShouldBe(first.Size + 1);
        hejie.Time.Advance(TimeSpan.FromMinutes(5));
        await SignAsync();
        (await log.CheckpointAsync()).Note.ToString().ShouldBe(note.ToString(), "nothing changed");
    }

    [Fact]
    public async Task Tiles_are_kept_for_ever_and_the_checkpoint_for_a_moment()
    {
        using var log = new LogClient(hejie, County);
        await FileManyAsync(1);
        await log.PublishAsync();
        using var tile = await log.GetAsync("tile/0/000.p/1");
        tile.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        using var checkpoint = await log.GetAsync("checkpoint");
        checkpoint.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromSeconds(1));
        checkpoint.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=utf-8");
        checkpoint.Headers.Contains("Set-Cookie").ShouldBeFalse();

        foreach (var path in new[]
        {
            "tile/0/999", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/00", "tile/9/000", "tile/64/000", "tile/0/../checkpoint", "tile/0/x000/000", "tile/7/000.p/1",
            "tile/data/000", "tile/0/x999/x999/x999/x999/999", "proof/999999999999", "proof/-1", "nothing",
        })
        {
            using var answer = await log.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        using var elsewhere = new LogClient(hejie, 110101);
        foreach (var path in new[] { "checkpoint", "vkey", "tile/0/000.p/1", "proof/0" })
        {
            using var answer = await elsewhere.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public async Task An_empty_log_is_signed_too()
    {
        using var log = new LogClient(hejie, 532932);
        await log.PublishAsync();
        var (_, checkpoint) = await log.CheckpointAsync();
        (checkpoint.Size, checkpoint.Root).ShouldBe((0, Merkle.Empty));
    }

    [Fact]
    public async Task Two_nodes_grow_and_sign_one_log()
    {
        await using var other = HejieApp.Build(hejie.Services.GetRequiredService<Settings>(), ["--urls", "http://127.0.0.1:0"], builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(hejie.Time)));
        await other.OpenAsync(CancellationToken.None);
        var nodes = new[] { hejie.Services, other.Services };
        var filing = FileManyAsync(60);
        var growing = nodes.Select(async node =>
        {
            while (!filing.IsCompleted)
            {
                await node.GetRequiredService<Sequencer>().SequenceAsync(County, CancellationToken.None);
                await node.GetRequiredService<GrowLog>().RunAsync(County, CancellationToken.None);
                hejie.Time.Advance(SignLog.Pause);
                await node.GetRequiredService<SignLog>().RunAsync(CancellationToken.None);
            }
        });
        await Task.WhenAll(growing.Append(filing));

        using var log = new LogClient(hejie, County);
        await log.PublishAsync();
        var (_, checkpoint) = await log.CheckpointAsync();
        (await log.LeavesAsync(checkpoint.Size)).ShouldBe((await EntriesAsync()).Select(GrowLog.Data));
        (await AuditAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whatever_is_changed_afterwards_is_found_by_the_audit()
    {
        using var log = new LogClient(hejie, County);
        await FileManyAsync(300);
        await log.PublishAsync();
        var whole = await AuditAsync();
        whole.Problems.ShouldBeEmpty();
        whole.Entries.ShouldBe(whole.Checkpoint);
        whole.Tiles.ShouldBeGreaterThanOrEqualTo(2);

        var victim = await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Positions.AsNoTracking()
            .SingleAsync(row => row.County == County && row.Position == 17));
        var entries = (HejieDb db) => db.Entries.Where(row => row.County == County && row.Matter == victim.Matter && row.Number == victim.Number);
        var bytes = await hejie.InScopeAsync(services => entries(services.GetRequiredService<HejieDb>()).Select(row => row.Bytes).SingleAsync());
        byte[] bent = [.. bytes[..^1], (byte)(bytes[^1] ^ 1)];
        await FoundAsync(
            db => entries(db).ExecuteUpdateAsync(set => set.SetProperty(row => row.Bytes, bent)),
            db => entries(db).ExecuteUpdateAsync(set => set.SetProperty(row => row.Bytes, bytes)),
            "audit.entry", "17");
        await FoundAsync(
            db => entries(db).ExecuteUpdateAsync(set => set.SetProperty(row => row.Number, 99)),
            db => db.Entries.Where(row => row.County == County && row.Matter == victim.Matter && row.Number == 99)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Number, victim.Number)),
            "audit.missing", "17");

        var tile = new TileId(0, 0).Number;
        var tiles = (HejieDb db) => db.LogTiles.Where(row => row.County == County && row.Number == tile);
        var hashes = await hejie.InScopeAsync(services => tiles(services.GetRequiredService<HejieDb>()).Select(row => row.Bytes).SingleAsync());
        byte[] other = [(byte)(hashes[0] ^ 1), .. hashes[1..]];
        await FoundAsync(
            db => tiles(db).ExecuteUpdateAsync(set => set.SetProperty(row => row.Bytes, other)),
            db => tiles(db).ExecuteUpdateAsync(set => set.SetProperty(row => row.Bytes, hashes)),
            "audit.tile", "tile/0/000");

        var matters = (HejieDb db) => db.Matters.Where(row => row.County == County && row.Id == victim.Matter);
        await FoundAsync(
            db => matters(db).ExecuteUpdateAsync(set => set.SetProperty(row => row.Entries, row => row.Entries + 1)),
            db => matters(db).ExecuteUpdateAsync(set => set.SetProperty(row => row.Entries, row => row.Entries - 1)),
            "audit.numbering", victim.Matter.ToString());

        var logs = (HejieDb db) => db.Logs.Where(row => row.County == County);
        var note = await log.TextAsync("checkpoint");
        // The first letter of the root: a note may happen to hold no letter that one names, and the last letters hold bits that mean nothing.
        var lines = note.Split('\n');
        lines[2] = (lines[2][0] == 'A' ? 'B' : 'A') + lines[2][1..];
        await FoundAsync(
            db => logs(db).ExecuteUpdateAsync(set => set.SetProperty(row => row.Checkpoint, string.Join('\n', lines))),
            db => logs(db).ExecuteUpdateAsync(set => set.SetProperty(row => row.Checkpoint, note)),
            "audit.checkpoint", whole.Checkpoint.ToString(System.Globalization.CultureInfo.InvariantCulture));
        (await AuditAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_signed_that_does_not_continue_what_was_signed()
    {
        using var log = new LogClient(hejie, County);
        await FileManyAsync(2);
        await log.PublishAsync();
        var before = await log.TextAsync("checkpoint");
        await FileManyAsync(1);
        await log.GrowAsync();
        var row = (await log.RowAsync())!;
        var (size, edge) = (row.Size, row.Edge);
        byte[] bent = [.. edge.Select(one => (byte)~one)];
        try
        {
            await ChangeAsync(db => db.Logs.Where(row => row.County == County).ExecuteUpdateAsync(set => set.SetProperty(row => row.Edge, bent)));
            hejie.Time.Advance(SignLog.Pause);
            await Should.ThrowAsync<InvalidDataException>(SignAsync);
            (await log.TextAsync("checkpoint")).ShouldBe(before);
        }
        finally
        {
            await ChangeAsync(db => db.Logs.Where(row => row.County == County && row.Size == size).ExecuteUpdateAsync(set => set.SetProperty(row => row.Edge, edge)));
        }

        await log.PublishAsync();
        (await log.CheckpointAsync()).Checkpoint.Size.ShouldBe(size);
    }

    [Fact]
    public async Task A_log_keeps_its_name_and_its_key_for_ever()
    {
        var settings = hejie.Services.GetRequiredService<Settings>();
        using var log = new LogClient(hejie, County);
        await log.PublishAsync();
        var name = (await log.KeyAsync()).Name;
        name.ShouldEndWith("/ledger/532901");
        var origin = name.Split('/')[0];

        await OpenAsync(settings with { Origin = origin });
        (await Should.ThrowAsync<LedgerRefused>(() => OpenAsync(settings with { Origin = "other.example" }))).Error.Code.ShouldBe("ledger.origin");
        foreach (var wrong in new[] { "https://a.example", "a/b", "A.example", "a b", "a+b", ".", "a.example/", "" })
            (await Should.ThrowAsync<LedgerRefused>(() => OpenAsync(settings with { Origin = wrong }))).Error.Code.ShouldBe("ledger.origin-shape");
        var keys = Directory.CreateTempSubdirectory("hejie-keys-");
        (await Should.ThrowAsync<LedgerRefused>(() => OpenAsync(settings with { Keys = keys.FullName }))).Error.Code.ShouldBe("ledger.key");
        File.GetUnixFileMode(Path.Combine(keys.FullName, "ledger.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        keys.Delete(recursive: true);
        foreach (var (witnesses, code) in new[] { ("nobody", "ledger.witness-key"), (SigningKey.Fresh("w", KeyUse.Cosignature).Verifier + " ftp://w", "ledger.witness-address") })
            (await Should.ThrowAsync<LedgerRefused>(() => OpenAsync(settings with { Witnesses = witnesses }))).Error.Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_client_that_others_wrote_verifies_the_log()
    {
        using var log = new LogClient(hejie, County);
        await FileManyAsync(260);
        await log.PublishAsync();
        var old = await log.TextAsync("checkpoint");
        await FileManyAsync(7);
        await log.PublishAsync();
        var (_, checkpoint) = await log.CheckpointAsync();
        var (address, key) = (hejie.Address + "ledger/532901", await log.KeyAsync());
        var said = await ForeignAsync(address, key.ToString(), old);
        said.ShouldBe((0, $"{checkpoint.Size} leaves verified\n"), said.Text);

        var stranger = SigningKey.Fresh(key.Name, KeyUse.Note).Verifier;
        (await ForeignAsync(address, stranger.ToString(), old)).Code.ShouldBe(1, "its eyes are open");
    }

    [Fact]
    public async Task The_audit_is_a_verb()
    {
        using var log = new LogClient(hejie, County);
        await FileManyAsync(2);
        await log.PublishAsync();
        var settings = hejie.Services.GetRequiredService<Settings>();
        var ran = await ProgramProcess.RunAsync(settings, "", "ledger", "audit");
        ran.Code.ShouldBe(0, ran.Out + ran.Error);
        ran.Out.ShouldContain("All of it holds.");
        ran.Out.ShouldContain("532901");
    }

    private static readonly Lazy<Task<string>> s_foreign = new(BuildForeignAsync);

    /// <summary>Builds the client with Debian's packages alone: no network, no module of ours.</summary>
    private static async Task<string> BuildForeignAsync()
    {
        var folder = Directory.CreateTempSubdirectory("hejie-log-client-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var program = Path.Combine(folder, "log-client");
        var start = new ProcessStartInfo("go", ["build", "-o", program, Path.Combine(SourceTree.Root, "tests", "log-client", "main.go")]) { RedirectStandardError = true };
        (start.Environment["GO111MODULE"], start.Environment["GOPATH"], start.Environment["GOCACHE"]) = ("off", "/usr/share/gocode", Path.Combine(folder, "cache"));
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, error);
        return program;
    }

    private static async Task<(int Code, string Text)> ForeignAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(await s_foreign.Value, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    private async Task OpenAsync(Settings settings) =>
        await ActivatorUtilities.CreateInstance<LogIdentity>(hejie.Services, settings).OpenAsync(hejie.Services, CancellationToken.None);

    private async Task FileManyAsync(int count)
    {
        for (var filed = 0; filed < count; filed++)
            await hejie.FileAsync();
    }

    private Task SignAsync() => hejie.Services.GetRequiredService<SignLog>().RunAsync(CancellationToken.None);

    private Task<Audited> AuditAsync() => hejie.InScopeAsync(services => services.GetRequiredService<AuditLog>().RunAsync(County, CancellationToken.None));

    private Task<IReadOnlyList<byte[]>> EntriesAsync() => hejie.InScopeAsync(
        services => GrowLog.EntriesAsync(services.GetRequiredService<HejieDb>(), County, 0, 100_000, CancellationToken.None));

    private Task<int> ChangeAsync(Func<HejieDb, Task<int>> change) =>
        hejie.InScopeAsync(services => change(services.GetRequiredService<HejieDb>()));

    private async Task FoundAsync(Func<HejieDb, Task<int>> change, Func<HejieDb, Task<int>> back, string code, string detail)
    {
        (await ChangeAsync(change)).ShouldBe(1);
        try
        {
            (await AuditAsync()).Problems.ShouldContain(new AuditProblem(code, detail));
        }
        finally
        {
            (await ChangeAsync(back)).ShouldBe(1);
        }
    }
}

public sealed class LedgerStoriesOnSqlite(SqliteInstallation hejie) : LedgerStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class LedgerStoriesOnPostgres(PostgresInstallation hejie) : LedgerStories(hejie), IClassFixture<PostgresInstallation>;
