using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hejie.Kernel.Api;

/// <summary>What all endpoints under <c>/api/v1</c> have in common.</summary>
internal static class ApiRoutes
{
    public const string Root = "/api/v1";

    /// <summary>The group of a module's endpoints: a wrong part of a request is answered before the endpoint, and nothing is kept by a cache.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes, string tag)
    {
        var group = routes.MapGroup(Root).WithTags(tag);
        group.AddEndpointFilter(RefuseWrongParts);
        return group;
    }

    /// <summary>Adds a module's types, read and written without reflection.</summary>
    public static IServiceCollection AddApiTypes(this IServiceCollection services, IJsonTypeInfoResolver types) =>
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, types));

    /// <summary>Sets how JSON is read and written: strictly, with Chinese as it is.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        ApiDocument.Add(services);
        return services
            .AddApiTypes(ApiJson.Default)
            .ConfigureHttpJsonOptions(options =>
            {
                var json = options.SerializerOptions;
                json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
                json.AllowDuplicateProperties = false;
                json.NumberHandling = JsonNumberHandling.Strict;
                json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
                json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
                json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
            });
    }

    /// <summary>Gives an example of the body.</summary>
    public static RouteHandlerBuilder Example(this RouteHandlerBuilder endpoint, string json) => endpoint.WithMetadata(new ExampleMetadata(json));

    /// <summary>Declares the problems that an endpoint answers with.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<ProblemBody>(status, ApiProblem.MediaType);
        return endpoint;
    }

    private static ValueTask<object?> RefuseWrongParts(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        for (var index = 0; index < context.Arguments.Count; index++)
        {
            if (context.Arguments[index] is IRequestPart { Problem: { } problem })
                return ValueTask.FromResult<object?>(problem);
        }

        return next(context);
    }
}

/// <summary>A code and what it is called in the language of the request.</summary>
internal sealed record Named(string Code, string Name);

[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(Named))]
internal sealed partial class ApiJson : JsonSerializerContext;
