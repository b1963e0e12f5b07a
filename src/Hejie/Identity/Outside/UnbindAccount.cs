using Hejie.Data;
using Microsoft.AspNetCore.Identity;

namespace Hejie.Identity.Outside;

/// <summary>Unbinds an account from the outside provider, and ends its sessions: its holder comes in by password alone from then on.</summary>
internal sealed class UnbindAccount(UserManager<Account> accounts, HejieDb db, IDialect dialect)
{
    /// <returns>Whether there is such an account.</returns>
    public async Task<bool> RunAsync(string name, CancellationToken cancel)
    {
        if (await accounts.FindByNameAsync(name.Trim()) is not { } account)
            return false;
        using var writing = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var login in await accounts.GetLoginsAsync(account))
            await accounts.RemoveLoginAsync(account, login.LoginProvider, login.ProviderKey);
        await Sessions.EndAllAsync(db, account.Id, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }
}
