using Hejie.Bodies;
using Hejie.Data;
using Hejie.Kernel;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Rounds;

/// <summary>Opens the rounds of each period as it begins, and marks those missed that nobody made before it ended.</summary>
internal sealed partial class KeepRounds(IServiceScopeFactory scopes, DirectoryHolder directory, TimeProvider time, ILogger<KeepRounds> log) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    /// <summary>Sweeps and opens once.</summary>
    /// <returns>How many rounds were opened, and how many were missed.</returns>
    public async Task<(int Opened, int Missed)> RunAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var missed = await SweepAsync(scope.ServiceProvider, cancel);
        return (await scope.ServiceProvider.GetRequiredService<OpenRounds>().RunAsync(cancel), missed);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Recurring.RunAsync(s_pause, time, RunAsync, error => Failed(log, error), stoppingToken);

    private async Task<int> SweepAsync(IServiceProvider services, CancellationToken cancel)
    {
        var db = services.GetRequiredService<HejieDb>();
        var dialect = services.GetRequiredService<IDialect>();
        var now = LegalTime.Micros(time.GetUtcNow());
        var missed = 0;
        foreach (var county in directory.Current.Counties.ToList())
        {
            var over = db.Rounds.Where(row => row.County == county && row.Outcome == RoundOutcome.Open && row.Due <= now);
            if (!await over.AnyAsync(cancel))
                continue;
            using var writer = await dialect.EnterWriteAsync(cancel);
            missed += await over.ExecuteUpdateAsync(set => set.SetProperty(row => row.Outcome, RoundOutcome.Missed), cancel);
        }

        return missed;
    }

    [LoggerMessage(LogLevel.Error, "Rounds could not be opened or swept; trying again.")]
    private static partial void Failed(ILogger log, Exception error);
}
