namespace Hejie.Bodies;

/// <summary>Renews the directory every minute: what another node added is known here within that time.</summary>
internal sealed partial class KeepDirectory(DirectoryHolder directory, TimeProvider time, ILogger<KeepDirectory> log) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(s_pause, time, stoppingToken);
                await directory.RenewAsync(stoppingToken);
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

    [LoggerMessage(LogLevel.Error, "The directory of places and bodies could not be renewed; trying again.")]
    private static partial void Failed(ILogger log, Exception error);
}
