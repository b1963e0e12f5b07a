using System.Runtime.CompilerServices;
using Hejie.Search;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Data;

/// <summary>The index of search on PostgreSQL: a column of words in <c>search_rows</c>, which the program makes, and a GIN index over it.</summary>
internal static class PostgresSearch
{
    /// <summary>
    /// Asked first, since even what changes nothing waits for all who use the table. New words wait in a short list, which
    /// every search reads through: kept shorter than the server's own measure.
    /// </summary>
    public static async Task PrepareAsync(HejieDb db, CancellationToken cancel)
    {
        if (await db.Database.SqlQueryRaw<bool>("select to_regclass(current_schema() || '.ix_search_rows_words') is not null as \"Value\"").SingleAsync(cancel))
            return;
        await db.Database.ExecuteSqlRawAsync(
            """
            alter table search_rows add column if not exists words tsvector not null default '';
            create index if not exists ix_search_rows_words on search_rows using gin (words) with (gin_pending_list_limit = 512);
            create index if not exists ix_search_rows_opened on search_rows (county, opened);
            """, cancel);
    }

    public static Task IndexAsync(HejieDb db, int county, IReadOnlyList<IndexedMatter> matters, CancellationToken cancel)
    {
        var (ids, opened, prints, words) = (
            matters.Select(matter => matter.Matter).ToArray(), matters.Select(matter => matter.Opened).ToArray(),
            matters.Select(matter => matter.Print).ToArray(), matters.Select(matter => string.Join(' ', matter.Words)).ToArray());
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into search_rows (county, matter, opened, print, document, words)
            select {county}, given.matter, given.opened, given.print, 0, array_to_tsvector(string_to_array(given.words, ' '))
            from unnest({ids}, {opened}, {prints}, {words}) as given (matter, opened, print, words)
            on conflict (county, matter) do update set opened = excluded.opened, print = excluded.print, words = excluded.words
            """, cancel);
    }

    public static Task UnindexAsync(HejieDb db, int county, IReadOnlyCollection<Guid>? matters, CancellationToken cancel) => matters is null
        ? db.SearchRows.Where(row => row.County == county).ExecuteDeleteAsync(cancel)
        : db.SearchRows.Where(row => row.County == county && matters.Contains(row.Matter)).ExecuteDeleteAsync(cancel);

    /// <summary>Rows that are gone leave their words standing in the index, with nothing behind them: only a new index has none of them.</summary>
    public static async Task TidyAsync(HejieDb db, CancellationToken cancel)
    {
        var patience = db.Database.GetCommandTimeout();
        db.Database.SetCommandTimeout(TimeSpan.FromHours(2));
        try
        {
            // Each by itself: neither can be part of a transaction.
            await db.Database.ExecuteSqlRawAsync("vacuum search_rows", cancel);
            await db.Database.ExecuteSqlRawAsync("reindex index concurrently ix_search_rows_words", cancel);
        }
        finally
        {
            db.Database.SetCommandTimeout(patience);
        }
    }

    /// <summary>Each condition is one of its own, so that the index leaps over what another one leaves out.</summary>
    public static IQueryable<SearchRow> Find(HejieDb db, IndexQuestion question)
    {
        var values = new List<object> { question.Counties.ToArray(), question.From, question.Before.Opened, question.Before.Matter, question.Most };
        var conditions = question.All.Select((any, index) =>
        {
            values.Add(string.Join(" | ", any.Select(word => word.Begins ? $"'{word.Text}':*" : $"'{word.Text}'")));
            return $" and words @@ cast({{{index + 5}}} as tsquery)";
        });
        var sql = "select county, matter, opened, print, document from search_rows where county = any({0}) and opened >= {1} and (opened, matter) < ({2}, {3})"
            + string.Concat(conditions) + " order by opened desc, matter desc limit {4}";
        return db.SearchRows.FromSql(FormattableStringFactory.Create(sql, [.. values]));
    }
}
