using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Matters.Reading;
using Hejie.Referrals;
using Hejie.Rules.Procedures;

namespace Hejie.Matters.Tracking;

/// <summary>A matter as its party follows it.</summary>
/// <param name="County">Its county.</param>
/// <param name="Matter">Its id.</param>
/// <param name="Version">Its version, also in <c>ETag</c>.</param>
/// <param name="You">What the party is to it.</param>
/// <param name="Number">The official number, once there is one.</param>
/// <param name="Procedure">The procedure.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Place">Where it is.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Stages">The path, in order; <c>state.stage</c> is the dot it stands at.</param>
/// <param name="Holder">The body that has it.</param>
/// <param name="Post">The post that handles it, once one does; never a private name.</param>
/// <param name="Clocks">The dates that the law sets, those that bind the body first; each with its article and the steps of its count.</param>
/// <param name="Referrals">The bodies that were called on it, and how far each has come.</param>
/// <param name="Steps">What happened, newest first.</param>
/// <param name="Looks">Who looked at what is sealed, newest first.</param>
/// <param name="Moves">What the party can do now.</param>
internal sealed record TrackedMatter(
    int County, Guid Matter, int Version, PartyRole You, string? Number, Named Procedure, Named Kind, string Place, StateBody State, IReadOnlyList<Named> Stages,
    BodyName Holder, string? Post, IReadOnlyList<ClockView> Clocks, IReadOnlyList<ReferralView> Referrals, IReadOnlyList<StoryStep> Steps, IReadOnlyList<Look> Looks, IReadOnlyList<OpenMove> Moves);

/// <summary><c>GET /api/v1/tracking</c>.</summary>
internal static class TrackMatterEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/tracking", HandleAsync).For(Access.Party)
        .WithName("trackMatter").WithSummary("看我的事到哪一步 · Follow one's matter")
        .Produces<TrackedMatter>().Refuses(401, 404, 410);

    private static async Task<IResult> HandleAsync(PartySession session, ReadMatter read, MatterParts parts, HttpContext http, CancellationToken cancel)
    {
        if (await session.FindAsync() is not { } party)
            return new ApiProblem(StatusCodes.Status404NotFound, "matter.none");
        if (await read.ForPartyAsync(party, cancel) is not { } reading)
            return new ApiProblem(await read.IsForgottenAsync(party, cancel) ? StatusCodes.Status410Gone : StatusCodes.Status404NotFound, "matter.forgotten");
        var (row, state) = (reading.Matter.Row, reading.Matter.State);
        var procedure = parts.ProcedureOf(state);
        var story = parts.Story(reading);
        ETags.Set(http, state.Version);
        return TypedResults.Ok(new TrackedMatter(
            row.County, row.Id, state.Version, party.Role, state.Number, parts.Title(procedure), parts.Kind(procedure, state.Kind),
            parts.Directory.Place(reading.Matter.Place)?.FullName ?? reading.Matter.Place.ToString(),
            parts.State(procedure, state.Name, toParty: true), [.. procedure.Stages.Select(stage => new Named(stage.Code, parts.Words[stage.Label]))],
            BodyName.Of(state.Owner, parts.Directory), state.Assignee is { } post ? parts.Directory.Post(post)?.Name : null,
            parts.Clocks(state), parts.Referrals(state), story.Steps, story.Looks, parts.Moves(state, procedure, party.Actor)));
    }
}
