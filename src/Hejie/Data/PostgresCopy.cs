using System.Data;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Hejie.Data;

/// <summary>
/// Copies a PostgreSQL database with its own tools, pg_dump and pg_restore, which must be as new as the server. What they
/// connect with goes by the environment: a command line can be read by anybody on the machine.
/// </summary>
internal static partial class PostgresCopy
{
    public static async Task CopyAsync(HejieDb db, string file, Func<HejieDb, Task> look, CancellationToken cancel)
    {
        // What is looked at and what is dumped is one snapshot.
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var snapshot = (string)(await ScalarAsync(db, "select pg_export_snapshot()", cancel))!;
        var schema = await SchemaAsync(db, cancel);
        await look(db);
        await RunAsync(
            db, "pg_dump",
            ["--format=custom", "--no-owner", "--no-privileges", "--no-password", $"--schema={Quoted(schema)}", $"--snapshot={snapshot}", $"--file={file}"],
            "backup.dump", cancel);
        using var written = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
    }

    public static async Task<bool> IsEmptyAsync(HejieDb db, CancellationToken cancel) =>
        (long)(await ScalarAsync(db, "select count(*) from information_schema.tables where table_schema = current_schema()", cancel))! == 0;

    public static async Task PutBackAsync(HejieDb db, string file, string? aside, CancellationToken cancel)
    {
        var others = (long)(await ScalarAsync(
            db,
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
            """, cancel))!;
        if (others > 0)
            throw new CopyFailed("restore.in-use", new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()).Database);
        var schema = await SchemaAsync(db, cancel);
        // Two statements that come together are one transaction.
        if (aside is not null)
            await ScalarAsync(db, $"alter schema {Quoted(schema)} rename to {Quoted(Path.GetFileName(aside))}; create schema {Quoted(schema)}", cancel);
        try
        {
            await RunAsync(
                db, "pg_restore",
                [
                    "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-password", $"--schema={schema}",
                    $"--dbname={new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()).Database}", file,
                ],
                "restore.dump", cancel);
        }
        catch when (aside is not null)
        {
            await ScalarAsync(
                db, $"drop schema {Quoted(schema)} cascade; alter schema {Quoted(Path.GetFileName(aside))} rename to {Quoted(schema)}", CancellationToken.None);
            throw;
        }
    }

    private static async Task<string> SchemaAsync(HejieDb db, CancellationToken cancel) => (string)(await ScalarAsync(db, "select current_schema()::text", cancel))!;

    private static async Task<object?> ScalarAsync(HejieDb db, string sql, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            command.CommandText = sql;
            return await command.ExecuteScalarAsync(cancel);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task RunAsync(HejieDb db, string program, IReadOnlyList<string> arguments, string failed, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(await FindAsync(db, program, cancel), arguments) { RedirectStandardError = true };
        foreach (var (name, value) in Environment(db.Database.GetConnectionString()!).Where(part => !string.IsNullOrEmpty(part.Value)))
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new CopyFailed(failed, program);
        try
        {
            var said = await process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0)
                throw new CopyFailed(failed, said.Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>What libpq calls the parts of the connection string.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> Environment(string connection)
    {
        var parts = new NpgsqlConnectionStringBuilder(connection);
        yield return new("PGHOST", parts.Host);
        yield return new("PGPORT", parts.Port.ToString(CultureInfo.InvariantCulture));
        yield return new("PGDATABASE", parts.Database);
        yield return new("PGUSER", parts.Username);
        yield return new("PGPASSWORD", parts.Password);
        yield return new("PGPASSFILE", parts.Passfile);
        yield return new("PGSSLROOTCERT", parts.RootCertificate);
        yield return new("PGSSLCERT", parts.SslCertificate);
        yield return new("PGSSLKEY", parts.SslKey);
        yield return new("PGSSLMODE", parts.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() });
    }

    /// <summary>The newest program of this name on the machine, which must be as new as the server.</summary>
    /// <exception cref="CopyFailed">There is none.</exception>
    private static async Task<string> FindAsync(HejieDb db, string program, CancellationToken cancel)
    {
        var server = int.Parse((string)(await ScalarAsync(db, "show server_version_num", cancel))!, CultureInfo.InvariantCulture) / 10_000;
        var folders = (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(Directory.Exists(Debian) ? Directory.EnumerateDirectories(Debian).Select(folder => Path.Combine(folder, "bin")) : []);
        (string? Path, int Version) newest = default;
        foreach (var path in folders.Select(folder => Path.Combine(folder, program)).Where(File.Exists))
        {
            if (await VersionAsync(path, cancel) is { } version && version > newest.Version)
                newest = (path, version);
        }

        return newest.Version >= server ? newest.Path! : throw new CopyFailed("backup.tools", $"{program} {server}");
    }

    private static async Task<int?> VersionAsync(string path, CancellationToken cancel)
    {
        using var process = Process.Start(new ProcessStartInfo(path, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true });
        if (process is null)
            return null;
        var said = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return Number().Match(said) is { Success: true } number ? int.Parse(number.Value, CultureInfo.InvariantCulture) : null;
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Where Debian keeps each version.</summary>
    private const string Debian = "/usr/lib/postgresql";

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
