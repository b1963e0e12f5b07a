using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Hejie.Kernel;

namespace Hejie.Bench;

/// <summary>The program as an installation runs it: a process of its own, in production, with PostgreSQL.</summary>
internal sealed class Server : IDisposable
{
    private readonly Process _process;

    private Server(Process process, IPEndPoint address, TimeSpan firstPage)
    {
        _process = process;
        Address = address;
        FirstPage = firstPage;
    }

    public IPEndPoint Address { get; }

    public Uri Url => new($"http://{Address}");

    /// <summary>From the start of the process until the home page was there.</summary>
    public TimeSpan FirstPage { get; }

    public int Id => _process.Id;

    public static async Task<Server> StartAsync(Settings settings, string log, CancellationToken cancel)
    {
        var address = FreeAddress();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = settings.Data };
        foreach (var argument in new[] { Environment.GetEnvironmentVariable("HEJIE_BENCH_PROGRAM")!, "serve", "--urls", $"http://{address}" })
            start.ArgumentList.Add(argument);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["HEJIE_DB"] = settings.Database;
        start.Environment["HEJIE_KEYS_DB"] = settings.KeyDatabase;
        start.Environment["HEJIE_DATA"] = settings.Data;
        start.Environment["HEJIE_KEYS"] = settings.Keys;
        // The load comes from one address, and its staff have passwords alone.
        start.Environment["HEJIE_REQUESTS"] = "0";
        start.Environment["HEJIE_SECOND_FACTOR"] = "off";

        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        var writer = TextWriter.Synchronized(new StreamWriter(log) { AutoFlush = true });
        process.OutputDataReceived += (_, line) => writer.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => writer.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = new Uri($"http://{address}") };
        while (true)
        {
            try
            {
                using var page = await client.GetAsync(new Uri("/", UriKind.Relative), cancel);
                page.EnsureSuccessStatusCode();
                await page.Content.ReadAsByteArrayAsync(cancel);
                return new Server(process, address, Stopwatch.GetElapsedTime(started));
            }
            catch (HttpRequestException refused) when (refused.InnerException is SocketException && !process.HasExited)
            {
                // Asking costs processor time too, which the program needs to start.
                await Task.Delay(20, cancel);
            }
        }
    }

    /// <summary>Lets it stand still while bare SQL is measured, so that nothing it does behind requests counts there.</summary>
    public void Pause() => Signal("-STOP");

    public void Resume() => Signal("-CONT");

    public void Dispose()
    {
        Signal("-TERM");
        if (!_process.WaitForExit(TimeSpan.FromSeconds(20)))
            _process.Kill();
        _process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [name, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static IPEndPoint FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}
