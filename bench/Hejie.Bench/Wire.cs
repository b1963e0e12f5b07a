using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hejie.Bench;

/// <summary>One kept-open connection that sends prepared bytes and reads answers: a client that costs next to nothing.</summary>
internal sealed class Wire : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _body = new byte[1 << 20];
    private byte[] _buffer = new byte[1 << 16];
    private int _from;
    private int _to;

    public Wire(IPEndPoint address)
    {
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _socket.Connect(address);
    }

    /// <summary>Sends a request and reads its whole answer.</summary>
    /// <returns>The status; the body lies in <paramref name="body"/> until the next request.</returns>
    public int Send(ReadOnlySpan<byte> request, out ReadOnlySpan<byte> body)
    {
        _socket.Send(request);
        var status = int.Parse(ReadLine().AsSpan(9, 3), CultureInfo.InvariantCulture);
        var (length, chunked) = (0, false);
        for (var line = ReadLine(); line.Length > 0; line = ReadLine())
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(line.AsSpan(15), CultureInfo.InvariantCulture);
            else if (line.StartsWith("Transfer-Encoding:", StringComparison.OrdinalIgnoreCase))
                chunked = line.Contains("chunked", StringComparison.Ordinal);
        }

        var size = chunked ? ReadChunks() : ReadInto(0, length);
        body = _body.AsSpan(0, size);
        return status;
    }

    public void Dispose() => _socket.Dispose();

    private int ReadChunks()
    {
        var size = 0;
        while (int.Parse(ReadLine(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var chunk and > 0)
        {
            size = ReadInto(size, chunk);
            ReadLine();
        }

        ReadLine();
        return size;
    }

    private int ReadInto(int at, int length)
    {
        while (length > 0)
        {
            if (_from == _to)
                Fill();
            var take = Math.Min(length, _to - _from);
            _buffer.AsSpan(_from, take).CopyTo(_body.AsSpan(at));
            (_from, at, length) = (_from + take, at + take, length - take);
        }

        return at;
    }

    private string ReadLine()
    {
        int end;
        while ((end = _buffer.AsSpan(_from, _to - _from).IndexOf("\r\n"u8)) < 0)
            Fill();
        var line = Encoding.ASCII.GetString(_buffer, _from, end);
        _from += end + 2;
        return line;
    }

    private void Fill()
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }

        if (_to == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = _socket.Receive(_buffer.AsSpan(_to));
        if (read == 0)
            throw new IOException("The server closed a connection.");
        _to += read;
    }
}
