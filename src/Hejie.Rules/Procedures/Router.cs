using Hejie.Rules.Places;

namespace Hejie.Rules.Procedures;

/// <summary>Where a filed matter goes.</summary>
public static class Router
{
    /// <summary>
    /// The first body of the procedure's routes that serves the place. A matter about a body goes to one above it: the
    /// routes are tried strictly above its level first, then at its level, never to the body itself or one under it. A route
    /// <c>beside</c> keeps its place: there the law has another body of the same level decide.
    /// </summary>
    /// <returns>The body, or null where no body of this installation is competent.</returns>
    public static int? BodyFor(Procedure procedure, PlaceCode place, int? about, IBodies bodies)
    {
        var candidates = procedure.Routes
            .Select(route => (route.Level, route.Beside, Body: bodies.Serving(route.BodyKind, route.Level, place)))
            .Where(candidate => candidate.Body is not null)
            .ToList();
        if (about is not { } subject)
            return candidates.Count > 0 ? candidates[0].Body : null;

        var level = bodies.LevelOf(subject);
        return candidates
            .Where(candidate => candidate.Level <= level && !bodies.IsAtOrUnder(candidate.Body!.Value, subject))
            .OrderBy(candidate => candidate.Level == level && !candidate.Beside ? 1 : 0)
            .Select(candidate => candidate.Body)
            .FirstOrDefault();
    }
}
