using System.Globalization;

namespace Hejie.Rules.Import;

/// <summary>The head of a table: a title above it, one to three rows of names, of which some were merged.</summary>
/// <param name="Names">The columns' names, each once.</param>
/// <param name="FirstRow">The index of the first row below, from 0.</param>
public sealed record HeaderBlock(IReadOnlyList<string> Names, int FirstRow)
{
    private const int MostRows = 3, LongestName = 40;

    /// <summary>Finds it among the first rows; null where they have none.</summary>
    public static HeaderBlock? Find(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var width = rows.Count == 0 ? 0 : rows.Max(row => row.Count - TrailingEmpty(row));
        var first = 0;
        while (first < rows.Count && IsAbove(rows[first], width))
            first++;
        if (first == rows.Count || width < 2 || rows[first].Any(IsData))
            return null;
        var last = first;
        while (last + 1 < rows.Count && last - first + 1 < MostRows && GoesOn(rows[last], rows[last + 1], width))
            last++;
        return new HeaderBlock(Joined(rows, first, last, width), last + 1);
    }

    /// <summary>A title over the table, a line about who made it, or nothing.</summary>
    private static bool IsAbove(IReadOnlyList<string> row, int width) => row.Count(cell => cell.Trim().Length > 0) <= (width > 3 ? Math.Max(1, width / 4) : 1);

    /// <summary>The next row names parts of a merged cell: it fills what this one leaves empty, and holds nothing that is data.</summary>
    private static bool GoesOn(IReadOnlyList<string> row, IReadOnlyList<string> next, int width)
    {
        bool Fills(int column) => At(row, column).Length == 0 && At(next, column).Length > 0;
        bool Leaves(int column) => At(row, column).Length > 0 && At(next, column).Length == 0;
        var columns = Enumerable.Range(0, width).ToList();
        return columns.Exists(Fills) && (columns.Exists(Leaves) || columns.Count(column => At(row, column).Length == 0) * 2 >= width)
            && !next.Any(IsData) && next.All(cell => cell.Trim().Length <= 12);
    }

    private static List<string> Joined(IReadOnlyList<IReadOnlyList<string>> rows, int first, int last, int width)
    {
        var names = new List<string>(width);
        for (var column = 0; column < width; column++)
        {
            var parts = new List<string>();
            for (var row = first; row <= last; row++)
            {
                var part = At(rows[row], column);
                // A merged cell is written once, at its left: what lies right of it and has parts below belongs to it.
                for (var left = column; part.Length == 0 && row < last && left > 0 && Below(rows, row, last, column);)
                    part = At(rows[row], --left);
                if (part.Length > 0 && !parts.Contains(part))
                    parts.Add(part);
            }

            var name = parts.Count == 0 ? string.Create(CultureInfo.InvariantCulture, $"第{column + 1}列") : string.Join('/', parts);
            names.Add(Once(names, name.Length > LongestName ? name[..LongestName] : name));
        }

        return names;
    }

    private static bool Below(IReadOnlyList<IReadOnlyList<string>> rows, int row, int last, int column) =>
        Enumerable.Range(row + 1, last - row).Any(below => At(rows[below], column).Length > 0);

    private static string Once(List<string> names, string name)
    {
        var once = name;
        for (var nth = 2; names.Contains(once); nth++)
            once = string.Create(CultureInfo.InvariantCulture, $"{name} ({nth})");
        return once;
    }

    private static string At(IReadOnlyList<string> row, int column) => column < row.Count ? new string([.. row[column].Where(character => !char.IsWhiteSpace(character) && character is not ('*' or '＊'))]) : "";

    private static int TrailingEmpty(IReadOnlyList<string> row) => row.Reverse().TakeWhile(cell => cell.Trim().Length == 0).Count();

    /// <summary>A date, a number of three digits and more, or a whole sentence: no name of a column.</summary>
    private static bool IsData(string cell)
    {
        cell = cell.Trim();
        return cell.Length > 60 || ImportDates.Read(cell) is not null || (cell.Length >= 3 && cell.All(char.IsAsciiDigit));
    }
}
