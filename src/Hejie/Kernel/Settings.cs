namespace Hejie.Kernel;

/// <summary>Where an installation keeps what. Read from the environment, so that nothing secret stands in a file of the program.</summary>
/// <param name="Data">The folder of database and attachments: <c>HEJIE_DATA</c>.</param>
/// <param name="Keys">The folder of the installation's key and the key store: <c>HEJIE_KEYS</c>.</param>
/// <param name="Database">A PostgreSQL connection string: <c>HEJIE_DB</c>; null for SQLite.</param>
/// <param name="KeyDatabase">The connection string of the key store: <c>HEJIE_KEYS_DB</c>; null for SQLite in <see cref="Keys"/>.</param>
/// <param name="Catalogue">The folder of the catalogue: <c>HEJIE_CATALOGUE</c>.</param>
internal sealed record Settings(string Data, string Keys, string? Database, string? KeyDatabase, string Catalogue)
{
    /// <summary>Whether an instance for demonstrations runs: one-time codes and messages are printed to the console.</summary>
    public bool Demo { get; init; }

    /// <summary>What the origin lines of the logs begin with, such as <c>hejie.example.gov.cn</c>: <c>HEJIE_ORIGIN</c>. Kept for ever from the first start on.</summary>
    public string? Origin { get; init; }

    /// <summary>The witnesses that cosign the logs: <c>HEJIE_WITNESSES</c>, a key and an address each.</summary>
    public string? Witnesses { get; init; }

    public string SqliteFile => Path.Combine(Data, "hejie.db");

    public string KeyFile => Path.Combine(Keys, "keys.db");

    public static Settings FromEnvironment()
    {
        string? Value(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
        return new Settings(
            Value("HEJIE_DATA") ?? Path.Combine(".hejie", "data"),
            Value("HEJIE_KEYS") ?? Path.Combine(".hejie", "keys"),
            Value("HEJIE_DB"),
            Value("HEJIE_KEYS_DB"),
            Value("HEJIE_CATALOGUE") ?? Roots.Catalogue)
        {
            Origin = Value("HEJIE_ORIGIN"),
            Witnesses = Value("HEJIE_WITNESSES"),
        };
    }
}

/// <summary>Where the program's own files lie, whether it runs from the source tree or installed.</summary>
internal static class Roots
{
    public static string Catalogue { get; } = Find("catalogue");

    /// <summary>Styles and scripts, as <c>npm run build</c> in <c>web/</c> leaves them.</summary>
    public static string Web { get; } = Find("wwwroot", Path.Combine("src", "Hejie", "wwwroot"));

    /// <summary>The nearest folder of one of these names at or above the program.</summary>
    private static string Find(params ReadOnlySpan<string> names)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            foreach (var name in names)
            {
                var path = Path.Combine(at.FullName, name);
                if (Directory.Exists(path))
                    return path;
            }
        }

        return Path.Combine(AppContext.BaseDirectory, names[0]);
    }
}
