using Hejie.Identity;
using Hejie.Kernel.Api;

namespace Hejie.Matters.Reading;

/// <summary>A matter told from its journal.</summary>
/// <param name="Version">The matter's version, also in <c>ETag</c>.</param>
/// <param name="SealOpen">Whether this post opened what is sealed; if not, the details leave it out.</param>
/// <param name="Steps">What happened, newest first.</param>
/// <param name="Looks">Who looked at what is sealed, newest first.</param>
internal sealed record EntriesBody(int Version, bool SealOpen, IReadOnlyList<StoryStep> Steps, IReadOnlyList<Look> Looks);

/// <summary>The dates that the law sets for a matter.</summary>
internal sealed record ClocksBody(int Version, IReadOnlyList<ClockView> Clocks);

/// <summary><c>GET …/matters/{id}/entries</c> and <c>GET …/matters/{id}/clocks</c>.</summary>
internal static class ListEntriesEndpoint
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/counties/{county:int}/matters/{id:guid}/entries", EntriesAsync).For(Access.Matter)
            .WithName("listEntries").WithSummary("一件事的经过 · What happened to a matter")
            .Produces<EntriesBody>().Refuses(401, 403, 404, 410);
        api.MapGet("/counties/{county:int}/matters/{id:guid}/clocks", ClocksAsync).For(Access.Matter)
            .WithName("listClocks").WithSummary("法定期限和每一步怎么数 · The statutory dates, and how each was counted")
            .Produces<ClocksBody>().Refuses(401, 403, 404, 410);
    }

    private static async Task<IResult> EntriesAsync(
        int county, Guid id, StaffScope staff, ReadMatter read, MatterParts parts, HttpContext http, CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        if (await read.ForStaffAsync(scope, county, id, cancel) is not { } reading)
            return await read.MissingAsync(scope, county, id, cancel);
        var story = parts.Story(reading);
        ETags.Set(http, reading.Matter.State.Version);
        return TypedResults.Ok(new EntriesBody(reading.Matter.State.Version, reading.Opened, story.Steps, story.Looks));
    }

    private static async Task<IResult> ClocksAsync(
        int county, Guid id, StaffScope staff, ReadMatter read, MatterParts parts, HttpContext http, CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        if (await read.ForStaffAsync(scope, county, id, cancel) is not { } reading)
            return await read.MissingAsync(scope, county, id, cancel);
        var state = reading.Matter.State;
        ETags.Set(http, state.Version);
        return TypedResults.Ok(new ClocksBody(state.Version, parts.Clocks(state)));
    }
}
