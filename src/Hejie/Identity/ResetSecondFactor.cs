using Hejie.Data;
using Microsoft.AspNetCore.Identity;

namespace Hejie.Identity;

/// <summary>
/// Takes authenticator, recovery codes and passkeys from an account whose holder lost them, and ends its sessions: the
/// password is asked for, and a second factor set up anew. Whoever does it has made sure who asks.
/// </summary>
internal sealed class ResetSecondFactor(UserManager<Account> accounts, HejieDb db, IDialect dialect)
{
    /// <returns>False where there is no such account.</returns>
    public async Task<bool> RunAsync(string name, CancellationToken cancel)
    {
        if (await accounts.FindByNameAsync(name.Trim()) is not { } account)
            return false;
        using var writing = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await accounts.SetTwoFactorEnabledAsync(account, false);
        // A new key that nobody saw: the old one opens nothing any more.
        await Totp.RenewKeyAsync(accounts, account);
        await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, 0);
        foreach (var passkey in await accounts.GetPasskeysAsync(account))
            await accounts.RemovePasskeyAsync(account, passkey.CredentialId);
        await accounts.UpdateSecurityStampAsync(account);
        await transaction.CommitAsync(cancel);
        return true;
    }
}
