using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace Hejie.Tests.Databases;

/// <summary>
/// The private PostgreSQL server of this run: the one of ./test, named by HEJIE_TEST_POSTGRES, or one started
/// when first asked for. Without PostgreSQL every test that asks fails.
/// </summary>
internal static class PostgresCluster
{
    /// <summary>The story of a small disk takes some seconds.</summary>
    private const int MostTries = 60;

    private static readonly Lazy<Task<string>> Server = new(FindOrStartAsync);
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new();

    // Kept for the whole run: a collected process closes its pipe, and that stops the server.
    private static Process? holder;

    /// <summary>
    /// A new database, copied from a template that <paramref name="prepare"/> fills once per run (migrations and
    /// reference data, which take seconds; the copy takes a fraction of one).
    /// </summary>
    /// <param name="template">The template's name: small letters, digits and underscores, at most 30.</param>
    /// <param name="prepare">Fills the empty template; given its connection string, which does not pool.</param>
    public static async Task<PostgresDatabase> CreateDatabaseAsync(string template, Func<string, Task> prepare)
    {
        var server = await Server.Value;
        var source = await Templates.GetOrAdd(template, name => new(() => PrepareAsync(server, name, prepare))).Value;
        var name = NewName(template);
        await ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE {source}");
        return new PostgresDatabase(server, name);
    }

    /// <summary>A new empty database whose tables lie in a folder that belongs to the server's user.</summary>
    public static async Task<PostgresDatabase> CreateDatabaseOnAsync(string folder)
    {
        var server = await Server.Value;
        var name = NewName("disk");
        await ExecuteAsync(server, $"CREATE TABLESPACE {name} LOCATION '{folder}'");
        await ExecuteAsync(server, $"CREATE DATABASE {name} TABLESPACE {name}");
        return new PostgresDatabase(server, name, $"DROP TABLESPACE {name}");
    }

    /// <summary>
    /// Runs a statement for which the server writes a checkpoint, which is of all its databases: it fails while the story of a
    /// small disk keeps one of them on a disk that is full, and is tried again until that is over.
    /// </summary>
    internal static async Task CheckpointingAsync(string connectionString, string sql)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                await ExecuteAsync(connectionString, sql);
                return;
            }
            catch (PostgresException error) when (error is { SqlState: PostgresErrorCodes.InternalError, MessageText: "checkpoint request failed" } && tried < MostTries)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }

    internal static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> PrepareAsync(string server, string template, Func<string, Task> prepare)
    {
        var name = NewName(template);
        await ExecuteAsync(server, $"CREATE DATABASE {name}");
        // A pooled connection would stay open, and PostgreSQL copies no database that is in use.
        await prepare(new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ConnectionString);
        return name;
    }

    private static string NewName(string template) => $"{template}_{Guid.CreateVersion7():N}";

    private static async Task<string> FindOrStartAsync()
    {
        var server = Environment.GetEnvironmentVariable("HEJIE_TEST_POSTGRES");
        if (string.IsNullOrEmpty(server))
            server = await StartAsync();
        return new NpgsqlConnectionStringBuilder(server)
        {
            Database = "postgres",
            MaxPoolSize = 20,
            IncludeErrorDetail = true,
        }.ConnectionString;
    }

    private static async Task<string> StartAsync()
    {
        var start = new ProcessStartInfo(ScriptPath(), ["hold"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The script stops the server when this pipe closes, so even a killed test run leaves none behind.
        holder = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        if (await holder.StandardOutput.ReadLineAsync() is { } connectionString)
            return connectionString;
        throw new InvalidOperationException(
            $"These tests need PostgreSQL, and none could be started. {await holder.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Starts, halts, kills or stops a server of its own.</summary>
    internal static async Task<string> ScriptAsync(string verb, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(ScriptPath(), [verb, folder]) { RedirectStandardOutput = true })!;
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"postgres.sh {verb}");
        return printed.Trim();
    }

    internal static string ScriptPath()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Hejie.slnx")))
            directory = directory.Parent;
        return Path.Combine(
            directory?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository."),
            "scripts", "postgres.sh");
    }
}
