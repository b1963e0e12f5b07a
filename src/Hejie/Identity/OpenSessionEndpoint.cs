using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Hejie.Bodies;
using Hejie.Kernel;
using Hejie.Kernel.Api;

namespace Hejie.Identity;

/// <summary>Opens a session of staff.</summary>
public sealed record OpenSessionRequest
{
    /// <summary>The account's name.</summary>
    [Required, MaxLength(100)]
    public string? UserName { get; init; }

    /// <summary>Its password.</summary>
    [Required, MaxLength(200)]
    public string? Password { get; init; }

    /// <summary>The post to work as, by its id; without it, the first that the account holds.</summary>
    public int? Post { get; init; }
}

/// <summary>A post of a body.</summary>
internal sealed record PostBody(int Id, string Name, Rules.Procedures.Role Role, int Body, string BodyName);

/// <summary>A session of staff.</summary>
/// <param name="Token">The bearer token; absent where the session is only shown.</param>
/// <param name="Expires">When it ends.</param>
/// <param name="Name">The name that colleagues read.</param>
/// <param name="Post">The post it works as.</param>
/// <param name="Posts">All posts that the account holds.</param>
internal sealed record SessionBody(string? Token, DateTimeOffset? Expires, string Name, PostBody Post, IReadOnlyList<PostBody> Posts);

/// <summary><c>POST /api/v1/session</c>.</summary>
internal static class OpenSessionEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/session", HandleAsync).For(Access.Public)
        .WithName("openSession").WithSummary("登录，取得令牌 · Sign in and get a bearer token")
        .WithDescription("令牌八小时内有效，岗位结束即失效。换一个岗位，就再登录一次。 · The token lasts eight hours, and no longer than the post is held. To work as another post, open another session.")
        .Example("""{"userName": "xizhou-duty", "password": "…"}""")
        .Produces<SessionBody>().Refuses(400, 401, 403, 413, 415, 429);

    private static async Task<IResult> HandleAsync(
        JsonBody<OpenSessionRequest> body, SignInStaff signIn, BearerTokens tokens, DirectoryHolder directory, SlowDown slow, HttpContext http, CancellationToken cancel)
    {
        var (request, address) = (body.Value, "session " + Visitor.Address(http));
        if (slow.Wait(address) is { Ticks: > 0 } wait)
            return new ApiProblem(StatusCodes.Status429TooManyRequests, "guess.slow") { RetryAfter = wait };
        switch (await signIn.RunAsync(request.UserName!, request.Password!, cancel))
        {
            case SignedIn.Done done:
                slow.Right(address);
                return Open(done, request.Post, tokens, directory.Current);
            case SignedIn.NoPost:
                return new ApiProblem(StatusCodes.Status403Forbidden, "session.no-post");
            default:
                slow.Wrong(address);
                return new ApiProblem(StatusCodes.Status401Unauthorized, "session.wrong");
        }
    }

    private static IResult Open(SignedIn.Done done, int? wanted, BearerTokens tokens, BodyDirectory directory)
    {
        var post = wanted ?? done.Posts[0];
        if (!done.Posts.Contains(post))
            return ApiProblem.Field("post", "session.post");
        var (token, expires) = tokens.Give(BearerTokens.Staff(done.Account.Id, post), BearerTokens.Shift);
        return TypedResults.Ok(ShowSessionEndpoint.Describe(done.Account.DisplayName, post, done.Posts, directory) with { Token = token, Expires = expires });
    }
}

[JsonSerializable(typeof(OpenSessionRequest))]
[JsonSerializable(typeof(SessionBody))]
internal sealed partial class IdentityJson : JsonSerializerContext;
