using Hejie.Data;
using Hejie.Live;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Orders;

/// <summary>Follows the orders: those who are given one hear of it, and who gave it hears of each answer.</summary>
internal sealed class OrderChanges : ILiveSource
{
    public string Letter => "o";

    public Task<IReadOnlyDictionary<int, long>> NewestAsync(HejieDb db, IReadOnlyCollection<int> counties, CancellationToken cancel) =>
        NewestPositions.ReadAsync(db, "order_events", "number", counties, cancel);

    public async Task<(IReadOnlyList<LiveChange> Changes, long Last)> ReadAsync(HejieDb db, int county, long after, int most, CancellationToken cancel)
    {
        var events = await (
            from happened in db.OrderEvents.Where(row => row.County == county && row.Number > after).OrderBy(row => row.Number).Take(most)
            join order in db.Orders.Where(row => row.County == county) on happened.Order equals order.Id
            orderby happened.Number
            select new { happened.Number, happened.Order, happened.Kind, Called = happened.Body, order.Body, order.Origin }).AsNoTracking().ToListAsync(cancel);
        if (events.Count == 0)
            return ([], after);
        var spread = events.Where(row => ToPosts(row.Kind)).Select(row => row.Order).Distinct().ToList();
        var posts = spread.Count == 0 ? null
            : (await db.OrderPosts.AsNoTracking().Where(row => row.County == county && spread.Contains(row.Order))
                .Select(row => new Given(row.Order, row.Post, row.Body, row.Acknowledged != null)).ToListAsync(cancel)).ToLookup(row => row.Order);
        return ([.. events.Select(row => new LiveChange.Order(
            ToPosts(row.Kind) ? county : row.Origin, row.Order, ToPosts(row.Kind) ? Told(posts![row.Order], row.Kind, row.Called) : [], ToPosts(row.Kind) ? null : row.Body)
        {
            Position = row.Number,
        })], events[^1].Number);
    }

    /// <summary>Those who are told: of a call once more only who has not answered, and of the body that was called.</summary>
    private static HashSet<int> Told(IEnumerable<Given> posts, OrderEventKind kind, int? called) =>
        [.. posts.Where(post => kind != OrderEventKind.Called || (!post.Answered && (called is null || post.Body == called))).Select(post => post.Post)];

    /// <summary>Whether something is told to those who were given the order; else to who gave it.</summary>
    private static bool ToPosts(OrderEventKind kind) => kind is OrderEventKind.Issued or OrderEventKind.Called or OrderEventKind.Closed;

    /// <summary>A post that was given an order.</summary>
    private sealed record Given(Guid Order, int Post, int Body, bool Answered);
}
