using System.Globalization;
using Hejie.Data;
using Hejie.Notices;
using Hejie.Notices.Telling;
using Hejie.Rules.Notices;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Orders;

/// <summary>Follows the orders: each body that is given one is called, and again where who gave it has it called again.</summary>
internal sealed class OrderNotices : INoticeSource
{
    public string Reader => "notices-orders";

    public Task<IReadOnlyDictionary<int, long>> NewestAsync(HejieDb db, IReadOnlyCollection<int> counties, CancellationToken cancel) =>
        NewestPositions.ReadAsync(db, "order_events", "number", counties, cancel);

    public async Task<(IReadOnlyList<Told> Told, long Last)> ReadAsync(HejieDb db, int county, long after, int most, CancellationToken cancel)
    {
        var events = await (
            from happened in db.OrderEvents.Where(row => row.County == county && row.Number > after).OrderBy(row => row.Number).Take(most)
            join order in db.Orders.Where(row => row.County == county) on happened.Order equals order.Id
            orderby happened.Number
            select new { happened.Number, happened.Order, happened.Kind, Called = happened.Body, order.Due }).AsNoTracking().ToListAsync(cancel);
        if (events.Count == 0)
            return ([], after);
        var spread = events.Where(row => Calls(row.Kind)).Select(row => row.Order).Distinct().ToList();
        var bodies = spread.Count == 0 ? [] : await Bodies(db.OrderPosts.Where(row => row.County == county && spread.Contains(row.Order))).ToListAsync(cancel);
        return ([.. events.Where(row => Calls(row.Kind)).SelectMany(row => bodies
            .Where(body => body.Order == row.Order && (row.Called is null || row.Called == body.Body) && IsCalled(body, again: row.Kind == OrderEventKind.Called))
            .Select(body => new Told(body.Body, NoticeKind.Order, string.Create(CultureInfo.InvariantCulture, $"{row.Order:N}/{(row.Kind == OrderEventKind.Called ? row.Number : -1)}"))
            {
                Order = row.Order,
                Due = row.Due,
                Again = row.Kind == OrderEventKind.Called,
            }))], events[^1].Number);
    }

    public async Task<IReadOnlyCollection<NoticeRow>> StandingAsync(HejieDb db, IReadOnlyCollection<NoticeRow> rows, CancellationToken cancel)
    {
        var mine = rows.Where(row => row.Order is not null).ToList();
        var orders = mine.Select(row => row.Order!.Value).Distinct().ToList();
        if (orders.Count == 0)
            return [];
        var bodies = (await Bodies(db.OrderPosts.TagWith(AcrossCounties.Tag).Where(row => orders.Contains(row.Order)
                && db.Orders.Any(order => order.County == row.County && order.Id == row.Order && order.Closed == null))).ToListAsync(cancel))
            .ToDictionary(body => (body.Order, body.Body));
        return mine.FindAll(row => bodies.TryGetValue((row.Order!.Value, row.About), out var body) && IsCalled(body, row.Again));
    }

    /// <summary>How many posts of each body have acknowledged, and how many have not.</summary>
    private static IQueryable<Answers> Bodies(IQueryable<OrderPostRow> posts) =>
        posts.AsNoTracking().GroupBy(row => new { row.Order, row.Body })
            .Select(group => new Answers(group.Key.Order, group.Key.Body, group.Count(row => row.Acknowledged == null), group.Count(row => row.Acknowledged != null)));

    /// <summary>Whether a body's telephone rings: as long as none of its posts answers; where who gave the order has it called again, as long as one does not.</summary>
    private static bool IsCalled(Answers body, bool again) => body.Silent > 0 && (again || body.Answered == 0);

    private static bool Calls(OrderEventKind kind) => kind is OrderEventKind.Issued or OrderEventKind.Called;

    private sealed record Answers(Guid Order, int Body, int Silent, int Answered);
}
