using Hejie.Kernel;
using Hejie.Tests.Databases;

namespace Hejie.Tests;

/// <summary>An installation on SQLite.</summary>
public class SqliteInstallation : Installation
{
    private static readonly Lazy<Task<string>> s_template = new(MakeTemplateAsync);

    private protected override async Task<Settings> SettingsAsync()
    {
        var settings = new Settings(Path.Combine(Folder, "data"), Path.Combine(Folder, "keys"), null, null, Catalogue);
        Directory.CreateDirectory(settings.Data);
        File.Copy(await s_template.Value, settings.SqliteFile);
        return Adjust(settings);
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("hejie-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var settings = new Settings(folder, folder, null, null, Catalogue);
        await FillAsync(settings);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return settings.SqliteFile;
    }
}

/// <summary>An installation as the world meets it: behind a proxy, with a second factor for staff and few requests a minute.</summary>
public sealed class StrictInstallation : SqliteInstallation
{
    /// <summary>How many requests a minute it takes from one address.</summary>
    public const int Requests = 60;

    /// <summary>How many one-time codes it sends an hour.</summary>
    public const int Codes = 3;

    private protected override bool QuickPasswords => false;

    private protected override Settings Adjust(Settings settings) =>
        settings with { SecondFactor = true, Requests = Requests, Codes = Codes, Proxies = ["127.0.0.9"], Outgoing = ["localhost", "private:127.0.0.1"] };
}

/// <summary>An installation on PostgreSQL, its keys in a database of their own.</summary>
public class PostgresInstallation : Installation
{
    private PostgresDatabase? _data;
    private PostgresDatabase? _keys;

    private protected override async Task<Settings> SettingsAsync()
    {
        _data = await PostgresCluster.CreateDatabaseAsync("hejie", async connection =>
        {
            var folder = Directory.CreateTempSubdirectory("hejie-template-").FullName;
            await FillAsync(new Settings(folder, folder, connection, null, Catalogue));
            Directory.Delete(folder, recursive: true);
        });
        _keys = await PostgresCluster.CreateDatabaseAsync("keys", _ => Task.CompletedTask);
        return Adjust(new Settings(Path.Combine(Folder, "data"), Path.Combine(Folder, "keys"), _data.ConnectionString, _keys.ConnectionString, Catalogue));
    }

    private protected override async Task DropAsync()
    {
        if (_data is not null)
            await _data.DisposeAsync();
        if (_keys is not null)
            await _keys.DisposeAsync();
    }
}
