using Hejie.Bodies;
using Hejie.Data;

namespace Hejie.Journal;

/// <summary>Learns every minute how far other nodes have recorded, so that a clock that was set back is noticed though this node has not written itself.</summary>
internal sealed partial class WatchClock(
    IServiceScopeFactory scopes, RecordingClock clock, DirectoryHolder directory, TimeProvider time, ILogger<WatchClock> log) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(s_pause, time, stoppingToken);
                await using var scope = scopes.CreateAsyncScope();
                await clock.RenewAsync(scope.ServiceProvider.GetRequiredService<HejieDb>(), directory.Current.Counties, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Failed(log, error);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "How far the counties have come could not be read; trying again.")]
    private static partial void Failed(ILogger log, Exception error);
}
