using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;

namespace Hejie.Bench;

/// <summary>Makes requests, eight at a time, each connection with a thread of its own.</summary>
internal static class Load
{
    public const int Connections = 8;

    /// <summary>Runs one operation.</summary>
    /// <param name="address">Where the program listens.</param>
    /// <param name="next">The next request, or null where there is nothing left to ask.</param>
    /// <param name="answered">Reads an answer that came as it should.</param>
    /// <param name="seconds">How long.</param>
    /// <returns>The milliseconds of each request, and the seconds that all took.</returns>
    /// <exception cref="InvalidOperationException">An answer was not as it should be.</exception>
    public static (List<double> Milliseconds, double Seconds) Run(IPEndPoint address, Func<Random, byte[]?> next, Action<ReadOnlySpan<byte>>? answered, double seconds)
    {
        var all = new ConcurrentBag<List<double>>();
        var failures = new ConcurrentBag<Exception>();
        var started = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, Connections).Select(worker => new Thread(() =>
        {
            var mine = new List<double>(10_000);
            try
            {
                using var wire = new Wire(address);
                var random = new Random(worker + Environment.TickCount);
                while (Stopwatch.GetElapsedTime(started).TotalSeconds < seconds && failures.IsEmpty && next(random) is { } request)
                {
                    var sent = Stopwatch.GetTimestamp();
                    var status = wire.Send(request, out var body);
                    mine.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                    if (status is not (200 or 201))
                        throw new InvalidOperationException($"{Encoding.UTF8.GetString(request.AsSpan(0, Math.Min(200, request.Length)))}\n→ {status} {Encoding.UTF8.GetString(body[..Math.Min(500, body.Length)])}");
                    answered?.Invoke(body);
                }
            }
            catch (Exception failure) when (failure is InvalidOperationException or IOException or System.Net.Sockets.SocketException)
            {
                failures.Add(failure);
            }

            all.Add(mine);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return failures.TryTake(out var first)
            ? throw new InvalidOperationException("A request failed.", first)
            : ([.. all.SelectMany(list => list)], Stopwatch.GetElapsedTime(started).TotalSeconds);
    }
}
