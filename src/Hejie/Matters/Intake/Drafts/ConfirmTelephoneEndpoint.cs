using System.ComponentModel.DataAnnotations;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Matters.Intake.Steps;
using Hejie.Matters.Tracking;
using Hejie.Rules.Procedures;

namespace Hejie.Matters.Intake.Drafts;

/// <summary>Sends a one-time code to the telephone of who files.</summary>
public sealed record SendTelephoneCodeRequest
{
    /// <summary>The telephone.</summary>
    [Required, MaxLength(30)]
    public string? Telephone { get; init; }
}

/// <summary>Gives back the one-time code that was sent.</summary>
public sealed record ConfirmTelephoneRequest
{
    /// <summary>The six digits.</summary>
    [Required, MaxLength(20)]
    public string? Code { get; init; }
}

/// <summary><c>POST /api/v1/drafts/telephone</c> and <c>POST /api/v1/drafts/telephone/confirmation</c>: only a confirmed telephone finds a lost code again.</summary>
internal static class ConfirmTelephoneEndpoint
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/drafts/telephone", SendAsync).For(Access.Public)
            .WithName("sendTelephoneCode").WithSummary("给手机发验证码 · Send a one-time code to the telephone")
            .Example("""{"telephone": "19900001234"}""")
            .Produces(StatusCodes.Status202Accepted).Refuses(400, 404, 413, 415, 429, 503);
        api.MapPost("/drafts/telephone/confirmation", ConfirmAsync).For(Access.Public)
            .WithName("confirmTelephone").WithSummary("用验证码确认手机 · Confirm the telephone")
            .WithDescription("确认过的手机，丢了查询码可以找回。 · With a confirmed telephone a lost tracking code can be found again.")
            .Example("""{"code": "123456"}""")
            .Produces(StatusCodes.Status204NoContent).Refuses(400, 404, 413, 415);
    }

    private static async Task<IResult> SendAsync(
        [Required] DraftToken token, JsonBody<SendTelephoneCodeRequest> body, DraftStore drafts, SendCode sender, HttpContext http, CancellationToken cancel)
    {
        if (await FindAsync(token, drafts, cancel) is not { } held)
            return new ApiProblem(StatusCodes.Status404NotFound, "draft.none");
        if (FormReader.Telephone(body.Value.Telephone!) is not { } telephone)
            return ApiProblem.Field("telephone", "person.telephone");
        switch (await sender.RunAsync(ConfirmModel.Purpose, telephone, http, cancel))
        {
            case CodeSent.Done done:
                var sent = new SentCode(done.Id, telephone);
                await drafts.ChangeAsync(held, draft => draft with { Sent = sent }, cancel);
                return TypedResults.Accepted((string?)null);
            case CodeSent.Refused refused:
                return CodeProblem.Of(refused);
            default:
                throw new InvalidOperationException();
        }
    }

    private static async Task<IResult> ConfirmAsync(
        [Required] DraftToken token, JsonBody<ConfirmTelephoneRequest> body, DraftStore drafts, OneTimeCodes codes, CancellationToken cancel)
    {
        if (await FindAsync(token, drafts, cancel) is not { } held)
            return new ApiProblem(StatusCodes.Status404NotFound, "draft.none");
        if (held.Content.Sent is not { } sent || !await codes.ConfirmAsync(sent.Id, ConfirmModel.Purpose, sent.Telephone, body.Value.Code!, cancel))
            return ApiProblem.Field("code", "code.wrong");
        await drafts.ChangeAsync(held, draft => draft with { Confirmed = sent.Telephone, Sent = null }, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<HeldDraft?> FindAsync(DraftToken token, DraftStore drafts, CancellationToken cancel) =>
        await drafts.FindAsync(token.Value, cancel) is { Content: { Form: BeginDraftEndpoint.Form, Receipt: null } } held ? held : null;
}
