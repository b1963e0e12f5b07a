using Hejie.Kernel;
using Microsoft.Extensions.Time.Testing;

namespace Hejie.Tests.Operations;

/// <summary>What a background service does again and again goes on after what went wrong, and ends with the program.</summary>
public sealed class RecurringTests
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_goes_on_after_a_failure_which_is_told_and_waits_between(bool atOnce)
    {
        using var stop = new CancellationTokenSource();
        var time = new FakeTimeProvider();
        var (done, told) = (0, new List<string>());
        var running = Recurring.RunAsync(s_pause, time, _ => ++done == 2 ? throw new InvalidOperationException("broken") : Task.CompletedTask, error => told.Add(error.Message), stop.Token, atOnce);
        done.ShouldBe(atOnce ? 1 : 0);
        for (var pauses = 1; pauses <= 3; pauses++)
        {
            time.Advance(s_pause - TimeSpan.FromSeconds(1));
            done.ShouldBe(pauses - (atOnce ? 0 : 1));
            time.Advance(TimeSpan.FromSeconds(1));
            for (var tries = 0; tries < 500 && done < pauses + (atOnce ? 1 : 0); tries++)
                await Task.Delay(10, TestContext.Current.CancellationToken);
            done.ShouldBe(pauses + (atOnce ? 1 : 0));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        told.ShouldBe(["broken"]);
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }
}
