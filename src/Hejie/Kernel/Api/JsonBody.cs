using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Hejie.Rules.Procedures;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Hejie.Kernel.Api;

/// <summary>A part of a request that may be wrong; then the endpoint is not reached.</summary>
internal interface IRequestPart
{
    ApiProblem? Problem { get; }
}

/// <summary>What the attributes of an endpoint's parameters say, read once: reflection at every request costs more than the header it is about.</summary>
internal static class RequestParts
{
    private static readonly ConditionalWeakTable<ParameterInfo, object> s_required = [];

    public static bool IsRequired(ParameterInfo parameter) =>
        (bool)s_required.GetValue(parameter, static each => each.IsDefined(typeof(RequiredAttribute)));
}

/// <summary>The JSON body of a request, read strictly: nothing unknown, nothing twice, nothing too large.</summary>
/// <typeparam name="T">Its type; what it requires stands in its attributes.</typeparam>
internal sealed class JsonBody<T> : IBindableFromHttpContext<JsonBody<T>>, IEndpointParameterMetadataProvider, IRequestPart
    where T : class
{
    /// <summary>The most bytes of a body: a filing at its longest takes a tenth.</summary>
    private const int MostBytes = 1_000_000;

    private readonly T? _value;

    private JsonBody(T? value, ApiProblem? problem)
    {
        _value = value;
        Problem = problem;
    }

    public ApiProblem? Problem { get; }

    public T Value => _value ?? throw new InvalidOperationException("A body with a problem has no value.");

    public static async ValueTask<JsonBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (!IsJson(context.Request))
            return Wrong(new ApiProblem(StatusCodes.Status415UnsupportedMediaType, "body.type"));
        if (context.Request.ContentLength > MostBytes)
            return Wrong(new ApiProblem(StatusCodes.Status413PayloadTooLarge, "body.large"));

        // The server's own limit ends the connection, so it is lowered only for a body that does not tell its length.
        if (context.Request.ContentLength is null && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostBytes;
        try
        {
            var value = await context.Request.ReadFromJsonAsync<T>(context.RequestAborted);
            if (value is null)
                return Wrong(new ApiProblem(StatusCodes.Status400BadRequest, "body.json"));
            return Shape<T>.Errors(value) is { Count: > 0 } errors ? Wrong(ApiProblem.Fields(errors)) : new JsonBody<T>(value, null);
        }
        catch (JsonException error)
        {
            return Wrong(Malformed(error));
        }
        catch (BadHttpRequestException error)
        {
            return Wrong(new ApiProblem(error.StatusCode, error.StatusCode == StatusCodes.Status413PayloadTooLarge ? "body.large" : "body.json"));
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));

    private static bool IsJson(HttpRequest request) =>
        request.HasJsonContentType() && request.GetTypedHeaders().ContentType?.Charset.Value is null or "" or "utf-8" or "UTF-8";

    /// <summary>What cannot be read at all, and what can be read but is not as described, are told apart: by the place in the text and by the member.</summary>
    private static ApiProblem Malformed(JsonException error)
    {
        if (error.InnerException is JsonException || error.Path is null)
            return new ApiProblem(StatusCodes.Status400BadRequest, "body.json", Place(error));
        var member = error.Path.TrimStart('$', '.');
        return member.Length == 0
            ? new ApiProblem(StatusCodes.Status400BadRequest, "body.shape", Place(error))
            : new ApiProblem(StatusCodes.Status400BadRequest, "body.shape", Place(error)) { Errors = [new FieldError(member, "field.shape")] };
    }

    private static string Place(JsonException error) => FormattableString.Invariant($"{(error.LineNumber ?? 0) + 1}:{(error.BytePositionInLine ?? 0) + 1}");

    private static JsonBody<T> Wrong(ApiProblem problem) => new(null, problem);
}
