using System.Collections.Concurrent;
using Hejie.Data;
using Hejie.Privacy;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Ledger;

/// <summary>
/// Signs how far each log has come, where it changed and at most every two seconds. Nothing is signed that does not
/// continue what was signed before: two checkpoints that contradict each other would prove the log a liar for ever. What was
/// signed is known from the database and, since a restore takes that back, from the store of the keys.
/// </summary>
internal sealed partial class SignLog(
    IServiceScopeFactory scopes, LogIdentity identity, LastSigned signed, TimeProvider time, ILogger<SignLog> log) : BackgroundService
{
    /// <summary>What the keys' store remembers of each log, as this node knows it; it is asked again where that was not the newest.</summary>
    private readonly ConcurrentDictionary<string, SignedRow> _known = new();

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
        var (key, read) = (identity.KeyOf(row.County), services.GetRequiredService<ReadLog>());
        var origin = key.Verifier.Name;
        if (!_known.TryGetValue(origin, out var known))
            known = await signed.FindAsync(origin, cancel);
        // What another node signed meanwhile, it took in before: then the row is older than what is known.
        if (known?.Size > row.Size && await read.FindAsync(row.County, cancel) is { } newer)
            row = newer;
        await CheckContinuesAsync(read, row, key.Verifier, known, cancel);
        var root = RightEdge.Read(row.Size, row.Edge).Root();
        // First where no restore reaches, then where everybody sees it. Where another node moved it to the same tree, either may go on.
        var moved = await signed.MoveAsync(known, origin, row.Size, root.ToString(), cancel) ?? await signed.FindAsync(origin, cancel);
        if (moved is null || (moved.Size, moved.Root) != (row.Size, root.ToString()))
        {
            _known.TryRemove(origin, out _);
            return;
        }

        _known[origin] = moved;
        await KeepAsync(services, row, new Checkpoint(origin, row.Size, root), key, cancel);
    }

    private async Task KeepAsync(IServiceProvider services, LogRow row, Checkpoint checkpoint, SigningKey key, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var text = checkpoint.ToString();
        var note = new SignedNote(text, [key.Sign(text, now)]).ToString();
        var at = LegalTime.Micros(now);
        var (due, ahead) = Due();
        using var writer = await services.GetRequiredService<IDialect>().EnterWriteAsync(cancel);
        // Another node may have signed a larger tree meanwhile.
        await services.GetRequiredService<HejieDb>().Logs
            .Where(log => log.County == row.County && log.CheckpointSize < row.Size && (log.Signed <= due || log.Signed > ahead))
            .ExecuteUpdateAsync(
                set => set.SetProperty(log => log.CheckpointSize, row.Size).SetProperty(log => log.Checkpoint, note).SetProperty(log => log.Signed, at),
                cancel);
    }

    /// <exception cref="InvalidDataException">What was signed is no beginning of what is there.</exception>
    private static async Task CheckContinuesAsync(ReadLog read, LogRow row, VerifierKey key, SignedRow? known, CancellationToken cancel)
    {
        if (row.Checkpoint is not null
            && (!SignedNote.TryParse(row.Checkpoint, out var note) || key.Check(note, out _) != SignatureState.Valid || !Checkpoint.TryParse(note.Text, out var last)
                || (await read.HashesAsync(row, [new LeafRange(0, last.Size)], cancel))[0] != last.Root))
            throw new InvalidDataException($"The log of county {row.County} does not continue what was signed; nothing is signed. Run: hejie ledger audit");
        if (known is not null && !await ContinuesAsync(read, row, known, cancel))
        {
            throw new InvalidDataException(
                $"The log of county {row.County} was signed up to {known.Size} and is another now: older data came back. Nothing is signed. Run: hejie doctor");
        }
    }

    /// <summary>Whether a log as it stands continues what the keys' store remembers of it.</summary>
    public static async Task<bool> ContinuesAsync(ReadLog read, LogRow row, SignedRow known, CancellationToken cancel) =>
        known.Size <= row.Size && (await read.HashesAsync(row, [new LeafRange(0, known.Size)], cancel))[0].ToString() == known.Root;

    /// <summary>The instant before which it was last signed, if it is to be signed now; and the one after which a clock was wrong, which must silence no log.</summary>
    private (long Due, long Ahead) Due()
    {
        var now = time.GetUtcNow();
        return (LegalTime.Micros(now - Pause), LegalTime.Micros(now + Pause));
    }

    [LoggerMessage(LogLevel.Error, "A log could not be signed; trying again.")]
    private static partial void Failed(ILogger log, Exception error);
}
