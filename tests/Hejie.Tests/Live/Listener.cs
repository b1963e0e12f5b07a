using System.Diagnostics;
using System.Threading.Channels;
using Hejie.Live;

namespace Hejie.Tests.Live;

/// <summary>An event as a browser takes it from a stream, with the id that stands after it.</summary>
internal sealed record Heard(string Kind, string Data, string Id);

/// <summary>Listens to a stream of server-sent events as a browser does, and remembers its last id.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly Channel<Heard> _heard = Channel.CreateUnbounded<Heard>();
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpResponseMessage _response;
    private readonly Task _reading;
    private readonly TaskCompletionSource _open = new();

    private Listener(HttpResponseMessage response)
    {
        _response = response;
        _reading = ReadAsync();
    }

    /// <summary>The last id that came.</summary>
    public string LastId { get; private set; } = "";

    /// <summary>Whether the stream came to its end.</summary>
    public bool Ended => _reading.IsCompleted;

    /// <summary>Opens a stream, and waits for its first id.</summary>
    public static async Task<Listener> OpenAsync(HttpClient http, string? last = null, string query = "", TimeSpan? patience = null)
    {
        var response = await AskAsync(http, last, query);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var listener = new Listener(response);
        await listener._open.Task.WaitAsync(patience ?? TimeSpan.FromSeconds(20));
        return listener;
    }

    /// <summary>Asks for a stream, whatever the answer is.</summary>
    public static async Task<HttpResponseMessage> AskAsync(HttpClient http, string? last = null, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/live" + query);
        if (last is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", last);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>The next event.</summary>
    public async Task<Heard> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await _heard.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Waits for an event of a kind; others before it are passed over.</summary>
    public async Task<Heard> NextAsync(string kind)
    {
        while (true)
        {
            if (await NextAsync() is var heard && heard.Kind == kind)
                return heard;
        }
    }

    /// <summary>What came until now.</summary>
    public IReadOnlyList<Heard> Take()
    {
        var all = new List<Heard>();
        while (_heard.Reader.TryRead(out var heard))
            all.Add(heard);
        return all;
    }

    /// <summary>Waits until the stream ends.</summary>
    public Task EndAsync() => _reading.WaitAsync(TimeSpan.FromSeconds(20));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _response.Dispose();
        await _reading;
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            using var reader = new StreamReader(await _response.Content.ReadAsStreamAsync(_stop.Token));
            var (kind, data) = ("", (string?)null);
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal))
                {
                    kind = line[7..];
                }
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                {
                    data = line[6..];
                }
                else if (line.StartsWith("id: ", StringComparison.Ordinal))
                {
                    LastId = line[4..];
                    LiveVector.Parse(LastId).ShouldNotBeNull();
                }
                else if (line.Length == 0)
                {
                    if (kind.Length > 0 || data is not null)
                        _heard.Writer.TryWrite(new Heard(kind, data ?? "", LastId));
                    (kind, data) = ("", null);
                    if (LastId.Length > 0)
                        _open.TrySetResult();
                }
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or HttpRequestException or ObjectDisposedException)
        {
            // The stream broke off, or nobody listens any more.
            Debug.WriteLine(error.Message);
        }
        finally
        {
            _heard.Writer.TryComplete();
        }
    }
}
