using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Kernel.Api;
using Hejie.Matters.Reading;

namespace Hejie.Matters.Handling;

/// <summary><c>POST /api/v1/counties/{county}/matters/{id}/moves/{move}</c>.</summary>
internal static class MakeMoveEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/counties/{county:int}/matters/{id:guid}/moves/{move}", HandleAsync).For(Access.Matter)
        .WithName("makeMove").WithSummary("办一步 · Make a move of the matter's procedure")
        .WithDescription("每一步要填什么，在事项的 `moves` 里。带 `If-Match` 来晚了答复 412，内容里带 `version` 来晚了答复 409，都告诉现在的版本。 · What each move asks stands in the matter under `moves`. With `If-Match` a matter that has moved on is answered with 412, with `version` in the body with 409; either names the version as it is now.")
        .Example("""{"answers": {"summary": "屋檐滴水与院墙"}}""")
        .Produces<MoveBody>().Refuses(400, 401, 403, 404, 409, 410, 412, 413, 415, 422);

    private static async Task<IResult> HandleAsync(
        int county, Guid id, string move, IfMatch match, RepeatKey key, JsonBody<MakeMoveRequest> body,
        StaffScope staff, HejieDb db, MakeMove make, MatterJournal journal, MatterParts parts, HttpContext http, CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        var request = Request(body.Value, move, scope.Actor, match, key, $"staff {scope.Account}", $"{county} {id:N} {move}");
        var written = await make.RunAsync(scope.Matter(db, county, id), request, cancel);
        return await AnswerAsync(written, county, request, journal, parts, toParty: false, http, cancel);
    }

    /// <summary>A move as the body and the headers ask for it.</summary>
    public static MoveRequest Request(
        MakeMoveRequest body, string move, Rules.Procedures.Actor actor, IfMatch match, RepeatKey key, string client, string what)
    {
        var raw = FormAnswers.Of(body.Answers, body.People);
        return new MoveRequest
        {
            Move = move,
            Actor = actor,
            Answers = raw,
            Strict = true,
            Check = new VersionCheck(match.Version ?? body.Version, match.Version is not null),
            Request = key.Value is { } repeat ? RequestKey.For(client, repeat, FormAnswers.Describe(what, raw)) : null,
        };
    }

    /// <summary>The answer to a move, the same at its repetition.</summary>
    public static async Task<IResult> AnswerAsync(
        Written written, int county, MoveRequest request, MatterJournal journal, MatterParts parts, bool toParty, HttpContext http, CancellationToken cancel)
    {
        if (written is Written.NotFound && request.Request is { } repeated)
            written = await journal.FirstAnswerAsync(county, repeated, cancel) ?? written;
        var receipt = written switch
        {
            Written.Done done => MoveReceipt.Of(done.Matter.State, done.Entry),
            Written.Replayed first => MoveReceipt.Decode(first.Answer),
            _ => null,
        };
        if (receipt is null)
            return WrittenProblem.Of(written);
        ETags.Set(http, receipt.Version);
        return TypedResults.Ok(parts.Moved(receipt, toParty));
    }
}
