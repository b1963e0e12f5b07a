using Hejie.Bodies;
using Hejie.Matters.Reading;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Ui;

namespace Hejie.Matters.Together;

/// <summary>What a matter is called where it stands as a line: its summary, else kind and place, with its number.</summary>
internal sealed class MatterLines(CatalogueHolder catalogue, DirectoryHolder directory, IWords words)
{
    public string Title(Related line)
    {
        var title = line.Summary;
        if (title is null)
        {
            var kind = catalogue.Current.Procedures.Find(line.Procedure) is { } procedure ? KindWords.Of(procedure, line.Kind, words) : line.Kind;
            title = words["desk.untitled", kind, directory.Current.Place(PlaceCode.Of(line.Place))?.Name ?? ""];
        }

        return line.Number is { } number ? title + " " + number : title;
    }

    public string State(Related line) =>
        catalogue.Current.Procedures.Find(line.Procedure)?.States.TryGetValue(line.State, out var state) == true ? words[state.Title] : line.State;
}
