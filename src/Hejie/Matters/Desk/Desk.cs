using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Reading;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Desk;

/// <summary>What a desk shows of its work.</summary>
internal enum DeskFilter
{
    /// <summary>Everything that waits.</summary>
    All,

    /// <summary>What is late.</summary>
    Late,

    /// <summary>What is due within three days.</summary>
    Soon,

    /// <summary>What lies with the post itself.</summary>
    Mine,

    /// <summary>What waits on a resident.</summary>
    Resident,
}

/// <summary>One line of a desk.</summary>
internal sealed record DeskLine(
    int County, Guid Matter, int Number, string Work, long Due, bool WaitsOnResident, int? Post,
    string Procedure, string Kind, long Place, string State, int Owner, string? Summary, string? Official, int Version);

/// <summary>Which part of a desk is looked at.</summary>
/// <param name="Filter">What it shows.</param>
/// <param name="Kind">The one kind of work that it shows, or null for all.</param>
/// <param name="Page">From 1.</param>
internal sealed record DeskView(DeskFilter Filter = DeskFilter.All, string? Kind = null, int Page = 1);

/// <summary>How much a desk holds; one query with its lines' scope.</summary>
internal sealed record DeskCounts(int All, int Late, int Soon, int Mine, int Resident, IReadOnlyList<WorkCount> Kinds);

/// <summary>How much work of a kind a desk holds, and how much of it is late.</summary>
internal sealed record WorkCount(string Kind, int All, int Late);

/// <summary>The desk: what waits on a body, what is due first on top. One indexed query by (body, due).</summary>
internal sealed class DeskQuery(HejieDb db, TimeProvider time)
{
    /// <summary>Lines of one page.</summary>
    public const int PageSize = 50;

    /// <summary>The last page that can be turned to: who has more waiting narrows it down.</summary>
    public const int LastPage = 200;

    /// <summary>The lines of a page, and whether more follow.</summary>
    public async Task<(IReadOnlyList<DeskLine> Lines, bool More)> LinesAsync(Scope scope, DeskView view, CancellationToken cancel)
    {
        var page = Math.Clamp(view.Page, 1, LastPage);
        var lines = await LinesOf(Filtered(scope, view), (page - 1) * PageSize, PageSize + 1).ToListAsync(cancel);
        return lines.Count > PageSize ? (lines.GetRange(0, PageSize), true) : (lines, false);
    }

    /// <summary>What is due first of all that waits, and how much that is.</summary>
    public async Task<(IReadOnlyList<DeskLine> Lines, int All)> FirstAsync(Scope scope, int most, CancellationToken cancel) =>
        (await LinesOf(Within(scope), 0, most).ToListAsync(cancel), await Within(scope).CountAsync(cancel));

    /// <summary>The matters in which work waits, what is due first on top; at most so many lines of work are looked at.</summary>
    public async Task<IReadOnlyList<(int County, Guid Matter)>> MattersAsync(Scope scope, int most, CancellationToken cancel) =>
        [.. (await Within(scope).OrderBy(item => item.Due).ThenBy(item => item.Matter).ThenBy(item => item.Number).Take(most)
            .Select(item => new { item.County, item.Matter }).ToListAsync(cancel)).Select(item => (item.County, item.Matter)).Distinct()];

    /// <summary>The lines of some work. They are cut out of the index before anything is joined to them.</summary>
    private IQueryable<DeskLine> LinesOf(IQueryable<WorkRow> work, int skip, int most) =>
        from item in work.OrderBy(item => item.Due).ThenBy(item => item.Matter).ThenBy(item => item.Number).Skip(skip).Take(most)
        join matter in db.Matters on new { item.County, Id = item.Matter } equals new { matter.County, matter.Id }
        orderby item.Due, item.Matter, item.Number
        select new DeskLine(
            item.County, item.Matter, item.Number, item.Kind, item.Due, item.WaitsOnResident, item.Post,
            matter.Procedure, matter.Kind, matter.Place, matter.StateName, matter.Owner, matter.Summary, matter.Number, matter.Version);

    public async Task<DeskCounts> CountsAsync(Scope scope, CancellationToken cancel)
    {
        var (now, soon, post) = (Now, Now + (long)DueWords.Soon.TotalMicroseconds, scope.Post.Id);
        var kinds = await Within(scope).GroupBy(item => item.Kind).Select(group => new
        {
            Kind = group.Key,
            All = group.Count(),
            Late = group.Count(item => item.Due < now),
            Soon = group.Count(item => item.Due >= now && item.Due < soon),
            Mine = group.Count(item => item.Post == post),
            Resident = group.Count(item => item.WaitsOnResident),
        }).ToListAsync(cancel);
        return new DeskCounts(
            kinds.Sum(kind => kind.All), kinds.Sum(kind => kind.Late), kinds.Sum(kind => kind.Soon), kinds.Sum(kind => kind.Mine),
            kinds.Sum(kind => kind.Resident), kinds.ConvertAll(kind => new WorkCount(kind.Kind, kind.All, kind.Late)));
    }

    /// <summary>How much waits at posts that are away, by body and role: what is open there, and was given to nobody else.</summary>
    public async Task<IReadOnlyDictionary<int, int>> AtPostsAsync(IReadOnlyList<Post> posts, BodyDirectory directory, CancellationToken cancel)
    {
        if (posts.Count == 0)
            return new Dictionary<int, int>();
        var (bodies, counties) = (posts.Select(post => post.Body).Distinct().ToList(), CountiesOf(posts, directory));
        var counted = await db.Work.AsNoTracking().Where(item => counties.Contains(item.County) && bodies.Contains(item.Body))
            .GroupBy(item => new { item.Body, item.Role, item.Post }).Select(group => new { group.Key.Body, group.Key.Role, group.Key.Post, Count = group.Count() }).ToListAsync(cancel);
        return posts.ToDictionary(post => post.Id, post => counted.Where(row => row.Body == post.Body && (row.Post == post.Id || (row.Post is null && row.Role == post.Role))).Sum(row => row.Count));
    }

    /// <summary>The counties in which work of these posts lies: their own, and all of them for a post of the prefecture.</summary>
    private static List<int> CountiesOf(IReadOnlyList<Post> posts, BodyDirectory directory) =>
        posts.Any(post => directory.LevelOf(post.Body) == PlaceLevel.Prefecture) ? [.. directory.Counties] : [.. posts.Select(post => directory.CountyOf(post.Body)).Distinct()];

    private long Now => LegalTime.Micros(time.GetUtcNow());

    private IQueryable<WorkRow> Filtered(Scope scope, DeskView view)
    {
        var (now, soon, post) = (Now, Now + (long)DueWords.Soon.TotalMicroseconds, scope.Post.Id);
        var work = view.Kind is { } kind ? Within(scope).Where(item => item.Kind == kind) : Within(scope);
        return view.Filter switch
        {
            DeskFilter.Late => work.Where(item => item.Due < now),
            DeskFilter.Soon => work.Where(item => item.Due >= now && item.Due < soon),
            DeskFilter.Mine => work.Where(item => item.Post == post),
            DeskFilter.Resident => work.Where(item => item.WaitsOnResident),
            _ => work,
        };
    }

    /// <summary>
    /// The work of the post's body. A mediator sees what lies with mediators; work assigned to a colleague stays with them.
    /// That of a restricted matter is seen by the role that it waits on alone, which is one that the procedure is open to.
    /// </summary>
    private IQueryable<WorkRow> Within(Scope scope)
    {
        var (body, county, role, post) = (scope.Body.Id, scope.Body.Place.County, scope.Post.Role, scope.Post.Id);
        if (!scope.OpensMatters)
            return db.Work.Where(_ => false);
        var work = scope.AcrossCounties
            ? db.Work.AsNoTracking().TagWith(Data.AcrossCounties.Tag).Where(item => item.Body == body)
            : db.Work.AsNoTracking().Where(item => item.Body == body && item.County == county);
        work = work.Where(item => !item.Restricted || item.Role == role);
        return role == Role.Mediator ? work.Where(item => item.Role == role && (item.Post == null || item.Post == post)) : work;
    }
}
