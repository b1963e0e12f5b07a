using Hejie.Data;
using Hejie.Kernel;
using Hejie.Privacy;

namespace Hejie.Search;

/// <summary>Once a day, where anything was forgotten in the week before: the index keeps no word of it, not even one that leads to nothing (safeguard 1).</summary>
internal sealed partial class TidyIndex(IServiceScopeFactory scopes, ForgottenList list, TimeProvider time, ILogger<TidyIndex> log) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromDays(1);

    /// <summary>A node that stands still for some days still finds what was forgotten before.</summary>
    private static readonly TimeSpan s_since = TimeSpan.FromDays(7);

    /// <summary>Tidies where there is reason to.</summary>
    /// <returns>Whether there was.</returns>
    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        if (!await list.AnySinceAsync(time.GetUtcNow() - s_since, cancel))
            return false;
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IDialect>().TidyIndexAsync(scope.ServiceProvider.GetRequiredService<HejieDb>(), cancel);
        return true;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Recurring.RunAsync(s_pause, time, RunAsync, error => Failed(log, error), stoppingToken, atOnce: true);

    [LoggerMessage(LogLevel.Error, "The index of search could not be tidied; trying again.")]
    private static partial void Failed(ILogger log, Exception error);
}
