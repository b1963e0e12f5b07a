using System.Globalization;
using System.Security.Claims;
using Hejie.Rules.Procedures;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Hejie.Identity;

/// <summary>The matter that a party came in for with their code.</summary>
internal sealed record PartyKey(int County, Guid Matter, int Ordinal, PartyRole Role)
{
    public Actor.Party Actor => new(Ordinal, Role);
}

/// <summary>
/// A party's session: one matter, one party. It comes from the party's own cookie or from a bearer token that was given
/// for a code; no staff session holds its claims, and none can be turned into it.
/// </summary>
internal sealed class PartySession(IHttpContextAccessor accessor)
{
    private const string Claim = "party";

    public async Task<PartyKey?> FindAsync()
    {
        var context = accessor.HttpContext!;
        var scheme = BearerTokens.Only(context) ? IdentityConstants.BearerScheme : IdentityModule.PartyScheme;
        var result = await context.AuthenticateAsync(scheme);
        return result.Principal?.FindFirstValue(Claim) is { } text ? Parse(text) : null;
    }

    public static ClaimsPrincipal Principal(PartyKey key, string scheme) => new(new ClaimsIdentity(
        [new Claim(Claim, string.Create(CultureInfo.InvariantCulture, $"{key.County}/{key.Matter:N}/{key.Ordinal}/{(int)key.Role}"))], scheme));

    public Task OpenAsync(PartyKey key) =>
        accessor.HttpContext!.SignInAsync(IdentityModule.PartyScheme, Principal(key, IdentityModule.PartyScheme));

    public Task CloseAsync() => accessor.HttpContext!.SignOutAsync(IdentityModule.PartyScheme);

    private static PartyKey? Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 4
            ? new PartyKey(
                int.Parse(parts[0], CultureInfo.InvariantCulture), Guid.Parse(parts[1]),
                int.Parse(parts[2], CultureInfo.InvariantCulture), (PartyRole)int.Parse(parts[3], CultureInfo.InvariantCulture))
            : null;
    }
}
