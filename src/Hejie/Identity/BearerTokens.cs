using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Hejie.Identity;

/// <summary>Gives bearer tokens, sealed with the installation's data-protection keys. The API takes nothing else: a cookie that a browser sends by itself opens nothing there.</summary>
internal sealed class BearerTokens(IOptionsMonitor<BearerTokenOptions> options, TimeProvider time)
{
    /// <summary>How long a token of staff lasts: a shift.</summary>
    public static readonly TimeSpan Shift = TimeSpan.FromHours(8);

    /// <summary>How long a token of a party lasts, as their session on the pages.</summary>
    public static readonly TimeSpan Visit = TimeSpan.FromMinutes(30);

    public (string Token, DateTimeOffset Expires) Give(ClaimsPrincipal principal, TimeSpan lasts)
    {
        var expires = time.GetUtcNow() + lasts;
        var ticket = new AuthenticationTicket(principal, new AuthenticationProperties { ExpiresUtc = expires }, IdentityConstants.BearerScheme);
        return (options.Get(IdentityConstants.BearerScheme).BearerTokenProtector.Protect(ticket), expires);
    }

    /// <summary>A token for a party who came in with their code.</summary>
    public (string Token, DateTimeOffset Expires) Give(PartyKey party) => Give(PartySession.Principal(party, time.GetUtcNow(), IdentityConstants.BearerScheme), Visit);

    /// <summary>Whether a request can only come in with a token: all of the API.</summary>
    public static bool Only(HttpContext http) =>
        http.Request.Headers.Authorization.Count > 0 || http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
}
