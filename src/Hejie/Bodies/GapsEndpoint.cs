using System.Text.Json;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Ui;

namespace Hejie.Bodies;

/// <summary>What a body that is competent does not answer for, and who does meanwhile.</summary>
/// <param name="Place">The place of the body that should answer.</param>
/// <param name="Body">That body; absent where there is none.</param>
/// <param name="Missing">The kind of body that is competent.</param>
/// <param name="Why">no-body, away or no-desk.</param>
/// <param name="FallsTo">The body to which it falls.</param>
/// <param name="Kinds">The kinds of matter, each as procedure/kind.</param>
internal sealed record GapBody(PlaceBody Place, BodyName? Body, Named Missing, string Why, BodyName FallsTo, IReadOnlyList<string> Kinds);

/// <summary>A page of gaps.</summary>
internal sealed record GapsBody(int Page, bool More, int All, IReadOnlyList<GapBody> Gaps);

/// <summary><c>GET /api/v1/gaps</c>.</summary>
internal static class GapsEndpoint
{
    public const int PageSize = 50;
    public const int LastPage = 200;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/gaps", ListAsync).For(Access.Responsibility)
        .WithName("listGaps").WithSummary("下面谁不在、没有谁，暂时归谁 · Gaps of the body and those below it, and to whom they fall")
        .WithDescription("每页 50 条，按地方排。 · 50 a page, in the order of places.")
        .Produces<GapsBody>().Refuses(400, 401, 403);

    private static async Task<IResult> ListAsync(string? page, StaffScope staff, GapList gaps, DirectoryHolder directory, IWords words, CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        if (!Pages.TryRead(page, LastPage, out var number))
            return ApiProblem.Field("page", "field.number", "200");
        var (all, bodies) = (gaps.At(scope.Body.Id), directory.Current);
        return TypedResults.Ok(new GapsBody(number, all.Count > number * PageSize, all.Count, [.. all.Skip((number - 1) * PageSize).Take(PageSize).Select(group => new GapBody(
            PlaceBody.Of(bodies.Place(group.Of.Place)!), group.Of.Body is { } body ? BodyName.Of(body, bodies) : null,
            new Named(group.Of.Missing, words[BodyKinds.Of(group.Of.Missing).Title]), JsonNamingPolicy.KebabCaseLower.ConvertName(group.Of.Why.ToString()),
            BodyName.Of(group.Of.FallsTo, bodies), [.. group.Kinds.Select(kind => kind.Procedure + "/" + kind.Kind)]))]));
    }
}
