using System.Diagnostics;
using System.Globalization;
using Hejie.Kernel;
using Hejie.Ledger;
using Hejie.Tests.Databases;

namespace Hejie.Tests.Crash;

/// <summary>The program as it runs by itself: what is filed comes under a checkpoint without anybody calling, and one program audits what another wrote.</summary>
[Collection(LongestFirst.Crash)]
public sealed class LogProcessTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("hejie-log-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public Task What_is_filed_comes_under_a_checkpoint_on_sqlite() => FileAsync(null, null);

    [Fact]
    public async Task What_is_filed_comes_under_a_checkpoint_on_postgres()
    {
        await using var data = await PostgresCluster.CreateDatabaseAsync("log", _ => Task.CompletedTask);
        await using var keys = await PostgresCluster.CreateDatabaseAsync("log_keys", _ => Task.CompletedTask);
        await FileAsync(data.ConnectionString, keys.ConnectionString);
    }

    private async Task FileAsync(string? database, string? keys)
    {
        var settings = new Settings(Path.Combine(_folder, "data"), Path.Combine(_folder, "keys"), database, keys, Roots.Catalogue);
        await using (var server = new ServerProcess(settings))
        {
            await server.StartAsync();
            var load = new IntakeLoad(server.Address);
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await load.RunAsync(stop.Token);
            await load.ResendAsync();
            var waited = Stopwatch.StartNew();
            using var http = new HttpClient { BaseAddress = server.Address };
            while (await SizeAsync(http) < load.Receipts.Count)
            {
                waited.Elapsed.ShouldBeLessThan(s_most);
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{load.Receipts.Count} filed, all under a checkpoint after {waited.ElapsedMilliseconds} ms"));
        }

        var audit = await ProgramProcess.RunAsync(settings, "", "ledger", "audit");
        audit.Code.ShouldBe(0, audit.Out + audit.Error);
    }

    private static async Task<long> SizeAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri("/ledger/532901/checkpoint", UriKind.Relative), TestContext.Current.CancellationToken);
        return SignedNote.TryParse(await answer.Content.ReadAsByteArrayAsync(), out var note) && Checkpoint.TryParse(note.Text, out var checkpoint) ? checkpoint.Size : -1;
    }
}
