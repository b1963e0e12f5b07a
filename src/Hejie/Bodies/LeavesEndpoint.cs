using System.ComponentModel.DataAnnotations;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Rules.Time;

namespace Hejie.Bodies;

/// <summary>That a post is away. There is no field for why.</summary>
public sealed record SetLeaveRequest
{
    /// <summary>The post of the same body that stands in; absent where there is none, and its work falls to who is there.</summary>
    public int? Substitute { get; init; }

    /// <summary>The first day.</summary>
    [Required]
    public DateOnly? From { get; init; }

    /// <summary>The last day.</summary>
    [Required]
    public DateOnly? Until { get; init; }
}

/// <summary>That a post is away.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Post">The post.</param>
/// <param name="Substitute">The post that stands in, or absent.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day.</param>
/// <param name="StandIns">Who does its work today, by body and post; empty where the leave does not run today.</param>
internal sealed record LeaveBody(Guid Id, PostName? Post, PostName? Substitute, DateOnly From, DateOnly Until, IReadOnlyList<PostBody> StandIns)
{
    public static LeaveBody Of(LeaveRow row, BodyDirectory directory, DateOnly today) => new(
        row.Id, PostName.Of(row.Post, directory), PostName.Of(row.Substitute, directory), row.From, row.Until,
        row.From <= today && directory.Post(row.Post) is { } post
            ? [.. directory.StandIns(post, today).Select(other => new PostBody(other.Id, other.Name, other.Role, other.Body, directory.NameOf(other.Body)))] : []);
}

/// <summary>The leaves of a body's posts that have not ended.</summary>
internal sealed record LeavesBody(IReadOnlyList<LeaveBody> Leaves);

/// <summary><c>/api/v1/bodies/{body}/leaves</c> and <c>/api/v1/posts/{post}/leaves</c>.</summary>
internal static class LeavesEndpoint
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/bodies/{body:int}/leaves", ListAsync).For(Access.Staff)
            .WithName("listLeaves").WithSummary("哪个岗位不在、谁代 · Which posts of a body are away, and who stands in")
            .Produces<LeavesBody>().Refuses(401, 404);
        api.MapPost("/posts/{post:int}/leaves", SetAsync).For(Access.Responsibility)
            .WithName("setLeave").WithSummary("岗位不在，请人代 · Say that a post is away, and who stands in")
            .WithDescription("由本单位的值班岗或者负责人登记，不问原因。代班的只有那个岗位的权限；没有人代，先归同岗位的同事，再归上一级单位。 · By the duty officer or lead of the body; nobody asks why. Who stands in has the rights of that post and no more; without a substitute the work falls to colleagues of the role, else to the body above.")
            .Example("""{"substitute": 14, "from": "2026-05-01", "until": "2026-05-07"}""")
            .Produces<LeaveBody>(StatusCodes.Status201Created).Produces<LeaveBody>().Refuses(400, 401, 403, 404, 413, 415);
        api.MapPost("/leaves/{leave:guid}/end", EndAsync).For(Access.Responsibility)
            .WithName("endLeave").WithSummary("今天起回来了 · End a leave")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404);
    }

    private static async Task<IResult> ListAsync(int body, StaffScope staff, DirectoryHolder directory, TimeProvider time, CancellationToken cancel)
    {
        await staff.RequireAsync(cancel);
        var (bodies, today) = (directory.Current, LegalTime.DateOf(time.GetUtcNow()));
        return bodies.Body(body) is null ? NotFound()
            : TypedResults.Ok(new LeavesBody([.. bodies.PostsOf(body).SelectMany(post => bodies.LeavesOf(post.Id)).Select(row => LeaveBody.Of(row, bodies, today))]));
    }

    private static async Task<IResult> SetAsync(
        int post, JsonBody<SetLeaveRequest> request, StaffScope staff, SetLeave set, DirectoryHolder directory, TimeProvider time, CancellationToken cancel)
    {
        var (scope, asked, today) = (await staff.RequireAsync(cancel), request.Value, LegalTime.DateOf(time.GetUtcNow()));
        return await set.RunAsync(scope, post, asked.Substitute, asked.From, asked.Until, cancel) switch
        {
            LeaveSet.Done { Before: true } done => TypedResults.Ok(LeaveBody.Of(done.Row, directory.Current, today)),
            LeaveSet.Done done => TypedResults.Created((string?)null, LeaveBody.Of(done.Row, directory.Current, today)),
            LeaveSet.Invalid invalid => ApiProblem.Fields(invalid.Errors),
            _ => NotFound(),
        };
    }

    private static async Task<IResult> EndAsync(Guid leave, StaffScope staff, EndLeave end, CancellationToken cancel) =>
        await end.RunAsync(await staff.RequireAsync(cancel), leave, cancel) ? TypedResults.NoContent() : NotFound();

    private static ApiProblem NotFound() => new(StatusCodes.Status404NotFound, "leave.none");
}
