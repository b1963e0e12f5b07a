using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Bench;

/// <summary>
/// Search of common words, first page with the count, as it is and as bare SQL does it: by reading all summaries, and by a
/// plain full text index of the same words. At several sizes in one run, the database growing from one to the next.
/// </summary>
internal static class SearchRun
{
    private const int Words = 12, Chunk = 2_000, Sample = 20_000;

    /// <summary>A question of bare SQL that took this long is asked no more.</summary>
    private static readonly TimeSpan s_enough = TimeSpan.FromSeconds(20);

    /// <summary>Measures at one size.</summary>
    /// <param name="services">The program.</param>
    /// <param name="times">How often each word is sought.</param>
    /// <param name="beside">Whether bare SQL is asked too; what it reads is made first, and dropped.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task AskAsync(IServiceProvider services, int times, bool beside, CancellationToken cancel)
    {
        var directory = services.GetRequiredService<DirectoryHolder>().Current;
        var lists = await ScalarAsync(services, "select pg_relation_size('ix_search_rows_words') as \"Value\"", cancel);
        Say($"  search, the index of words: {lists / 1e6:N0} MB");
        var words = await CommonAsync(services, directory, cancel);
        Say($"  common words: {string.Join(' ', words)}");
        var prefecture = Post(services, directory, body => body.Place.Level == PlaceLevel.Prefecture);
        foreach (var (name, scope) in new[]
        {
            ("prefecture", prefecture),
            ("county", Post(services, directory, body => body.Place.Level == PlaceLevel.County)),
            ("township", Post(services, directory, body => body.Place.Level == PlaceLevel.Township)),
            ("police station", Post(services, directory, body => body.Place.Level == PlaceLevel.Township, "police-station", Role.Liaison)),
        })
        {
            var found = 0L;
            var took = await TimesAsync(words, times, async word =>
            {
                await using var one = services.CreateAsyncScope();
                found += (await one.ServiceProvider.GetRequiredService<SearchMatters>().RunAsync(scope, new MatterFilter { Words = word }, MatterOrder.Newest, 1, cancel)).Count;
            });
            Say($"  {name}: {took}, {found / (double)took.Count:N0} counted on average");
        }

        var rare = await TimesAsync(["从未有过", "土地从未"], times, async word =>
        {
            await using var one = services.CreateAsyncScope();
            await one.ServiceProvider.GetRequiredService<SearchMatters>().RunAsync(prefecture, new MatterFilter { Words = word }, MatterOrder.Newest, 1, cancel);
        });
        Say($"  prefecture, words that nothing holds: {rare}");
        if (!beside)
            return;
        await ExecuteAsync(services, "create table bare_search (county int, matter uuid, opened bigint, summary text, words tsvector, primary key (county, matter))", cancel);
        await PutBareAsync(services, directory, cancel);
        await ExecuteAsync(services, "create index bare_search_words on bare_search using gin (words)", cancel);
        await ExecuteAsync(services, "vacuum analyze bare_search", cancel);
        var counties = directory.Counties.Distinct().ToArray();
        Say("  bare SQL, prefecture, an index of words: " + await TimesAsync(words, times, word => BareAsync(services, "words @@ cast({0} as tsquery)", Query(word), counties, cancel)));
        Say("  bare SQL, prefecture, no index (ilike): " + await TimesAsync(words, Math.Min(times, 3), word => BareAsync(services, "summary ilike {0}", $"%{word}%", counties, cancel)));
        await ExecuteAsync(services, "drop table bare_search", cancel);
    }

    private static async Task PutBareAsync(IServiceProvider services, BodyDirectory directory, CancellationToken cancel)
    {
        foreach (var county in directory.Counties.Distinct())
        {
            for (var after = Guid.Empty; ;)
            {
                await using var scope = services.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
                var rows = await db.Matters.AsNoTracking().Where(row => row.County == county && row.Id > after).OrderBy(row => row.Id).Take(Chunk)
                    .Select(row => new { row.Id, row.Opened, row.Summary }).ToListAsync(cancel);
                if (rows.Count == 0)
                    break;
                await db.Database.ExecuteSqlAsync(
                    $"""
                    insert into bare_search select {county}, given.matter, given.opened, given.summary, array_to_tsvector(string_to_array(given.words, ' '))
                    from unnest({rows.ConvertAll(row => row.Id).ToArray()}, {rows.ConvertAll(row => row.Opened).ToArray()}, {rows.ConvertAll(row => row.Summary ?? "").ToArray()},
                      {rows.ConvertAll(row => string.Join(' ', SearchText.Of(row.Summary ?? "—").Words())).ToArray()}) as given (matter, opened, summary, words)
                    """, cancel);
                after = rows[^1].Id;
            }
        }
    }

    /// <summary>The commonest pairs of Han characters in summaries.</summary>
    private static async Task<IReadOnlyList<string>> CommonAsync(IServiceProvider services, BodyDirectory directory, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var counties = directory.Counties.Distinct().ToList();
        var summaries = await db.Matters.AsNoTracking().Where(row => counties.Contains(row.County) && row.Summary != null).OrderBy(row => row.Id).Select(row => row.Summary!).Take(Sample).ToListAsync(cancel);
        return [.. summaries.SelectMany(summary => SearchText.Of(summary).Words()).Where(word => word.Length == 2 && word[0] > '\u4e00').CountBy(word => word).OrderByDescending(pair => pair.Value).Take(Words).Select(pair => pair.Key)];
    }

    private static string Query(string word) => string.Join(" & ", SearchText.Of(word).Terms().SelectMany(term => term.Words()).Select(asked => $"'{asked.Word}'"));

    /// <summary>The newest page and the bounded count, as anybody would ask for them.</summary>
    private static async Task BareAsync(IServiceProvider services, string condition, string value, int[] counties, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var where = "from bare_search where county = any({1}) and " + condition;
        foreach (var sql in new[] { $"select opened as \"Value\" {where} order by opened desc, matter limit 50", $"select count(*) as \"Value\" from (select 1 {where} limit 1001) as bounded" })
            await db.Database.SqlQuery<long>(FormattableStringFactory.Create(sql, value, counties)).ToListAsync(cancel);
    }

    private static async Task<Times> TimesAsync(IReadOnlyList<string> words, int times, Func<string, Task> ask)
    {
        var (took, began) = (new List<double>(words.Count * times), Stopwatch.GetTimestamp());
        // Each once before, so that none waits for what is read the first time.
        foreach (var word in words)
            await ask(word);
        var (program, database) = Cpu();
        for (var round = 0; round < times && Stopwatch.GetElapsedTime(began) < s_enough; round++)
        {
            foreach (var word in words)
            {
                var started = Stopwatch.GetTimestamp();
                await ask(word);
                took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        var (programAfter, databaseAfter) = Cpu();
        if (took.Count == 0)
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds / words.Count);
        took.Sort();
        return new Times(took, (programAfter - program) * 1000 / took.Count, (databaseAfter - database) * 1000 / took.Count);
    }

    private static (double Program, double Database) Cpu() => (
        Processes.Cpu(Environment.ProcessId),
        Processes.CpuOfFamily(int.Parse(File.ReadLines(Path.Combine(Environment.GetEnvironmentVariable("HEJIE_BENCH_FOLDER")!, "postgres", "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture)));

    /// <summary>How long each took, sorted, and the processor time that one cost.</summary>
    private sealed record Times(List<double> Took, double Program, double Database)
    {
        public int Count => Took.Count;

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"p50 {Took[Count / 2]:0.0} ms, p95 {Took[Math.Min(Count - 1, (int)(Count * 0.95))]:0.0} ms, CPU {Program:0.0} + {Database:0.0} ms ({Count} times)");
    }

    private static Scope Post(IServiceProvider services, BodyDirectory directory, Func<Body, bool> fits, string kind = BodyKinds.ServiceCentre, Role role = Role.DutyOfficer)
    {
        var post = directory.Bodies.Where(body => body.Kind.Code == kind && fits(body)).OrderBy(body => body.Id).SelectMany(body => directory.PostsOf(body.Id)).First(post => post.Role == role);
        return StaffScope.Of(directory, services.GetRequiredService<CatalogueHolder>().Current, 1, post.Id)!;
    }

    private static async Task ExecuteAsync(IServiceProvider services, string sql, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await db.Database.ExecuteSqlRawAsync(sql, cancel);
    }

    private static async Task<long> ScalarAsync(IServiceProvider services, string sql, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<HejieDb>().Database.SqlQueryRaw<long>(sql).SingleAsync(cancel);
    }

    private static void Say(FormattableString text) => Say(text.ToString(CultureInfo.InvariantCulture));

    private static void Say(string text) => Console.WriteLine(text);
}
