using Hejie.Operations;
using Hejie.Rules.Time;

namespace Hejie.Bodies;

/// <summary>Gaps of one body that should answer, or of one place that has none, taken together.</summary>
/// <param name="Of">The first of them.</param>
/// <param name="Kinds">The kinds of matter, each with its procedure.</param>
internal sealed record GapGroup(Gap Of, IReadOnlyList<(string Procedure, string Kind)> Kinds);

/// <summary>The gaps of today, found once for a directory and a day, and shown to the bodies to which they fall and to those above them.</summary>
internal sealed class GapList(DirectoryHolder directory, CatalogueHolder catalogue, TimeProvider time)
{
    private volatile Found? _found;

    /// <summary>The gaps that fell to a body or to one below it, in the order of places.</summary>
    public IReadOnlyList<GapGroup> At(int body)
    {
        var bodies = directory.Current;
        return [.. Current(bodies).Where(group => bodies.IsAtOrUnder(group.Of.FallsTo, body))];
    }

    private IReadOnlyList<GapGroup> Current(BodyDirectory bodies)
    {
        var (book, today) = (catalogue.Current, LegalTime.DateOf(time.GetUtcNow()));
        if (_found is { } known && ReferenceEquals(known.Directory, bodies) && ReferenceEquals(known.Catalogue, book) && known.Day == today)
            return known.Groups;
        var gaps = Gaps.All(bodies, book.Competence.All(book.Procedures, today), today);
        var groups = gaps.GroupBy(gap => (gap.Place, gap.Missing, gap.Body, gap.Why, gap.FallsTo))
            .Select(group => new GapGroup(group.First(), [.. group.Select(gap => (gap.Procedure, gap.Kind))])).ToList();
        _found = new Found(bodies, book, today, groups);
        return groups;
    }

    private sealed record Found(BodyDirectory Directory, Catalogue Catalogue, DateOnly Day, IReadOnlyList<GapGroup> Groups);
}
