using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Kernel.Api;
using Hejie.Matters.Handling;
using Hejie.Matters.Reading;

namespace Hejie.Matters.Tracking;

/// <summary><c>POST /api/v1/tracking/moves/{move}</c>. Only a party's own token reaches it: staff cannot act as the resident.</summary>
internal static class PartyMoveEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/tracking/moves/{move}", HandleAsync).For(Access.Party)
        .WithName("makePartyMove").WithSummary("本人办一步：补充、签字、撤回、答复 · A party's own move")
        .WithDescription("补充、签字、撤回、答复“解决了”“没解决”。能办哪些，见 `GET /api/v1/tracking` 的 `moves`。 · Complete, sign, withdraw, answer solved or not solved. What is open stands in `GET /api/v1/tracking` under `moves`.")
        .Example("""{"answers": {"consent": "agree"}}""")
        .Produces<MoveBody>().Refuses(400, 401, 403, 404, 409, 410, 412, 413, 415, 422);

    private static async Task<IResult> HandleAsync(
        string move, IfMatch match, RepeatKey key, JsonBody<MakeMoveRequest> body,
        PartySession session, HejieDb db, MakeMove make, MatterJournal journal, MatterParts parts, HttpContext http, CancellationToken cancel)
    {
        if (await session.FindAsync() is not { } party)
            return new ApiProblem(StatusCodes.Status401Unauthorized, "http.401");
        var what = $"{party.County} {party.Matter:N} {party.Ordinal}";
        var request = MakeMoveEndpoint.Request(body.Value, move, party.Actor, match, key, "party " + what, what + " " + move);
        var written = await make.RunAsync(ReadMatter.Of(db, party), request, cancel);
        return await MakeMoveEndpoint.AnswerAsync(written, party.County, request, journal, parts, toParty: true, http, cancel);
    }
}
