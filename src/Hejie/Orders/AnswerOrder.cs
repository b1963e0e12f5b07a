using Hejie.Bodies;
using Hejie.Data;
using Hejie.Live;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Orders;

/// <summary>What came of an answer to an order.</summary>
internal abstract record OrderAnswered
{
    private OrderAnswered()
    {
    }

    /// <summary>It stands; given twice, it is the first.</summary>
    public sealed record Done(OrderPostRow Row) : OrderAnswered;

    /// <summary>Something is wrong with it.</summary>
    public sealed record Invalid(FieldError Error) : OrderAnswered;

    /// <summary>The order cannot be answered so: it is closed, or was reported otherwise.</summary>
    public sealed record Refused(string Code) : OrderAnswered;

    /// <summary>The post was given no such order.</summary>
    public sealed record None : OrderAnswered;
}

/// <summary>A post acknowledges an order that it was given, and reports back: each once, whatever is sent again.</summary>
internal sealed class AnswerOrder(HejieDb db, IDialect dialect, LiveSignal signal, TimeProvider time)
{
    public Task<OrderAnswered> AcknowledgeAsync(Scope scope, int county, Guid id, CancellationToken cancel) => RunAsync(
        scope, county, id, OrderEventKind.Acknowledged, null, row => row.Acknowledged is not null,
        (row, now) => row.Acknowledged = now, cancel);

    /// <param name="scope">Who reports.</param>
    /// <param name="county">The county.</param>
    /// <param name="id">The order.</param>
    /// <param name="report">The code of a <see cref="ReportCode"/>.</param>
    /// <param name="text">A few words, which name no person; may be empty.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<OrderAnswered> ReportAsync(Scope scope, int county, Guid id, string? report, string? text, CancellationToken cancel)
    {
        var plain = text?.Trim() ?? "";
        if (OrderCodes.Find<ReportCode>(report) is not { } code)
            return new OrderAnswered.Invalid(new FieldError("report", string.IsNullOrEmpty(report) ? "field.required" : "field.choice"));
        if (OrderGuard.Error("text", plain, required: false) is { } error)
            return new OrderAnswered.Invalid(error);
        var told = plain.Length == 0 ? null : plain;
        var answered = await RunAsync(
            scope, county, id, OrderEventKind.Reported, OrderCodes.Of(code) + (told is null ? "" : ": " + told), row => row.Reported is not null,
            (row, now) => (row.Acknowledged, row.Reported, row.Report, row.ReportText) = (row.Acknowledged ?? now, now, code, told), cancel);
        return answered is OrderAnswered.Done { Row: var row } && (row.Report, row.ReportText) != (code, told) ? new OrderAnswered.Refused("order.reported") : answered;
    }

    private async Task<OrderAnswered> RunAsync(
        Scope scope, int county, Guid id, OrderEventKind kind, string? text, Func<OrderPostRow, bool> isDone, Action<OrderPostRow, long> change, CancellationToken cancel)
    {
        var post = scope.Post.Id;
        var own = db.OrderPosts.Where(row => row.County == county && row.Order == id && row.Post == post);
        if (await own.AsNoTracking().SingleOrDefaultAsync(cancel) is not { } found)
            return new OrderAnswered.None();
        if (isDone(found))
            return new OrderAnswered.Done(found);
        using (await dialect.EnterWriteAsync(cancel))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await dialect.HoldOrdersAsync(db, county, cancel);
            // Read again: under the lock nobody else answers in its place.
            var row = await own.SingleAsync(cancel);
            if (isDone(row))
                return new OrderAnswered.Done(row);
            if (await db.Orders.AnyAsync(order => order.County == county && order.Id == id && order.Closed != null, cancel))
                return new OrderAnswered.Refused("order.closed");
            var now = LegalTime.Micros(time.GetUtcNow());
            change(row, now);
            found = row;
            db.OrderEvents.Add(new OrderEventRow
            {
                County = county,
                Number = await OrderEvents.NextAsync(db, county, cancel),
                Order = id,
                Kind = kind,
                Post = post,
                At = now,
                Text = text,
            });
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        signal.Wake(county);
        return new OrderAnswered.Done(found);
    }
}

/// <summary>The numbers of what happens to orders. Whoever asks holds the county's orders.</summary>
internal static class OrderEvents
{
    public static async Task<long> NextAsync(HejieDb db, int county, CancellationToken cancel) =>
        await db.OrderEvents.Where(row => row.County == county).MaxAsync(row => (long?)row.Number, cancel) + 1 ?? 0;
}
