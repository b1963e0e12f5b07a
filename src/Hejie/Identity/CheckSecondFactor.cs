using Hejie.Data;
using Microsoft.AspNetCore.Identity;

namespace Hejie.Identity;

/// <summary>Checks the second factor of an account: a code of its authenticator, or one of its recovery codes, which is then gone.</summary>
internal sealed class CheckSecondFactor(UserManager<Account> accounts, IDialect dialect, AccessLog log, IHttpContextAccessor accessor)
{
    public async Task<bool> RunAsync(Account account, string? code, CancellationToken cancel)
    {
        var typed = new string([.. (code ?? "").Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant();
        if (typed.Length == 0)
            return false;
        if (await IsRightAsync(account, typed, cancel))
            return true;
        log.WrongCode(account.Id, accessor.HttpContext);
        return false;
    }

    private async Task<bool> IsRightAsync(Account account, string typed, CancellationToken cancel)
    {
        using var writing = await dialect.EnterWriteAsync(cancel);
        return typed.All(char.IsAsciiDigit) && typed.Length == 6
            ? await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, typed)
            : typed.Length == 10 && (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, $"{typed[..5]}-{typed[5..]}")).Succeeded;
    }
}
