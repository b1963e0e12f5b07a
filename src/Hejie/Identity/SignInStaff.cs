using Hejie.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Identity;

/// <summary>What came of a name and a password.</summary>
internal abstract record SignedIn
{
    private SignedIn()
    {
    }

    /// <summary>They are right.</summary>
    /// <param name="Account">The account.</param>
    /// <param name="Posts">The posts that its holder holds now, lowest first; at least one.</param>
    public sealed record Done(Account Account, IReadOnlyList<int> Posts) : SignedIn;

    /// <summary>Name or password is wrong, or the account was ended; which of them is not told.</summary>
    public sealed record Wrong : SignedIn;

    /// <summary>They are right, and the holder holds no post: there is nothing they may do.</summary>
    public sealed record NoPost : SignedIn;
}

/// <summary>Checks the name and password of a member of staff, whatever session follows. Who guesses is slowed down by <see cref="SignInPace"/>, never the account: else anyone could lock it.</summary>
internal sealed class SignInStaff(UserManager<Account> accounts, SignInManager<Account> signIn, HejieDb db)
{
    private static readonly Account s_nobody = new() { UserName = "", DisplayName = "" };
    private static readonly Lazy<string> s_hash = new(() => new PasswordHasher<Account>().HashPassword(s_nobody, "nobody's password"));

    public async Task<SignedIn> RunAsync(string userName, string password, CancellationToken cancel)
    {
        if (await accounts.FindByNameAsync(userName) is not { } account)
        {
            Pretend(password);
            return new SignedIn.Wrong();
        }

        var result = await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: false);
        if (!result.Succeeded)
        {
            if (result.IsLockedOut)
                Pretend(password);
            return new SignedIn.Wrong();
        }

        var posts = await db.Appointments.AsNoTracking()
            .Where(row => row.Account == account.Id && row.Ended == null)
            .OrderBy(row => row.Post).Select(row => row.Post).ToListAsync(cancel);
        return posts.Count == 0 ? new SignedIn.NoPost() : new SignedIn.Done(account, posts);
    }

    /// <summary>As much work as a password that is looked at, so that time tells nobody which names there are.</summary>
    private void Pretend(string password) => accounts.PasswordHasher.VerifyHashedPassword(s_nobody, s_hash.Value, password);
}
