using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Referrals;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Matters.Reading;

/// <summary>A party of a matter. Who they are is told once what is sealed was opened.</summary>
internal sealed record PartyBody(int Ordinal, PartyRole Role, string? Name, string? Telephone, string? Address);

/// <summary>What waits on a body.</summary>
/// <param name="Number">Its number within the matter.</param>
/// <param name="Waits">What waits.</param>
/// <param name="Body">On which body.</param>
/// <param name="Role">On which role.</param>
/// <param name="Post">On which post, or absent for any of the role.</param>
/// <param name="Due">When it is due, or absent.</param>
/// <param name="OnResident">Whether the body itself waits for a resident.</param>
internal sealed record WorkBody(int Number, Named Waits, BodyName Body, Role Role, int? Post, DateTimeOffset? Due, bool OnResident);

/// <summary>A matter as staff in whose scope it is see it.</summary>
/// <param name="County">Its county.</param>
/// <param name="Matter">Its id.</param>
/// <param name="Version">Its version, also in <c>ETag</c>.</param>
/// <param name="Number">The official number, once there is one.</param>
/// <param name="Procedure">The procedure.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Summary">The desk's neutral summary.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Owner">The body that has it.</param>
/// <param name="About">The body that it is about.</param>
/// <param name="Assignee">The post that handles it, or absent.</param>
/// <param name="Opened">When it came in.</param>
/// <param name="Changed">When it last moved.</param>
/// <param name="SealOpen">Whether this post opened what is sealed; if not, look with a purpose first.</param>
/// <param name="Parties">The parties.</param>
/// <param name="Clocks">The dates that the law sets.</param>
/// <param name="Work">What waits, on whom.</param>
/// <param name="Referrals">The bodies that were called on it.</param>
/// <param name="Moves">What the post can do now.</param>
internal sealed record MatterBody(
    int County, Guid Matter, int Version, string? Number, Named Procedure, Named Kind, PlaceBody Place, string? Summary, StateBody State,
    BodyName Owner, BodyName? About, int? Assignee, DateTimeOffset Opened, DateTimeOffset Changed, bool SealOpen,
    IReadOnlyList<PartyBody> Parties, IReadOnlyList<ClockView> Clocks, IReadOnlyList<WorkBody> Work, IReadOnlyList<ReferralView> Referrals, IReadOnlyList<OpenMove> Moves);

/// <summary><c>GET /api/v1/counties/{county}/matters/{id}</c>.</summary>
internal static class ShowMatterEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/counties/{county:int}/matters/{id:guid}", HandleAsync).For(Access.Matter)
        .WithName("showMatter").WithSummary("看一件事 · Show a matter")
        .WithDescription("不在本岗范围里的，答复“没有”。姓名和号码，写明用途打开以后、正在办这件事的单位才看得到。 · What is outside the post's scope is not found. Names and numbers are given only after a look with a purpose, to the body that works on the matter.")
        .Produces<MatterBody>().Refuses(401, 403, 404, 410);

    private static async Task<IResult> HandleAsync(
        int county, Guid id, StaffScope staff, ReadMatter read, MatterParts parts, HttpContext http, CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        if (await read.ForStaffAsync(scope, county, id, cancel) is not { } reading)
            return await read.MissingAsync(scope, county, id, cancel);
        ETags.Set(http, reading.Matter.State.Version);
        return TypedResults.Ok(Describe(reading, await read.PeopleAsync(reading, cancel), scope, parts));
    }

    private static MatterBody Describe(MatterReading reading, IReadOnlyList<(int Ordinal, Person Person)> people, Scope scope, MatterParts parts)
    {
        var (row, state, directory) = (reading.Matter.Row, reading.Matter.State, parts.Directory);
        var procedure = parts.ProcedureOf(state);
        var place = reading.Matter.Place;
        return new MatterBody(
            row.County, row.Id, state.Version, state.Number, parts.Title(procedure), parts.Kind(procedure, state.Kind),
            PlaceBody.Of(directory.Place(place) ?? new Place(place, place.ToString(), place.ToString())), row.Summary,
            parts.State(procedure, state.Name, toParty: false), BodyName.Of(state.Owner, directory),
            state.About is { } about ? BodyName.Of(about, directory) : null, state.Assignee,
            LegalTime.Instant(row.Opened), LegalTime.Instant(row.Changed), reading.Opened,
            [.. state.Parties.Select(party => Party(party, people.FirstOrDefault(known => known.Ordinal == party.Ordinal).Person))],
            parts.Clocks(state),
            [.. state.Work.Select(work => new WorkBody(
                work.Number, parts.Work(procedure, work.Kind), BodyName.Of(work.Body, directory), work.Role, work.Post,
                work.Due is { } due ? LegalTime.Instant(due) : null, work.WaitsOnResident))],
            parts.Referrals(state), parts.Moves(state, procedure, scope.Actor));
    }

    private static PartyBody Party(PartyState party, Person? person) => new(party.Ordinal, party.Role, person?.Name, person?.Telephone, person?.Address);
}
