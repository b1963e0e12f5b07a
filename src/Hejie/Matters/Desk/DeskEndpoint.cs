using System.Globalization;
using System.Text.Json;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Matters.Reading;
using Hejie.Rules.Places;
using Hejie.Rules.Time;

namespace Hejie.Matters.Desk;

/// <summary>One line of a desk. It holds nothing about persons.</summary>
/// <param name="County">The matter's county.</param>
/// <param name="Matter">The matter's id.</param>
/// <param name="Work">The number of the work within the matter.</param>
/// <param name="Waits">What waits.</param>
/// <param name="Due">When it is due, or absent.</param>
/// <param name="Late">Whether that has passed.</param>
/// <param name="OnResident">Whether the body itself waits for a resident.</param>
/// <param name="Post">The post it lies with, or absent for any of the role.</param>
/// <param name="Procedure">The procedure.</param>
/// <param name="Kind">What the matter is about.</param>
/// <param name="Place">Where it is.</param>
/// <param name="State">The matter's state.</param>
/// <param name="Summary">The desk's neutral summary.</param>
/// <param name="Number">The official number, once there is one.</param>
/// <param name="Version">The matter's version.</param>
internal sealed record DeskLineBody(
    int County, Guid Matter, int Work, Named Waits, DateTimeOffset? Due, bool Late, bool OnResident, int? Post,
    string Procedure, Named Kind, string Place, Named State, string? Summary, string? Number, int Version);

/// <summary>A page of a desk, what is due first on top.</summary>
internal sealed record DeskBody(DeskFilter Filter, int Page, bool More, IReadOnlyList<DeskLineBody> Lines);

/// <summary><c>GET /api/v1/desk</c> and <c>GET /api/v1/desk/counts</c>.</summary>
internal static class DeskEndpoint
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/desk", ListAsync).For(Access.Matters)
            .WithName("showDesk").WithSummary("台面：先到期的在前 · The desk, what is due first on top")
            .WithDescription("等本单位办的事，每页 50 条。`filter`：all 全部，late 超期，soon 三天内到期，mine 在我手里，resident 等居民。 · What waits on the post's body, 50 lines a page. `filter`: all, late, soon (within three days), mine, resident.")
            .Produces<DeskBody>().Refuses(400, 401, 403);
        api.MapGet("/desk/counts", CountAsync).For(Access.Matters)
            .WithName("countDesk").WithSummary("台面各有几件 · How much the desk holds")
            .Produces<DeskCounts>().Refuses(401, 403);
    }

    private static async Task<IResult> ListAsync(
        string? filter, string? page, StaffScope staff, DeskQuery desk, MatterParts parts, TimeProvider time, CancellationToken cancel)
    {
        if (!TryFilter(filter, out var wanted))
            return ApiProblem.Field("filter", "field.choice");
        var number = 1;
        if (!string.IsNullOrEmpty(page)
            && (!int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number is < 1 or > DeskQuery.LastPage))
            return ApiProblem.Field("page", "field.number", DeskQuery.LastPage.ToString(CultureInfo.InvariantCulture));
        var scope = await staff.RequireAsync(cancel);
        var (lines, more) = await desk.LinesAsync(scope, new DeskView(wanted, Page: number), cancel);
        var now = LegalTime.Micros(time.GetUtcNow());
        return TypedResults.Ok(new DeskBody(wanted, number, more, [.. lines.Select(line => Describe(line, parts, now))]));
    }

    private static async Task<IResult> CountAsync(StaffScope staff, DeskQuery desk, CancellationToken cancel) =>
        TypedResults.Ok(await desk.CountsAsync(await staff.RequireAsync(cancel), cancel));

    private static DeskLineBody Describe(DeskLine line, MatterParts parts, long now)
    {
        var place = PlaceCode.Of(line.Place);
        var (kind, state, work) = parts.Names(line.Procedure, line.Kind, line.State, line.Work);
        return new DeskLineBody(
            line.County, line.Matter, line.Number, work, line.Due == long.MaxValue ? null : LegalTime.Instant(line.Due), line.Due < now,
            line.WaitsOnResident, line.Post, line.Procedure, kind, parts.Directory.Place(place)?.FullName ?? place.ToString(),
            state, line.Summary, line.Official, line.Version);
    }

    private static bool TryFilter(string? text, out DeskFilter filter)
    {
        filter = DeskFilter.All;
        if (string.IsNullOrEmpty(text))
            return true;
        foreach (var known in Enum.GetValues<DeskFilter>())
        {
            if (JsonNamingPolicy.KebabCaseLower.ConvertName(known.ToString()) == text)
            {
                filter = known;
                return true;
            }
        }

        return false;
    }
}
