using System.ComponentModel.DataAnnotations;
using Hejie.Identity;
using Hejie.Kernel;
using Hejie.Kernel.Api;

namespace Hejie.Matters.Tracking;

/// <summary>Asks for a one-time code where the digits are locked or forgotten.</summary>
public sealed record UnlockRequest
{
    /// <summary>The tracking code.</summary>
    [Required, MaxLength(100)]
    public string? Code { get; init; }
}

/// <summary>Gives back the one-time code.</summary>
public sealed record ConfirmUnlockRequest
{
    /// <summary>The tracking code.</summary>
    [Required, MaxLength(100)]
    public string? Code { get; init; }

    /// <summary>The id under which it was sent.</summary>
    [Required]
    public Guid? Sent { get; init; }

    /// <summary>The six digits.</summary>
    [Required, MaxLength(20)]
    public string? OneTimeCode { get; init; }
}

/// <summary>A one-time code that was sent.</summary>
/// <param name="Sent">The id under which it is given back.</param>
internal sealed record CodeSentBody(Guid Sent);

/// <summary><c>POST /api/v1/tracking/unlock</c> and <c>POST /api/v1/tracking/unlock/confirmation</c>.</summary>
internal static class UnlockEndpoint
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/tracking/unlock", SendAsync).For(Access.Public)
            .WithName("unlock").WithSummary("末四位锁了：给本人手机发验证码 · Locked digits: have a one-time code sent")
            .Example("""{"code": "7KM-3QX9-T2WH-P4CN-8RVD-5"}""")
            .Produces<CodeSentBody>(StatusCodes.Status202Accepted).Refuses(400, 404, 413, 415, 429, 503);
        api.MapPost("/tracking/unlock/confirmation", ConfirmAsync).For(Access.Public)
            .WithName("confirmUnlock").WithSummary("用验证码进来 · Come in with the one-time code")
            .Example("""{"code": "7KM-3QX9-T2WH-P4CN-8RVD-5", "sent": "0195f0c2-a1e8-7a47-8c5d-9a0e3f6b1c7d", "oneTimeCode": "123456"}""")
            .Produces<TrackingSession>().Refuses(400, 413, 415);
    }

    private static async Task<IResult> SendAsync(JsonBody<UnlockRequest> body, Unlock unlock, SlowDown slow, HttpContext http, CancellationToken cancel)
    {
        var visitor = OpenTrackingEndpoint.Visitor(http);
        if (slow.Wait(visitor) is { Ticks: > 0 } wait)
            return new ApiProblem(StatusCodes.Status429TooManyRequests, "guess.slow") { RetryAfter = wait };
        switch (await unlock.SendAsync(body.Value.Code!, http, cancel))
        {
            case CodeSent.Done done:
                return TypedResults.Accepted((string?)null, new CodeSentBody(done.Id));
            case CodeSent.Refused refused:
                if (refused.Code == "track.unknown")
                    slow.Wrong(visitor);
                return CodeProblem.Of(refused);
            default:
                throw new InvalidOperationException();
        }
    }

    private static async Task<IResult> ConfirmAsync(JsonBody<ConfirmUnlockRequest> body, Unlock unlock, BearerTokens tokens, CancellationToken cancel)
    {
        var request = body.Value;
        if (await unlock.ConfirmAsync(request.Code!, request.Sent!.Value, request.OneTimeCode!, cancel) is not { } party)
            return ApiProblem.Field("oneTimeCode", "code.wrong");
        var (token, expires) = tokens.Give(party);
        return TypedResults.Ok(new TrackingSession(token, expires));
    }
}
