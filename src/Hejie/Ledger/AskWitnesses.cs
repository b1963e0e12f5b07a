using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Hejie.Data;
using Hejie.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Ledger;

/// <summary>A witness: its key, and where it is asked.</summary>
internal sealed record Witness(VerifierKey Key, Uri Address)
{
    /// <summary>Reads the setting: a key and an address for each, apart by spaces.</summary>
    /// <exception cref="LedgerRefused">It is written wrongly.</exception>
    public static IReadOnlyList<Witness> All(string? setting)
    {
        var words = (setting ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var witnesses = new List<Witness>();
        foreach (var pair in words.Chunk(2))
        {
            if (!VerifierKey.TryParse(pair[0], out var key) || key.Use != KeyUse.Cosignature)
                throw new LedgerRefused("ledger.witness-key", pair[0]);
            if (pair.Length < 2 || !Uri.TryCreate(pair[1].TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                throw new LedgerRefused("ledger.witness-address", pair.Length < 2 ? pair[0] : pair[1]);
            witnesses.Add(new Witness(key, address));
        }

        return witnesses;
    }
}

/// <summary>
/// Asks witnesses to cosign checkpoints (c2sp.org/tlog-witness). A checkpoint is served before they answer, and with their
/// cosignatures from then on: a witness that is away holds nobody up.
/// </summary>
internal sealed partial class AskWitnesses : BackgroundService
{
    private const int MostAnswer = 64 * 1024;

    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _time;
    private readonly ILogger<AskWitnesses> _log;
    private readonly IReadOnlyList<Witness> _witnesses;
    private readonly HttpClient _client;

    /// <summary>What each witness cosigned last of each log, as far as it is known; it says so itself where this is wrong.</summary>
    private readonly ConcurrentDictionary<(int County, string Witness), long> _known = new();

    /// <summary>Whose refusal or silence was told, of which log.</summary>
    private readonly ConcurrentDictionary<(int County, string Witness), bool> _refused = new();

    /// <summary>Who is named a witness is named to be called, unless the address is a private one: that is said apart.</summary>
    public AskWitnesses(IServiceScopeFactory scopes, Settings settings, TimeProvider time, ILogger<AskWitnesses> log)
    {
        (_scopes, _time, _log) = (scopes, time, log);
        _witnesses = Witness.All(settings.Witnesses);
        _client = new HttpClient(Outgoing.Handler([.. settings.Outgoing, .. _witnesses.Select(witness => witness.Address.IdnHost)]))
        {
            Timeout = TimeSpan.FromSeconds(5),
            MaxResponseContentBufferSize = MostAnswer,
        };
    }

    /// <summary>Asks for what is not cosigned yet.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (_witnesses.Count == 0)
            return;
        await using var scope = _scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var fresh = await services.GetRequiredService<HejieDb>().Logs.AsNoTracking().TagWith(AcrossCounties.Tag)
            .Where(row => row.CosignedSize < row.CheckpointSize).ToListAsync(cancel);
        foreach (var row in fresh)
        {
            if (SignedNote.TryParse(row.Checkpoint, out var note) && await AskAsync(services.GetRequiredService<ReadLog>(), row, note, cancel) is { Count: > 0 } cosigned)
                await KeepAsync(services, row, note.With(cosigned).ToString(), cancel);
        }
    }

    public override void Dispose()
    {
        _client.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (_witnesses.Count > 0 && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
                await Task.Delay(SignLog.Pause, _time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Failed(_log, error);
                await Task.Delay(SignLog.Pause, _time, CancellationToken.None);
            }
        }
    }

    private static async Task KeepAsync(IServiceProvider services, LogRow row, string note, CancellationToken cancel)
    {
        var db = services.GetRequiredService<HejieDb>();
        using var writer = await services.GetRequiredService<IDialect>().EnterWriteAsync(cancel);
        await db.Logs.Where(log => log.County == row.County && log.CosignedSize < row.CheckpointSize).ExecuteUpdateAsync(
            set => set.SetProperty(log => log.CosignedSize, row.CheckpointSize).SetProperty(log => log.Cosigned, note), cancel);
        await db.Logs.Where(log => log.County == row.County && log.CheckpointSize == row.CheckpointSize).ExecuteUpdateAsync(
            set => set.SetProperty(log => log.Checkpoint, note), cancel);
    }

    private async Task<List<NoteSignature>> AskAsync(ReadLog read, LogRow row, SignedNote note, CancellationToken cancel)
    {
        // The proofs first, since the database is asked one thing at a time; then all witnesses at once.
        var requests = new List<(Witness, AddCheckpoint)>();
        foreach (var witness in _witnesses)
            requests.Add((witness, await RequestAsync(read, row, note, _known.GetValueOrDefault((row.County, witness.Key.Name)), cancel)));
        var answers = await Task.WhenAll(requests.Select(request => AskAsync(row, request.Item1, request.Item2, cancel)));

        var cosigned = new List<NoteSignature>();
        foreach (var (witness, answer) in _witnesses.Zip(answers))
        {
            // A witness that knows another size is asked once more, from there.
            var again = answer is Answer.Knows knows && knows.Size <= row.CheckpointSize
                ? await AskAsync(row, witness, await RequestAsync(read, row, note, knows.Size, cancel), cancel)
                : answer;
            if (again is Answer.Cosigned done)
                cosigned.AddRange(done.Signatures);
        }

        return cosigned;
    }

    private static async Task<AddCheckpoint> RequestAsync(ReadLog read, LogRow row, SignedNote note, long old, CancellationToken cancel)
    {
        var from = Math.Min(old, row.CheckpointSize);
        return new AddCheckpoint(from, await read.HashesAsync(row, Proofs.Consistency(from, row.CheckpointSize), cancel), note);
    }

    private async Task<Answer> AskAsync(LogRow row, Witness witness, AddCheckpoint request, CancellationToken cancel)
    {
        try
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.ToString()));
            using var response = await _client.PostAsync(new Uri(witness.Address, "add-checkpoint"), content, cancel);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancel);
            if (response.StatusCode == HttpStatusCode.Conflict
                && long.TryParse(Encoding.ASCII.GetString(bytes).TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            {
                _known[(row.County, witness.Key.Name)] = size;
                return new Answer.Knows(size);
            }

            if (response.IsSuccessStatusCode && NoteSignature.TryParseAll(bytes, out var signatures))
            {
                var own = signatures.Where(signature => signature.Name == witness.Key.Name && signature.KeyId == witness.Key.Id).ToList();
                if (own.Count > 0 && witness.Key.Check(new SignedNote(request.Note.Text, own), out _) == SignatureState.Valid)
                {
                    _known[(row.County, witness.Key.Name)] = row.CheckpointSize;
                    _refused.TryRemove((row.County, witness.Key.Name), out _);
                    return new Answer.Cosigned(own);
                }
            }

            // Told when it begins, not every two seconds for as long as it lasts.
            if (_refused.TryAdd((row.County, witness.Key.Name), true))
                Refused(_log, witness.Key.Name, row.County, (int)response.StatusCode);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            if (_refused.TryAdd((row.County, witness.Key.Name), true))
                Away(_log, error, witness.Key.Name);
        }

        return new Answer.None();
    }

    /// <summary>What a witness answered.</summary>
    private abstract record Answer
    {
        private Answer()
        {
        }

        public sealed record Cosigned(IReadOnlyList<NoteSignature> Signatures) : Answer;

        public sealed record Knows(long Size) : Answer;

        public sealed record None : Answer;
    }

    [LoggerMessage(LogLevel.Error, "Witnesses could not be asked; trying again.")]
    private static partial void Failed(ILogger log, Exception error);

    [LoggerMessage(LogLevel.Warning, "The witness {Witness} did not cosign the log of county {County}: status {Status}.")]
    private static partial void Refused(ILogger log, string witness, int county, int status);

    [LoggerMessage(LogLevel.Warning, "The witness {Witness} did not answer.")]
    private static partial void Away(ILogger log, Exception error, string witness);
}
