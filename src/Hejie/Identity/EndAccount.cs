using Hejie.Data;
using Hejie.Rules.Time;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Identity;

/// <summary>What came of ending an account.</summary>
internal abstract record AccountEnded
{
    private AccountEnded()
    {
    }

    /// <summary>It holds no post and cannot sign in.</summary>
    /// <param name="Posts">How many posts it held until now.</param>
    public sealed record Done(int Posts) : AccountEnded;

    /// <summary>There is no such account.</summary>
    public sealed record NoAccount : AccountEnded;
}

/// <summary>Ends all posts of an account and locks its sign-in. Sessions that are open end with their next request.</summary>
internal sealed class EndAccount(UserManager<Account> accounts, HejieDb db, IDialect dialect, TimeProvider time)
{
    /// <summary>Until when an ended account is locked, told apart from the minutes after wrong passwords.</summary>
    public static readonly DateTimeOffset Forever = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async Task<AccountEnded> RunAsync(string name, CancellationToken cancel)
    {
        if (await accounts.FindByNameAsync(name.Trim()) is not { } account)
            return new AccountEnded.NoAccount();
        long? now = LegalTime.Micros(time.GetUtcNow());
        using var writing = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var ended = await db.Appointments.Where(row => row.Account == account.Id && row.Ended == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Ended, now), cancel);
        await LockAsync(db, account.Id, Forever, cancel);
        await transaction.CommitAsync(cancel);
        return new AccountEnded.Done(ended);
    }

    /// <summary>Locks or opens an account, with a new stamp: a sign-in that read it before does not write its lock back.</summary>
    public static Task LockAsync(HejieDb db, int account, DateTimeOffset? until, CancellationToken cancel)
    {
        var stamp = Guid.NewGuid().ToString();
        return db.Users.Where(user => user.Id == account).ExecuteUpdateAsync(
            set => set.SetProperty(user => user.LockoutEnabled, true).SetProperty(user => user.LockoutEnd, until)
                .SetProperty(user => user.AccessFailedCount, 0).SetProperty(user => user.ConcurrencyStamp, stamp),
            cancel);
    }
}
