using System.Globalization;
using System.Security.Claims;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Hejie.Identity;

/// <summary>The matter that a party came in for with their code.</summary>
internal sealed record PartyKey(int County, Guid Matter, int Ordinal, PartyRole Role)
{
    /// <summary>The keyed hash of the code that opened it: once the party has another code, what the old one opened is over.</summary>
    public byte[] Code { get; init; } = [];

    public Actor.Party Actor => new(Ordinal, Role);
}

/// <summary>Tells whether what a party came in with still opens their matter.</summary>
internal interface ICheckParty
{
    Task<bool> StillOpensAsync(PartyKey key, CancellationToken cancel);
}

/// <summary>
/// A party's session: one matter, one party. It comes from the party's own cookie or from a bearer token that was given
/// for a code; no staff session holds its claims, and none can be turned into it.
/// </summary>
internal sealed class PartySession(IHttpContextAccessor accessor, ICheckParty check, TimeProvider time)
{
    private const string Claim = "party", BegunClaim = "begun";

    /// <summary>The longest that a party stays in without their code.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    private PartyKey? _found;
    private DateTimeOffset _begun;

    public async Task<PartyKey?> FindAsync()
    {
        if (_found is not null)
            return _found;
        var context = accessor.HttpContext!;
        var scheme = BearerTokens.Only(context) ? IdentityConstants.BearerScheme : IdentityModule.PartyScheme;
        var principal = (await context.AuthenticateAsync(scheme)).Principal;
        return principal?.FindFirstValue(Claim) is { } text && Parse(text) is { } key && (_begun = Begun(principal)) + Longest > time.GetUtcNow()
            && await check.StillOpensAsync(key, context.RequestAborted)
            ? _found = key
            : null;
    }

    public static ClaimsPrincipal Principal(PartyKey key, DateTimeOffset begun, string scheme) => new(new ClaimsIdentity(
        [
            new Claim(Claim, string.Create(CultureInfo.InvariantCulture, $"{key.County}/{key.Matter:N}/{key.Ordinal}/{(int)key.Role}/{Convert.ToHexString(key.Code)}")),
            new Claim(BegunClaim, begun.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ],
        scheme));

    /// <summary>Opens it; at a kiosk it lasts minutes, for the next is waiting.</summary>
    public Task OpenAsync(PartyKey key) => OpenAsync(key, time.GetUtcNow());

    /// <summary>Goes on in another matter of the same party, who came in with the code of this one: it ends when this one would have.</summary>
    /// <exception cref="InvalidOperationException">Nobody is in.</exception>
    public async Task GoOnAsync(PartyKey key)
    {
        if (await FindAsync() is null)
            throw new InvalidOperationException("A party's session was to go on and there is none.");
        await OpenAsync(key, _begun);
    }

    private Task OpenAsync(PartyKey key, DateTimeOffset begun)
    {
        var now = time.GetUtcNow();
        return accessor.HttpContext!.SignInAsync(
            IdentityModule.PartyScheme, Principal(key, begun, IdentityModule.PartyScheme),
            AtKiosk.IsHere(accessor.HttpContext!) ? new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + KioskDevice.Visit } : null);
    }

    public Task CloseAsync() => accessor.HttpContext!.SignOutAsync(IdentityModule.PartyScheme);

    private static DateTimeOffset Begun(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue(BegunClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var begun)
            ? DateTimeOffset.FromUnixTimeSeconds(begun) : DateTimeOffset.UnixEpoch;

    private static PartyKey? Parse(string text)
    {
        if (text.Split('/') is not [var county, var matter, var ordinal, var role, var code])
            return null;
        return new PartyKey(
            int.Parse(county, CultureInfo.InvariantCulture), Guid.Parse(matter),
            int.Parse(ordinal, CultureInfo.InvariantCulture), (PartyRole)int.Parse(role, CultureInfo.InvariantCulture))
        {
            Code = Convert.FromHexString(code),
        };
    }
}
