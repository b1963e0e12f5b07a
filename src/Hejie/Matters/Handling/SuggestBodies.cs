using Hejie.Bodies;
using Hejie.Matters.Reading;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;

namespace Hejie.Matters.Handling;

/// <summary>A body that is competent for a matter, and why, in one line.</summary>
internal sealed record SuggestedBody(Body Body, string Why);

/// <summary>Suggests to which body a matter goes, by kind and place, and says on what that rests and who is on duty there. A person decides.</summary>
internal sealed class SuggestBodies(CatalogueHolder catalogue, DirectoryHolder holder, IWords words, TimeProvider time)
{
    /// <summary>As many as stand above the list of all.</summary>
    private const int Most = 3;

    /// <summary>The bodies that a field may name, the first competent first.</summary>
    public IReadOnlyList<SuggestedBody> Of(Field field, Procedure procedure, MatterState state)
    {
        var (directory, place, day) = (holder.Current, PlaceCode.Of(state.Place), LegalTime.DateOf(time.GetUtcNow()));
        var found = new List<SuggestedBody>();
        string? missing = null;
        foreach (var competent in catalogue.Current.Competence.Of(procedure, state.Kind).At(place).Where(each => field.Kinds.Count == 0 || field.Kinds.Contains(each.Kind)))
        {
            if (directory.Serving(competent.Kind, competent.Level, place) is not { } id)
            {
                missing ??= words["suggest.missing", words[BodyKinds.Of(competent.Kind).Title]];
                continue;
            }

            if (!CompetentBodies.MayTake(id, state, directory) || found.Exists(other => other.Body.Id == id))
                continue;
            var body = directory.Body(id)!;
            var why = words["suggest.why", KindWords.Of(procedure, state.Kind, words), directory.Place(place)?.Name, body.Name, competent.Basis];
            var falls = directory.FallsTo(id, day);
            why += directory.Answers(id, day)
                ? words["suggest.duty", directory.DutyAt(id, place, day)?.Name ?? "—"]
                : falls == id ? words["suggest.nobody"] : words["suggest.falls", directory.NameOf(falls)];
            found.Add(new SuggestedBody(body, found.Count == 0 && missing is not null ? missing + why : why));
            if (found.Count == Most)
                break;
        }

        return found;
    }
}
