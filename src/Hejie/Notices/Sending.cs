namespace Hejie.Notices;

/// <summary>What sends: in batches, as long as there is something; and after longer and longer pauses where it did not work.</summary>
internal abstract class Sending(TimeProvider time) : BackgroundService
{
    /// <summary>The most that is taken at once.</summary>
    protected const int Batch = 50;

    /// <summary>With pauses that double up to an hour: three days.</summary>
    protected const int MostTries = 84;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    protected TimeProvider Time { get; } = time;

    /// <summary>The longest pause between two tries.</summary>
    protected static TimeSpan Longest { get; } = TimeSpan.FromHours(1);

    /// <summary>How long something is taken for one try: longer than anybody who is called may take.</summary>
    protected static TimeSpan Taken { get; } = TimeSpan.FromMinutes(1);

    /// <summary>The pause after a number of tries: it doubles.</summary>
    protected static TimeSpan Pause(int tries, TimeSpan longest) => TimeSpan.FromSeconds(Math.Min(longest.TotalSeconds, Math.Pow(2, tries)));

    /// <summary>Sends as long as the program runs.</summary>
    /// <param name="run">Sends one batch, and says how many were tried.</param>
    /// <param name="failed">Says that it failed.</param>
    /// <param name="cancel">Ends it.</param>
    protected async Task LoopAsync(Func<CancellationToken, Task<int>> run, Action<Exception> failed, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                if (await run(cancel) < Batch)
                    await Task.Delay(s_pause, Time, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                failed(error);
                await Task.Delay(s_pause, Time, CancellationToken.None);
            }
        }
    }
}
