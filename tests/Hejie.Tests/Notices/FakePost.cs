using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hejie.Tests.Notices;

/// <summary>A mail server on this machine that speaks as much SMTP as a letter needs, without TLS.</summary>
internal sealed class FakePost : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentQueue<string> _letters = new();
    private readonly Task _serving;

    public FakePost()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public IReadOnlyList<string> Letters => [.. _letters];

    /// <summary>What it answers to the recipient; it takes them where null.</summary>
    public string? Refuses { get; set; }

    /// <summary>Whether it says nothing at all.</summary>
    public bool Hangs { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _serving;
        _listener.Stop();
        _ending.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_ending.Token);
                try
                {
                    await TalkAsync(client.GetStream());
                }
                catch (IOException)
                {
                    // Who called went away.
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        if (Hangs)
            await Task.Delay(TimeSpan.FromSeconds(2), _ending.Token);
        await writer.WriteLineAsync("220 post.example");
        while (await reader.ReadLineAsync(_ending.Token) is { } line)
        {
            if (line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync("354 go on");
                var letter = new StringBuilder();
                while (await reader.ReadLineAsync(_ending.Token) is { } text && text != ".")
                    letter.AppendLine(text);
                _letters.Enqueue(letter.ToString());
                await writer.WriteLineAsync("250 taken");
            }
            else
            {
                await writer.WriteLineAsync(line.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase) && Refuses is { } refused ? refused
                    : line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase) ? "221 bye" : "250 ok");
            }
        }
    }
}
