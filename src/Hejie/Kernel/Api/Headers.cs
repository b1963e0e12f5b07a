using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Hejie.Kernel.Api;

/// <summary>A header that an endpoint reads, for its description.</summary>
internal sealed record HeaderMetadata(string Name, bool Required, string Description, string Example);

/// <summary>A matter's version as an entity tag.</summary>
internal static class ETags
{
    public static void Set(HttpContext http, int version) =>
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}

/// <summary>The version that the client saw, from <c>If-Match</c>; none where it sent no such header, or <c>*</c>.</summary>
internal sealed class IfMatch : IBindableFromHttpContext<IfMatch>, IEndpointParameterMetadataProvider, IRequestPart
{
    private IfMatch(int? version, ApiProblem? problem)
    {
        Version = version;
        Problem = problem;
    }

    public int? Version { get; }

    public ApiProblem? Problem { get; }

    public static ValueTask<IfMatch?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult<IfMatch?>(Read(context.Request));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new HeaderMetadata(
        HeaderNames.IfMatch, Required: false, "您看到的 ETag；别人先办了一步就答复 412 · The ETag that you saw: if the matter has moved on since, the answer is 412.", "\"3\""));

    private static IfMatch Read(HttpRequest request)
    {
        var text = request.Headers.IfMatch.ToString();
        if (text is "" or "*")
            return new IfMatch(null, null);
        return text.Length > 2 && text[0] == '"' && text[^1] == '"'
            && int.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new IfMatch(version, null)
            : new IfMatch(null, ApiProblem.Field(HeaderNames.IfMatch, "version.match"));
    }
}

/// <summary>
/// What makes a request repeatable, from <c>Idempotency-Key</c>. It is the client's own secret: whoever knows it and the
/// body is given the first answer again, so it must be long enough that nobody guesses it.
/// </summary>
internal sealed class RepeatKey : IBindableFromHttpContext<RepeatKey>, IEndpointParameterMetadataProvider, IRequestPart
{
    public const string Header = "Idempotency-Key";
    private const int Shortest = 16;
    private const int Longest = 128;

    private RepeatKey(string? value, ApiProblem? problem)
    {
        Value = value;
        Problem = problem;
    }

    public string? Value { get; }

    public ApiProblem? Problem { get; }

    public static ValueTask<RepeatKey?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<RepeatKey?>(Read(context.Request, RequestParts.IsRequired(parameter)));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new HeaderMetadata(
        Header, RequestParts.IsRequired(parameter), "自己随机生成的一串，16 到 128 个字符，比如 UUID；重发时不变，得到第一次的答复 · A random key of yours, 16 to 128 characters, such as a UUID: the same request sent again is answered with its first answer.",
        "5f0c2a1e-8a47-4c5d-9a0e-3f6b1c7d2e90"));

    private static RepeatKey Read(HttpRequest request, bool required)
    {
        var text = request.Headers[Header].ToString().Trim('"');
        if (text.Length == 0)
            return new RepeatKey(null, required ? ApiProblem.Field(Header, "repeat.required") : null);
        return text.Length is >= Shortest and <= Longest && text.All(character => character is > ' ' and < '\x7f')
            ? new RepeatKey(text, null)
            : new RepeatKey(null, ApiProblem.Field(Header, "repeat.key"));
    }
}

/// <summary>The token of a draft, from <c>Draft-Token</c>; a header, so that it stays out of logs and history.</summary>
internal sealed class DraftToken : IBindableFromHttpContext<DraftToken>, IEndpointParameterMetadataProvider, IRequestPart
{
    public const string Header = "Draft-Token";
    private const int Longest = 100;

    private DraftToken(string? value, ApiProblem? problem)
    {
        Value = value;
        Problem = problem;
    }

    public string? Value { get; }

    public ApiProblem? Problem { get; }

    public static ValueTask<DraftToken?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var text = context.Request.Headers[Header].ToString();
        return ValueTask.FromResult<DraftToken?>(text.Length switch
        {
            0 => new DraftToken(null, RequestParts.IsRequired(parameter) ? ApiProblem.Field(Header, "field.required") : null),
            > Longest => new DraftToken(null, new ApiProblem(StatusCodes.Status404NotFound, "draft.none")),
            _ => new DraftToken(text, null),
        });
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new HeaderMetadata(
        Header, RequestParts.IsRequired(parameter), "草稿的令牌，来自 `POST /api/v1/drafts` · The token of a draft, from `POST /api/v1/drafts`",
        "0195f0c2a1e8a474c5d9a0e3f6b1c7d2.4n2…"));
}
