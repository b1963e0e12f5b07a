using Hejie.Data;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Notices;

/// <summary>
/// Marks what becomes of a message, each in a transaction of its own: a fall in the middle of a batch repeats one message at
/// most. What was forgotten or taken back meanwhile is simply not there to be marked.
/// </summary>
internal sealed class MarkDelivery(HejieDb db, IDialect dialect)
{
    /// <summary>Takes a message for one try, which is counted, unless another node took it.</summary>
    public async Task<bool> TakeAsync(DeliveryRow row, DateTimeOffset until, CancellationToken cancel)
    {
        var (before, next) = (row.Next, LegalTime.Micros(until));
        row.Tries++;
        using var writing = await dialect.EnterWriteAsync(cancel);
        return await Of(row).Where(message => message.Next == before).ExecuteUpdateAsync(
            set => set.SetProperty(message => message.Next, next).SetProperty(message => message.Tries, row.Tries), cancel) == 1;
    }

    /// <summary>Has it tried again later.</summary>
    public async Task PostponeAsync(DeliveryRow row, DateTimeOffset until, CancellationToken cancel)
    {
        var next = LegalTime.Micros(until);
        using var writing = await dialect.EnterWriteAsync(cancel);
        await Of(row).ExecuteUpdateAsync(set => set.SetProperty(message => message.Next, next), cancel);
    }

    /// <summary>Says what came of it, and empties it.</summary>
    public async Task FinishAsync(DeliveryRow row, DeliveryStatus status, CancellationToken cancel)
    {
        using var writing = await dialect.EnterWriteAsync(cancel);
        await Of(row).ExecuteUpdateAsync(
            set => set.SetProperty(message => message.Status, status).SetProperty(message => message.Sealed, (byte[]?)null)
                .SetProperty(message => message.Next, long.MaxValue),
            cancel);
    }

    private IQueryable<DeliveryRow> Of(DeliveryRow row) => db.Deliveries.Where(message => message.County == row.County && message.Id == row.Id);
}
