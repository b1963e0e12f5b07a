using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Rounds;
using Hejie.Rules.Time;
using Hejie.Ui;

namespace Hejie.Rounds;

/// <summary>What was seen on a round.</summary>
public sealed record AnswerRoundRequest
{
    /// <summary><c>nothing</c> or <c>found</c>.</summary>
    [Required, MaxLength(10)]
    public string? Outcome { get; init; }

    /// <summary>What was found, by its code in <c>looksAt</c>; absent for nothing.</summary>
    [MaxLength(40)]
    public string? Item { get; init; }
}

/// <summary>What a round looks at.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Title">What it is.</param>
/// <param name="Hint">What to look for, or absent.</param>
/// <param name="Procedure">By which procedure it is filed.</param>
/// <param name="Kind">As which kind.</param>
internal sealed record RoundItemBody(string Code, string Title, string? Hint, string Procedure, string Kind);

/// <summary>A kind of round.</summary>
internal sealed record RoundPlanBody(string Id, string Title, IReadOnlyList<RoundItemBody> LooksAt);

/// <summary>A round.</summary>
/// <param name="County">Its county.</param>
/// <param name="Round">Its name in addresses.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="Place">Its place.</param>
/// <param name="Due">When its period ends.</param>
/// <param name="Done">Whether it was made.</param>
internal sealed record RoundBody(int County, string Round, string Plan, PlaceBody Place, DateTimeOffset Due, bool Done);

/// <summary>The rounds of the post's own body in the periods that run.</summary>
internal sealed record RoundsBody(IReadOnlyList<RoundPlanBody> Plans, IReadOnlyList<RoundBody> Rounds);

/// <summary>A round as it was answered.</summary>
/// <param name="Round">Its name in addresses.</param>
/// <param name="Found">What was found, and as what it is filed; absent for nothing.</param>
internal sealed record RoundAnswerBody(string Round, RoundItemBody? Found);

/// <summary><c>GET /api/v1/rounds</c> and <c>POST /api/v1/rounds/{county}/{round}</c>.</summary>
internal static class RoundsEndpoint
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/rounds", ListAsync).For(Access.Rounds)
            .WithName("listRounds").WithSummary("本单位现在的排查 · The rounds of one's own body")
            .WithDescription("还没做的最多 100 次，先到期的在前；刚做完的最多 20 次。只问地方和隐患，不问人。 · At most 100 still to be made, the first due first, and the 20 made last. They ask about places and hazards, never about persons.")
            .Produces<RoundsBody>().Refuses(401, 403, 404);
        api.MapPost("/rounds/{county:int}/{round}", AnswerAsync).For(Access.Rounds)
            .WithName("answerRound").WithSummary("答复一次排查 · Answer a round")
            .WithDescription("`nothing` 没发现：不留字。`found` 发现了：带上 `item`，再到网页上写下来。第一次答复算数，再答复是 409 `round.done`；过了时间是 409 `round.over`。 · `nothing` keeps no word. `found` names an `item`; what it was is then written down on the pages. The first answer stands: a second is refused with 409 `round.done`, one after the period with 409 `round.over`.")
            .Example("""{"outcome": "nothing"}""")
            .Produces<RoundAnswerBody>().Refuses(400, 401, 403, 404, 409, 413, 415);
    }

    private static async Task<IResult> ListAsync(
        StaffScope staff, OwnRounds own, CatalogueHolder catalogue, DirectoryHolder directory, IWords words, CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        if (!scope.MakesRounds)
            return NotFound();
        var list = await own.ListAsync(scope, cancel);
        var plans = catalogue.Current.Rounds.Plans.Where(plan => plan.IsMadeBy(scope.Post.Role))
            .Select(plan => new RoundPlanBody(plan.Id, words[plan.Title], [.. plan.LooksAt.Select(item => Describe(item, words))]));
        return TypedResults.Ok(new RoundsBody([.. plans], [.. list.Open.Concat(list.Done).Select(row => Describe(row, directory.Current)).OfType<RoundBody>()]));
    }

    private static async Task<IResult> AnswerAsync(
        int county, string round, JsonBody<AnswerRoundRequest> body, StaffScope staff, AnswerRound answer, IWords words, CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        if (!RoundId.TryParse(round, out var id))
            return NotFound();
        return await answer.RunAsync(scope, county, id, body.Value.Outcome, body.Value.Item, cancel) switch
        {
            RoundAnswered.Done done => TypedResults.Ok(new RoundAnswerBody(id.ToString(), done.Found is { } found ? Describe(found, words) : null)),
            RoundAnswered.Invalid invalid => ApiProblem.Fields([invalid.Error]),
            RoundAnswered.Already => new ApiProblem(StatusCodes.Status409Conflict, "round.done"),
            RoundAnswered.Over => new ApiProblem(StatusCodes.Status409Conflict, "round.over"),
            _ => NotFound(),
        };
    }

    private static RoundItemBody Describe(RoundItem item, IWords words) =>
        new(item.Code, words[item.Title], item.Hint is { } hint ? words[hint] : null, item.Procedure, item.Kind);

    private static RoundBody? Describe(RoundRow row, BodyDirectory directory) => directory.Place(PlaceCode.Of(row.Place)) is { } place
        ? new RoundBody(row.County, RoundId.Of(row).ToString(), row.Plan, PlaceBody.Of(place), LegalTime.Instant(row.Due), row.Outcome != RoundOutcome.Open) : null;

    private static ApiProblem NotFound() => new(StatusCodes.Status404NotFound, "round.none");
}

[JsonSerializable(typeof(AnswerRoundRequest))]
[JsonSerializable(typeof(RoundsBody))]
[JsonSerializable(typeof(RoundAnswerBody))]
internal sealed partial class RoundsJson : JsonSerializerContext;
