using System.Text.Json;
using Hejie.Data;
using Hejie.Privacy;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Notices;

/// <summary>Sends what waits to be sent, at least once each, and empties it once it is sent.</summary>
internal sealed partial class Deliver(IServiceScopeFactory scopes, IMessageSender sender, TimeProvider time, ILogger<Deliver> log) : BackgroundService
{
    private const int Batch = 50;
    private const int MostTries = 8;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    /// <summary>Sends one batch.</summary>
    /// <returns>How many messages were tried.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var keys = scope.ServiceProvider.GetRequiredService<MatterKeys>();
        var now = LegalTime.Micros(time.GetUtcNow());
        var due = await db.Deliveries.AsTracking().TagWith(AcrossCounties.Tag)
            .Where(row => row.Next <= now).OrderBy(row => row.Next).Take(Batch).ToListAsync(cancel);
        if (due.Count == 0)
            return 0;
        var matters = due.Select(row => row.Matter).Distinct().ToList();
        var keyIds = await db.Matters.AsNoTracking().TagWith(AcrossCounties.Tag)
            .Where(matter => matters.Contains(matter.Id)).ToDictionaryAsync(matter => matter.Id, matter => matter.KeyId, cancel);
        var silent = (await db.Parties.AsNoTracking().TagWith(AcrossCounties.Tag)
            .Where(party => party.NoMessages && matters.Contains(party.Matter)).Select(party => new { party.Matter, party.Ordinal }).ToListAsync(cancel))
            .Select(party => (party.Matter, party.Ordinal)).ToHashSet();
        foreach (var row in due.Where(row => silent.Contains((row.Matter, row.Party))))
            Finish(row, DeliveryStatus.Stopped);
        foreach (var row in due.Where(row => row.Status != DeliveryStatus.Stopped))
            await TryAsync(row, await keys.FindAsync(keyIds[row.Matter], cancel), cancel);
        using (await scope.ServiceProvider.GetRequiredService<IDialect>().EnterWriteAsync(cancel))
            await db.SaveChangesAsync(cancel);
        return due.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await RunAsync(stoppingToken) < Batch)
                    await Task.Delay(s_pause, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Failed(log, error);
                await Task.Delay(s_pause, time, CancellationToken.None);
            }
        }
    }

    private async Task TryAsync(DeliveryRow row, MatterKey? key, CancellationToken cancel)
    {
        row.Tries++;
        if (key is null || row.Sealed is null)
        {
            Finish(row, DeliveryStatus.Failed);
            return;
        }

        try
        {
            var message = JsonSerializer.Deserialize<ShortMessage>(Sealer.Open(row.Sealed, key.Bytes, row.Id.ToByteArray()))!;
            await sender.SendAsync(row.Id, message, cancel);
            Finish(row, DeliveryStatus.Sent);
        }
        catch (HttpRequestException error)
        {
            NotTaken(log, error, row.Id, row.Tries);
            if (row.Tries >= MostTries)
                Finish(row, DeliveryStatus.Failed);
            else
                row.Next = LegalTime.Micros(time.GetUtcNow() + TimeSpan.FromSeconds(Math.Pow(2, row.Tries)));
        }
    }

    private static void Finish(DeliveryRow row, DeliveryStatus status)
    {
        row.Status = status;
        row.Sealed = null;
        row.Next = long.MaxValue;
    }

    [LoggerMessage(LogLevel.Error, "Messages could not be delivered; trying again.")]
    private static partial void Failed(ILogger log, Exception error);

    [LoggerMessage(LogLevel.Warning, "The gateway did not take message {Id} at try {Try}.")]
    private static partial void NotTaken(ILogger log, Exception error, Guid id, int @try);
}
