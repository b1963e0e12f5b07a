using Hejie.Data;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Journal;

/// <summary>
/// Gives entries their position in their county's log, in batches. A position is inserted in the transaction that
/// deletes the pending row, so a late commit is never missed, and within a matter positions rise with entry numbers.
/// </summary>
internal sealed partial class Sequencer(
    IServiceScopeFactory scopes, Sequencing sequencing, IEnumerable<IFollowsPositions> followers, TimeProvider time, ILogger<Sequencer> log) : BackgroundService
{
    private const int Batch = 500;

    /// <summary>Entries wait this long for company, so that a batch is worth its commit.</summary>
    private static readonly TimeSpan s_gather = TimeSpan.FromMilliseconds(100);

    /// <summary>How often all counties are looked through, for entries of other nodes and of before a restart.</summary>
    private static readonly TimeSpan s_sweep = TimeSpan.FromSeconds(5);

    /// <summary>Sequences what a county has pending.</summary>
    /// <returns>How many entries got a position.</returns>
    public async Task<int> SequenceAsync(int county, CancellationToken cancel)
    {
        var total = 0;
        int taken;
        do
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
            var dialect = scope.ServiceProvider.GetRequiredService<IDialect>();
            taken = await SequenceBatchAsync(db, dialect, county, cancel);
            total += taken;
            if (taken > 0)
                Tell(county);
        }
        while (taken == Batch);
        return total;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var woken = new HashSet<int>();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await GatherAsync(woken, stoppingToken);
                foreach (var county in woken)
                    await SequenceAsync(county, stoppingToken);
                woken.Clear();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Failed(log, error);
                await Task.Delay(TimeSpan.FromSeconds(1), time, CancellationToken.None);
            }
        }
    }

    private static async Task<int> SequenceBatchAsync(HejieDb db, IDialect dialect, int county, CancellationToken cancel)
    {
        using var writer = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var next = await dialect.LockLogAsync(db, county, cancel);
        var given = await dialect.GivePositionsAsync(db, county, next, Batch, cancel);
        await transaction.CommitAsync(cancel);
        return given;
    }

    private void Tell(int county)
    {
        foreach (var follower in followers)
            follower.Given(county);
    }

    private async Task GatherAsync(HashSet<int> woken, CancellationToken cancel)
    {
        using var sweep = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        sweep.CancelAfter(s_sweep);
        try
        {
            woken.Add(await sequencing.Woken.ReadAsync(sweep.Token));
            await Task.Delay(s_gather, time, cancel);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
            woken.UnionWith(await db.Pending.TagWith(AcrossCounties.Tag).Select(row => row.County).Distinct().ToListAsync(cancel));
        }

        while (sequencing.Woken.TryRead(out var county))
            woken.Add(county);
    }

    [LoggerMessage(LogLevel.Error, "Entries could not be given their positions; trying again.")]
    private static partial void Failed(ILogger log, Exception error);
}
