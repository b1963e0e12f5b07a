using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Orders;

/// <summary>An order as one post was given it.</summary>
internal sealed record OwnOrder(OrderRow Order, OrderPostRow Own);

/// <summary>How far those who were given an order are, over all its counties.</summary>
internal sealed record OrderCounts(int Posts, int Acknowledged, int Reported)
{
    public int Silent => Posts - Acknowledged;
}

/// <summary>How far the posts of one body are.</summary>
internal sealed record BodyAnswers(int Body, int Posts, int Acknowledged, int Reported, long? Called)
{
    public int Silent => Posts - Acknowledged;
}

/// <summary>What one post reported.</summary>
internal sealed record OrderReport(int Post, int Body, long Reported, ReportCode Report, string? Text);

/// <summary>Reads orders within the scope of who asks: those that their post was given, and those that their body gave.</summary>
internal sealed class ReadOrders(HejieDb db)
{
    /// <summary>Lines of one page.</summary>
    public const int PageSize = 50;

    /// <summary>The last page that can be turned to.</summary>
    public const int LastPage = 200;

    /// <summary>The orders that a post was given, the open ones first, the newest on top.</summary>
    public async Task<IReadOnlyList<OwnOrder>> OwnAsync(Scope scope, CancellationToken cancel)
    {
        var (county, post) = (scope.Body.Place.County, scope.Post.Id);
        return await (
            from own in db.OrderPosts.Where(row => row.County == county && row.Post == post)
            join order in db.Orders.Where(row => row.County == county) on own.Order equals order.Id
            orderby order.Closed != null, own.Told descending
            select new OwnOrder(order, own)).AsNoTracking().Take(PageSize).ToListAsync(cancel);
    }

    /// <summary>How many orders wait for a post: to be acknowledged, or, if they are tasks, to be reported.</summary>
    public Task<int> WaitingAsync(Scope scope, CancellationToken cancel)
    {
        var (county, post) = (scope.Body.Place.County, scope.Post.Id);
        return (
            from own in db.OrderPosts.Where(row => row.County == county && row.Post == post)
            join order in db.Orders.Where(row => row.County == county && row.Closed == null) on own.Order equals order.Id
            where own.Acknowledged == null || (order.Kind == OrderKind.Task && own.Reported == null)
            select own.Post).CountAsync(cancel);
    }

    /// <summary>The orders that a body gave, the newest first.</summary>
    public async Task<IReadOnlyList<OrderRow>> GivenAsync(Scope scope, CancellationToken cancel)
    {
        var (county, body) = (scope.Body.Place.County, scope.Body.Id);
        return Permissions.GivesOrders(scope.Post.Role)
            ? await db.Orders.AsNoTracking().Where(row => row.County == county && row.Body == body).OrderByDescending(row => row.Issued).Take(PageSize).ToListAsync(cancel)
            : [];
    }

    /// <summary>One order that the post's body gave; null where it gave none such.</summary>
    public Task<OrderRow?> GivenAsync(Scope scope, int county, Guid id, CancellationToken cancel)
    {
        var (own, body) = (scope.Body.Place.County, scope.Body.Id);
        return Permissions.GivesOrders(scope.Post.Role) && own == county
            ? db.Orders.AsNoTracking().SingleOrDefaultAsync(row => row.County == county && row.Id == id && row.Body == body, cancel)
            : Task.FromResult<OrderRow?>(null);
    }

    /// <summary>One order that the post was given; null where it was given none such.</summary>
    public Task<OwnOrder?> OwnAsync(Scope scope, int county, Guid id, CancellationToken cancel)
    {
        var post = scope.Post.Id;
        return (
            from own in db.OrderPosts.Where(row => row.County == county && row.Order == id && row.Post == post)
            join order in db.Orders.Where(row => row.County == county) on own.Order equals order.Id
            select new OwnOrder(order, own)).AsNoTracking().SingleOrDefaultAsync(cancel);
    }

    /// <summary>The counties that an order is of.</summary>
    public async Task<IReadOnlyList<int>> CountiesAsync(OrderRow order, CancellationToken cancel)
    {
        // Only a body of the prefecture gives one beyond its own county.
        if (order.Origin % 100 != 0)
            return [order.Origin];
        return await db.Orders.TagWith(AcrossCounties.Tag).Where(row => row.Id == order.Id && row.Origin == order.Origin && row.Body == order.Body).Select(row => row.County).OrderBy(county => county).ToListAsync(cancel);
    }

    /// <summary>How far all are.</summary>
    public async Task<OrderCounts> CountsAsync(Guid id, IReadOnlyList<int> counties, CancellationToken cancel)
    {
        var counted = await Posts(id, counties).GroupBy(row => row.Order).Select(group => new
        {
            All = group.Count(),
            Acknowledged = group.Count(row => row.Acknowledged != null),
            Reported = group.Count(row => row.Reported != null),
        }).SingleOrDefaultAsync(cancel);
        return new OrderCounts(counted?.All ?? 0, counted?.Acknowledged ?? 0, counted?.Reported ?? 0);
    }

    /// <summary>How far each body is, those with most who have not answered first; and whether more follow.</summary>
    public async Task<(IReadOnlyList<BodyAnswers> Bodies, bool More)> BodiesAsync(Guid id, IReadOnlyList<int> counties, int page, CancellationToken cancel)
    {
        var rows = await Posts(id, counties).GroupBy(row => row.Body).Select(group => new
        {
            Body = group.Key,
            All = group.Count(),
            Acknowledged = group.Count(row => row.Acknowledged != null),
            Reported = group.Count(row => row.Reported != null),
            Called = group.Max(row => row.Called),
        }).OrderByDescending(row => row.All - row.Acknowledged).ThenBy(row => row.Body).Skip((page - 1) * PageSize).Take(PageSize + 1).ToListAsync(cancel);
        return ([.. rows.Take(PageSize).Select(row => new BodyAnswers(row.Body, row.All, row.Acknowledged, row.Reported, row.Called))], rows.Count > PageSize);
    }

    /// <summary>The last reports, those that ask for help first.</summary>
    public async Task<IReadOnlyList<OrderReport>> ReportsAsync(Guid id, IReadOnlyList<int> counties, CancellationToken cancel) =>
        await Posts(id, counties).Where(row => row.Reported != null).OrderByDescending(row => row.Report == ReportCode.NeedsHelp).ThenByDescending(row => row.Reported)
            .Take(PageSize).Select(row => new OrderReport(row.Post, row.Body, row.Reported!.Value, row.Report!.Value, row.ReportText)).ToListAsync(cancel);

    private IQueryable<OrderPostRow> Posts(Guid id, IReadOnlyList<int> counties)
    {
        if (counties is [var only])
            return db.OrderPosts.AsNoTracking().Where(row => row.County == only && row.Order == id);
        return db.OrderPosts.AsNoTracking().TagWith(AcrossCounties.Tag).Where(row => counties.Contains(row.County) && row.Order == id);
    }
}
