using System.Globalization;
using Hejie.Data;

namespace Hejie.Live;

/// <summary>
/// Hears from the other nodes which counties they wrote in: numbers, once a batch, and nothing else. What is not heard is
/// found by looking, within a second.
/// </summary>
internal sealed partial class HearNodes(IServiceScopeFactory scopes, LiveSignal signal, ILogger<HearNodes> log) : BackgroundService
{
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(1);

    /// <summary>What this node signs its words with, to tell them from those of others.</summary>
    private static readonly string s_self = Guid.NewGuid().ToString("N");

    /// <summary>What is said to the other nodes.</summary>
    public static string Written(string counties) => s_self + " " + counties;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<IDialect>().HearNodesAsync(
                    scope.ServiceProvider.GetRequiredService<HejieDb>(), Heard, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Failed(log, error);
                await Task.Delay(s_again, CancellationToken.None);
            }
        }
    }

    private void Heard(string text)
    {
        if (text.Split(' ') is not [var node, var counties] || node == s_self)
            return;
        foreach (var part in counties.Split(','))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var county))
                signal.Heard(county);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The other nodes are not heard just now; what they write is found by looking.")]
    private static partial void Failed(ILogger log, Exception error);
}
