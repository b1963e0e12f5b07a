using Hejie.Kernel;
using Hejie.Tests.Databases;

namespace Hejie.Tests.Crash;

/// <summary>
/// Killed under intake load, again and again: every receipt that a resident got is there, every matter's entries are
/// consecutive, and the stored state is the state rebuilt from the journal. Three times in ./test, twenty with --long.
/// </summary>
[Collection(LongestFirst.Crash)]
public sealed class KillTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly int s_kills = Environment.GetEnvironmentVariable("HEJIE_LONG") == "1" ? 20 : 3;
    private readonly string _folder = Directory.CreateTempSubdirectory("hejie-crash-").FullName;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public Task The_server_is_killed_on_sqlite() => KillServerAsync(Settings(null, null));

    [Fact]
    public async Task The_server_is_killed_on_postgres()
    {
        await using var data = await PostgresCluster.CreateDatabaseAsync("crash", _ => Task.CompletedTask);
        await using var keys = await PostgresCluster.CreateDatabaseAsync("crash_keys", _ => Task.CompletedTask);
        await KillServerAsync(Settings(data.ConnectionString, keys.ConnectionString));
    }

    [Fact]
    public async Task PostgreSQL_is_killed_under_the_server()
    {
        var cluster = Path.Combine(_folder, "postgres");
        Directory.CreateDirectory(cluster);
        File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var connection = await PostgresCluster.ScriptAsync("start", cluster);
        try
        {
            await PostgresCluster.ExecuteAsync(connection + ";Database=postgres", "create database hejie");
            await PostgresCluster.ExecuteAsync(connection + ";Database=postgres", "create database hejie_keys");
            var settings = Settings(connection + ";Database=hejie", connection + ";Database=hejie_keys");
            await using var server = new ServerProcess(settings);
            await server.StartAsync();
            var load = new IntakeLoad(server.Address);
            for (var kill = 1; kill <= s_kills; kill++)
            {
                using var stop = new CancellationTokenSource();
                var filing = load.RunAsync(stop.Token);
                await Task.Delay(500 + (137 * kill % 700), TestContext.Current.CancellationToken);
                await PostgresCluster.ScriptAsync("kill", cluster);
                await Task.Delay(200, TestContext.Current.CancellationToken);
                await PostgresCluster.ScriptAsync("start", cluster);
                await server.ReadyAsync();
                await stop.CancelAsync();
                await filing;
                await load.ResendAsync();
            }

            await server.KillAsync();
            await VerifyAsync(settings, load);
        }
        finally
        {
            await PostgresCluster.ScriptAsync("stop", cluster);
        }
    }

    private async Task KillServerAsync(Settings settings)
    {
        await using var server = new ServerProcess(settings);
        var load = new IntakeLoad(server.Address);
        for (var kill = 1; kill <= s_kills; kill++)
        {
            await server.StartAsync();
            await load.ResendAsync();
            using var stop = new CancellationTokenSource();
            var filing = load.RunAsync(stop.Token);
            await Task.Delay(500 + (137 * kill % 700), TestContext.Current.CancellationToken);
            await server.KillAsync();
            await stop.CancelAsync();
            await filing;
        }

        await server.StartAsync();
        await load.ResendAsync();
        await server.KillAsync();
        await VerifyAsync(settings, load);
    }

    private async Task VerifyAsync(Settings settings, IntakeLoad load) =>
        output.WriteLine($"{s_kills} kills: {await load.VerifyAsync(settings)}");

    private Settings Settings(string? database, string? keys) =>
        new(Path.Combine(_folder, "data"), Path.Combine(_folder, "keys"), database, keys, Roots.Catalogue);
}
