using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Ledger;
using Hejie.Matters.Forgetting;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Matters.Intake.Attachments;
using Hejie.Operations;
using Hejie.Operations.Backups;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Hejie.Tests.Attachments;
using Hejie.Tests.Crash;
using Hejie.Tests.Ledger;
using Hejie.Tests.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Operations;

/// <summary>
/// A backup is made while people work and comes back whole into another place, with the keys that were never in it. What
/// was forgotten since stays forgotten, and no second log is signed.
/// </summary>
public abstract class BackupStories(Installation hejie, ITestOutputHelper output)
{
    private const int County = 532901;
    private const string Summary = "备份里的事由甲乙丙丁";

    [Fact]
    public async Task What_was_acknowledged_comes_back_and_what_was_forgotten_stays_forgotten()
    {
        var kept = new List<Receipt>();
        for (var filed = 0; filed < 20; filed++)
            kept.Add(await hejie.FileAsync());
        var ended = await FileWithPaperAsync();
        await AcceptAsync(ended);
        await EndAsync(ended);
        var open = await FileWithPaperAsync();
        await AcceptAsync(open);
        var pieces = await PiecesAsync(ended);
        pieces.AddRange(await PiecesAsync(open));
        await PublishAsync();

        var backup = await BackUpAsync("whole");
        await hejie.FileAsync();
        await ForgetAsync(ended);
        // The other was still open when the backup was made.
        await EndAsync(open);
        await ForgetAsync(open);

        await using var elsewhere = await Elsewhere.MakeAsync(hejie, "whole");
        var ran = await ProgramProcess.RunAsync(elsewhere.Settings, "", "restore", backup);
        ran.Out.ShouldContain("came back: 2;", Case.Sensitive, ran.Error);

        await using var app = await elsewhere.OpenAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var found = (await db.Matters.Where(row => row.County == County).Select(row => row.Id).ToListAsync(TestContext.Current.CancellationToken)).ToHashSet();
        kept.ShouldAllBe(receipt => found.Contains(receipt.Matter));
        output.WriteLine($"{kept.Count} acknowledged, {kept.Count(receipt => found.Contains(receipt.Matter))} found");
        var journal = scope.ServiceProvider.GetRequiredService<MatterJournal>();
        (await journal.FindAsync(db.Matters.Where(row => row.County == County && row.Id == kept[0].Matter), CancellationToken.None)).ShouldNotBeNull("its key opens it");

        foreach (var receipt in new[] { ended, open })
        {
            var row = await db.Matters.AsNoTracking().SingleAsync(row => row.County == County && row.Id == receipt.Matter, TestContext.Current.CancellationToken);
            row.Summary.ShouldBeNull();
            row.Ended.ShouldBeNull();
            var entries = await journal.EntriesAsync(County, receipt.Matter, CancellationToken.None);
            var last = EntryCodec.Header(entries[^1]);
            last.Kind.ShouldBe(ForgetMatter.Kind);
            last.Clear["why"].ShouldBe(ForgetWhy.Asked);
            row.State.ShouldBe(StateCodec.Encode(entries.Aggregate(MatterState.Empty, (state, bytes) => state.After(EntryCodec.Header(bytes).Effects))));
            StateCodec.Decode(row.State).HasEnded.ShouldBeTrue("nothing of it waits on anybody");
            (await db.Work.CountAsync(work => work.County == County && work.Matter == receipt.Matter, TestContext.Current.CancellationToken)).ShouldBe(0);
            (await db.Clocks.CountAsync(clock => clock.County == County && clock.Matter == receipt.Matter, TestContext.Current.CancellationToken)).ShouldBe(0);
        }

        // The time that passed in between may have brought a newer checkpoint than the backup has.
        (await Elsewhere.AuditAsync(app, County)).Where(problem => problem.Code is not ("audit.rollback" or "audit.fork")).ShouldBeEmpty();
        var traces = await Traces.ReadAsync(elsewhere.Settings);
        traces.Find([Summary]).ShouldBeNull();
        traces.Find(pieces).ShouldBeNull();
        (await app.Services.GetRequiredService<ForgottenList>().BegunAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_backup_is_made_while_people_file()
    {
        using var stop = new CancellationTokenSource();
        var receipts = new ConcurrentQueue<Receipt>();
        var filing = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                receipts.Enqueue(await FileWithPaperAsync());
        }, TestContext.Current.CancellationToken)).ToList();
        var sequencing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await hejie.Services.GetRequiredService<Sequencer>().SequenceAsync(County, CancellationToken.None);
                await hejie.Services.GetRequiredService<GrowLog>().RunAsync(County, CancellationToken.None);
            }
        }, TestContext.Current.CancellationToken);
        while (receipts.Count < 20)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        var before = receipts.ToList();
        var backup = await BackUpAsync("busy");
        await stop.CancelAsync();
        await Task.WhenAll(filing.Append(sequencing));

        await using var elsewhere = await Elsewhere.MakeAsync(hejie, "busy");
        await elsewhere.RestoreAsync(backup);
        await using var app = await elsewhere.OpenAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var audited = await scope.ServiceProvider.GetRequiredService<AuditLog>().RunAsync(County, CancellationToken.None);
        audited.Problems.Where(problem => problem.Code is not ("audit.rollback" or "audit.fork")).ShouldBeEmpty();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var found = (await db.Matters.Where(row => row.County == County).Select(row => row.Id).ToListAsync(TestContext.Current.CancellationToken)).ToHashSet();
        before.ShouldAllBe(receipt => found.Contains(receipt.Matter));
        var named = await db.Attachments.Where(row => row.County == County).Select(row => row.Address).ToListAsync(TestContext.Current.CancellationToken);
        named.Where(address => !File.Exists(Path.Combine(elsewhere.Settings.Data, SealedFileStore.Place(County, address)))).ShouldBeEmpty("an entry names no file that is not there");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{before.Count} acknowledged before it began, all found, among {found.Count}; {named.Count} attachments, all there"));
    }

    [Fact]
    public async Task No_backup_holds_a_key()
    {
        var receipt = await FileWithPaperAsync();
        await PublishAsync();
        var backup = await BackUpAsync("keyless");
        var settings = hejie.Services.GetRequiredService<Settings>();
        var secrets = new List<byte[]>();
        foreach (var name in new[] { "installation.key", "ledger.key" })
            secrets.Add(await File.ReadAllBytesAsync(Path.Combine(settings.Keys, name), TestContext.Current.CancellationToken));
        await using (var store = await hejie.Services.GetRequiredService<IDbContextFactory<KeyDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
            secrets.AddRange(await store.Keys.OrderBy(row => row.Id).Select(row => row.Wrapped).Take(600).ToListAsync(TestContext.Current.CancellationToken));
        foreach (var file in Directory.EnumerateFiles(backup, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            foreach (var secret in secrets)
                bytes.AsSpan().IndexOf(secret).ShouldBe(-1, file);
        }

        Directory.EnumerateFiles(backup).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(
            [BackupFolder.Sums, hejie.Services.GetRequiredService<IDialect>().CopyName, BackupFolder.About], ignoreOrder: true);
        Manifest.Read(await File.ReadAllBytesAsync(Path.Combine(backup, BackupFolder.About), TestContext.Current.CancellationToken))!
            .Logs.ShouldContain(log => log.County == receipt.County && log.Size > 0 && log.Checkpoint != null);
    }

    [Fact]
    public async Task A_backup_that_is_not_whole_or_was_changed_is_not_taken_and_nothing_is_touched()
    {
        await FileWithPaperAsync();
        var backup = await BackUpAsync("changed");
        Directory.Exists(backup + ".part").ShouldBeFalse();
        await using var elsewhere = await Elsewhere.MakeAsync(hejie, "changed");
        var file = Path.Combine(backup, BackupFolder.Files(backup).First(name => name.StartsWith("attachments/", StringComparison.Ordinal)));
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(file, [.. bytes[..^1], (byte)(bytes[^1] ^ 1)], TestContext.Current.CancellationToken);
        await elsewhere.RefusesAsync(backup, "restore.differs");
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        var about = Path.Combine(backup, BackupFolder.About);
        File.Move(about, about + ".away");
        await elsewhere.RefusesAsync(backup, "restore.no-backup");
        File.Move(about + ".away", about);
        await elsewhere.WithOtherKeys().RefusesAsync(backup, "restore.other-key");

        Directory.Exists(Path.Combine(elsewhere.Settings.Data, "attachments")).ShouldBeFalse();
        await elsewhere.RestoreAsync(backup);
    }

    [Fact]
    public async Task Data_that_are_there_are_kept_aside_and_never_overwritten()
    {
        var first = await hejie.FileAsync();
        var one = await BackUpAsync("first");
        await hejie.FileAsync();
        var two = await BackUpAsync("second");
        (await BackUpAgainAsync(two)).ShouldBe("backup.exists");
        (await BackUpAgainAsync(Path.Combine(hejie.Services.GetRequiredService<Settings>().Data, "backup"))).ShouldBe("backup.inside");
        await using var elsewhere = await Elsewhere.MakeAsync(hejie, "twice");
        await elsewhere.RestoreAsync(two);
        var later = await elsewhere.MattersAsync(County);
        await elsewhere.RefusesAsync(one, "restore.not-empty");
        (await elsewhere.MattersAsync(County)).ShouldBe(later);

        await using (var holding = await elsewhere.OpenAsync())
        await using (var scope = holding.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<HejieDb>().Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await elsewhere.RefusesAsync(one, "restore.in-use", replace: true);
        }

        Npgsql.NpgsqlConnection.ClearAllPools();
        await elsewhere.RestoreAsync(one, replace: true);
        (await elsewhere.MattersAsync(County)).ShouldBe(later - 1);
        await elsewhere.KeptAsideAsync();
        first.County.ShouldBe(County);
    }

    [Fact]
    public async Task A_restore_that_was_interrupted_is_finished_before_anything_is_served()
    {
        var receipt = await FileWithPaperAsync();
        await AcceptAsync(receipt);
        var backup = await BackUpAsync("interrupted");
        await EndAsync(receipt);
        await ForgetAsync(receipt);
        await using var elsewhere = await Elsewhere.MakeAsync(hejie, "interrupted");
        await elsewhere.PutBackAsync(backup);
        UnfinishedRestore.IsBack(elsewhere.Settings).ShouldBeTrue();

        // Interrupted earlier, with the data half changed: it is begun again.
        UnfinishedRestore.Begin(elsewhere.Settings);
        UnfinishedRestore.IsBack(elsewhere.Settings).ShouldBeFalse();
        await elsewhere.PutBackAsync(backup, replace: true);
        UnfinishedRestore.IsBack(elsewhere.Settings).ShouldBeTrue();

        var served = await ProgramProcess.RunAsync(elsewhere.Settings, "", "serve", "--urls", "http://127.0.0.1:0");
        served.Code.ShouldBe(Cli.BadInput);
        served.Error.ShouldContain("./hejie restore --finish");
        var finished = await ProgramProcess.RunAsync(elsewhere.Settings, "", "restore", "--finish");
        finished.Out.ShouldContain("came back: 1;");
        UnfinishedRestore.IsThere(elsewhere.Settings).ShouldBeFalse();
    }

    [Fact]
    public async Task Older_data_are_not_signed_into_a_second_log()
    {
        await hejie.FileAsync();
        await PublishAsync();
        var backup = await BackUpAsync("older");
        for (var lost = 0; lost < 3; lost++)
            await hejie.FileAsync();
        await PublishAsync();

        await using var elsewhere = await Elsewhere.MakeAsync(hejie, "older");
        await elsewhere.RestoreAsync(backup);
        await using var app = await elsewhere.OpenAsync();
        (await Elsewhere.AuditAsync(app, County)).ShouldContain(problem => problem.Code == "audit.rollback", "what was signed is not all there");

        // As many as were lost, and more: another tree of the same size.
        var before = await Elsewhere.CheckpointAsync(app, County);
        for (var filed = 0; filed < 5; filed++)
        {
            await Elsewhere.FileAsync(app);
            await Elsewhere.SignRefusedAsync(app, County);
        }

        (await Elsewhere.CheckpointAsync(app, County)).ShouldBe(before, "nothing was signed");
        (await Elsewhere.AuditAsync(app, County)).ShouldContain(problem => problem.Code == "audit.fork");

        var name = $"renewed-{Guid.NewGuid():N}";
        (await Elsewhere.RenewAsync(app, name.ToUpperInvariant())).ShouldBeOfType<Renewed.Refused>().Error.Code.ShouldBe("ledger.origin-shape");
        (await Elsewhere.RenewAsync(app, before!.Split('/')[0])).ShouldBeOfType<Renewed.Refused>().Error.Code.ShouldBe("ledger.renew-taken");
        (await Elsewhere.RenewAsync(app, name)).ShouldBeOfType<Renewed.Done>().Name.ShouldBe(name);
        await using var anew = await elsewhere.OpenAsync();
        await anew.Services.GetRequiredService<SignLog>().RunAsync(CancellationToken.None);
        (await Elsewhere.CheckpointAsync(anew, County)).ShouldStartWith(name + "/ledger/532901\n");
        (await Elsewhere.AuditAsync(anew, County)).ShouldBeEmpty();
        (await Elsewhere.RenewAsync(anew, name + "-2")).ShouldBeOfType<Renewed.Refused>().Error.Code.ShouldBe("ledger.renew-needless");

        // The installation that has all of it goes on under its own name.
        await hejie.FileAsync();
        await PublishAsync();
    }

    private async Task<string> BackUpAsync(string name)
    {
        var target = Path.Combine(Path.GetDirectoryName(hejie.Services.GetRequiredService<Settings>().Data)!, "backup-" + name);
        var made = await hejie.InScopeAsync(services => ActivatorUtilities.CreateInstance<MakeBackup>(services).RunAsync(target, Elsewhere.Silent, CancellationToken.None));
        made.ShouldBeOfType<BackedUp.Done>().Faults.ShouldBeEmpty();
        return target;
    }

    private async Task<string> BackUpAgainAsync(string target) => (await hejie.InScopeAsync(services =>
        ActivatorUtilities.CreateInstance<MakeBackup>(services).RunAsync(target, Elsewhere.Silent, CancellationToken.None))).ShouldBeOfType<BackedUp.Refused>().Error.Code;

    private async Task PublishAsync()
    {
        using var log = new LogClient(hejie, County);
        await log.PublishAsync();
    }

    /// <summary>A request for service, which no law keeps, with a paper and a confirmed telephone.</summary>
    private async Task<Receipt> FileWithPaperAsync()
    {
        var place = hejie.Place("喜洲村").Code;
        var key = await hejie.InScopeAsync(async services => await services.GetRequiredService<MatterKeys>().TakeAsync(CancellationToken.None));
        using var photo = new MemoryStream(Samples.Photo());
        var address = await hejie.Services.GetRequiredService<SealedFileStore>().WriteAsync(place.County, photo, key.Bytes, CancellationToken.None);
        var filing = Installation.Filing("service-request", "utilities", place.ToString(), null, "路灯坏了。", $"199{Random.Shared.Next(10_000_000, 99_999_999)}", otherSide: false) with
        {
            TelephoneConfirmed = true,
            Key = key,
            Files = [new StoredFile(Guid.CreateVersion7(), address, nameof(AttachmentKind.Jpeg), photo.Length, "灯.jpg")],
        };
        return (await hejie.InScopeAsync(services => services.GetRequiredService<FileMatter>().RunAsync(filing, "test", Guid.NewGuid().ToString(), CancellationToken.None)))
            .ShouldBeOfType<Filed.Done>().Receipt;
    }

    private async Task AcceptAsync(Receipt receipt) => (await hejie.MoveAsync(
        hejie.At(hejie.Bodies.PostsOf((await hejie.StateAsync(receipt)).Owner).First(post => post.Role == Role.DutyOfficer)), receipt, "accept", ("summary", Summary)))
        .ShouldBeOfType<Written.Done>();

    private async Task EndAsync(Receipt receipt)
    {
        (await hejie.MoveAsync(1, receipt, "withdraw")).ShouldBeOfType<Written.Done>();
        hejie.Time.Advance(TimeSpan.FromDays(8));
        await hejie.Services.GetRequiredService<PassClocks>().RunAsync(CancellationToken.None);
    }

    private async Task ForgetAsync(Receipt receipt) => (await hejie.InScopeAsync(services => services.GetRequiredService<ForgetMatter>().RunAsync(
        new Forgetting(receipt.County, receipt.Matter, ForgetWhy.Asked, 1), CancellationToken.None))).ShouldBeOfType<Written.Done>();

    /// <summary>What a forgetting deletes or overwrites in the data.</summary>
    private Task<List<byte[]>> PiecesAsync(Receipt receipt) => hejie.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<HejieDb>();
        var pieces = new List<byte[]>();
        foreach (var party in await db.Parties.Where(row => row.County == receipt.County && row.Matter == receipt.Matter).ToListAsync())
            pieces.AddRange(new[] { party.Code, party.Telephone, party.Person }.OfType<byte[]>());
        foreach (var file in await db.Attachments.Where(row => row.County == receipt.County && row.Matter == receipt.Matter).ToListAsync())
            pieces.Add(Encoding.ASCII.GetBytes(file.Address));
        pieces.Count.ShouldBeGreaterThan(3);
        return pieces;
    });
}

public sealed class BackupStoriesOnSqlite(SqliteInstallation hejie, ITestOutputHelper output) : BackupStories(hejie, output), IClassFixture<SqliteInstallation>;

public sealed class BackupStoriesOnPostgres(PostgresInstallation hejie, ITestOutputHelper output) : BackupStories(hejie, output), IClassFixture<PostgresInstallation>;
