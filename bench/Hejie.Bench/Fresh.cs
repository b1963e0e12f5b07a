using Hejie.Kernel;

namespace Hejie.Bench;

/// <summary>An installation made afresh on the server that is measured on: what changes what it measures begins with nothing each time.</summary>
internal static class Fresh
{
    public static async Task<Settings> InstallationAsync(string name, CancellationToken cancel)
    {
        var server = Environment.GetEnvironmentVariable("HEJIE_BENCH_DB")!;
        var home = Path.Combine(Environment.GetEnvironmentVariable("HEJIE_BENCH_FOLDER")!, name);
        await Subject.MakeDatabaseAsync(server, name, cancel);
        await Subject.MakeDatabaseAsync(server, name + "_keys", cancel);
        if (Directory.Exists(home))
            Directory.Delete(home, recursive: true);
        var settings = Settings(name);
        Directory.CreateDirectory(settings.Data);
        return settings;
    }

    /// <summary>The installation of that name as it was left.</summary>
    public static Settings Settings(string name)
    {
        var server = Environment.GetEnvironmentVariable("HEJIE_BENCH_DB")!;
        var home = Path.Combine(Environment.GetEnvironmentVariable("HEJIE_BENCH_FOLDER")!, name);
        return new Settings(Path.Combine(home, "data"), Path.Combine(home, "keys"), $"{server};Database={name}", $"{server};Database={name}_keys", Roots.Catalogue);
    }
}
