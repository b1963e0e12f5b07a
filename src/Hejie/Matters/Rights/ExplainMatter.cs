using Hejie.Bodies;
using Hejie.Law.Paths;
using Hejie.Matters.Reading;
using Hejie.Matters.Tracking;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Ui;

namespace Hejie.Matters.Rights;

/// <summary>How it was decided where a matter went, and which dates count.</summary>
/// <param name="Lines">Sentence by sentence.</param>
/// <param name="Clocks">The dates that run, each with its article and count.</param>
internal sealed record ExplanationBody(IReadOnlyList<string> Lines, IReadOnlyList<ClockView> Clocks);

/// <summary>Explains a matter's way in words (个人信息保护法 24, 48), from the catalogue and the journal alone: there is nothing else that decides.</summary>
internal sealed class ExplainMatter(CatalogueHolder catalogue, DirectoryHolder directory, IWords words)
{
    public ExplanationBody Of(OwnMatter own)
    {
        var (procedure, bodies) = (own.Procedure, directory.Current);
        var place = PlaceCode.Of(own.State.Place);
        var receivers = procedure.Routes.Select(route =>
            words["law.receiver", words["counters." + EnumWords.Kebab(route.Level)], words[BodyKinds.Of(route.BodyKind).Title]]).Distinct();
        var first = own.Headers[0].Effects.OfType<Effect.Owned>().First().Body;
        List<string> lines =
        [
            words["why.chosen", words[procedure.Title], KindWords.Of(procedure, own.State.Kind, words), bodies.Place(place)?.FullName],
            words["why.routes", string.Join(words["law.else"], receivers), bodies.NameOf(first)],
        ];
        if (own.State.About is { } about)
            lines.Add(words["why.about", bodies.NameOf(about)]);
        lines.AddRange(own.Headers.Skip(1).SelectMany(header => header.Effects.OfType<Effect.Owned>().Select(owned => (header.Recorded, owned)))
            .Select(sent => words[sent.owned.Hop ? "why.sent-on" : "why.taken", words.Moment(Rules.Time.LegalTime.Instant(sent.Recorded)), bodies.NameOf(sent.owned.Body)]));
        lines.Add(words["why.law", string.Join("；", procedure.Articles)]);
        lines.Add(words["why.nothing-else"]);
        return new ExplanationBody(lines, ClockView.Of(own.State, catalogue.Current, bodies, words));
    }
}
