using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hejie.Notices.Channels;

/// <summary>How a webhook wants to be called. Numbers are stored and never used again.</summary>
internal enum WebhookFormat
{
    /// <summary>企业微信: a robot of a WeCom group.</summary>
    WeCom,

    /// <summary>钉钉: a robot of a DingTalk group.</summary>
    DingTalk,

    /// <summary>飞书: a robot of a Feishu group.</summary>
    Feishu,

    /// <summary>Another program: text and link.</summary>
    Plain,
}

/// <summary>A call as it is made.</summary>
internal sealed record WebhookCall(Uri Address, byte[] Body);

/// <summary>The shapes that robots and programs take, as their makers document them.</summary>
internal static class WebhookFormats
{
    /// <summary>What robots answer who were called too often: WeCom, DingTalk, Feishu.</summary>
    private static readonly int[] s_often = [45009, 45033, 410100, 130101, 9499, 11232];

    private static readonly WebhookJson s_json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static bool IsTooOften(int code) => s_often.Contains(code);

    /// <summary>The call that brings a notice.</summary>
    public static WebhookCall Call(WebhookFormat format, Uri address, OutgoingNotice notice, DateTimeOffset now)
    {
        var secret = notice.To.Secret is { Length: > 0 } given ? given : null;
        return format switch
        {
            WebhookFormat.WeCom => new(address, JsonSerializer.SerializeToUtf8Bytes(new WeComMessage("text", new RobotContent(notice.Text)), s_json.WeComMessage)),
            WebhookFormat.DingTalk => new(
                secret is null ? address : Signed(address, secret, now), JsonSerializer.SerializeToUtf8Bytes(new WeComMessage("text", new RobotContent(notice.Text)), s_json.WeComMessage)),
            WebhookFormat.Feishu => new(address, JsonSerializer.SerializeToUtf8Bytes(Feishu(notice.Text, secret, now), s_json.FeishuMessage)),
            _ => new(address, JsonSerializer.SerializeToUtf8Bytes(new PlainMessage(notice.Id, notice.Text, notice.Link), s_json.PlainMessage)),
        };
    }

    /// <summary>DingTalk: the time in milliseconds and the secret, signed with the secret, in the address.</summary>
    private static Uri Signed(Uri address, string secret, DateTimeOffset now)
    {
        var at = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{at}\n{secret}")));
        var builder = new UriBuilder(address);
        builder.Query = (builder.Query.Length > 1 ? builder.Query[1..] + "&" : "") + $"timestamp={at}&sign={Uri.EscapeDataString(sign)}";
        return builder.Uri;
    }

    /// <summary>Feishu: nothing, signed with the time in seconds and the secret, in the message.</summary>
    private static FeishuMessage Feishu(string text, string? secret, DateTimeOffset now)
    {
        var at = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return secret is null
            ? new FeishuMessage(null, null, "text", new FeishuContent(text))
            : new FeishuMessage(at, Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{at}\n{secret}"), Array.Empty<byte>())), "text", new FeishuContent(text));
    }
}

/// <summary>A message as the robots of WeCom and DingTalk take it.</summary>
internal sealed record WeComMessage([property: JsonPropertyName("msgtype")] string Type, RobotContent Text);

internal sealed record RobotContent(string Content);

/// <summary>A message as the robots of Feishu take it.</summary>
internal sealed record FeishuMessage(string? Timestamp, string? Sign, string MsgType, FeishuContent Content);

internal sealed record FeishuContent(string Text);

/// <summary>A message as other programs take it.</summary>
internal sealed record PlainMessage(Guid Id, string Text, string? Link);

/// <summary>What a robot answers; 0 where it took it.</summary>
internal sealed record RobotAnswer([property: JsonPropertyName("errcode")] int? Errcode, [property: JsonPropertyName("code")] int? Other)
{
    [JsonIgnore]
    public int? Code => Errcode ?? Other;
}

[JsonSerializable(typeof(WeComMessage))]
[JsonSerializable(typeof(FeishuMessage))]
[JsonSerializable(typeof(PlainMessage))]
[JsonSerializable(typeof(RobotAnswer))]
internal sealed partial class WebhookJson : JsonSerializerContext;
