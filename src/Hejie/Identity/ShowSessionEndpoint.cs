using Hejie.Bodies;
using Hejie.Data;
using Hejie.Kernel.Api;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Identity;

/// <summary><c>GET /api/v1/session</c>: who asks, as the server sees it.</summary>
internal static class ShowSessionEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/session", HandleAsync).For(Access.Staff)
        .WithName("showSession").WithSummary("我是谁 · Who I am, and my posts")
        .Produces<SessionBody>().Refuses(401);

    /// <summary>A session without its token.</summary>
    public static SessionBody Describe(string name, int post, IReadOnlyList<int> posts, BodyDirectory directory)
    {
        var described = posts.Select(directory.Post).OfType<Post>()
            .Select(held => new PostBody(held.Id, held.Name, held.Role, held.Body, directory.NameOf(held.Body))).ToList();
        return new SessionBody(null, null, name, described.Single(held => held.Id == post), described);
    }

    /// <summary>The posts that an account holds, then those that it stands in for today.</summary>
    public static IReadOnlyList<int> WithStandIns(IReadOnlyList<int> held, BodyDirectory directory, TimeProvider time) =>
        [.. held, .. HeldPosts.StandingIn(directory, held, LegalTime.DateOf(time.GetUtcNow())).Select(post => post.Id)];

    private static async Task<IResult> HandleAsync(StaffScope staff, HejieDb db, DirectoryHolder directory, TimeProvider time, CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        var name = await db.Users.Where(account => account.Id == scope.Account).Select(account => account.DisplayName).SingleAsync(cancel);
        var posts = await db.Appointments.AsNoTracking()
            .Where(row => row.Account == scope.Account && row.Ended == null)
            .OrderBy(row => row.Post).Select(row => row.Post).ToListAsync(cancel);
        return TypedResults.Ok(Describe(name, scope.Post.Id, WithStandIns(posts, directory.Current, time), directory.Current));
    }
}
