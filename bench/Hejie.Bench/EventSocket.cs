using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hejie.Bench;

/// <summary>One stream of events, read from its socket with as little as can be: there are thousands of them in one process.</summary>
internal sealed class EventSocket : IDisposable
{
    private readonly Socket _socket;
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<long> _order = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EventSocket(Socket socket) => _socket = socket;

    public static async Task<EventSocket> OpenAsync(IPEndPoint address, string cookie, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address, cancel);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /live HTTP/1.1\r\nHost: {address}\r\nAccept: text/event-stream\r\nCookie: {cookie}\r\n\r\n"), cancel);
        var stream = new EventSocket(socket);
        _ = stream.ReadAsync();
        await stream._open.Task.WaitAsync(TimeSpan.FromSeconds(60), cancel);
        return stream;
    }

    /// <summary>The moment at which the next order is read.</summary>
    public Task<long> NextOrder()
    {
        if (_order.Task.IsCompleted)
            _order = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _order.Task;
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReadAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (await _socket.ReceiveAsync(buffer) is var count and > 0)
            {
                var text = buffer.AsMemory(0, count);
                if (!_open.Task.IsCompleted)
                    Begin(text.Span);
                if (text.Span.IndexOf("event: order"u8) >= 0)
                    _order.TrySetResult(Stopwatch.GetTimestamp());
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            _open.TrySetException(gone);
        }
    }

    private void Begin(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("HTTP/1.1 "u8) && !text.StartsWith("HTTP/1.1 200"u8))
            _open.TrySetException(new InvalidOperationException(Encoding.UTF8.GetString(text)));
        else if (text.IndexOf("id: "u8) >= 0)
            _open.TrySetResult();
    }
}
