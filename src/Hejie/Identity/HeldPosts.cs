using Hejie.Bodies;
using Hejie.Data;
using Hejie.Operations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Identity;

/// <summary>A post that an account holds.</summary>
internal sealed record HeldPost(Post Post, Body Body, bool OpensMatters);

/// <summary>The posts of an account, and taking one of them: a session acts in one post at a time.</summary>
internal sealed class HeldPosts(HejieDb db, DirectoryHolder directory, CatalogueHolder catalogue, IHttpContextAccessor accessor, TimeProvider time)
{
    /// <summary>The posts that an account holds now, those that open matters first.</summary>
    public async Task<IReadOnlyList<HeldPost>> OfAsync(int account, CancellationToken cancel)
    {
        var bodies = directory.Current;
        var posts = await db.Appointments.AsNoTracking()
            .Where(row => row.Account == account && row.Ended == null).Select(row => row.Post).ToListAsync(cancel);
        return
        [
            .. posts.Select(post => StaffScope.Of(bodies, catalogue.Current, account, post)).OfType<Scope>()
                .OrderBy(scope => scope.OpensMatters ? 0 : 1).ThenBy(scope => scope.Post.Id)
                .Select(scope => new HeldPost(scope.Post, scope.Body, scope.OpensMatters)),
        ];
    }

    /// <summary>Opens a session in a post of an account that has just come in.</summary>
    public Task OpenAsync(Account account, int post, bool strong) =>
        OpenAsync(new StaffSession(account.Id, post, account.SecurityStamp!, time.GetUtcNow(), strong));

    /// <summary>Moves the session to another post; it began when it began.</summary>
    /// <returns>False where the account does not hold the post.</returns>
    public async Task<bool> TakeAsync(StaffSession session, int post, CancellationToken cancel)
    {
        if ((await OfAsync(session.Account, cancel)).All(held => held.Post.Id != post))
            return false;
        await OpenAsync(session with { Post = post });
        return true;
    }

    /// <summary>Goes on with the session after its account's stamp changed: all others of the account are over.</summary>
    public Task GoOnAsync(StaffSession session, Account account) => OpenAsync(session with { Stamp = account.SecurityStamp! });

    private Task OpenAsync(StaffSession session) =>
        accessor.HttpContext!.SignInAsync(IdentityConstants.ApplicationScheme, session.Principal(IdentityConstants.ApplicationScheme));
}
