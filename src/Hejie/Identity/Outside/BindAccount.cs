using Hejie.Data;
using Hejie.Kernel;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Identity.Outside;

/// <summary>What came of binding an account.</summary>
internal abstract record AccountBound
{
    private AccountBound()
    {
    }

    /// <summary>Its holder comes in by the provider, now or already before.</summary>
    public sealed record Done(string Issuer) : AccountBound;

    /// <summary>The settings name no provider.</summary>
    public sealed record NoProvider : AccountBound;

    /// <summary>There is no such account.</summary>
    public sealed record NoAccount : AccountBound;

    /// <summary>The subject is empty or too long.</summary>
    public sealed record NoSubject : AccountBound;

    /// <summary>The account is bound to another subject.</summary>
    public sealed record Bound : AccountBound;

    /// <summary>Another account is bound to the subject.</summary>
    public sealed record Taken : AccountBound;
}

/// <summary>Binds an account to one person at the outside provider, once: to bind it to another it is unbound first.</summary>
internal sealed class BindAccount(UserManager<Account> accounts, IDialect dialect, Settings settings)
{
    public async Task<AccountBound> RunAsync(string name, string subject, CancellationToken cancel)
    {
        if (settings.Provider is not { } provider)
            return new AccountBound.NoProvider();
        subject = subject.Trim();
        if (subject.Length is 0 or > OutsideLogin.LongestSubject)
            return new AccountBound.NoSubject();
        if (await accounts.FindByNameAsync(name.Trim()) is not { } account)
            return new AccountBound.NoAccount();

        var login = new OutsideLogin(provider.Issuer, subject).Info;
        using var writing = await dialect.EnterWriteAsync(cancel);
        if (await accounts.FindByLoginAsync(login.LoginProvider, login.ProviderKey) is { } holder)
            return holder.Id == account.Id ? new AccountBound.Done(provider.Issuer) : new AccountBound.Taken();
        if ((await accounts.GetLoginsAsync(account)).Count > 0)
            return new AccountBound.Bound();
        try
        {
            var bound = await accounts.AddLoginAsync(account, login);
            return bound.Succeeded ? new AccountBound.Done(provider.Issuer) : throw new InvalidOperationException(bound.ToString());
        }
        catch (DbUpdateException error) when (dialect.IsUniqueViolation(error))
        {
            return new AccountBound.Taken();
        }
    }
}
