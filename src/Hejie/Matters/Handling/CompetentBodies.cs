using Hejie.Bodies;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Matters.Handling;

/// <summary>Which bodies can be named for a matter: those that serve its place first, never the one it is about or one under it.</summary>
internal static class CompetentBodies
{
    private static readonly PlaceLevel[] s_levels = [PlaceLevel.Village, PlaceLevel.Township, PlaceLevel.County, PlaceLevel.Prefecture];

    /// <summary>The bodies of these kinds that serve the matter's place, the nearest first.</summary>
    /// <param name="kinds">Kinds of body; empty for any.</param>
    /// <param name="state">The matter.</param>
    /// <param name="directory">The bodies.</param>
    public static IEnumerable<Body> Serving(IReadOnlyCollection<string> kinds, MatterState state, BodyDirectory directory)
    {
        var place = PlaceCode.Of(state.Place);
        foreach (var level in s_levels)
        {
            foreach (var kind in BodyKinds.All.Where(kind => kinds.Count == 0 || kinds.Contains(kind.Code)))
            {
                if (directory.Serving(kind.Code, level, place) is { } body && MayTake(body, state, directory))
                    yield return directory.Body(body)!;
            }
        }
    }

    /// <summary>All others of these kinds in the matter's county and in the prefecture.</summary>
    public static IEnumerable<Body> Others(IReadOnlyCollection<string> kinds, MatterState state, BodyDirectory directory)
    {
        var county = PlaceCode.Of(state.Place).County;
        var serving = Serving(kinds, state, directory).Select(body => body.Id).ToHashSet();
        return directory.Bodies
            .Where(body => (kinds.Count == 0 || kinds.Contains(body.Kind.Code)) && !serving.Contains(body.Id)
                && (body.Place.County == county || body.Place.Level == PlaceLevel.Prefecture) && MayTake(body.Id, state, directory))
            .OrderBy(body => body.Place.Level).ThenBy(body => body.Place).ThenBy(body => body.Id);
    }

    /// <summary>The kinds of body that could take a matter over: those that one of the procedure's moves can name, else those that file it.</summary>
    public static IReadOnlyCollection<string> Kinds(Procedure procedure)
    {
        var named = procedure.Moves.Values.Where(move => move.OwnerField is not null)
            .SelectMany(move => move.Form.Where(field => field.Name == move.OwnerField)).SelectMany(field => field.Kinds).ToHashSet();
        return named.Count > 0 ? named : [.. procedure.Routes.Select(route => route.BodyKind).Distinct()];
    }

    /// <summary>Whether a body may take a matter: it is not there already, and the matter is not about it or one above it.</summary>
    public static bool MayTake(int body, MatterState state, BodyDirectory directory) =>
        body != state.Owner && (state.About is not { } about || !directory.IsAtOrUnder(body, about));
}
