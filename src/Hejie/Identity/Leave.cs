using Hejie.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Hejie.Identity;

/// <summary>
/// Whoever works in a session of staff leaves, by whichever button: the session is over wherever its cookie was copied to,
/// what other modules hold for it is gone, and the browser keeps nothing of it.
/// </summary>
internal sealed class Leave(Sessions sessions, IEnumerable<IEndsWithSession> held, AccessLog log, IHttpContextAccessor accessor)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var http = accessor.HttpContext!;
        foreach (var other in held)
            await other.EndAsync(cancel);
        if (StaffSession.Of(http.User) is { } session)
        {
            await sessions.EndAsync(session.Account, session.Id, cancel);
            log.Left(session.Account, http);
        }

        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        http.Response.ClearSiteData();
    }
}
