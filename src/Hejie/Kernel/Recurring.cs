namespace Hejie.Kernel;

/// <summary>What a background service does again and again: it waits, does it, and tells what went wrong; then it tries again.</summary>
internal static class Recurring
{
    /// <summary>Goes on until the program stops.</summary>
    /// <param name="pause">How long it waits between.</param>
    /// <param name="time">The clock that it waits by.</param>
    /// <param name="once">What it does.</param>
    /// <param name="failed">Tells what went wrong; it is done again after the pause.</param>
    /// <param name="stopping">Stops it.</param>
    /// <param name="atOnce">Whether it does it before it waits the first time.</param>
    public static async Task RunAsync(
        TimeSpan pause, TimeProvider time, Func<CancellationToken, Task> once, Action<Exception> failed, CancellationToken stopping, bool atOnce = false)
    {
        for (var waits = !atOnce; !stopping.IsCancellationRequested; waits = true)
        {
            try
            {
                if (waits)
                    await Task.Delay(pause, time, stopping);
                await once(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                failed(error);
            }
        }
    }
}
