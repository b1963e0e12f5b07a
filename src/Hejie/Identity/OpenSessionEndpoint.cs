using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Hejie.Bodies;
using Hejie.Kernel;
using Hejie.Kernel.Api;
using Microsoft.AspNetCore.Identity;

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

    /// <summary>The code of the second factor, where the account has one: six digits, or a recovery code.</summary>
    [MaxLength(20)]
    public string? Code { get; init; }

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
/// <param name="Posts">All posts that the account holds, then those that it stands in for today.</param>
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
        JsonBody<OpenSessionRequest> body, SignInStaff signIn, CheckSecondFactor second, BearerTokens tokens, DirectoryHolder directory, SignInPace pace, Settings settings,
        Sessions sessions, AccessLog log, TimeProvider time, HttpContext http, CancellationToken cancel)
    {
        var (request, name) = (body.Value, body.Value.UserName!);
        if (pace.Wait(http, name) is { Ticks: > 0 } wait)
            return new ApiProblem(StatusCodes.Status429TooManyRequests, "guess.slow") { RetryAfter = wait };
        switch (await signIn.RunAsync(name, request.Password!, cancel))
        {
            case SignedIn.Done done:
                if (!done.Account.TwoFactorEnabled && settings.SecondFactor)
                    return new ApiProblem(StatusCodes.Status403Forbidden, "session.second");
                if (done.Account.TwoFactorEnabled && pace.WaitForCode(http, name) is { Ticks: > 0 } slow)
                    return new ApiProblem(StatusCodes.Status429TooManyRequests, "guess.slow") { RetryAfter = slow };
                if (done.Account.TwoFactorEnabled && !await second.RunAsync(done.Account, request.Code, cancel))
                {
                    // Who knows the password still guesses: a million codes are soon tried.
                    pace.WrongCode(http, name);
                    return new ApiProblem(StatusCodes.Status401Unauthorized, request.Code is null ? "session.code-needed" : "session.code");
                }

                pace.Right(http, name);
                if (done.Account.GivenUntil is not null)
                    return new ApiProblem(StatusCodes.Status403Forbidden, "session.password-given");
                return await OpenAsync(done with { Posts = ShowSessionEndpoint.WithStandIns(done.Posts, directory.Current, time) }, request.Post, tokens, sessions, log, directory.Current, http, cancel);
            case SignedIn.TooLate:
                return new ApiProblem(StatusCodes.Status403Forbidden, "session.password-given");
            case SignedIn.NoPost:
                return new ApiProblem(StatusCodes.Status403Forbidden, "session.no-post");
            default:
                pace.Wrong(http, name);
                return new ApiProblem(StatusCodes.Status401Unauthorized, "session.wrong");
        }
    }

    private static async Task<IResult> OpenAsync(
        SignedIn.Done done, int? wanted, BearerTokens tokens, Sessions sessions, AccessLog log, BodyDirectory directory, HttpContext http, CancellationToken cancel)
    {
        var post = wanted ?? done.Posts[0];
        if (!done.Posts.Contains(post))
            return ApiProblem.Field("post", "session.post");
        var (account, by) = (done.Account, done.Account.TwoFactorEnabled ? CameIn.Code : CameIn.Password);
        var session = new StaffSession(await sessions.OpenAsync(account, by, by == CameIn.Code, program: true, cancel), account.Id, post);
        log.CameIn(account.Id, by, http);
        var (token, expires) = tokens.Give(session.Principal(IdentityConstants.BearerScheme), BearerTokens.Shift);
        return TypedResults.Ok(ShowSessionEndpoint.Describe(account.DisplayName, post, done.Posts, directory) with { Token = token, Expires = expires });
    }
}

[JsonSerializable(typeof(OpenSessionRequest))]
[JsonSerializable(typeof(SessionBody))]
internal sealed partial class IdentityJson : JsonSerializerContext;
