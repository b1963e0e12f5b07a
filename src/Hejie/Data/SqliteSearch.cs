using System.Runtime.CompilerServices;
using Hejie.Search;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Hejie.Data;

/// <summary>The index of search on SQLite: a full text table (FTS5) of words that the program makes, beside <c>search_rows</c>.</summary>
internal static class SqliteSearch
{
    /// <summary>
    /// The words come ready: what is no letter of ASCII ends none. Where they stand in their text is not kept. What is deleted
    /// is overwritten in the index too, and not only marked as gone.
    /// </summary>
    public static async Task PrepareAsync(HejieDb db, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlRawAsync(
            """
            create virtual table if not exists search_words using fts5(words, tokenize = 'ascii', detail = none);
            create index if not exists ix_search_rows_document on search_rows (document);
            create index if not exists ix_search_rows_opened on search_rows (county, opened);
            """, cancel);
        if (await db.Database.SqlQueryRaw<long>("select count(*) as \"Value\" from search_words_config where k = 'secure-delete' and v = 1").SingleAsync(cancel) == 0)
            await db.Database.ExecuteSqlRawAsync("insert into search_words (search_words, rank) values ('secure-delete', 1)", cancel);
    }

    public static async Task IndexAsync(HejieDb db, int county, IReadOnlyList<IndexedMatter> matters, CancellationToken cancel)
    {
        await UnindexAsync(db, county, [.. matters.Select(matter => matter.Matter)], cancel);
        await using var words = Command(db, "insert into search_words (words) values ($words); select last_insert_rowid()", "$words");
        await using var row = Command(
            db, "insert into search_rows (county, matter, opened, print, document) values ($county, $matter, $opened, $print, $document)",
            "$county", "$matter", "$opened", "$print", "$document");
        foreach (var matter in matters)
        {
            words.Parameters[0].Value = string.Join(' ', matter.Words);
            var document = await words.ExecuteScalarAsync(cancel);
            foreach (var (index, value) in new[] { county, matter.Matter, matter.Opened, matter.Print, document }.Index())
                row.Parameters[index].Value = value;
            await row.ExecuteNonQueryAsync(cancel);
        }
    }

    public static async Task UnindexAsync(HejieDb db, int county, IReadOnlyCollection<Guid>? matters, CancellationToken cancel)
    {
        if (matters is null)
        {
            await db.Database.ExecuteSqlAsync($"delete from search_words where rowid in (select document from search_rows where county = {county})", cancel);
            await db.Database.ExecuteSqlAsync($"delete from search_rows where county = {county}", cancel);
            return;
        }

        var documents = await db.SearchRows.AsNoTracking().Where(row => row.County == county && matters.Contains(row.Matter)).Select(row => row.Document).ToListAsync(cancel);
        if (documents.Count == 0)
            return;
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var words = Command(db, "delete from search_words where rowid = $document", "$document");
            await using var row = Command(db, "delete from search_rows where county = $county and document = $document", "$county", "$document");
            row.Parameters[0].Value = county;
            foreach (var document in documents)
            {
                words.Parameters[0].Value = row.Parameters[1].Value = document;
                await words.ExecuteNonQueryAsync(cancel);
                await row.ExecuteNonQueryAsync(cancel);
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    public static IQueryable<SearchRow> Find(HejieDb db, IndexQuestion question)
    {
        var match = string.Join(" AND ", question.All.Select(any =>
            "(" + string.Join(" OR ", any.Select(word => word.Begins ? $"\"{word.Text}\" *" : $"\"{word.Text}\"")) + ")"));
        object[] values = [match, question.From, question.Before.Opened, question.Before.Matter, question.Most, .. question.Counties.Cast<object>()];
        var counties = string.Join(", ", question.Counties.Select((_, index) => $"{{{index + 5}}}"));
        // The index first, whatever the planner takes for cheaper: going through the rows by their dates, it would ask the index anew for each.
        var sql = "select r.county, r.matter, r.opened, r.print, r.document from search_words w cross join search_rows r on r.document = w.rowid "
            + "where w.search_words match {0} and r.county in (" + counties + ") and r.opened >= {1} and (r.opened, r.matter) < ({2}, {3}) order by r.opened desc, r.matter desc limit {4}";
        return db.SearchRows.FromSql(FormattableStringFactory.Create(sql, values));
    }

    private static SqliteCommand Command(HejieDb db, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = (SqliteCommand)db.Database.GetDbConnection().CreateCommand();
        command.Transaction = (SqliteTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        foreach (var name in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }
}
