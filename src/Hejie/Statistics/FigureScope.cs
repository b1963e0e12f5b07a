using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Statistics;

/// <summary>
/// The matters of which a post is told exact figures: those that it may open, and no others. Either the area that it
/// oversees or the matters that its body has; the two are never added up, since they overlap.
/// </summary>
/// <param name="Counties">The counties that they lie in.</param>
/// <param name="Area">The area; null for a body's own matters.</param>
/// <param name="Body">The body whose matters they are; null for an area.</param>
/// <param name="Procedures">The procedures that are in it.</param>
/// <param name="ClosedKinds">The restricted kinds that are not, each as <c>procedure/kind</c>.</param>
/// <param name="Chain">The post's body and all above it: a matter about one of these is in no figure of the post (safeguard 4).</param>
internal sealed record FigureScope(
    IReadOnlyList<int> Counties, PlaceCode? Area, int? Body, IReadOnlyList<string> Procedures, IReadOnlyList<string> ClosedKinds, IReadOnlyList<int> Chain)
{
    /// <summary>The area that a post oversees; null where it oversees none.</summary>
    public static FigureScope? OfArea(Scope scope, BodyDirectory directory)
    {
        List<string> procedures = scope.OpensMatters ? [.. scope.Overseen.Except(scope.Closed)] : [];
        return procedures.Count == 0 ? null : new FigureScope(CountiesOf(scope, directory), scope.Body.Place, null, procedures, scope.ClosedKinds, scope.Chain);
    }

    /// <summary>The matters that a post's body has; null where the post opens none.</summary>
    public static FigureScope? OfBody(Scope scope, BodyDirectory directory, ProcedureBook book) => scope.OpensMatters
        ? new FigureScope(CountiesOf(scope, directory), null, scope.Body.Id, [.. book.Ids.Except(scope.Closed)], scope.ClosedKinds, scope.Chain)
        : null;

    /// <summary>The same matters of a county, among those that the post may open.</summary>
    public IQueryable<MatterRow> Matters(Scope scope, HejieDb db, int county)
    {
        var (matters, procedures) = (scope.Matters(db, county), Procedures);
        if (Body is { } body)
            return matters.Where(matter => matter.Owner == body);
        var (from, to) = (Area!.Value.First.Value, Area.Value.Next.Value);
        return matters.Where(matter => matter.Place >= from && matter.Place < to && procedures.Contains(matter.Procedure));
    }

    private static IReadOnlyList<int> CountiesOf(Scope scope, BodyDirectory directory) =>
        scope.AcrossCounties ? [.. directory.Counties.Distinct().Order()] : [scope.Body.Place.County];
}
