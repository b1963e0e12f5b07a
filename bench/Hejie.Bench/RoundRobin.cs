using System.Net;
using System.Net.Sockets;

namespace Hejie.Bench;

/// <summary>A reverse proxy at its plainest: each connection goes to the next node, and its bytes both ways.</summary>
internal sealed class RoundRobin : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IReadOnlyList<IPEndPoint> _nodes;
    private readonly CancellationTokenSource _stop = new();
    private int _next;

    public RoundRobin(params IReadOnlyList<IPEndPoint> nodes)
    {
        _nodes = nodes;
        _listener.Start(backlog: 4096);
        Address = (IPEndPoint)_listener.LocalEndpoint;
        _ = AcceptAsync();
    }

    public IPEndPoint Address { get; }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_stop.Token), _nodes[_next++ % _nodes.Count]);
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private async Task CarryAsync(TcpClient client, IPEndPoint node)
    {
        using var inside = new TcpClient { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await inside.ConnectAsync(node, _stop.Token);
                await Task.WhenAny(
                    client.GetStream().CopyToAsync(inside.GetStream(), 4096, _stop.Token),
                    inside.GetStream().CopyToAsync(client.GetStream(), 4096, _stop.Token));
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException or SocketException)
            {
                // One side left.
            }
        }
    }
}
