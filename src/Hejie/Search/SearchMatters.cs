using System.Runtime.CompilerServices;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Search;

/// <summary>A matter that was found, with nothing that is sealed.</summary>
internal sealed record FoundMatter(
    int County, Guid Id, long Opened, string? Summary, string Procedure, string Kind, long Place, string State, int Owner, string? Number)
{
    /// <summary>Whether one of its periods has run out.</summary>
    public bool IsLate { get; init; }
}

/// <summary>What was found.</summary>
/// <param name="Page">The matters of the page.</param>
/// <param name="Count">How many there are; no more than <see cref="SearchMatters.Most"/> are counted.</param>
/// <param name="IsMore">Whether there are more than were counted.</param>
/// <param name="Back">Where the search gave up before it had seen all: it looked back to this day. Null: it saw all.</param>
internal sealed record Found(IReadOnlyList<FoundMatter> Page, int Count, bool IsMore, DateOnly? Back);

/// <summary>
/// Searches across matters, within the scope of who asks: kind, place, state, dates, body, lateness, number and the words of
/// the desk's summary, and nothing else (safeguard 1). It goes back from the newest week, in growing steps, until it has
/// counted enough: the index says which may be meant, the one query of scope and filter which are, and the summary itself
/// whether the words stand in it.
/// </summary>
internal sealed class SearchMatters(HejieDb db, IDialect dialect, DirectoryHolder directory, TimeProvider time)
{
    /// <summary>How many are counted, and put in order, at most.</summary>
    public const int Most = 1_000;

    /// <summary>Matters of one page.</summary>
    public const int PageSize = 50;

    /// <summary>The last page there can be.</summary>
    public const int LastPage = Most / PageSize;

    /// <summary>How many that may be meant are looked at, where few of them are.</summary>
    private const int MostSeen = 60_000;

    /// <summary>The most that one step looks at.</summary>
    private const int MostInStep = 8_000;

    /// <summary>After so many weeks that give too little, all that are left are asked at once.</summary>
    private const int WeeksInSteps = 63;

    /// <summary>Searches.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="filter">Which matters are meant.</param>
    /// <param name="order">In which order they are listed.</param>
    /// <param name="page">The page, from 1.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Found> RunAsync(Scope scope, MatterFilter filter, MatterOrder order, int page, CancellationToken cancel)
    {
        var (hits, back) = await FindAsync(scope, filter, cancel);
        var more = hits.Count > Most;
        if (more)
            hits.RemoveRange(Most, hits.Count - Most);
        var terms = filter.Terms;
        if (order == MatterOrder.Relevance && terms.Count > 0)
            hits = Relevance.Order(hits, terms);
        page = Math.Clamp(page, 1, LastPage);
        return new Found(await LateAsync([.. hits.Skip((page - 1) * PageSize).Take(PageSize)], cancel), hits.Count, more, back);
    }

    private async Task<(List<FoundMatter> Hits, DateOnly? Back)> FindAsync(Scope scope, MatterFilter filter, CancellationToken cancel)
    {
        var hits = new List<FoundMatter>();
        var now = time.GetUtcNow();
        List<int> counties = scope.AcrossCounties ? [.. filter.Of([.. directory.Current.Counties.Distinct()])] : [.. filter.Of([scope.Body.Place.County])];
        if (!scope.OpensMatters || counties.Count == 0)
            return (hits, null);
        if (filter.Number is { } number)
        {
            var numbered = new IndexQuestion(counties, [[new IndexedWord(SearchWords.Number(number), false)]], long.MinValue, (long.MaxValue, Guid.Empty), Most);
            await StepAsync(scope, filter, numbered, counties, now, hits, cancel);
            return (hits, null);
        }

        var from = filter.From is { } first ? LegalTime.Micros(LegalTime.StartOf(first)) : long.MinValue;
        var until = filter.Until is { } last ? LegalTime.EndOf(last) : long.MaxValue;
        until = Math.Min(until, LegalTime.Micros(now.AddDays(1)));
        var (newest, oldest, seen) = (SearchWords.WeekOf(until), filter.From is null ? 0 : SearchWords.WeekOf(from), 0);
        for (var (weeks, passed) = (1, 0); newest >= oldest; weeks *= 2)
        {
            if (passed >= WeeksInSteps && hits.Count < Most / 4)
                weeks = newest - oldest + 1;
            var start = Math.Max(oldest, newest - weeks + 1);
            var all = Indexed(scope, filter, counties, start, newest);
            var before = (Opened: until + 1, Matter: Guid.Empty);
            for (var most = Most + 1; ; most = Math.Min(most * 2, MostInStep))
            {
                var question = new IndexQuestion(counties, all, Math.Max(from, SearchWords.StartOf(start)), before, most);
                var (looked, end) = await StepAsync(scope, filter, question, counties, now, hits, cancel);
                seen += looked;
                if (hits.Count > Most)
                    return (hits, null);
                if (looked < most)
                    break;
                if (seen >= MostSeen)
                    return (hits, LegalTime.DateOf(LegalTime.Instant(end.Opened)));
                before = end;
            }

            // Each week that is asked for costs something, also where there was nothing yet.
            if (passed == 0)
                oldest = await OldestAsync(counties, cancel) is { } opened ? Math.Max(oldest, SearchWords.WeekOf(opened)) : newest;
            passed += newest - start + 1;
            newest = start - 1;
            until = newest < 0 ? 0 : SearchWords.StartOf(start) - 1;
        }

        return (hits, null);
    }

    /// <summary>When the first matter in the index of these counties was opened: a look into each county's own, not through all of them.</summary>
    private Task<long?> OldestAsync(List<int> counties, CancellationToken cancel)
    {
        var each = string.Join(" union all ", counties.Select((_, index) => $"select min(opened) as first from search_rows where county = {{{index}}}"));
        return db.Database.SqlQuery<long?>(FormattableStringFactory.Create("select min(first) as \"Value\" from (" + each + ") as counties", [.. counties.Cast<object>()])).SingleAsync(cancel);
    }

    /// <summary>What the index is asked for in some weeks.</summary>
    private static List<IReadOnlyList<IndexedWord>> Indexed(Scope scope, MatterFilter filter, List<int> counties, int start, int newest)
    {
        IEnumerable<IndexedWord> InWeeks(string word) => Enumerable.Range(start, newest - start + 1).Select(week => new IndexedWord(SearchWords.In(week, word), false));
        var all = filter.Indexed(InWeeks).ToList();
        var place = scope.Body.Place;
        if (!scope.OverseesArea)
            all.Add([.. InWeeks(SearchWords.Body(scope.Body.Id))]);
        else if (!scope.AcrossCounties)
            all.Add([.. InWeeks(SearchWords.Place(place)), .. InWeeks(SearchWords.Body(scope.Body.Id))]);
        if (all.Count == 0 || counties.Count == 1)
            all.Add([.. counties.SelectMany(county => InWeeks(SearchWords.County(county)))]);
        return all;
    }

    /// <summary>One step: what the index holds, and which of it is meant.</summary>
    /// <returns>How many were looked at, and the last of them.</returns>
    private async Task<(int Looked, (long Opened, Guid Matter) End)> StepAsync(
        Scope scope, MatterFilter filter, IndexQuestion question, IReadOnlyList<int> counties, DateTimeOffset now, List<FoundMatter> hits, CancellationToken cancel)
    {
        var matters = filter.Within(db, scope, counties, now);
        var rows = await (
            from row in dialect.FindIndexed(db, question).AsNoTracking()
            join matter in matters on new { row.County, Id = row.Matter } equals new { matter.County, matter.Id } into meant
            from matter in meant.DefaultIfEmpty()
            orderby row.Opened descending, row.Matter descending
            select new
            {
                row.Opened,
                row.Matter,
                row.County,
                Is = (Guid?)matter.Id,
                matter.Summary,
                matter.Procedure,
                matter.Kind,
                Place = (long?)matter.Place,
                State = matter.StateName,
                Owner = (int?)matter.Owner,
                matter.Number,
            }).ToListAsync(cancel);
        // The index knows pairs of characters, and not whether they stand together; a term that is one pair or word it knows exactly.
        var terms = filter.Terms.Where(term => term.Words().Skip(1).Any()).ToList();
        foreach (var row in rows.Where(row => row.Is is not null))
        {
            if (terms.Count == 0 || (row.Summary is { } summary && SearchText.Of(summary).HasAll(terms)))
                hits.Add(new FoundMatter(row.County, row.Matter, row.Opened, row.Summary, row.Procedure, row.Kind, row.Place!.Value, row.State, row.Owner!.Value, row.Number));
        }

        return (rows.Count, rows is [.., var last] ? (last.Opened, last.Matter) : question.Before);
    }

    /// <summary>Which of a page's matters are late: one question for all.</summary>
    private async Task<IReadOnlyList<FoundMatter>> LateAsync(List<FoundMatter> page, CancellationToken cancel)
    {
        if (page.Count == 0)
            return page;
        var (counties, ids, now) = (page.Select(hit => hit.County).Distinct().ToList(), page.ConvertAll(hit => hit.Id), LegalTime.Micros(time.GetUtcNow()));
        var late = (await db.Clocks.AsNoTracking().Where(clock => counties.Contains(clock.County) && ids.Contains(clock.Matter)
                && (clock.Status == ClockStatus.Passed || (clock.Status == ClockStatus.Running && clock.Ends < now)))
            .Select(clock => clock.Matter).ToListAsync(cancel)).ToHashSet();
        return page.ConvertAll(hit => hit with { IsLate = late.Contains(hit.Id) });
    }
}
