using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Places;

/// <summary>An area that has a name and is no place of the tree: a shore, a valley, what lies along a river.</summary>
/// <param name="Id">Its stable code.</param>
/// <param name="Title">Its name.</param>
/// <param name="Places">The villages, communities and grid cells that it is made of, in code order.</param>
public sealed record Area(string Id, Words Title, IReadOnlyList<PlaceCode> Places);

/// <summary>
/// The named areas of <c>areas/*.yaml</c>. None is about a household: each is made of three places at least, villages or
/// grid cells, and a cell holds 30 households or more.
/// </summary>
public sealed class AreaBook
{
    /// <summary>The fewest places of an area.</summary>
    public const int Fewest = 3;

    private readonly Dictionary<string, Area> _byId;

    private AreaBook(IEnumerable<Area> areas) => _byId = areas.ToDictionary(area => area.Id);

    /// <summary>All areas, by their codes.</summary>
    public IEnumerable<Area> All => _byId.Values.OrderBy(area => area.Id, StringComparer.Ordinal);

    /// <summary>An area by its code; null where there is none.</summary>
    public Area? Find(string? id) => id is null ? null : _byId.GetValueOrDefault(id);

    /// <summary>Reads and checks the areas.</summary>
    /// <param name="files">The files, each with its name for messages.</param>
    /// <param name="known">The places of the catalogue; a cell is known where its village is, since villages add their own.</param>
    /// <exception cref="CatalogueException">A file is wrong; every problem names file, line and reason.</exception>
    public static AreaBook Load(IEnumerable<(string File, string Text)> files, IReadOnlySet<PlaceCode> known)
    {
        var problems = new List<CatalogueProblem>();
        var areas = new Dictionary<string, Area>(StringComparer.Ordinal);
        foreach (var (file, text) in files)
        {
            var map = YamlMap.Parse(file, text, problems);
            var id = map.Text("id");
            var title = map.Words("title");
            var places = Places(map, known);
            map.Done();
            if (id.Length > 0 && file != $"areas/{id}.yaml")
                map.Problem("id", $"'{id}' must be the file's name");
            if (!areas.TryAdd(id, new Area(id, title, places)))
                map.Problem("id", $"'{id}' is there twice");
        }

        return problems.Count == 0 ? new AreaBook(areas.Values) : throw new CatalogueException(problems);
    }

    private static IReadOnlyList<PlaceCode> Places(YamlMap map, IReadOnlySet<PlaceCode> known)
    {
        var places = new SortedSet<PlaceCode>();
        foreach (var text in map.Texts("places"))
        {
            if (!PlaceCode.TryParse(text, out var place) || place.Level < PlaceLevel.Village)
                map.Problem("places", $"'{text}' is no village and no grid cell");
            else if (!known.Contains(place.Level == PlaceLevel.Cell ? place.Parent!.Value : place))
                map.Problem("places", $"there is no place '{text}'");
            else if (!places.Add(place))
                map.Problem("places", $"'{text}' is there twice");
        }

        if (places.Count < Fewest)
            map.Problem("places", $"an area has {Fewest} places or more");
        return [.. places];
    }
}
