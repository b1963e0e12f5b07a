using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Html;

namespace Hejie.Ui.Charts;

/// <summary>A map of places by tiles of one size, so that a small county is seen as well as a large one; each has its number.</summary>
internal static class TileChart
{
    private const int Side = 84;
    private const int Tall = 68;
    private const int Gap = 5;
    private const int Columns = 5;
    private const int NameColumns = 9;

    public static IHtmlContent Draw(Chart chart)
    {
        var tiles = Placed(chart.Rows);
        var columns = tiles.Max(tile => tile.Column) + 1;
        var picture = Svg.Picture(columns * (Side + Gap) - Gap, (tiles.Max(tile => tile.Row) + 1) * (Tall + Gap) - Gap, chart);
        var shades = Svg.Shades(chart);
        foreach (var (row, column, line) in tiles)
        {
            var (x, y) = (column * (Side + Gap), line * (Tall + Gap));
            var shade = Shade(row.Values[0], chart.Most, shades.Count);
            var words = shade > 2 ? Svg.Paper : Svg.Ink;
            var tile = Markup.El("g", null,
                Svg.Box(x + 0.5, y + 0.5, Side - 1, Tall - 1, shades[shade]).With("rx", "6").With("stroke", shade == 0 ? Svg.Rule : shades[shade]),
                Svg.Words(x + 9, y + 22, Svg.Cut(row.Label, NameColumns), words),
                Svg.Words(x + 9, y + 54, row.Texts[0], words).With("class", "chart__number"));
            picture.Add(tile.Hint($"{row.Label} {row.Texts[0]}").To(row.Into ?? row.Href));
        }

        return picture;
    }

    /// <summary>Which shade a value has: none for nothing, then by its share of the most.</summary>
    internal static int Shade(double? value, double most, int shades) =>
        value is not > 0 || most <= 0 ? 0 : Math.Clamp((int)Math.Ceiling(value.Value / most * (shades - 1)), 1, shades - 1);

    /// <summary>Tiles with a place of their own there; the others after them, line by line.</summary>
    private static List<(ChartRow Tile, int Column, int Row)> Placed(IReadOnlyList<ChartRow> rows)
    {
        var placed = rows.Where(row => row.At is not null).Select(row => (Tile: row, row.At!.Value.Column, row.At!.Value.Row)).ToList();
        var first = placed.Count == 0 ? 0 : placed.Max(tile => tile.Row) + 1;
        placed.AddRange(rows.Where(row => row.At is null).Select((row, at) => (row, at % Columns, first + at / Columns)));
        return placed;
    }
}
