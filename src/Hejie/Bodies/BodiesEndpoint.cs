using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Rules.Places;
using Hejie.Ui;

namespace Hejie.Bodies;

/// <summary>A body, as anyone may know it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Place">The place it serves.</param>
/// <param name="Superior">The body above, by its id.</param>
/// <param name="Telephone">Its telephone.</param>
internal sealed record BodyDetail(int Id, string Name, Named Kind, PlaceBody Place, int? Superior, string Telephone);

/// <summary>Bodies found.</summary>
internal sealed record BodiesBody(IReadOnlyList<BodyDetail> Bodies);

/// <summary>A body where it is only named.</summary>
internal sealed record BodyName(int Id, string Name, string Telephone)
{
    public static BodyName Of(int id, BodyDirectory directory) =>
        directory.Body(id) is { } body ? new BodyName(id, body.Name, body.Telephone) : new BodyName(id, directory.NameOf(id), "");
}

/// <summary><c>GET /api/v1/bodies</c>.</summary>
internal static class BodiesEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/bodies", Handle).For(Access.Public)
        .WithName("findBodies").WithSummary("找单位 · Find the bodies that serve a place")
        .WithDescription("这个地方和它上面各级的单位，近的在前；不带 `place` 是全州的。`kind` 只看一类。 · The bodies of the place and of those above it, the nearest first; without `place`, those of the prefecture. `kind` keeps one kind.")
        .Produces<BodiesBody>().Refuses(400);

    private static IResult Handle(string? place, string? kind, DirectoryHolder directory, IWords words)
    {
        var current = directory.Current;
        var code = current.Prefecture.Code;
        if (!string.IsNullOrEmpty(place) && (!PlaceCode.TryParse(place, out code) || current.Place(code) is null))
            return ApiProblem.Field("place", "field.place");
        if (!string.IsNullOrEmpty(kind) && BodyKinds.All.All(known => known.Code != kind))
            return ApiProblem.Field("kind", "field.body-kind");

        // The chain of a place is short and each kind has one body for a place, so the list is bounded by itself.
        var chain = new List<PlaceCode>();
        for (PlaceCode? at = code; at is { } above; at = above.Parent)
            chain.Add(above);
        var bodies = current.Bodies
            .Where(body => chain.Contains(body.Place) && (string.IsNullOrEmpty(kind) || body.Kind.Code == kind))
            .OrderByDescending(body => body.Place.Level).ThenBy(body => body.Id)
            .Select(body => new BodyDetail(
                body.Id, body.Name, new Named(body.Kind.Code, words[body.Kind.Title]), PlaceBody.Of(current.Place(body.Place)!), body.Superior, body.Telephone));
        return TypedResults.Ok(new BodiesBody([.. bodies]));
    }
}
