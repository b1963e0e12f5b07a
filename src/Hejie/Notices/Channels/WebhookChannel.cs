using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Hejie.Kernel;
using Hejie.Rules.Notices;

namespace Hejie.Notices.Channels;

/// <summary>
/// Robots of WeCom, DingTalk and Feishu, and other programs: one request each, to hosts that the settings name, never to a
/// private address and never on to where an answer points.
/// </summary>
internal sealed class WebhookChannel : INotifyChannel, IDisposable
{
    /// <summary>The most of an answer that is read: a robot says in a line whether it took it.</summary>
    private const int MostAnswer = 4096;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private static readonly HttpStatusCode[] s_passing = [HttpStatusCode.RequestTimeout, HttpStatusCode.TooManyRequests];

    private readonly IReadOnlyList<string> _hosts;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    /// <param name="settings">The hosts that are called.</param>
    /// <param name="time">The clock that signs.</param>
    /// <param name="patience">How long a robot may take, where it is not the usual time.</param>
    public WebhookChannel(Settings settings, TimeProvider time, TimeSpan? patience = null)
    {
        (_hosts, _time) = (settings.Outgoing, time);
        _client = new HttpClient(Outgoing.Handler(settings.Outgoing)) { Timeout = patience ?? s_patience, MaxResponseContentBufferSize = MostAnswer };
    }

    public NoticeChannel Channel => NoticeChannel.Webhook;

    public string Way(NoticeTarget to) => Uri.TryCreate(to.Address, UriKind.Absolute, out var address) ? address.Authority : "";

    public async Task SendAsync(OutgoingNotice notice, CancellationToken cancel)
    {
        if (notice.To.Format is not { } format || !Uri.TryCreate(notice.To.Address, UriKind.Absolute, out var address) || !Outgoing.IsSafe(address, _hosts))
            throw new NoticeFailed(NoticeError.NoAddress);
        var call = WebhookFormats.Call(format, address, notice, _time.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, call.Address) { Content = new ByteArrayContent(call.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add("Idempotency-Key", notice.Id.ToString());
        try
        {
            // The whole answer, within the same time: one that trickles is one that hangs.
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancel);
            Judge(response.StatusCode);
            if (format != WebhookFormat.Plain)
                Judge(await response.Content.ReadAsByteArrayAsync(cancel));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new NoticeFailed(NoticeError.TimedOut);
        }
        catch (HttpRequestException error)
        {
            throw new NoticeFailed(
                error is OutgoingRefused || error.InnerException is OutgoingRefused ? NoticeError.NotAllowed
                : error.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.InvalidResponse or HttpRequestError.ResponseEnded ? NoticeError.Faulty
                : NoticeError.Unreachable);
        }
    }

    public void Dispose() => _client.Dispose();

    private static void Judge(HttpStatusCode status)
    {
        switch ((int)status)
        {
            case >= 200 and < 300:
                return;
            case >= 300 and < 400:
                throw new NoticeFailed(NoticeError.Redirected);
            case >= 400 and < 500 when !s_passing.Contains(status):
                throw new NoticeFailed(NoticeError.Refused);
            default:
                throw new NoticeFailed(NoticeError.Faulty);
        }
    }

    /// <summary>Robots answer 200 whatever they think of it, and say in a number whether they took it.</summary>
    private static void Judge(byte[] answer)
    {
        int? code;
        try
        {
            code = JsonSerializer.Deserialize(answer, WebhookJson.Default.RobotAnswer)?.Code;
        }
        catch (JsonException)
        {
            code = null;
        }

        if (code is null || WebhookFormats.IsTooOften(code.Value))
            throw new NoticeFailed(NoticeError.Faulty);
        if (code != 0)
            throw new NoticeFailed(NoticeError.Refused);
    }
}
