using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Hejie.Kernel;

namespace Hejie.Tests.Attachments;

/// <summary>A clamd on this machine that takes INSTREAM and nothing else, to the letter, and knows one virus: the one made for tests.</summary>
internal sealed class FakeClamd : IDisposable
{
    private const int LongestPiece = 1 << 20;

    private readonly Socket _listener;
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentQueue<byte[]> _scanned = new();

    public FakeClamd(string? file = null)
    {
        _listener = file is null
            ? new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(file is null ? new IPEndPoint(IPAddress.Loopback, 0) : new UnixDomainSocketEndPoint(file));
        _listener.Listen();
        Address = file is null ? new ServiceAddress.Host("127.0.0.1", ((IPEndPoint)_listener.LocalEndPoint!).Port) : new ServiceAddress.Local(file);
        _ = ServeAsync();
    }

    /// <summary>What every scanner finds and nobody is harmed by; put together here, so that no scanner finds it in this file.</summary>
    public static byte[] Eicar => Encoding.ASCII.GetBytes(string.Concat("X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!", "$H+H*"));

    public ServiceAddress Address { get; }

    /// <summary>The files that came, whole.</summary>
    public IReadOnlyList<byte[]> Scanned => [.. _scanned];

    /// <summary>What it says instead of what it found: null for that, empty for hanging up without a word.</summary>
    public string? Says { get; set; }

    /// <summary>Whether it listens and never answers.</summary>
    public bool Silent { get; set; }

    /// <summary>How many bytes it takes before it says that they are too many and hangs up.</summary>
    public int Most { get; set; } = 25 << 20;

    /// <summary>What a client did that is not as the protocol has it.</summary>
    public string? Wrong { get; private set; }

    public void Dispose()
    {
        // Its token lives on with what still answers.
        _over.Cancel();
        _listener.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(_over.Token);
                _ = AnswerAsync(client);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The story is over.
        }
    }

    private async Task AnswerAsync(Socket client)
    {
        await using var stream = new NetworkStream(client, ownsSocket: true);
        try
        {
            var answer = await TakeAsync(stream);
            if (Silent)
                await Task.Delay(Timeout.Infinite, _over.Token);
            if (answer.Length > 0)
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\0"), _over.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            Wrong ??= error is EndOfStreamException ? "hung up in the middle" : null;
        }
    }

    private async Task<string> TakeAsync(NetworkStream stream)
    {
        var command = new byte["zINSTREAM\0".Length];
        await stream.ReadExactlyAsync(command, _over.Token);
        if (!command.AsSpan().SequenceEqual("zINSTREAM\0"u8))
        {
            Wrong = "another command: " + Encoding.ASCII.GetString(command);
            return "UNKNOWN COMMAND";
        }

        using var file = new MemoryStream();
        var length = new byte[sizeof(uint)];
        while (true)
        {
            await stream.ReadExactlyAsync(length, _over.Token);
            var piece = BinaryPrimitives.ReadUInt32BigEndian(length);
            if (piece == 0)
                break;
            if (piece > LongestPiece)
                Wrong = $"a piece of {piece} bytes";
            if (file.Length + piece > Most)
                return "INSTREAM size limit exceeded. ERROR";
            var bytes = new byte[piece];
            await stream.ReadExactlyAsync(bytes, _over.Token);
            file.Write(bytes);
        }

        _scanned.Enqueue(file.ToArray());
        return Says ?? (file.ToArray().AsSpan().IndexOf(Eicar) >= 0 ? "stream: Eicar-Test-Signature FOUND" : "stream: OK");
    }
}
