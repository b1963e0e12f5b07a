using System.ComponentModel.DataAnnotations;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Matters.Tracking;

/// <summary>Asks for a one-time code where the tracking code is lost.</summary>
public sealed record RecoverRequest
{
    /// <summary>The telephone that was confirmed at filing.</summary>
    [Required, MaxLength(30)]
    public string? Telephone { get; init; }
}

/// <summary>Gives back the one-time code.</summary>
public sealed record ConfirmRecoverRequest
{
    /// <summary>The telephone.</summary>
    [Required, MaxLength(30)]
    public string? Telephone { get; init; }

    /// <summary>The id under which it was sent.</summary>
    [Required]
    public Guid? Sent { get; init; }

    /// <summary>The six digits.</summary>
    [Required, MaxLength(20)]
    public string? OneTimeCode { get; init; }
}

/// <summary>A new tracking code; the old one is void.</summary>
internal sealed record RecoveredBody(string Code, DateTimeOffset Opened);

/// <summary>The new codes, the newest matter first.</summary>
internal sealed record RecoveredCodesBody(IReadOnlyList<RecoveredBody> Codes);

/// <summary><c>POST /api/v1/counties/{county}/recovery</c> and <c>…/recovery/confirmation</c>. Before the telephone is proven, the answer is the same whether or not anything was filed with it.</summary>
internal static class RecoverEndpoint
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/counties/{county:int}/recovery", SendAsync).For(Access.Public)
            .WithName("recover").WithSummary("查询码丢了：给手机发验证码 · A lost code: have a one-time code sent")
            .Example("""{"telephone": "19900001234"}""")
            .Produces<CodeSentBody>(StatusCodes.Status202Accepted).Refuses(400, 404, 413, 415, 429, 503);
        api.MapPost("/counties/{county:int}/recovery/confirmation", ConfirmAsync).For(Access.Public)
            .WithName("confirmRecovery").WithSummary("用验证码换新的查询码 · Get new codes for lost ones")
            .WithDescription("旧的查询码随即作废。只找得回提交时确认过手机的事项。 · The old codes are void. Found are only matters whose telephone was confirmed at filing.")
            .Example("""{"telephone": "19900001234", "sent": "0195f0c2-a1e8-7a47-8c5d-9a0e3f6b1c7d", "oneTimeCode": "123456"}""")
            .Produces<RecoveredCodesBody>().Refuses(400, 404, 413, 415);
    }

    private static async Task<IResult> SendAsync(
        int county, JsonBody<RecoverRequest> body, SendCode sender, DirectoryHolder directory, HttpContext http, CancellationToken cancel)
    {
        if (!directory.Current.Counties.Contains(county))
            return new ApiProblem(StatusCodes.Status404NotFound, "county.none");
        if (FormReader.Telephone(body.Value.Telephone!) is not { } telephone)
            return ApiProblem.Field("telephone", "person.telephone");
        return await sender.RunAsync(RecoverCode.Purpose, telephone, http, cancel) switch
        {
            CodeSent.Done done => TypedResults.Accepted((string?)null, new CodeSentBody(done.Id)),
            CodeSent.Refused refused => CodeProblem.Of(refused),
            _ => throw new InvalidOperationException(),
        };
    }

    private static async Task<IResult> ConfirmAsync(
        int county, JsonBody<ConfirmRecoverRequest> body, RecoverCode recover, DirectoryHolder directory, CancellationToken cancel)
    {
        var request = body.Value;
        if (!directory.Current.Counties.Contains(county))
            return new ApiProblem(StatusCodes.Status404NotFound, "county.none");
        if (FormReader.Telephone(request.Telephone!) is not { } telephone
            || await recover.RunAsync(county, telephone, request.Sent!.Value, request.OneTimeCode!, cancel) is not { } found)
            return ApiProblem.Field("oneTimeCode", "code.wrong");
        return TypedResults.Ok(new RecoveredCodesBody(
            [.. found.Select(code => new RecoveredBody(TrackingCodes.Display(code.Code), LegalTime.Instant(code.Opened)))]));
    }
}
