using Hejie.Data;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Ledger;

/// <summary>
/// Signs how far each log has come, where it changed and at most every two seconds. Nothing is signed that does not
/// continue what was signed before: two checkpoints that contradict each other would prove the log a liar for ever.
/// </summary>
internal sealed partial class SignLog(IServiceScopeFactory scopes, LogIdentity identity, TimeProvider time, ILogger<SignLog> log) : BackgroundService
{
    /// <summary>The shortest time between two checkpoints of a log.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    /// <summary>Signs the logs whose time has come; one that does not hold holds up no other.</summary>
    /// <exception cref="InvalidDataException">A log does not hold, and was not signed.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var (due, ahead) = Due();
        var changed = await services.GetRequiredService<HejieDb>().Logs.AsNoTracking().TagWith(AcrossCounties.Tag)
            .Where(row => row.CheckpointSize < row.Size && (row.Signed <= due || row.Signed > ahead)).ToListAsync(cancel);
        InvalidDataException? broken = null;
        foreach (var row in changed)
        {
            try
            {
                await SignAsync(services, row, cancel);
            }
            catch (InvalidDataException error)
            {
                broken = error;
            }
        }

        if (broken is not null)
            throw broken;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
                await Task.Delay(s_look, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Failed(log, error);
                await Task.Delay(Pause, time, CancellationToken.None);
            }
        }
    }

    private async Task SignAsync(IServiceProvider services, LogRow row, CancellationToken cancel)
    {
        var key = identity.KeyOf(row.County);
        await CheckContinuesAsync(services.GetRequiredService<ReadLog>(), row, key.Verifier, cancel);
        var now = time.GetUtcNow();
        var text = new Checkpoint(key.Verifier.Name, row.Size, RightEdge.Read(row.Size, row.Edge).Root()).ToString();
        var note = new SignedNote(text, [key.Sign(text, now)]).ToString();
        var signed = LegalTime.Micros(now);
        var (due, ahead) = Due();
        using var writer = await services.GetRequiredService<IDialect>().EnterWriteAsync(cancel);
        // Another node may have signed a larger tree meanwhile.
        await services.GetRequiredService<HejieDb>().Logs
            .Where(known => known.County == row.County && known.CheckpointSize < row.Size && (known.Signed <= due || known.Signed > ahead))
            .ExecuteUpdateAsync(
                set => set.SetProperty(known => known.CheckpointSize, row.Size).SetProperty(known => known.Checkpoint, note).SetProperty(known => known.Signed, signed),
                cancel);
    }

    /// <exception cref="InvalidDataException">What was signed is no beginning of what is there.</exception>
    private static async Task CheckContinuesAsync(ReadLog read, LogRow row, VerifierKey key, CancellationToken cancel)
    {
        if (row.Checkpoint is null)
            return;
        if (!SignedNote.TryParse(row.Checkpoint, out var note) || key.Check(note, out _) != SignatureState.Valid || !Checkpoint.TryParse(note.Text, out var last)
            || (await read.HashesAsync(row, [new LeafRange(0, last.Size)], cancel))[0] != last.Root)
            throw new InvalidDataException($"The log of county {row.County} does not continue what was signed; nothing is signed. Run: hejie ledger audit");
    }

    /// <summary>The instant before which it was last signed, if it is to be signed now; and the one after which a clock was wrong, which must silence no log.</summary>
    private (long Due, long Ahead) Due()
    {
        var now = time.GetUtcNow();
        return (LegalTime.Micros(now - Pause), LegalTime.Micros(now + Pause));
    }

    [LoggerMessage(LogLevel.Error, "A log could not be signed; trying again.")]
    private static partial void Failed(ILogger log, Exception error);
}
