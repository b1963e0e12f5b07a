using System.Text.Json;
using Hejie.Data;
using Hejie.Privacy;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Notices;

/// <summary>
/// Sends what waits to be sent, at least once each, and empties it once it is sent. A message is taken before it is sent, so
/// that of several nodes one sends it; who falls between sending and marking sends it again under the same key, after the
/// time for which it was taken.
/// </summary>
internal sealed partial class Deliver(IServiceScopeFactory scopes, IMessageSender sender, TimeProvider time, ILogger<Deliver> log) : Sending(time)
{
    /// <summary>Sends one batch.</summary>
    /// <returns>How many messages were tried.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var keys = scope.ServiceProvider.GetRequiredService<MatterKeys>();
        var now = LegalTime.Micros(Time.GetUtcNow());
        var due = await db.Deliveries.AsNoTracking().TagWith(AcrossCounties.Tag)
            .Where(row => row.Next <= now).OrderBy(row => row.Next).Take(Batch).ToListAsync(cancel);
        if (due.Count == 0)
            return 0;
        var matters = due.Select(row => row.Matter).Distinct().ToList();
        var keyIds = await db.Matters.AsNoTracking().TagWith(AcrossCounties.Tag)
            .Where(matter => matters.Contains(matter.Id)).ToDictionaryAsync(matter => matter.Id, matter => matter.KeyId, cancel);
        var silent = (await db.Parties.AsNoTracking().TagWith(AcrossCounties.Tag)
            .Where(party => party.NoMessages && matters.Contains(party.Matter)).Select(party => new { party.Matter, party.Ordinal }).ToListAsync(cancel))
            .Select(party => (party.Matter, party.Ordinal)).ToHashSet();
        var mark = new MarkDelivery(db, scope.ServiceProvider.GetRequiredService<IDialect>());
        var tried = 0;
        foreach (var row in due)
        {
            if (silent.Contains((row.Matter, row.Party)))
                await mark.FinishAsync(row, DeliveryStatus.Stopped, cancel);
            else if (await mark.TakeAsync(row, Time.GetUtcNow() + Taken, cancel) && !await TryAsync(row, await keys.FindAsync(keyIds[row.Matter], cancel), mark, cancel))
                return tried;
            tried++;
        }

        return tried;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => LoopAsync(RunAsync, error => Failed(log, error), stoppingToken);

    /// <returns>Whether it is worth trying others now: a gateway that is away is away for all.</returns>
    private async Task<bool> TryAsync(DeliveryRow row, MatterKey? key, MarkDelivery mark, CancellationToken cancel)
    {
        if (key is null || row.Sealed is null)
        {
            await mark.FinishAsync(row, DeliveryStatus.Failed, cancel);
            return true;
        }

        try
        {
            var message = JsonSerializer.Deserialize<ShortMessage>(Sealer.Open(row.Sealed, key.Bytes, row.Id.ToByteArray()))!;
            await sender.SendAsync(row.Id, message, cancel);
            // What was sent is marked even where the program is just stopping.
            await mark.FinishAsync(row, DeliveryStatus.Sent, CancellationToken.None);
            return true;
        }
        catch (MessageRefused refused)
        {
            Refused(log, row.Id, (int?)refused.StatusCode);
            await mark.FinishAsync(row, DeliveryStatus.Failed, cancel);
            return true;
        }
        catch (HttpRequestException error)
        {
            // Its message alone: a gateway that is away for a night needs no thousand traces of calls.
            NotTaken(log, row.Id, row.Tries, $"{error.Message} {error.InnerException?.Message}");
            if (row.Tries < MostTries)
            {
                await mark.PostponeAsync(row, Time.GetUtcNow() + Pause(row.Tries, Longest), cancel);
            }
            else
            {
                GivenUp(log, row.Id, row.Tries);
                await mark.FinishAsync(row, DeliveryStatus.Failed, cancel);
            }

            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "Messages could not be delivered; trying again.")]
    private static partial void Failed(ILogger log, Exception error);

    [LoggerMessage(LogLevel.Warning, "Message {Id} was not sent at try {Try}; it is tried again. {Why}")]
    private static partial void NotTaken(ILogger log, Guid id, int @try, string why);

    [LoggerMessage(LogLevel.Error, "The gateway refused message {Id} for good: status {Status}. It is kept as failed.")]
    private static partial void Refused(ILogger log, Guid id, int? status);

    [LoggerMessage(LogLevel.Error, "Message {Id} is given up after {Tries} tries. It is kept as failed.")]
    private static partial void GivenUp(ILogger log, Guid id, int tries);
}
