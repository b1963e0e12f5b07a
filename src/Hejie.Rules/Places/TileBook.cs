using System.Globalization;
using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Places;

/// <summary>Where the tile of a place lies on the map of tiles, as near to its true place as tiles allow; <c>catalogue/places/tiles.csv</c>.</summary>
/// <param name="Tiles">Column and row, from 0, by place; a place without one stands after the others.</param>
public sealed record TileBook(IReadOnlyDictionary<PlaceCode, (int Column, int Row)> Tiles)
{
    private const int Most = 40;

    /// <summary>Reads and checks the file.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="text">Its text: a line of headings, then <c>code,column,row</c>.</param>
    /// <param name="places">The places there are.</param>
    /// <exception cref="CatalogueException">Something is wrong; every problem names file, line and reason.</exception>
    public static TileBook Load(string file, string text, IReadOnlySet<PlaceCode> places)
    {
        var problems = new List<CatalogueProblem>();
        var tiles = new Dictionary<PlaceCode, (int, int)>();
        foreach (var (at, line) in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Index().Skip(1))
        {
            var parts = line.Split(',');
            if (parts.Length != 3 || !PlaceCode.TryParse(parts[0], out var place) || !places.Contains(place))
                problems.Add(new CatalogueProblem(file, at + 1, "a line is the code of a place that exists, a column and a row"));
            else if (!At(parts[1], out var column) || !At(parts[2], out var row))
                problems.Add(new CatalogueProblem(file, at + 1, $"column and row are numbers from 0 to {Most}"));
            else if (tiles.ContainsValue((column, row)) || !tiles.TryAdd(place, (column, row)))
                problems.Add(new CatalogueProblem(file, at + 1, "a place has one tile, and a tile one place"));
        }

        return problems.Count == 0 ? new TileBook(tiles) : throw new CatalogueException(problems);
    }

    private static bool At(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= Most;
}
