using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rules.Procedures;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Identity;

/// <summary>What came of an appointment.</summary>
internal abstract record AccountAppointed
{
    private AccountAppointed()
    {
    }

    /// <summary>The account holds the post, now or already before.</summary>
    public sealed record Done(Post Post, Body Body) : AccountAppointed;

    /// <summary>There is no such account.</summary>
    public sealed record NoAccount : AccountAppointed;

    /// <summary>There is no such post.</summary>
    public sealed record NoPost(PostFound Why) : AccountAppointed;

    /// <summary>The account holds a post of another of the three hands, and no one holds two.</summary>
    public sealed record OtherHand(Post Held) : AccountAppointed;

    /// <summary>The account holds a post of the police or a procuratorate and would hold one of the grid, or the other way round.</summary>
    public sealed record NoGrid(Post Held) : AccountAppointed;
}

/// <summary>
/// Gives an account a post, and ends its sessions: who may do something else comes in anew. An account that was ended can
/// sign in again, with the password it had.
/// </summary>
internal sealed class AppointAccount(UserManager<Account> accounts, HejieDb db, IDialect dialect, DirectoryHolder directory)
{
    public async Task<AccountAppointed> RunAsync(string name, string body, Role role, CancellationToken cancel)
    {
        if (await accounts.FindByNameAsync(name.Trim()) is not { } account)
            return new AccountAppointed.NoAccount();
        var found = FindPost.Run(directory.Current, body, role);
        if (found is not PostFound.One post)
            return new AccountAppointed.NoPost(found);

        using var writing = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await Sessions.EndAllAsync(db, account.Id, cancel);
        if (await Hands.InTheWayAsync(db, directory.Current, account.Id, role, cancel) is { } held)
            return new AccountAppointed.OtherHand(held);
        if (await GridPosts.InTheWayAsync(db, directory.Current, account.Id, post.Post, cancel) is { } apart)
            return new AccountAppointed.NoGrid(apart);
        var before = await db.Appointments.SingleOrDefaultAsync(row => row.Account == account.Id && row.Post == post.Post.Id, cancel);
        if (before is null)
            db.Appointments.Add(new AppointmentRow { Account = account.Id, Post = post.Post.Id });
        else
            before.Ended = null;
        await db.SaveChangesAsync(cancel);
        if (account.LockoutEnd == EndAccount.Forever)
            await EndAccount.LockAsync(db, account.Id, null, cancel);
        await transaction.CommitAsync(cancel);
        return new AccountAppointed.Done(post.Post, post.Body);
    }
}
