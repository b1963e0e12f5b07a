using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hejie.Kernel;

namespace Hejie.Tests.Crash;

/// <summary>The program as a process of its own, which can be killed as a power cut would.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Settings _settings;
    private Process? _process;

    public ServerProcess(Settings settings)
    {
        _settings = settings;
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}"));
    }

    public Uri Address { get; }

    public async Task StartAsync()
    {
        _process = ProgramProcess.Start(_settings, "serve", "--urls", Address.ToString());
        _ = _process.StandardOutput.ReadToEndAsync();
        _ = _process.StandardError.ReadToEndAsync();
        await ReadyAsync();
    }

    /// <summary>Waits until it serves.</summary>
    public async Task ReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(2);)
        {
            try
            {
                if ((await client.GetAsync(new Uri("/readyz", UriKind.Relative))).IsSuccessStatusCode)
                    return;
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                // Not yet.
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException("The server did not become ready within two minutes.");
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await KillAsync();
        _process?.Dispose();
    }
}
