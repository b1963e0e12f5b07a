using System.Reflection;
using Hejie.Kernel;
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

    /// <summary>Any member of staff, for their own account; also who has still to choose a password or to set up a second factor.</summary>
    Account,

    /// <summary>Any member of staff who holds a post.</summary>
    Staff,

    /// <summary>Staff whose post may write down what somebody else files.</summary>
    Assist,

    /// <summary>Staff whose post audits.</summary>
    Audit,

    /// <summary>Staff whose post keeps the grid cells of its village.</summary>
    Cells,

    /// <summary>Staff whose post says who in its body answers for what, and who is away.</summary>
    Responsibility,

    /// <summary>Staff whose post books rooms and people that bodies share.</summary>
    Resources,

    /// <summary>Staff whose post lists what its body shares, and the days on which it receives people.</summary>
    Listing,

    /// <summary>Staff whose post makes rounds, in a service centre.</summary>
    Rounds,

    /// <summary>Staff whose post may be given an order: who is on duty, leads, or goes out into the grid.</summary>
    Orders,

    /// <summary>Staff whose post may give one; of which area, its body says.</summary>
    OrderFrom,

    /// <summary>Staff whose post says how its body is told, and who is on duty there: who is on duty, or leads.</summary>
    Notices,

    /// <summary>Staff whose post takes in what its body kept by hand so far: who is on duty, or leads.</summary>
    Import,

    /// <summary>Staff whose post opens matters.</summary>
    Matters,

    /// <summary>Staff whose post has the one matter in scope that the route names by county and id.</summary>
    Matter,

    /// <summary>Staff whose body works on that matter too, and so may open what is sealed in it.</summary>
    Work,
}

/// <summary>Declares who may reach an endpoint or page.</summary>
/// <param name="access">Who.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AccessAttribute(Access access) : Attribute
{
    /// <summary>Who may reach it.</summary>
    public Access Access { get; } = access;
}

/// <summary>A handler of a page that declares for itself who may reach it.</summary>
internal sealed record DeclaredHandler(string Method, string? Name, Access? Access);

/// <summary>What the program serves at a route, and what it declares; null where it declares nothing.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Access">Who may reach it.</param>
/// <param name="Handlers">The handlers of a page; empty for other endpoints.</param>
internal sealed record DeclaredRoute(Endpoint Endpoint, Access? Access, IReadOnlyList<DeclaredHandler> Handlers);

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

    /// <summary>All that the program serves.</summary>
    public static async Task<IReadOnlyList<DeclaredRoute>> RoutesAsync(this WebApplication app)
    {
        var pages = app.Services.GetRequiredService<PageLoader>();
        var found = new List<DeclaredRoute>();
        foreach (var endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints))
        {
            // Pages are compiled when they are first asked for; here they are asked.
            found.Add(endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page
                ? Page(endpoint, await pages.LoadAsync(page, EndpointMetadataCollection.Empty))
                : new DeclaredRoute(endpoint, Declared(endpoint), []));
        }

        return found;
    }

    /// <summary>
    /// Refuses the start where an endpoint or page declares nothing, or declares that it is about one matter and does not
    /// name it: what nobody thought about is closed.
    /// </summary>
    /// <exception cref="InvalidOperationException">Names the endpoints.</exception>
    public static async Task CheckAccessAsync(this WebApplication app)
    {
        var routes = await app.RoutesAsync();
        Refuse("These endpoints do not declare who may reach them: ", routes.Where(route => route.Access is null));
        Refuse("These handlers are open to others than their page: ", routes.Where(route => !route.Handlers.All(handler => IsWithin(route.Access, handler.Access))));
        Refuse("These endpoints are about a matter and do not name its county and id: ", routes.Where(route => route.Access is Access.Matter or Access.Work && !NamesMatter(route.Endpoint)));
    }

    public static void UseAccess(this WebApplication app) => app.Use(async (context, next) =>
    {
        // Endpoints without a route are the router's own answers: no such method, no such type of content.
        if (context.GetEndpoint() is not RouteEndpoint endpoint || await AllowsAsync(context, Required(endpoint)))
            await next(context);
    });

    private static Access Required(RouteEndpoint endpoint) =>
        Declared(endpoint) ?? throw new InvalidOperationException(endpoint.DisplayName + " does not declare who may reach it.");

    private static DeclaredRoute Page(Endpoint endpoint, CompiledPageActionDescriptor page) => new(
        endpoint, Declared(page),
        [.. page.HandlerMethods.Where(handler => HttpMethods.IsGet(handler.HttpMethod) || HttpMethods.IsPost(handler.HttpMethod)).Select(handler => new DeclaredHandler(handler.HttpMethod, handler.Name, handler.MethodInfo.GetCustomAttribute<AccessAttribute>()?.Access))]);

    /// <summary>The page's guard stands before its handlers: one may say that its operation looks closer, and no more.</summary>
    private static bool IsWithin(Access? page, Access? handler) => handler is null || (page, handler) == (Access.Matter, Access.Work);

    private static void Refuse(string why, IEnumerable<DeclaredRoute> routes)
    {
        var names = routes.Select(route => route.Endpoint.DisplayName).Distinct().ToList();
        if (names.Count > 0)
            throw new InvalidOperationException(why + string.Join("; ", names));
    }

    private static bool NamesMatter(Endpoint endpoint) =>
        endpoint is RouteEndpoint { RoutePattern: var pattern } && pattern.GetParameter("county") is not null && pattern.GetParameter("id") is not null;

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
                var staff = context.RequestServices.GetRequiredService<StaffScope>();
                var scope = await staff.FindAsync(context.RequestAborted);
                if (scope is null)
                    Turn(context, StatusCodes.Status401Unauthorized, $"/signin?to={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");
                else if (access != Access.Account && staff.Session!.Given)
                    Turn(context, StatusCodes.Status403Forbidden, "/me/password");
                else if (access != Access.Account && !staff.Session!.Strong && context.RequestServices.GetRequiredService<Settings>().SecondFactor)
                    Turn(context, StatusCodes.Status403Forbidden, "/me/second");
                else if (!AtKiosk.Allows(context))
                    Turn(context, StatusCodes.Status403Forbidden, AtKiosk.Page);
                else if (!Permissions.Allows(access, scope.Post.Role))
                {
                    context.RequestServices.GetRequiredService<AccessLog>().Denied(scope.Account, scope.By.Id, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText, context);
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                }
                else
                    return true;
                return false;
        }
    }

    /// <summary>A program is told the status; a person is led to where they can come in.</summary>
    private static void Turn(HttpContext context, int status, string door)
    {
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
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
