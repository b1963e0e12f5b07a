using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Identity;

/// <summary>What came of a new account.</summary>
internal abstract record AccountAdded
{
    private AccountAdded()
    {
    }

    /// <summary>It can sign in, in this post.</summary>
    public sealed record Done(Post Post, Body Body) : AccountAdded;

    /// <summary>There is no such post.</summary>
    public sealed record NoPost(PostFound Why) : AccountAdded;

    /// <summary>The name, the name to show or the password will not do.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : AccountAdded;
}

/// <summary>Makes an account with its first post, both or neither. The password is given by somebody else, and so only opens the page where its holder chooses one.</summary>
internal sealed class AddAccount(UserManager<Account> accounts, HejieDb db, IDialect dialect, DirectoryHolder directory, TimeProvider time)
{
    // As long as the doors for people and programs take them.
    private const int LongestName = 100, LongestDisplay = 40;

    public async Task<AccountAdded> RunAsync(string name, string display, string body, Role role, string password, CancellationToken cancel)
    {
        (name, display) = (name.Trim(), display.Trim());
        var found = FindPost.Run(directory.Current, body, role);
        if (found is not PostFound.One post)
            return new AccountAdded.NoPost(found);
        List<FieldError> errors = [];
        if (name.Length is 0 or > LongestName)
            errors.Add(new FieldError("name", "account.name-letters", name));
        if (display.Length is 0 or > LongestDisplay)
            errors.Add(new FieldError("display", "account.display"));
        if (errors.Count > 0)
            return new AccountAdded.Invalid(errors);

        var account = new Account { UserName = name, DisplayName = display, GivenUntil = LegalTime.Micros(time.GetUtcNow() + GivePassword.Lasts) };
        using var writing = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        try
        {
            var made = await accounts.CreateAsync(account, password);
            if (!made.Succeeded)
                return new AccountAdded.Invalid([.. made.Errors.Select(error => Told(error, name))]);
        }
        catch (DbUpdateException error) when (dialect.IsUniqueViolation(error))
        {
            return new AccountAdded.Invalid([new FieldError("name", "account.name-taken", name)]);
        }

        db.Appointments.Add(new AppointmentRow { Account = account.Id, Post = post.Post.Id });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new AccountAdded.Done(post.Post, post.Body);
    }

    private FieldError Told(IdentityError error, string name) => PasswordRules.Told(error, accounts.Options) ?? error.Code switch
    {
        nameof(IdentityErrorDescriber.DuplicateUserName) => new FieldError("name", "account.name-taken", name),
        nameof(IdentityErrorDescriber.InvalidUserName) => new FieldError("name", "account.name-letters", name),
        _ => new FieldError("", "account.other", error.Description),
    };
}
