using Hejie.Kernel;

namespace Hejie.Bodies;

/// <summary>Renews the directory every minute: what another node added is known here within that time.</summary>
internal sealed partial class KeepDirectory(DirectoryHolder directory, TimeProvider time, ILogger<KeepDirectory> log) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Recurring.RunAsync(s_pause, time, directory.RenewAsync, error => Failed(log, error), stoppingToken);

    [LoggerMessage(LogLevel.Error, "The directory of places and bodies could not be renewed; trying again.")]
    private static partial void Failed(ILogger log, Exception error);
}
