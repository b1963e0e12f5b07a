using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rules.Places;

namespace Hejie.Resources;

/// <summary>What a post finds and books: what lies in its own places, and what the bodies of the places above it share.</summary>
internal static class ResourceReach
{
    /// <summary>The counties that a post reaches: its own and the prefecture's; a post of the prefecture all.</summary>
    public static IReadOnlyList<int> Counties(Scope scope, BodyDirectory directory) =>
        scope.AcrossCounties ? [.. directory.Counties] : [.. new[] { scope.Body.Place.County, directory.Prefecture.Code.County }.Distinct()];

    /// <summary>The resources within reach that are still listed.</summary>
    public static IQueryable<ResourceRow> Resources(HejieDb db, Scope scope, BodyDirectory directory)
    {
        var counties = Counties(scope, directory);
        var (from, to) = (scope.Body.Place.First.Value, scope.Body.Place.Next.Value);
        var above = Above(scope.Body.Place);
        return db.Resources.Where(row => counties.Contains(row.County) && row.Ended == null && ((row.Place >= from && row.Place < to) || above.Contains(row.Place)));
    }

    /// <summary>One resource within reach.</summary>
    public static IQueryable<ResourceRow> Resource(HejieDb db, Scope scope, BodyDirectory directory, int county, Guid id) =>
        Resources(db, scope, directory).Where(row => row.County == county && row.Id == id);

    /// <summary>A place and all above it, as they are stored.</summary>
    public static IReadOnlyList<long> Above(PlaceCode place)
    {
        var chain = new List<long>();
        for (PlaceCode? at = place; at is { } code; at = code.Parent)
            chain.Add(code.Value);
        return chain;
    }
}
