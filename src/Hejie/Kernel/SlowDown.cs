using Microsoft.Extensions.Caching.Memory;

namespace Hejie.Kernel;

/// <summary>Slows an address down after ten wrong guesses: each further one doubles the wait, up to a minute. Honest slips cost nothing.</summary>
internal sealed class SlowDown(TimeProvider time) : IDisposable
{
    private const int Free = 10;
    private static readonly TimeSpan s_remembered = TimeSpan.FromMinutes(15);
    private readonly MemoryCache _guesses = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    /// <summary>How long the address must wait before its next try; zero for none.</summary>
    public TimeSpan Wait(string address) =>
        _guesses.TryGetValue(address, out Guesses? guesses) && guesses!.Until > time.GetUtcNow() ? guesses.Until - time.GetUtcNow() : TimeSpan.Zero;

    /// <summary>Counts a wrong guess.</summary>
    public void Wrong(string address)
    {
        var count = _guesses.TryGetValue(address, out Guesses? guesses) ? guesses!.Count + 1 : 1;
        var wait = count < Free ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, count - Free)));
        _guesses.Set(address, new Guesses(count, time.GetUtcNow() + wait), new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = s_remembered });
    }

    /// <summary>A right one clears the slate.</summary>
    public void Right(string address) => _guesses.Remove(address);

    public void Dispose() => _guesses.Dispose();

    private sealed record Guesses(int Count, DateTimeOffset Until);
}
