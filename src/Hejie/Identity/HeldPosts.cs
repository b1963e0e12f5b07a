using Hejie.Bodies;
using Hejie.Data;
using Hejie.Operations;
using Hejie.Rules.Time;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Identity;

/// <summary>A post that an account holds, or stands in for.</summary>
/// <param name="Post">The post.</param>
/// <param name="Body">Its body.</param>
/// <param name="OpensMatters">Whether it opens matters.</param>
/// <param name="Leave">The leave on which the post is, where the account stands in for it; null for its own.</param>
internal sealed record HeldPost(Post Post, Body Body, bool OpensMatters, LeaveRow? Leave = null);

/// <summary>The posts of an account, and taking one of them: a session acts in one post at a time.</summary>
internal sealed class HeldPosts(HejieDb db, DirectoryHolder directory, CatalogueHolder catalogue, Sessions sessions, IHttpContextAccessor accessor, TimeProvider time)
{
    /// <summary>More than these nobody stands in for at once; what else fell to a post is on its desk.</summary>
    private const int MostStandingIn = 50;

    /// <summary>The posts that an account holds now, those that open matters first; then those that it stands in for today.</summary>
    public async Task<IReadOnlyList<HeldPost>> OfAsync(int account, CancellationToken cancel)
    {
        var bodies = directory.Current;
        var posts = await db.Appointments.AsNoTracking()
            .Where(row => row.Account == account && row.Ended == null).Select(row => row.Post).ToListAsync(cancel);
        var today = LegalTime.DateOf(time.GetUtcNow());
        return
        [
            .. posts.Select(post => StaffScope.Of(bodies, catalogue.Current, account, post)).OfType<Scope>()
                .OrderBy(scope => scope.OpensMatters ? 0 : 1).ThenBy(scope => scope.Post.Id)
                .Select(scope => new HeldPost(scope.Post, scope.Body, scope.OpensMatters)),
            .. StandingIn(bodies, posts, today).Select(post => StaffScope.Of(bodies, catalogue.Current, account, post.Id)).OfType<Scope>()
                .Select(scope => new HeldPost(scope.Post, scope.Body, scope.OpensMatters, bodies.LeaveOn(scope.Post.Id, today))),
        ];
    }

    /// <summary>The posts that who holds some posts stands in for on a day.</summary>
    public static IEnumerable<Post> StandingIn(BodyDirectory directory, IReadOnlyCollection<int> held, DateOnly day) =>
        held.SelectMany(post => directory.StandsFor(post, day)).Where(post => !held.Contains(post.Id)).DistinctBy(post => post.Id).Take(MostStandingIn);

    /// <summary>Opens a session in a post of an account that has just come in.</summary>
    public async Task OpenAsync(Account account, int post, CameIn by, bool strong, CancellationToken cancel) =>
        await HoldAsync(new StaffSession(await sessions.OpenAsync(account, by, strong, program: false, cancel), account.Id, post));

    /// <summary>Moves the session to another post; it began when it began.</summary>
    /// <returns>False where the account does not hold the post.</returns>
    public async Task<bool> TakeAsync(StaffSession session, int post, CancellationToken cancel)
    {
        if ((await OfAsync(session.Account, cancel)).All(held => held.Post.Id != post))
            return false;
        await HoldAsync(session with { Post = post });
        return true;
    }

    private Task HoldAsync(StaffSession session) =>
        accessor.HttpContext!.SignInAsync(IdentityConstants.ApplicationScheme, session.Principal(IdentityConstants.ApplicationScheme));
}
