using Hejie.Bodies;
using Hejie.Data;
using Hejie.Live;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Orders;

/// <summary>What came of pursuing an order.</summary>
internal abstract record OrderPursued
{
    private OrderPursued()
    {
    }

    /// <summary>It stands, for so many posts.</summary>
    public sealed record Done(int Posts) : OrderPursued;

    /// <summary>Something is wrong with what was said.</summary>
    public sealed record Invalid(FieldError Error) : OrderPursued;

    /// <summary>The order is closed.</summary>
    public sealed record Closed : OrderPursued;

    /// <summary>The body gave no such order.</summary>
    public sealed record None : OrderPursued;
}

/// <summary>
/// Whoever gave an order pursues it: those who have not answered are called again, which is kept: <see cref="OrderNotices"/>
/// has their duty telephones ring, and they hear it once more in their page; and it is closed with what came of it.
/// </summary>
internal sealed class PursueOrder(HejieDb db, IDialect dialect, ReadOrders read, LiveSignal signal, TimeProvider time)
{
    /// <summary>Calls those of one body, or of all, who have not acknowledged again.</summary>
    public Task<OrderPursued> CallAgainAsync(Scope scope, int county, Guid id, int? body, CancellationToken cancel) => RunAsync(
        scope, county, id, OrderEventKind.Called, body, null,
        (each, now) => db.OrderPosts.Where(row => row.County == each && row.Order == id && row.Acknowledged == null && (body == null || row.Body == body))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Called, now), cancel), cancel);

    /// <summary>Closes it: nobody answers any more.</summary>
    public async Task<OrderPursued> CloseAsync(Scope scope, int county, Guid id, string? outcome, CancellationToken cancel)
    {
        var plain = outcome?.Trim() ?? "";
        if (OrderGuard.Error("outcome", plain) is { } error)
            return new OrderPursued.Invalid(error);
        return await RunAsync(
            scope, county, id, OrderEventKind.Closed, null, plain,
            (each, now) => db.Orders.Where(row => row.County == each && row.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Closed, now).SetProperty(row => row.Outcome, plain), cancel), cancel);
    }

    private async Task<OrderPursued> RunAsync(
        Scope scope, int county, Guid id, OrderEventKind kind, int? body, string? text, Func<int, long, Task<int>> change, CancellationToken cancel)
    {
        if (await read.GivenAsync(scope, county, id, cancel) is not { } order)
            return new OrderPursued.None();
        var counties = await read.CountiesAsync(order, cancel);
        var changed = 0;
        using (await dialect.EnterWriteAsync(cancel))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            foreach (var each in counties)
                await dialect.HoldOrdersAsync(db, each, cancel);
            if (await db.Orders.AnyAsync(row => row.County == county && row.Id == id && row.Closed != null, cancel))
                return new OrderPursued.Closed();
            var now = LegalTime.Micros(time.GetUtcNow());
            var newest = await NewestPositions.ReadAsync(db, "order_events", "number", counties, cancel);
            // One order has at most as many rows as the prefecture has counties.
            foreach (var each in counties)
            {
                if (await change(each, now) is var rows and > 0)
                {
                    changed += rows;
                    db.OrderEvents.Add(new OrderEventRow
                    {
                        County = each,
                        Number = newest[each] + 1,
                        Order = id,
                        Kind = kind,
                        Post = scope.By.Id,
                        Body = body,
                        At = now,
                        Text = text,
                    });
                }
            }

            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        foreach (var each in counties)
            signal.Wake(each);
        return new OrderPursued.Done(changed);
    }
}
