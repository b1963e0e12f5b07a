using Hejie.Rules.Competences;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Bodies;

/// <summary>Why somebody else answers for a kind of matter at a place.</summary>
internal enum GapWhy
{
    /// <summary>There is no body of the kind that is competent.</summary>
    NoBody,

    /// <summary>The body is there, and its desk is away without a substitute.</summary>
    Away,

    /// <summary>The body is there and has no duty desk.</summary>
    NoDesk,
}

/// <summary>A kind of matter at a place for which the body that is competent does not answer, and the one to which it falls meanwhile.</summary>
/// <param name="Place">The place of the body that should answer.</param>
/// <param name="Procedure">The procedure.</param>
/// <param name="Kind">The kind of matter.</param>
/// <param name="Why">Why.</param>
/// <param name="Missing">The kind of body that is competent.</param>
/// <param name="Body">The body itself; null where there is none.</param>
/// <param name="FallsTo">The body to which it falls.</param>
internal sealed record Gap(PlaceCode Place, string Procedure, string Kind, GapWhy Why, string Missing, int? Body, int FallsTo);

/// <summary>Who answers for a kind of matter at a place on a day.</summary>
/// <param name="Body">The body: the competent one, or the nearest above that answers.</param>
/// <param name="Competent">By what the body that should answer is competent.</param>
/// <param name="Why">Why it is another than the competent one; null where it is not.</param>
/// <param name="Expected">The competent body; null where there is none.</param>
internal sealed record Answering(int Body, CompetentKind Competent, GapWhy? Why, int? Expected);

/// <summary>Who answers for what, and where somebody else has to: pure functions of the directory, the competence and the day.</summary>
internal static class Gaps
{
    /// <summary>
    /// The one body that answers for a kind of matter at a place: the first that is competent, or where that is missing the
    /// next that there is, or where its desk is away the nearest above it that answers.
    /// </summary>
    /// <returns>Null only where the directory has no body that serves the place at all.</returns>
    public static Answering? Resolve(BodyDirectory directory, Competence competence, PlaceCode place, DateOnly day)
    {
        CompetentKind? first = null;
        foreach (var competent in competence.At(place))
        {
            first ??= competent;
            if (directory.Serving(competent.Kind, competent.Level, place) is not { } body)
                continue;
            var answers = directory.FallsTo(body, day);
            if (!ReferenceEquals(competent, first))
                return new Answering(answers, first, GapWhy.NoBody, null);
            return new Answering(answers, first, directory.Answers(body, day) ? null : WhyNot(directory, body), body);
        }

        return first is not null && CentreAbove(directory, place) is { } centre
            ? new Answering(directory.FallsTo(centre, day), first, GapWhy.NoBody, null) : null;
    }

    /// <summary>Every gap on a day, in the order of places: once for the place of the body that should answer, not for each place within it.</summary>
    public static IReadOnlyList<Gap> All(BodyDirectory directory, IEnumerable<Competence> competences, DateOnly day)
    {
        var gaps = new List<Gap>();
        var places = directory.Places.Where(place => place.Code.Level < PlaceLevel.Cell).OrderBy(place => place.Code).ToList();
        foreach (var competence in competences)
        {
            foreach (var place in places)
            {
                if (competence.At(place.Code).FirstOrDefault()?.Level == place.Code.Level && Resolve(directory, competence, place.Code, day) is { Why: { } why } found)
                    gaps.Add(new Gap(place.Code, competence.Procedure, competence.Matter, why, found.Competent.Kind, found.Expected, found.Body));
            }
        }

        return [.. gaps.OrderBy(gap => gap.Place)];
    }

    private static GapWhy WhyNot(BodyDirectory directory, int body) =>
        directory.PostsOf(body).Any(post => post.Role == Role.DutyOfficer) ? GapWhy.Away : GapWhy.NoDesk;

    private static int? CentreAbove(BodyDirectory directory, PlaceCode place)
    {
        for (PlaceCode? at = place; at is { } code; at = code.Parent)
        {
            if (directory.Serving(BodyKinds.ServiceCentre, code.Level, code) is { } centre)
                return centre;
        }

        return null;
    }
}
