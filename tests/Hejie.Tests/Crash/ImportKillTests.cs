using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Rules.Procedures;
using Hejie.Tests.Databases;
using Hejie.Tests.Import;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Crash;

/// <summary>An import is killed in its middle and started again, until it comes to its end: each row is there once, whole, and in the log.</summary>
[Collection(LongestFirst.Crash)]
public sealed class ImportKillTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Rows = 12_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("hejie-import-").FullName;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public Task An_import_is_killed_on_sqlite() => KillAsync(new Settings(Path.Combine(_folder, "data"), Path.Combine(_folder, "keys"), null, null, Roots.Catalogue));

    [Fact]
    public async Task An_import_is_killed_on_postgres()
    {
        await using var data = await PostgresCluster.CreateDatabaseAsync("importkill", _ => Task.CompletedTask);
        await using var keys = await PostgresCluster.CreateDatabaseAsync("importkill_keys", _ => Task.CompletedTask);
        await KillAsync(new Settings(Path.Combine(_folder, "data"), Path.Combine(_folder, "keys"), data.ConnectionString, keys.ConnectionString, Roots.Catalogue));
    }

    private async Task KillAsync(Settings settings)
    {
        Directory.CreateDirectory(settings.Data);
        var file = Path.Combine(_folder, "register.csv");
        await File.WriteAllBytesAsync(file, Tables.Csv(
            [["编号", "受理日期", "地点", "申请人", "主要事实", "结果"], .. Enumerable.Range(1, Rows).Select(nth => (IReadOnlyList<string>)[$"杀{nth}", "2025-11-05", nth % 3 == 0 ? "宾川县" : "喜洲镇周城村", "杨示例", $"第{nth}次反映村口路灯不亮没有人修", nth % 2 == 0 ? "办结" : "未办结"])]));
        string[] verb = ["import", file, "--body", "", "--procedure", "people-mediation", "--kind", "other", "--source", "杀", "--save", "杀"];
        verb[3] = await LeadAsync(settings);
        // Made once: what is asked while the import goes on must be quicker than it.
        await using var app = HejieApp.Build(settings, []);
        var kills = 0;
        for (var tried = 1; ; tried++)
        {
            tried.ShouldBeLessThan(20);
            using var process = ProgramProcess.Start(settings, verb);
            process.StandardInput.Close();
            var (told, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (tried <= 3)
            {
                // Killed once something of it stands, at another moment each time.
                var before = await CountAsync(app.Services);
                for (var waited = 0; waited < 3_000 && !process.HasExited && await CountAsync(app.Services) < before + 1; waited++)
                    await Task.Delay(10, TestContext.Current.CancellationToken);
                await Task.Delay(7 * tried, TestContext.Current.CancellationToken);
                kills += process.HasExited ? 0 : 1;
                process.Kill();
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
                continue;
            }

            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            process.ExitCode.ShouldBe(0, await told + await error);
            break;
        }

        output.WriteLine($"{kills} kills");
        kills.ShouldBeGreaterThan(0);
        await VerifyAsync(settings);
    }

    private static async Task<string> LeadAsync(Settings settings)
    {
        await using var app = HejieApp.Build(settings, []);
        await app.PrepareAsync();
        return app.Services.GetRequiredService<DirectoryHolder>().Current.Bodies.Single(body => body.Kind.Code == BodyKinds.ServiceCentre && body.Place.Level == Rules.Places.PlaceLevel.Prefecture).Name;
    }

    private static async Task<int> CountAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<HejieDb>().Imported.TagWith(AcrossCounties.Tag).CountAsync();
    }

    private static async Task VerifyAsync(Settings settings)
    {
        await using var app = HejieApp.Build(settings, []);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        (await db.Imported.CountAsync()).ShouldBe(Rows);
        (await db.Matters.CountAsync()).ShouldBe(Rows);
        (await db.Imported.Select(row => row.Matter).Distinct().CountAsync()).ShouldBe(Rows);
        (await db.Imported.CountAsync(row => !db.Matters.Any(matter => matter.County == row.County && matter.Id == row.Matter))).ShouldBe(0);
        (await db.Parties.CountAsync()).ShouldBe(Rows);
        (await db.Work.CountAsync()).ShouldBe(Rows / 2);
        foreach (var county in await db.Positions.GroupBy(row => row.County).Select(group => new { group.Key, Count = group.LongCount(), Last = group.Max(row => row.Position) }).ToListAsync())
            county.Last.ShouldBe(county.Count - 1);
        await foreach (var entry in db.Entries.Join(db.Matters, entry => new { entry.County, Id = entry.Matter }, matter => new { matter.County, matter.Id }, (entry, matter) => new { entry.Bytes, matter.State }).AsAsyncEnumerable())
            StateCodec.Decode(entry.State).ShouldBeEquivalentTo(MatterState.Empty.After(EntryCodec.Header(entry.Bytes).Effects));
        (await db.ImportRuns.OrderByDescending(run => run.Started).FirstAsync()).ShouldSatisfyAllConditions(
            run => run.Finished.ShouldNotBeNull(), run => (run.Taken + run.There).ShouldBe(Rows));
    }
}
