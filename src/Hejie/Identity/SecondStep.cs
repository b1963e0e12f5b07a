using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Hejie.Identity;

/// <summary>Who gave a right password and has still to show their second factor: five minutes, in a cookie of its own.</summary>
internal sealed class SecondStep(UserManager<Account> accounts, IHttpContextAccessor accessor)
{
    private const string ToClaim = "to";

    public Task BeginAsync(Account account, string to) => accessor.HttpContext!.SignInAsync(
        IdentityConstants.TwoFactorUserIdScheme,
        new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, account.Id.ToString(CultureInfo.InvariantCulture)), new Claim(ToClaim, to)], IdentityConstants.TwoFactorUserIdScheme)));

    /// <summary>The account and where it wanted to go, or null where nobody gave a password lately.</summary>
    public async Task<(Account Account, string To)?> FindAsync()
    {
        var result = await accessor.HttpContext!.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        return result.Principal?.FindFirstValue(ToClaim) is { } to && result.Principal.FindFirstValue(ClaimTypes.Name) is { } id
            && await accounts.FindByIdAsync(id) is { } account
            ? (account, to)
            : null;
    }

    public Task EndAsync() => accessor.HttpContext!.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
}
