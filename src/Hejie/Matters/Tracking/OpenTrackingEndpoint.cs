using System.ComponentModel.DataAnnotations;
using Hejie.Identity;
using Hejie.Kernel;
using Hejie.Kernel.Api;

namespace Hejie.Matters.Tracking;

/// <summary>A party comes in.</summary>
public sealed record OpenTrackingRequest
{
    /// <summary>The tracking code, as it is written or read out.</summary>
    [Required, MaxLength(100)]
    public string? Code { get; init; }

    /// <summary>The last four digits of the telephone, where one was given.</summary>
    [MaxLength(20)]
    public string? Digits { get; init; }
}

/// <summary>A party's session.</summary>
/// <param name="Token">The bearer token: it opens this matter, for this party, and nothing else.</param>
/// <param name="Expires">When it ends.</param>
internal sealed record TrackingSession(string Token, DateTimeOffset Expires);

/// <summary><c>POST /api/v1/tracking</c>.</summary>
internal static class OpenTrackingEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/tracking", HandleAsync).For(Access.Public)
        .WithName("openTracking").WithSummary("用查询码进来 · Come in with a tracking code")
        .WithDescription("令牌半小时内有效。猜错十次，要等一等（429）；末四位错十次，要用手机验证码才能打开。 · The token lasts half an hour. Ten wrong guesses slow the address down (429); ten wrong digits lock the code until a one-time code opens it.")
        .Example("""{"code": "7KM-3QX9-T2WH-P4CN-8RVD-5", "digits": "1234"}""")
        .Produces<TrackingSession>().Refuses(400, 401, 403, 404, 413, 415, 429);

    private static async Task<IResult> HandleAsync(
        JsonBody<OpenTrackingRequest> body, OpenByCode open, BearerTokens tokens, SlowDown slow, HttpContext http, CancellationToken cancel)
    {
        var address = Visitor(http);
        if (slow.Wait(address) is { Ticks: > 0 } wait)
            return new ApiProblem(StatusCodes.Status429TooManyRequests, "guess.slow") { RetryAfter = wait };
        var opened = await open.RunAsync(body.Value.Code, body.Value.Digits, cancel);
        if (opened is Opened.Done done)
        {
            slow.Right(address);
            var (token, expires) = tokens.Give(done.Party);
            return TypedResults.Ok(new TrackingSession(token, expires));
        }

        if (opened is not Opened.AsksDigits { Wrong: false })
            slow.Wrong(address);
        return opened switch
        {
            Opened.AsksDigits { Wrong: false } => new ApiProblem(StatusCodes.Status401Unauthorized, "tracking.digits"),
            Opened.AsksDigits => new ApiProblem(StatusCodes.Status401Unauthorized, "tracking.digits-wrong"),
            Opened.Locked => new ApiProblem(StatusCodes.Status403Forbidden, "tracking.locked"),
            _ => new ApiProblem(StatusCodes.Status404NotFound, "tracking.unknown"),
        };
    }

    /// <summary>Who guesses codes, for slowing them down.</summary>
    public static string Visitor(HttpContext http) => "track " + Kernel.Visitor.Address(http);
}
