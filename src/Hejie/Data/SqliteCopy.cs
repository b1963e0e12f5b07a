using System.Globalization;
using Hejie.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Data;

/// <summary>
/// Copies a SQLite database with its own backup interface, which reads one instant of it while others write, and puts a
/// copy back.
/// </summary>
internal static class SqliteCopy
{
    public static async Task CopyAsync(HejieDb db, string file, Func<HejieDb, Task> look, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var copy = new SqliteConnection(Unpooled(file));
            await copy.OpenAsync(cancel);
            // All in one step: taken in several, it would begin anew with every write of another process.
            await Task.Run(() => ((SqliteConnection)db.Database.GetDbConnection()).BackupDatabase(copy), cancel);
            // One file alone, which is whole without a log beside it.
            await ExecuteAsync(copy, "pragma journal_mode = delete", cancel);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }

        var options = new DbContextOptionsBuilder<SqliteHejieDb>().UseSqlite(Unpooled(file)).UseModel(db.Model)
            .UseApplicationServiceProvider(IdentityModule.SchemaOptions());
        await using (var copied = new SqliteHejieDb(options.Options))
            await look(copied);
        Sync(file);
    }

    public static async Task<bool> IsEmptyAsync(HejieDb db, CancellationToken cancel)
    {
        // To open it would make it.
        var file = FileOf(db);
        if (!File.Exists(file) || new FileInfo(file).Length == 0)
            return true;
        await using var there = new SqliteConnection(Unpooled(file));
        await there.OpenAsync(cancel);
        return Convert.ToInt64(await ExecuteAsync(there, "select count(*) from sqlite_master where type = 'table'", cancel), CultureInfo.InvariantCulture) == 0;
    }

    public static async Task PutBackAsync(HejieDb db, string file, string? aside, CancellationToken cancel)
    {
        var target = FileOf(db);
        var incoming = target + ".incoming";
        File.Delete(incoming);
        File.Copy(file, incoming);
        Sync(incoming);
        if (File.Exists(target))
        {
            await CloseAsync(target, cancel);
            if (aside is null)
            {
                File.Delete(target);
            }
            else
            {
                Directory.CreateDirectory(aside);
                File.Move(target, Path.Combine(aside, Path.GetFileName(target)));
            }
        }

        File.Move(incoming, target);
    }

    /// <summary>Writes the log back and removes it, which only who is alone with the database can.</summary>
    private static async Task CloseAsync(string file, CancellationToken cancel)
    {
        SqliteConnection.ClearAllPools();
        await using var last = new SqliteConnection(Unpooled(file));
        try
        {
            await last.OpenAsync(cancel);
            if (await ExecuteAsync(last, "pragma journal_mode = delete", cancel) is "delete")
                return;
        }
        catch (SqliteException error) when (error.SqliteErrorCode is 5 or 6)
        {
            // Said below.
        }

        throw new CopyFailed("restore.in-use", file);
    }

    private static async Task<object?> ExecuteAsync(SqliteConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 2;
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancel);
    }

    private static string FileOf(HejieDb db) => new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;

    private static string Unpooled(string file) => new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString();

    private static void Sync(string file)
    {
        using var written = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
    }
}
