using Hejie.Data;
using Hejie.Rules.Time;
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

    /// <summary>They are right, and the password, which somebody else gave, is no longer good: another must be given.</summary>
    public sealed record TooLate : SignedIn;
}

/// <summary>Checks the name and password of a member of staff, whatever session follows. Who guesses is slowed down by <see cref="SignInPace"/>, never the account: else anyone could lock it.</summary>
internal sealed class SignInStaff(UserManager<Account> accounts, SignInManager<Account> signIn, HejieDb db, AccessLog log, IHttpContextAccessor accessor, TimeProvider time)
{
    private static readonly Account s_nobody = new() { UserName = "", DisplayName = "" };
    private static string? s_hash;

    public async Task<SignedIn> RunAsync(string userName, string password, CancellationToken cancel)
    {
        if (await accounts.FindByNameAsync(userName) is not { } account)
        {
            Pretend(password);
            log.WrongPassword(null, accessor.HttpContext);
            return new SignedIn.Wrong();
        }

        var result = await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: false);
        if (!result.Succeeded)
        {
            if (result.IsLockedOut)
                Pretend(password);
            log.WrongPassword(account.Id, accessor.HttpContext);
            return new SignedIn.Wrong();
        }

        if (account.GivenUntil < LegalTime.Micros(time.GetUtcNow()))
        {
            log.KeptOut(account.Id, "its given password is too old", accessor.HttpContext);
            return new SignedIn.TooLate();
        }

        var posts = await db.Appointments.AsNoTracking()
            .Where(row => row.Account == account.Id && row.Ended == null)
            .OrderBy(row => row.Post).Select(row => row.Post).ToListAsync(cancel);
        if (posts.Count > 0)
            return new SignedIn.Done(account, posts);
        log.KeptOut(account.Id, "it holds no post", accessor.HttpContext);
        return new SignedIn.NoPost();
    }

    /// <summary>As much work as a password that is looked at, so that time tells nobody which names there are.</summary>
    private void Pretend(string password) => accounts.PasswordHasher.VerifyHashedPassword(
        s_nobody, s_hash ??= accounts.PasswordHasher.HashPassword(s_nobody, "nobody's password"), password);
}
