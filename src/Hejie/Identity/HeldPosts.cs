using System.Globalization;
using System.Security.Claims;
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
internal sealed class HeldPosts(HejieDb db, DirectoryHolder directory, CatalogueHolder catalogue, IHttpContextAccessor accessor)
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

    /// <summary>Opens the session in a post, or moves it there.</summary>
    /// <returns>False where the account does not hold the post.</returns>
    public async Task<bool> TakeAsync(int account, int post, CancellationToken cancel)
    {
        if ((await OfAsync(account, cancel)).All(held => held.Post.Id != post))
            return false;
        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, account.ToString(CultureInfo.InvariantCulture)),
                new Claim(StaffScope.PostClaim, post.ToString(CultureInfo.InvariantCulture)),
            ],
            IdentityConstants.ApplicationScheme);
        await accessor.HttpContext!.SignInAsync(IdentityConstants.ApplicationScheme, new ClaimsPrincipal(identity));
        return true;
    }
}
