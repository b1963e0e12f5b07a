using Hejie.Bodies;
using Hejie.Data;
using Hejie.Kernel;

namespace Hejie.Journal;

/// <summary>Learns every minute how far other nodes have recorded, so that a clock that was set back is noticed though this node has not written itself.</summary>
internal sealed partial class WatchClock(
    IServiceScopeFactory scopes, RecordingClock clock, DirectoryHolder directory, TimeProvider time, ILogger<WatchClock> log) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Recurring.RunAsync(s_pause, time, RenewAsync, error => Failed(log, error), stoppingToken);

    private async Task RenewAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        await clock.RenewAsync(scope.ServiceProvider.GetRequiredService<HejieDb>(), directory.Current.Counties, cancel);
    }

    [LoggerMessage(LogLevel.Error, "How far the counties have come could not be read; trying again.")]
    private static partial void Failed(ILogger log, Exception error);
}
