using Hejie.Data;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.AspNetCore.Identity;

namespace Hejie.Identity;

/// <summary>What came of a password that somebody else gives an account.</summary>
internal abstract record PasswordGiven
{
    private PasswordGiven()
    {
    }

    /// <summary>It opens the page where its holder chooses their own.</summary>
    /// <param name="Until">Until when.</param>
    public sealed record Done(DateTimeOffset Until) : PasswordGiven;

    /// <summary>There is no such account.</summary>
    public sealed record NoAccount : PasswordGiven;

    /// <summary>The password will not do.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : PasswordGiven;
}

/// <summary>
/// Gives an account whose holder forgot theirs a password to choose a new one with, and ends its sessions. The second
/// factor stays. Whoever does it has made sure who asks.
/// </summary>
internal sealed class GivePassword(UserManager<Account> accounts, HejieDb db, IDialect dialect, TimeProvider time)
{
    /// <summary>How long a password that somebody else gave opens.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(3);

    public async Task<PasswordGiven> RunAsync(string name, string password, CancellationToken cancel)
    {
        if (await accounts.FindByNameAsync(name.Trim()) is not { } account)
            return new PasswordGiven.NoAccount();
        using var writing = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var until = time.GetUtcNow() + Lasts;
        account.GivenUntil = LegalTime.Micros(until);
        await accounts.RemovePasswordAsync(account);
        var added = await accounts.AddPasswordAsync(account, password);
        if (!added.Succeeded)
            return new PasswordGiven.Invalid(PasswordRules.Errors(added, accounts.Options));
        await transaction.CommitAsync(cancel);
        return new PasswordGiven.Done(until);
    }
}
