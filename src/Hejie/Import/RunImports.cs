using System.Threading.Channels;
using Hejie.Rules.Procedures;

namespace Hejie.Import;

/// <summary>Looks through files and takes them in, one after the other, while their page tells how far it is.</summary>
internal sealed partial class RunImports(IServiceScopeFactory scopes, ILogger<RunImports> log) : BackgroundService
{
    private readonly Channel<StagedFile> _waiting = Channel.CreateBounded<StagedFile>(64);

    /// <summary>Has a file looked through, or taken in.</summary>
    /// <returns>False where too many wait, or something is being done with it already.</returns>
    public bool Begin(StagedFile staged, bool dry)
    {
        var before = staged.State;
        if (!staged.Begin(dry ? StagedState.Looking : StagedState.Taking))
            return false;
        if (_waiting.Writer.TryWrite(staged))
            return true;
        staged.State = before;
        return false;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var staged in _waiting.Reader.ReadAllAsync(stoppingToken))
                await RunAsync(staged, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The file is sent again, and what was taken in is known again.
        }
    }

    private async Task RunAsync(StagedFile staged, CancellationToken cancel)
    {
        var dry = staged.State == StagedState.Looking;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var came = await scope.ServiceProvider.GetRequiredService<TakeIn>().RunAsync(
                new ImportOrder
                {
                    Scope = staged.Scope,
                    File = staged.File,
                    Mapping = staged.Mapping,
                    Name = staged.Name,
                    Version = staged.Version,
                    Dry = dry,
                    Told = staged.Add,
                    Progress = new Told(staged),
                },
                cancel);
            staged.Errors = came is TakenIn.Refused refused ? refused.Errors : [];
            staged.State = came is TakenIn.Refused ? StagedState.Mapping : dry ? StagedState.Looked : StagedState.Taken;
        }
        catch (TableRefused refused)
        {
            (staged.Errors, staged.State) = ([new FieldError("", refused.Code, refused.Detail)], StagedState.Mapping);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            Failed(log, error);
            (staged.Errors, staged.State) = ([new FieldError("", "import.failed")], StagedState.Mapping);
        }
    }

    private sealed class Told(StagedFile staged) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => staged.Progress = value;
    }

    [LoggerMessage(LogLevel.Error, "An import broke off; the same file sent again goes on.")]
    private static partial void Failed(ILogger log, Exception error);
}
