using System.Text.Json.Serialization;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Rules.Places;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hejie.Bodies;

/// <summary>A place.</summary>
/// <param name="Code">Its code, 12 or 15 digits.</param>
/// <param name="Name">As people say it: 喜洲村.</param>
/// <param name="FullName">With the places above it.</param>
/// <param name="Level">Its level.</param>
/// <param name="County">The county in the addresses of its matters, six digits.</param>
internal sealed record PlaceBody(string Code, string Name, string FullName, PlaceLevel Level, int County)
{
    public static PlaceBody Of(Place place) => new(place.Code.ToString(), place.Name, place.FullName, place.Code.Level, place.Code.County);
}

/// <summary>Places found.</summary>
internal sealed record PlacesBody(IReadOnlyList<PlaceBody> Places);

/// <summary><c>GET /api/v1/places</c>.</summary>
internal static class PlacesEndpoint
{
    /// <summary>As many as a person reads through; whoever seeks another types more of its name.</summary>
    private const int Most = 20;
    private const int LongestName = 60;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/places", Handle).For(Access.Public)
        .WithName("findPlaces").WithSummary("找地方 · Find places by name, or walk down the tree")
        .WithDescription("带 `name`：名称里有这些字的地方，最多 20 个，最像的在前。带 `within`：它下面一级的地方。都不带：各县市。 · With `name`: at most 20 places whose name holds it, the best first. With `within`: the places directly within that one. With neither: the counties.")
        .Produces<PlacesBody>().Refuses(400);

    private static IResult Handle(string? name, string? within, DirectoryHolder directory)
    {
        var current = directory.Current;
        if (name is { Length: > LongestName })
            return ApiProblem.Field("name", "field.too-long", "60");
        if (name?.Trim() is { Length: > 0 } words)
            return Found(current.Named(words, Most));
        if (string.IsNullOrEmpty(within))
            return Found(current.Within(current.Prefecture.Code));
        return PlaceCode.TryParse(within, out var code) && current.Place(code) is not null
            ? Found(current.Within(code))
            : ApiProblem.Field("within", "field.place");
    }

    private static Ok<PlacesBody> Found(IEnumerable<Place> places) => TypedResults.Ok(new PlacesBody([.. places.Select(PlaceBody.Of)]));
}

[JsonSerializable(typeof(AddCellRequest))]
[JsonSerializable(typeof(PlacesBody))]
[JsonSerializable(typeof(BodiesBody))]
[JsonSerializable(typeof(SetHouseholdsRequest))]
[JsonSerializable(typeof(SetResponsibilityRequest))]
[JsonSerializable(typeof(ResponsibilitiesBody))]
[JsonSerializable(typeof(SetLeaveRequest))]
[JsonSerializable(typeof(LeavesBody))]
[JsonSerializable(typeof(GapsBody))]
internal sealed partial class BodiesJson : JsonSerializerContext;
