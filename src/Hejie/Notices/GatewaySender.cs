using System.Net;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hejie.Kernel;

namespace Hejie.Notices;

/// <summary>
/// Hands short messages, or calls, to an HTTP gateway, each by one request. It never tries twice: what is queued is tried again by
/// <see cref="Deliver"/>, and who waits for a one-time code asks for another. What the gateway answers is not read, for it may
/// repeat number and text.
/// </summary>
internal sealed class GatewaySender : ICallSender, IDisposable
{
    private const string KeyHeader = "Idempotency-Key";

    /// <summary>What is about the moment, not about the message.</summary>
    private static readonly HttpStatusCode[] s_passing =
        [HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.RequestTimeout, HttpStatusCode.TooManyRequests];

    private static readonly GatewayJson s_json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private readonly Uri _address;
    private readonly HttpClient _client;

    /// <summary>The gateway for short messages.</summary>
    public GatewaySender(Settings settings)
        : this(settings.SmsGateway, settings.SmsToken, settings.Outgoing)
    {
    }

    /// <summary>A gateway that is set is set to be called, unless its address is a private one: that is said apart.</summary>
    private GatewaySender(Uri? address, Secret? token, IReadOnlyList<string> outgoing)
    {
        _address = address ?? throw new InvalidOperationException("No gateway is set.");
        _client = new HttpClient(Outgoing.Handler([.. outgoing, _address.IdnHost])) { Timeout = Patience };
        if (token is not null)
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
    }

    /// <summary>The gateway for calls.</summary>
    public static GatewaySender ForCalls(Settings settings) => new(settings.VoiceGateway, settings.VoiceToken, settings.Outgoing);

    /// <summary>How long the gateway may take: somebody may be waiting for a code.</summary>
    internal static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    public async Task SendAsync(Guid key, ShortMessage message, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new GatewayMessage(key, message.Telephone, message.Text), s_json.GatewayMessage)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add(KeyHeader, key.ToString());
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (response.IsSuccessStatusCode)
                return;
            throw (int)response.StatusCode is >= 400 and < 500 && !s_passing.Contains(response.StatusCode)
                ? new MessageRefused(response.StatusCode)
                : new HttpRequestException($"The gateway did not take it: status {(int)response.StatusCode}.", null, response.StatusCode);
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new HttpRequestException($"The gateway did not answer within {Patience.TotalSeconds:0} seconds.", late);
        }
    }

    public void Dispose() => _client.Dispose();
}

/// <summary>What a gateway is given.</summary>
/// <param name="Id">The same at every try of one message.</param>
/// <param name="To">The telephone, digits.</param>
/// <param name="Text">What it is told.</param>
internal sealed record GatewayMessage(Guid Id, string To, string Text);

[JsonSerializable(typeof(GatewayMessage))]
internal sealed partial class GatewayJson : JsonSerializerContext;
