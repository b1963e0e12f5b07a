using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Rules.Competences;

/// <summary>A kind of body that is competent at a level, and why.</summary>
/// <param name="Kind">The kind of body.</param>
/// <param name="Level">The level of its place.</param>
/// <param name="Basis">The article, or the decision, that it rests on: a Chinese citation.</param>
public sealed record CompetentKind(string Kind, PlaceLevel Level, string Basis);

/// <summary>Who is competent for a kind of matter (管辖), the first body to go to first.</summary>
/// <param name="Procedure">The procedure.</param>
/// <param name="Matter">The kind of matter, by its code in the procedure.</param>
/// <param name="Bodies">The kinds of body, in the order in which the law or a decision names them.</param>
public sealed record Competence(string Procedure, string Matter, IReadOnlyList<CompetentKind> Bodies)
{
    /// <summary>Those of the list that can serve a place: none at a level below its own.</summary>
    public IEnumerable<CompetentKind> At(PlaceCode place) => Bodies.Where(body => body.Level <= place.Level);

    /// <summary>What a procedure's own routes say of a kind that no file of competence names.</summary>
    public static Competence OfRoutes(Procedure procedure, string kind) =>
        new(procedure.Id, kind, [.. procedure.Routes.Select(route => new CompetentKind(route.BodyKind, route.Level, string.Join('、', procedure.Articles.Take(1))))]);
}
