using System.Globalization;
using Hejie.Bodies;
using Hejie.Matters.Reading;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Time;
using Hejie.Ui;

namespace Hejie.Search;

/// <summary>A matter that was found, as a line of a list in the language of the request: its title is the summary, cut into what was sought and what was not; else kind and place.</summary>
internal sealed record FoundLine(
    string Href, string Opened, IReadOnlyList<MarkedPart> Title, string Procedure, string Place, string State, string Owner, string? Number, bool IsLate);

/// <summary>Words what was found.</summary>
internal sealed class FoundWords(CatalogueHolder catalogue, DirectoryHolder directory, IWords words)
{
    public FoundLine Line(FoundMatter found, IReadOnlyList<SearchTerm> terms)
    {
        var procedure = catalogue.Current.Procedures.Find(found.Procedure);
        var place = directory.Current.Place(PlaceCode.Of(found.Place));
        var kind = procedure is null ? found.Kind : KindWords.Of(procedure, found.Kind, words);
        return new FoundLine(
            string.Create(CultureInfo.InvariantCulture, $"/matters/{found.County}/{found.Id:N}"),
            Dates.Machine(LegalTime.DateOf(LegalTime.Instant(found.Opened))),
            found.Summary is { } summary ? SearchText.Of(summary).Mark(terms) : [new MarkedPart(words["desk.untitled", kind, place?.Name ?? ""], false)],
            procedure is null ? found.Procedure : words[procedure.Title], place?.FullName ?? "",
            procedure?.States.GetValueOrDefault(found.State) is { } state ? words[state.Title] : found.State,
            directory.Current.NameOf(found.Owner), found.Number, found.IsLate);
    }

    /// <summary>How many were found: exactly, or that there are more than were counted; or how far back was looked.</summary>
    public string Count(Found found) =>
        found.IsMore ? words["search.over", SearchMatters.Most]
        : found.Back is { } back ? words["search.back", found.Count, words.FullDay(back)]
        : words["search.count", found.Count];
}
