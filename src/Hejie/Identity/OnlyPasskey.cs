using Hejie.Kernel;
using Microsoft.AspNetCore.Identity;

namespace Hejie.Identity;

/// <summary>
/// Whether an account has to come in by its passkey: it has one, no authenticator, and a password is not enough here. Else
/// whoever knows the password would be let in to set up a second factor of their own.
/// </summary>
internal sealed class OnlyPasskey(UserManager<Account> accounts, Settings settings)
{
    public async Task<bool> IsAsync(Account account) =>
        settings.SecondFactor && !account.TwoFactorEnabled && (await accounts.GetPasskeysAsync(account)).Count > 0;
}
