using Microsoft.Extensions.Caching.Memory;

namespace Hejie.Kernel;

/// <summary>Slows down who guesses, by a key such as their address: after some wrong guesses each further one doubles the wait. Honest slips cost nothing.</summary>
internal sealed class SlowDown(TimeProvider time) : IDisposable
{
    private const int Free = 10;
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    /// <summary>How much longer than the wait a guess is remembered.</summary>
    private static readonly TimeSpan s_remembered = TimeSpan.FromMinutes(15);
    private readonly MemoryCache _guesses = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    /// <summary>How long the address must wait before its next try; zero for none.</summary>
    public TimeSpan Wait(string address) =>
        _guesses.TryGetValue(address, out Guesses? guesses) && guesses!.Until > time.GetUtcNow() ? guesses.Until - time.GetUtcNow() : TimeSpan.Zero;

    /// <summary>Counts a wrong guess.</summary>
    /// <param name="address">Who guesses.</param>
    /// <param name="free">How many cost nothing.</param>
    /// <param name="longest">The longest wait; a minute when not given.</param>
    public void Wrong(string address, int free = Free, TimeSpan? longest = null)
    {
        var count = _guesses.TryGetValue(address, out Guesses? guesses) ? guesses!.Count + 1 : 1;
        var most = longest ?? s_longest;
        var wait = count < free ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(most.TotalSeconds, Math.Pow(2, Math.Min(count - free, 30))));
        _guesses.Set(address, new Guesses(count, time.GetUtcNow() + wait), new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = most + s_remembered });
    }

    /// <summary>A right one clears the slate.</summary>
    public void Right(string address) => _guesses.Remove(address);

    public void Dispose() => _guesses.Dispose();

    private sealed record Guesses(int Count, DateTimeOffset Until);
}
