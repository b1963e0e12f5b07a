using System.ComponentModel.DataAnnotations;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Rules.Places;

namespace Hejie.Bodies;

/// <summary>A grid cell of a village.</summary>
public sealed record AddCellRequest
{
    /// <summary>Its name, as people say it: 第一网格. White space is left out, as in all names of places.</summary>
    [Required, MaxLength(AddCell.LongestName)]
    public string? Name { get; init; }

    /// <summary>How many households live in it: thirty at least.</summary>
    [Required]
    public int? Households { get; init; }

    /// <summary>The groups and hamlets that it is made of, with commas between. None may be another cell's.</summary>
    [Required, MaxLength(AddCell.LongestGroups)]
    public string? Groups { get; init; }

    /// <summary>The code of the cell out of which it is taken, which keeps thirty households too; absent for a new one.</summary>
    [MaxLength(15)]
    public string? From { get; init; }
}

/// <summary>How many households a village has, or a cell of it.</summary>
public sealed record SetHouseholdsRequest
{
    /// <summary>How many; thirty at least for a cell.</summary>
    [Required]
    public int? Households { get; init; }
}

/// <summary><c>POST /api/v1/places/{code}/cells</c>.</summary>
internal static class AddCellEndpoint
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/places/{code}/cells", HandleAsync).For(Access.Cells)
            .WithName("addCell").WithSummary("给村里加一个网格 · Add a grid cell to a village")
            .WithDescription("由本村综治服务中心的值班岗或者负责人加。一个网格至少 30 户，由整个的组组成，不和别的网格重叠。同一个名称再发一次，答复已有的那个网格（200），不用 `Idempotency-Key`。 · By the duty officer or lead of the village's service centre. A cell has 30 households at least and whole groups, none of them another cell's. The same name sent again is answered with the cell that there is (200); no `Idempotency-Key` is needed.")
            .Example("""{"name": "第一网格", "households": 62, "groups": "一组、二组"}""")
            .Produces<PlaceBody>(StatusCodes.Status201Created).Produces<PlaceBody>().Refuses(400, 401, 403, 404, 413, 415, 422);
        api.MapPost("/places/{code}/households", CountAsync).For(Access.Cells)
            .WithName("setHouseholds").WithSummary("村或者网格有多少户 · Say how many households a village or a cell has")
            .WithDescription("由本村综治服务中心的值班岗或者负责人填。网格至少 30 户，各网格加起来不超过全村。 · By the duty officer or lead of the village's service centre. 30 at least for a cell, and all cells together no more than the village.")
            .Example("""{"households": 486}""")
            .Produces<PlaceBody>().Refuses(400, 401, 403, 404, 413, 415, 422);
    }

    private static async Task<IResult> HandleAsync(
        string code, JsonBody<AddCellRequest> body, StaffScope staff, AddCell add, CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        if (!PlaceCode.TryParse(code, out var village))
            return NotFound();
        return await add.RunAsync(scope, village, new CellDraft(body.Value.Name, body.Value.Households, body.Value.Groups, body.Value.From), cancel) switch
        {
            CellAdded.Done done => TypedResults.Created((string?)null, PlaceBody.Of(done.Cell)),
            CellAdded.There there => TypedResults.Ok(PlaceBody.Of(there.Cell)),
            CellAdded.Invalid invalid => ApiProblem.Fields(invalid.Errors),
            CellAdded.Full => new ApiProblem(StatusCodes.Status422UnprocessableEntity, "cell.full"),
            _ => NotFound(),
        };
    }

    private static async Task<IResult> CountAsync(
        string code, JsonBody<SetHouseholdsRequest> body, StaffScope staff, SetHouseholds set, DirectoryHolder directory, CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        if (!PlaceCode.TryParse(code, out var place) || scope.KeepsCellsOf is not { } village || (place != village && place.Parent != village))
            return NotFound();
        return await set.RunAsync(village, place, body.Value.Households, cancel) switch
        {
            { Field: "place" } => NotFound(),
            { } error => ApiProblem.Fields([error]),
            _ => TypedResults.Ok(PlaceBody.Of(directory.Current.Place(place)!)),
        };
    }

    private static ApiProblem NotFound() => new(StatusCodes.Status404NotFound, "village.none");
}
