using System.Reflection;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;

namespace Hejie.Identity;

/// <summary>Who may reach an endpoint or page. Each declares it; the program does not start where one does not.</summary>
public enum Access
{
    /// <summary>Anyone.</summary>
    Public,

    /// <summary>A party, come in with their own code; never staff.</summary>
    Party,

    /// <summary>Any member of staff who holds a post.</summary>
    Staff,

    /// <summary>Staff whose post opens matters.</summary>
    Matters,
}

/// <summary>Declares who may reach an endpoint or page.</summary>
/// <param name="access">Who.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AccessAttribute(Access access) : Attribute
{
    /// <summary>Who may reach it.</summary>
    public Access Access { get; } = access;
}

/// <summary>Holds every endpoint to what it declares.</summary>
internal static class AccessGuard
{
    /// <summary>Declares who may reach a mapped endpoint.</summary>
    public static TBuilder For<TBuilder>(this TBuilder builder, Access access)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.WithMetadata(new AccessAttribute(access));
        return builder;
    }

    /// <summary>Refuses the start where an endpoint or page declares nothing: what nobody thought about is closed.</summary>
    /// <exception cref="InvalidOperationException">Names the endpoints.</exception>
    public static async Task CheckAccessAsync(this WebApplication app)
    {
        var pages = app.Services.GetRequiredService<PageLoader>();
        var silent = new List<string?>();
        foreach (var endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints))
        {
            // Pages are compiled when they are first asked for; here they are asked.
            var access = endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page
                ? Declared(await pages.LoadAsync(page, EndpointMetadataCollection.Empty))
                : Declared(endpoint);
            if (access is null)
                silent.Add(endpoint.DisplayName);
        }

        if (silent.Count > 0)
            throw new InvalidOperationException("These endpoints do not declare who may reach them: " + string.Join("; ", silent.Distinct()));
    }

    public static void UseAccess(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint() is not { } endpoint || Declared(endpoint) is not { } access || await AllowsAsync(context, access))
            await next(context);
    });

    private static async Task<bool> AllowsAsync(HttpContext context, Access access)
    {
        switch (access)
        {
            case Access.Public:
                return true;
            case Access.Party:
                if (await context.RequestServices.GetRequiredService<PartySession>().FindAsync() is not null)
                    return true;
                Turn(context, StatusCodes.Status401Unauthorized, "/track");
                return false;
            default:
                var scope = await context.RequestServices.GetRequiredService<StaffScope>().FindAsync(context.RequestAborted);
                if (scope is not null && (access == Access.Staff || scope.OpensMatters))
                    return true;
                var path = Uri.EscapeDataString(context.Request.Path + context.Request.QueryString);
                Turn(context, scope is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden, $"/signin?to={path}");
                return false;
        }
    }

    /// <summary>A program is told the status; a person is led to where they can come in.</summary>
    private static void Turn(HttpContext context, int status, string door)
    {
        if (status == StatusCodes.Status401Unauthorized && !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Redirect(door);
            return;
        }

        context.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
    }

    private static Access? Declared(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<AccessAttribute>()?.Access
        ?? (endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>() is { } page ? Declared(page) : null);

    /// <summary>What a page declares, in itself or in its model.</summary>
    private static Access? Declared(CompiledPageActionDescriptor page) =>
        (page.PageTypeInfo.GetCustomAttribute<AccessAttribute>()
            ?? page.HandlerTypeInfo.GetCustomAttribute<AccessAttribute>()
            ?? page.DeclaredModelTypeInfo?.GetCustomAttribute<AccessAttribute>())?.Access;
}
