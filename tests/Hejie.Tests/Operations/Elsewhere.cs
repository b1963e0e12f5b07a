using Hejie.Data;
using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Ledger;
using Hejie.Matters.Intake;
using Hejie.Operations.Backups;
using Hejie.Rules.Procedures;
using Hejie.Tests.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Operations;

/// <summary>An empty place with the keys of an installation, into which its backups are put back; and what is done there afterwards.</summary>
internal sealed record Elsewhere(Settings Settings, PostgresDatabase? Database) : IAsyncDisposable
{
    /// <summary>Hears of progress and says nothing.</summary>
    public static IProgress<Hejie.Operations.Backups.Progress> Silent { get; } = new Progress<Hejie.Operations.Backups.Progress>();

    /// <summary>A place beside an installation, on the same kind of database.</summary>
    public static async Task<Elsewhere> MakeAsync(Installation hejie, string name)
    {
        var own = hejie.Services.GetRequiredService<Settings>();
        var settings = own with { Data = Path.Combine(Path.GetDirectoryName(own.Data)!, "elsewhere-" + name) };
        if (own.Database is null)
            return new Elsewhere(settings, null);
        var database = await PostgresCluster.CreateDatabaseAsync("elsewhere", _ => Task.CompletedTask);
        return new Elsewhere(settings with { Database = database.ConnectionString }, database);
    }

    public ValueTask DisposeAsync() => Database?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>The same place, where the keys are another installation's.</summary>
    public Elsewhere WithOtherKeys() => this with { Settings = Settings with { Keys = Settings.Data + "-other-keys", KeyDatabase = null } };

    /// <summary>Puts a backup back and finishes, as the verb does.</summary>
    public async Task RestoreAsync(string backup, bool replace = false)
    {
        await PutBackAsync(backup, replace);
        await using var app = HejieApp.Build(Settings, []);
        await app.OpenAsync(CancellationToken.None);
        var found = await ActivatorUtilities.CreateInstance<FinishRestore>(app.Services).RunAsync(Silent, CancellationToken.None);
        (found.Unreadable, found.NoFile).ShouldBe((0, 0));
        UnfinishedRestore.End(Settings);
    }

    /// <summary>Puts a backup back, and goes no further.</summary>
    public async Task PutBackAsync(string backup, bool replace = false) => (await PutAsync(backup, replace)).ShouldBeNull();

    public async Task RefusesAsync(string backup, string code, bool replace = false) => (await PutAsync(backup, replace)).ShouldNotBeNull().Code.ShouldBe(code);

    /// <summary>The data that were there before are found aside.</summary>
    public async Task KeptAsideAsync()
    {
        if (Settings.Database is not { } database)
        {
            var aside = Directory.EnumerateDirectories(Settings.Data, "replaced-*").ShouldHaveSingleItem();
            File.Exists(Path.Combine(aside, "hejie.db")).ShouldBeTrue();
            return;
        }

        await using var source = Npgsql.NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("select count(*) from information_schema.tables where table_schema like 'replaced-%' and table_name = 'matters'");
        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(1L);
    }

    /// <summary>The program on what was put back.</summary>
    public async Task<WebApplication> OpenAsync()
    {
        var app = HejieApp.Build(Settings, ["--urls", "http://127.0.0.1:0"]);
        await app.PrepareAsync();
        return app;
    }

    public async Task<int> MattersAsync(int county)
    {
        await using var app = HejieApp.Build(Settings, []);
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<HejieDb>().Matters.CountAsync(row => row.County == county);
    }

    /// <summary>Somebody files there.</summary>
    public static async Task FileAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<FileMatter>().RunAsync(
            Installation.Filing("people-mediation", "neighbour", "532901104201", null, "屋檐滴水。", null, true), "test", Guid.NewGuid().ToString(), CancellationToken.None))
            .ShouldBeOfType<Filed.Done>();
    }

    public static async Task SignRefusedAsync(WebApplication app, int county)
    {
        await app.Services.GetRequiredService<Sequencer>().SequenceAsync(county, CancellationToken.None);
        await app.Services.GetRequiredService<GrowLog>().RunAsync(county, CancellationToken.None);
        (await Should.ThrowAsync<InvalidDataException>(() => app.Services.GetRequiredService<SignLog>().RunAsync(CancellationToken.None))).Message.ShouldContain("hejie doctor");
    }

    public static async Task<Renewed> RenewAsync(WebApplication app, string name)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RenewLogs>().RunAsync(name, CancellationToken.None);
    }

    public static async Task<string?> CheckpointAsync(WebApplication app, int county)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ReadLog>().FindAsync(county, CancellationToken.None))!.Checkpoint;
    }

    public static async Task<IReadOnlyList<AuditProblem>> AuditAsync(WebApplication app, int county)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<AuditLog>().RunAsync(county, CancellationToken.None)).Problems;
    }

    private async Task<FieldError?> PutAsync(string backup, bool replace)
    {
        await using var app = HejieApp.Build(Settings, []);
        await using var scope = app.Services.CreateAsyncScope();
        return await ActivatorUtilities.CreateInstance<PutBack>(scope.ServiceProvider).RunAsync(backup, replace, Silent, CancellationToken.None);
    }
}
