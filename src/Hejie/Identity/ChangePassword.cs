using Hejie.Data;
using Hejie.Rules.Procedures;
using Microsoft.AspNetCore.Identity;

namespace Hejie.Identity;

/// <summary>An account's holder chooses a password of their own. All other sessions of the account end.</summary>
internal sealed class ChangePassword(UserManager<Account> accounts, Sessions sessions, IDialect dialect)
{
    /// <returns>What is wrong with the new password; nothing where it is changed. The present one was checked before.</returns>
    public async Task<IReadOnlyList<FieldError>> RunAsync(LiveSession session, Account account, string present, string chosen, CancellationToken cancel)
    {
        if (present == chosen)
            return [new FieldError("password", "account.password-same")];
        using var writing = await dialect.EnterWriteAsync(cancel);
        var given = account.GivenUntil;
        account.GivenUntil = null;
        var changed = await accounts.ChangePasswordAsync(account, present, chosen);
        if (!changed.Succeeded)
        {
            account.GivenUntil = given;
            return PasswordRules.Errors(changed, accounts.Options);
        }

        await sessions.GoOnAsync(session.Session, account, session.Strong, cancel);
        return [];
    }
}
