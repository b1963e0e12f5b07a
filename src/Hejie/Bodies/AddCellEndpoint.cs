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
}

/// <summary><c>POST /api/v1/places/{code}/cells</c>.</summary>
internal static class AddCellEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/places/{code}/cells", HandleAsync).For(Access.Cells)
        .WithName("addCell").WithSummary("给村里加一个网格 · Add a grid cell to a village")
        .WithDescription("由本村综治服务中心的值班岗或者负责人加。同一个名称再发一次，答复已有的那个网格（200），不用 `Idempotency-Key`。 · By the duty officer or lead of the village's service centre. The same name sent again is answered with the cell that there is (200); no `Idempotency-Key` is needed.")
        .Example("""{"name": "第一网格"}""")
        .Produces<PlaceBody>(StatusCodes.Status201Created).Produces<PlaceBody>().Refuses(400, 401, 403, 404, 413, 415, 422);

    private static async Task<IResult> HandleAsync(
        string code, JsonBody<AddCellRequest> body, StaffScope staff, AddCell add, CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        if (!PlaceCode.TryParse(code, out var village))
            return NotFound();
        return await add.RunAsync(scope, village, body.Value.Name, cancel) switch
        {
            CellAdded.Done done => TypedResults.Created((string?)null, PlaceBody.Of(done.Cell)),
            CellAdded.There there => TypedResults.Ok(PlaceBody.Of(there.Cell)),
            CellAdded.Invalid invalid => ApiProblem.Fields([invalid.Error]),
            CellAdded.Full => new ApiProblem(StatusCodes.Status422UnprocessableEntity, "cell.full"),
            _ => NotFound(),
        };
    }

    private static ApiProblem NotFound() => new(StatusCodes.Status404NotFound, "village.none");
}
