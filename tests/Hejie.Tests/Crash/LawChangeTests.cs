using System.Globalization;
using System.Text.Json;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Kernel;
using Hejie.Operations;
using Hejie.Operations.Demo;
using Hejie.Rules.Places;
using Hejie.Rules.Time;
using Hejie.Tests.Databases;
using Hejie.Tests.Demo;
using Hejie.Tests.Operations;
using Hejie.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Crash;

/// <summary>
/// A change of the law from the first look to the last entry, as those who run an installation go through it: each verb
/// a process of its own, one of them killed as a power cut would.
/// </summary>
[Collection(LongestFirst.Crash)]
public sealed class LawChangeTests : IDisposable
{
    /// <summary>Enough that something moves in every county, each of which is a batch of its own.</summary>
    private const int Matters = 3_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("hejie-law-").FullName;
    private readonly CatalogueCopy _catalogue = new();

    public void Dispose()
    {
        _catalogue.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public Task The_law_changes_on_sqlite() => ChangeAsync(Settings(null, null));

    [Fact]
    public async Task The_law_changes_on_postgres()
    {
        await using var data = await PostgresCluster.CreateDatabaseAsync("law", _ => Task.CompletedTask);
        await using var keys = await PostgresCluster.CreateDatabaseAsync("law_keys", _ => Task.CompletedTask);
        await ChangeAsync(Settings(data.ConnectionString, keys.ConnectionString));
    }

    private async Task ChangeAsync(Settings settings)
    {
        var centre = await FillAsync(settings);
        await AddAsync(settings, "one", centre, "administrator");
        await AddAsync(settings, "other", centre, "security-administrator");
        var entries = await EntriesAsync(settings);
        var change = await WriteChangeAsync();

        // Shown, and nothing written; applied only once it is the law here.
        var shown = await JsonAsync(settings, "rules", "replay", "--change", change, "--json");
        var moved = shown.GetProperty("moved").GetInt64();
        moved.ShouldBeGreaterThan(200);
        var early = await ProgramProcess.RunAsync(settings, "", "rules", "replay", "--change", change, "--apply");
        (early.Code, early.Out).ShouldBe((Cli.BadInput, ""));
        early.Error.ShouldContain("change.yaml:2: not in the catalogue in force");
        (await EntriesAsync(settings)).ShouldBe(entries);

        // What one person wrote into the folder starts nothing.
        await File.AppendAllLinesAsync(_catalogue.Of("calendars/holidays.csv"), Rest().Select(day => $"{day:yyyy-MM-dd},rest,测试,national"));
        var refused = await ProgramProcess.RunAsync(settings, "", "serve", "--urls", "http://127.0.0.1:0");
        refused.Code.ShouldBe(Cli.BadInput);
        refused.Error.ShouldContain("~ calendars/holidays.csv");

        (await ProgramProcess.RunAsync(settings, "wrong", "catalogue", "propose", "one")).Code.ShouldBe(Cli.BadInput);
        (await ProgramProcess.RunAsync(settings, Officer.Password, "catalogue", "propose", "one")).Code.ShouldBe(0);
        (await ProgramProcess.RunAsync(settings, Officer.Password, "catalogue", "approve", "one")).Code.ShouldBe(Cli.BadInput);
        var approved = await ProgramProcess.RunAsync(settings, Officer.Password, "catalogue", "approve", "other");
        (approved.Code, approved.Error).ShouldBe((0, ""));
        approved.Out.ShouldContain("~ calendars/holidays.csv");
        (await JsonAsync(settings, "catalogue", "log", "--json")).GetProperty("changes").GetArrayLength().ShouldBe(2);

        // Killed between two batches: what is written is whole, and what is not is written by whoever starts it again.
        await KillMidwayAsync(settings, change, entries);
        var first = await EntriesAsync(settings) - entries;
        var rest = await JsonAsync(settings, "rules", "replay", "--change", change, "--apply", "--json");
        rest.GetProperty("written").GetInt32().ShouldBe(await EntriesAsync(settings) - entries - first);
        (await JsonAsync(settings, "rules", "replay", "--change", change, "--apply", "--json")).GetProperty("written").GetInt32().ShouldBe(0);
        await InAsync(settings, DemoStories.ConsistentAsync);
    }

    /// <summary>Fills an installation with young matters.</summary>
    /// <returns>The name of the prefecture's service centre.</returns>
    private static async Task<string> FillAsync(Settings settings)
    {
        Directory.CreateDirectory(settings.Data);
        await using var app = HejieApp.Build(settings, []);
        await app.PrepareAsync();
        var bodies = app.Services.GetRequiredService<DirectoryHolder>().Current;
        await ActivatorUtilities.CreateInstance<FillMatters>(app.Services, app.Services.GetRequiredService<CatalogueHolder>().Current, bodies)
            .RunAsync(Matters, seed: 7, progress: null, CancellationToken.None, days: 25);
        return bodies.Body(bodies.Serving(BodyKinds.ServiceCentre, PlaceLevel.Prefecture, bodies.Prefecture.Code)!.Value)!.Name;
    }

    private static async Task AddAsync(Settings settings, string name, string centre, string role)
    {
        var ran = await ProgramProcess.RunAsync(settings, Officer.Password, "account", "add", name, "--display", "示例人员", "--body", centre, "--role", role);
        (ran.Code, ran.Error).ShouldBe((0, ""));
        // As if its holder had signed in and chosen the same again.
        await InAsync(settings, async services =>
            await services.GetRequiredService<HejieDb>().Users.Where(user => user.UserName == name).ExecuteUpdateAsync(set => set.SetProperty(user => user.GivenUntil, (long?)null)));
    }

    private static async Task KillMidwayAsync(Settings settings, string change, int entries)
    {
        await using var app = HejieApp.Build(settings, []);
        await using var scope = app.Services.CreateAsyncScope();
        var written = scope.ServiceProvider.GetRequiredService<HejieDb>().Entries.TagWith(AcrossCounties.Tag);
        using var running = ProgramProcess.Start(settings, "rules", "replay", "--change", change, "--apply");
        while (!running.HasExited && await written.CountAsync(TestContext.Current.CancellationToken) == entries)
            await Task.Delay(1, TestContext.Current.CancellationToken);
        running.HasExited.ShouldBeFalse("it writes batch by batch, and was seen between two");
        running.Kill(entireProcessTree: true);
        await running.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<JsonElement> JsonAsync(Settings settings, params string[] verb)
    {
        var ran = await ProgramProcess.RunAsync(settings, "", verb);
        (ran.Code, ran.Error).ShouldBe((0, ""));
        return JsonDocument.Parse(ran.Out).RootElement;
    }

    /// <summary>Every weekday of the next five weeks: what counts working days moves.</summary>
    private static IEnumerable<DateOnly> Rest() => Enumerable.Range(1, 35)
        .Select(LegalTime.DateOf(TimeProvider.System.GetUtcNow()).AddDays)
        .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

    private async Task<string> WriteChangeAsync()
    {
        var path = Path.Combine(_folder, "change.yaml");
        await File.WriteAllTextAsync(path, "calendar:\n" + string.Concat(Rest().Select(day => string.Create(
            CultureInfo.InvariantCulture, $"  - {{ date: {day:yyyy-MM-dd}, kind: rest, name: 测试, scope: national }}\n"))));
        return path;
    }

    private static Task<int> EntriesAsync(Settings settings) => InAsync(settings, services =>
        services.GetRequiredService<HejieDb>().Entries.TagWith(AcrossCounties.Tag).CountAsync());

    /// <summary>Looks into an installation that another process writes.</summary>
    private static async Task<T> InAsync<T>(Settings settings, Func<IServiceProvider, Task<T>> look)
    {
        await using var app = HejieApp.Build(settings, []);
        await using var scope = app.Services.CreateAsyncScope();
        return await look(scope.ServiceProvider);
    }

    private Settings Settings(string? database, string? keys) =>
        new(Path.Combine(_folder, "data"), Path.Combine(_folder, "keys"), database, keys, _catalogue.Root);
}
