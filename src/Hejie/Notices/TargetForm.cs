using System.Text.RegularExpressions;
using Hejie.Kernel;
using Hejie.Notices.Channels;
using Hejie.Rules.Notices;
using Hejie.Rules.Procedures;

namespace Hejie.Notices;

/// <summary>Reads an address as it was typed.</summary>
internal static partial class TargetForm
{
    private const int LongestAddress = 500, LongestSecret = 200;

    /// <param name="channel">The code of a channel.</param>
    /// <param name="address">The address.</param>
    /// <param name="scope">The code of what it is told of.</param>
    /// <param name="format">The code of a webhook's format.</param>
    /// <param name="secret">What its calls are signed with, or nothing.</param>
    /// <param name="hosts">The hosts that the installation calls.</param>
    public static (NoticeTarget? Target, IReadOnlyList<FieldError> Errors) Read(
        string? channel, string? address, string? scope, string? format, string? secret, IReadOnlyList<string> hosts)
    {
        var errors = new List<FieldError>();
        var by = NoticeCodes.Find<NoticeChannel>(channel);
        if (by is null or NoticeChannel.Voice)
            errors.Add(new FieldError("channel", string.IsNullOrEmpty(channel) ? "field.required" : "field.choice"));
        if (NoticeCodes.Find<NoticeScope>(scope) is not { } what)
            errors.Add(new FieldError("scope", string.IsNullOrEmpty(scope) ? "field.required" : "field.choice"));
        var (to, shape) = (address?.Trim() ?? "", by == NoticeChannel.Webhook ? NoticeCodes.Find<WebhookFormat>(format) : null);
        if (by == NoticeChannel.Webhook && shape is null)
            errors.Add(new FieldError("format", string.IsNullOrEmpty(format) ? "field.required" : "field.choice"));
        if (Wrong(by, to, hosts) is { } wrong)
            errors.Add(new FieldError("address", wrong));
        if (secret?.Length > LongestSecret)
            errors.Add(new FieldError("secret", "field.too-long", "200"));
        if (errors.Count > 0)
            return (null, errors);
        return (new NoticeTarget(Guid.NewGuid().ToString("N")[..8], by!.Value, to, NoticeCodes.Find<NoticeScope>(scope)!.Value, shape,
            by == NoticeChannel.Webhook && !string.IsNullOrWhiteSpace(secret) ? secret.Trim() : null), []);
    }

    /// <summary>Whether this can be a telephone that rings: digits, with a country's or an area's before them.</summary>
    public static bool IsTelephone(string text) => Telephone().IsMatch(text);

    private static string? Wrong(NoticeChannel? channel, string address, IReadOnlyList<string> hosts) => channel switch
    {
        _ when address.Length == 0 => "field.required",
        _ when address.Length > LongestAddress => "notices.address",
        NoticeChannel.Sms => IsTelephone(address) ? null : "notices.telephone",
        NoticeChannel.Email => Mail().IsMatch(address) ? null : "notices.mail",
        NoticeChannel.Webhook => !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || !Outgoing.IsSafe(uri, hosts) ? "notices.webhook"
            : Outgoing.IsNamed(uri.IdnHost, hosts) ? null : "notices.host",
        _ => null,
    };

    [GeneratedRegex(@"^\+?[0-9]{5,20}\z")]
    private static partial Regex Telephone();

    [GeneratedRegex(@"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?\z")]
    private static partial Regex Mail();
}

/// <summary>The closed lists of notices by the codes that forms and words use.</summary>
internal static class NoticeCodes
{
    public static string Of<T>(T value)
        where T : struct, Enum => NoticeBook.CodeOf(value);

    /// <summary>The value of a code; null where the list has none.</summary>
    public static T? Find<T>(string? code)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value) == code)
                return value;
        }

        return null;
    }
}
