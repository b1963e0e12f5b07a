using System.Globalization;
using Hejie.Kernel;
using Hejie.Rules.Procedures;
using Microsoft.AspNetCore.Identity;

namespace Hejie.Identity;

/// <summary>
/// Asks an account's holder once more who they are before what it comes in by is changed: the password, and a code where
/// the account has an authenticator.
/// </summary>
internal sealed class ShowAgain(UserManager<Account> accounts, CheckSecondFactor second, SignInPace pace, AccessLog log, IHttpContextAccessor accessor)
{
    /// <returns>What is wrong, or null where they are who they say.</returns>
    public async Task<FieldError?> RunAsync(Account account, string? password, string? code, CancellationToken cancel)
    {
        if (await PasswordAsync(account, password) is { } wrong)
            return wrong;
        if (!account.TwoFactorEnabled)
            return null;
        var (http, name) = (accessor.HttpContext!, account.UserName!);
        if (string.IsNullOrWhiteSpace(code))
            return new FieldError("code", "field.required");
        if (pace.WaitForCode(http, name) is { Ticks: > 0 } wait)
            return Wait("code", wait);
        if (await second.RunAsync(account, code, cancel))
            return null;
        pace.WrongCode(http, name);
        return new FieldError("code", "session.code");
    }

    /// <summary>The password alone.</summary>
    public async Task<FieldError?> PasswordAsync(Account account, string? password, string field = "password")
    {
        var (http, name) = (accessor.HttpContext!, account.UserName!);
        if (string.IsNullOrEmpty(password))
            return new FieldError(field, "field.required");
        if (pace.Wait(http, name) is { Ticks: > 0 } wait)
            return Wait(field, wait);
        if (await accounts.CheckPasswordAsync(account, password))
            return null;
        log.WrongPassword(account.Id, http);
        pace.Wrong(http, name);
        return new FieldError(field, "second.password");
    }

    private static FieldError Wait(string field, TimeSpan wait) => new(field, "signin.wait", Visitor.Seconds(wait).ToString(CultureInfo.InvariantCulture));
}
