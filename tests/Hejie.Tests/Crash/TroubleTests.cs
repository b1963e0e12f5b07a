using System.Diagnostics;
using System.Net;
using Hejie.Data;
using Hejie.Kernel;
using Hejie.Matters.Intake.Attachments;
using Hejie.Tests.Databases;
using Microsoft.Data.Sqlite;

namespace Hejie.Tests.Crash;

/// <summary>
/// The disk fills up, the database goes away: requests are refused with a clear word, nothing acknowledged is lost, and
/// service returns without a restart.
/// </summary>
[Collection(LongestFirst.Crash)]
public sealed class TroubleTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>The tables with all places and bodies, and some thousand matters.</summary>
    private const int Megabytes = 96;

    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(40);
    private readonly string _folder = Directory.CreateTempSubdirectory("hejie-trouble-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_disk_fills_up_on_sqlite()
    {
        using var disk = new SmallDisk(Path.Combine(_folder, "data"), Megabytes);
        await TroubleAsync(
            Settings(null, null), "storage.full",
            () => Task.Run(disk.Fill), () => Task.Run(disk.Clear));
    }

    [Fact]
    public async Task The_disk_fills_up_on_postgres()
    {
        await using var keys = await PostgresCluster.CreateDatabaseAsync("full_keys", _ => Task.CompletedTask);
        OpenToPostgres();
        using var disk = new SmallDisk(Path.Combine(_folder, "tables"), Megabytes);
        disk.GiveToPostgres();
        await using var data = await PostgresCluster.CreateDatabaseOnAsync(disk.Folder);
        await TroubleAsync(
            Settings(data.ConnectionString, keys.ConnectionString), "storage.full",
            () => Task.Run(disk.Fill), () => Task.Run(disk.Clear));
    }

    [Fact]
    public async Task PostgreSQL_is_stopped_under_the_server()
    {
        var cluster = Path.Combine(_folder, "postgres");
        Directory.CreateDirectory(cluster);
        OpenToPostgres();
        var connection = await PostgresCluster.ScriptAsync("start", cluster);
        try
        {
            await PostgresCluster.ExecuteAsync(connection + ";Database=postgres", "create database hejie");
            await PostgresCluster.ExecuteAsync(connection + ";Database=postgres", "create database hejie_keys");
            await TroubleAsync(
                Settings(connection + ";Database=hejie", connection + ";Database=hejie_keys"), "storage.away",
                () => PostgresCluster.ScriptAsync("halt", cluster), () => PostgresCluster.ScriptAsync("start", cluster), goneForReaders: true);
        }
        finally
        {
            await PostgresCluster.ScriptAsync("stop", cluster);
        }
    }

    [Fact]
    public async Task Another_program_holds_the_sqlite_database()
    {
        var settings = Settings(null, null);
        await using var holder = new SqliteConnection($"Data Source={settings.SqliteFile};Pooling=False");
        await TroubleAsync(
            settings, "storage.away",
            async () =>
            {
                await holder.OpenAsync();
                await ExecuteAsync(holder, "begin immediate");
            },
            () => ExecuteAsync(holder, "rollback"));
    }

    [Fact]
    public async Task A_file_that_finds_no_room_leaves_nothing_behind_and_is_taken_later()
    {
        using var disk = new SmallDisk(Path.Combine(_folder, "files"), 2);
        var store = new SealedFileStore(disk.Folder);
        var (key, content) = (new byte[32], new byte[300_000]);
        await store.WriteAsync(532901, new MemoryStream(content), key, TestContext.Current.CancellationToken);
        disk.Fill();
        var refused = await Should.ThrowAsync<IOException>(() => store.WriteAsync(532901, new MemoryStream(content), key, TestContext.Current.CancellationToken));
        Troubles.Of(new InvalidOperationException("around it", refused)).ShouldBe(Trouble.Full);
        store.Places().Count().ShouldBe(1);
        disk.Clear();
        await store.WriteAsync(532901, new MemoryStream(content), key, TestContext.Current.CancellationToken);
        store.Places().Count().ShouldBe(2);
        Directory.EnumerateFiles(disk.Folder, "*", SearchOption.AllDirectories).Count().ShouldBe(2);
    }

    private async Task TroubleAsync(Settings settings, string code, Func<Task> begin, Func<Task> end, bool goneForReaders = false)
    {
        await using var server = new ServerProcess(settings);
        await server.StartAsync();
        var load = new IntakeLoad(server.Address);
        using var stop = new CancellationTokenSource();
        var filing = load.RunAsync(stop.Token);
        await UntilAsync(() => load.Receipts.Count > 20, () => $"{load.Receipts.Count} taken");
        var before = load.Receipts.Count;

        await begin();
        await UntilAsync(() => load.Refused.ContainsKey(code), () => $"{load.Receipts.Count} taken, refused: {string.Join(", ", load.Refused)}");
        using (var http = new HttpClient { BaseAddress = server.Address, Timeout = s_most })
        {
            // What needs nothing of the database is there all the same, and whoever asks for a page reads one.
            (await http.GetAsync(new Uri("/healthz", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await http.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
            if (goneForReaders)
            {
                using var page = await http.GetAsync(new Uri("/law/changes", UriKind.Relative), TestContext.Current.CancellationToken);
                page.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
                page.Headers.RetryAfter.ShouldNotBeNull();
                (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("系统暂时存不了东西");
                (await http.GetAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            }
        }

        var during = load.Receipts.Count;
        await end();
        await UntilAsync(() => load.Receipts.Count > during + 20, () => $"{during} taken, then {load.Receipts.Count}");
        await stop.CancelAsync();
        await filing;
        await load.ResendAsync();
        load.Refused.Keys.ShouldBeSubsetOf(["storage.full", "storage.away"]);
        await server.KillAsync();
        var counts = await load.VerifyAsync(settings);
        output.WriteLine($"{code}: {before} before, {load.Refused.Values.Sum()} refused, then served again by the same process; {counts}");
    }

    private static async Task UntilAsync(Func<bool> there, Func<string> said)
    {
        for (var waited = Stopwatch.StartNew(); !there();)
        {
            waited.Elapsed.ShouldBeLessThan(s_most, said());
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>PostgreSQL runs as a user of its own, who must find the way.</summary>
    private void OpenToPostgres() =>
        File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

    private Settings Settings(string? database, string? keys) =>
        new(Path.Combine(_folder, "data"), Path.Combine(_folder, "keys"), database, keys, Roots.Catalogue);
}
