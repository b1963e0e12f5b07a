using Hejie.Kernel.Api;

namespace Hejie.Identity;

/// <summary><c>DELETE /api/v1/session</c>: the token opens nothing any more.</summary>
internal static class CloseSessionEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapDelete("/session", HandleAsync).For(Access.Account)
        .WithName("closeSession").WithSummary("退出，令牌作废 · Sign out; the token is void")
        .Produces(StatusCodes.Status204NoContent).Refuses(401);

    private static async Task<IResult> HandleAsync(StaffScope staff, Sessions sessions, AccessLog log, HttpContext http, CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        await sessions.EndAsync(scope.Account, staff.Session!.Session.Id, cancel);
        log.Left(scope.Account, http);
        return TypedResults.NoContent();
    }
}
