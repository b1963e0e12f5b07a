using Hejie.Bodies;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Orders;

/// <summary>Who is given an order: found in the directory by place and role, never by person.</summary>
internal static class OrderArea
{
    /// <summary>The most places of one order; more are a named area.</summary>
    public const int MostPlaces = 60;

    /// <summary>Who is on duty and who goes out, at the service centres of the places and of all below; of a cell, those of its village.</summary>
    public static IReadOnlyList<Post> Posts(BodyDirectory directory, IReadOnlyCollection<PlaceCode> places, int issuer)
    {
        var ranges = places.Select(place => (place.Level == PlaceLevel.Cell ? place.Parent!.Value : place).Range).ToList();
        return
        [
            .. directory.Bodies.Where(body => body.Kind.Code == BodyKinds.ServiceCentre && ranges.Any(range => range.Contains(body.Place)))
                .SelectMany(body => directory.PostsOf(body.Id))
                .Where(post => post.Role is Role.DutyOfficer or Role.GridWorker && post.Id != issuer)
                .OrderBy(post => post.Id),
        ];
    }
}
