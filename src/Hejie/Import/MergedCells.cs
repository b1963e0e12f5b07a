using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace Hejie.Import;

/// <summary>
/// Cells of a sheet that were merged downwards. What stands in the first of them was meant for all, and a workbook writes it
/// once; of a block that is wide too, it belongs to the first column. Read row by row, as the sheet is.
/// </summary>
internal sealed class MergedCells
{
    private const int Most = 200_000;

    private readonly Queue<Block> _coming;
    private readonly Dictionary<int, (int First, int Last, string Text)> _open = [];
    private int _row;

    private MergedCells(IEnumerable<Block> blocks) => _coming = new Queue<Block>(blocks.OrderBy(block => block.First));

    /// <summary>Those of a sheet; they are written behind its rows.</summary>
    /// <exception cref="XmlException">The sheet is damaged.</exception>
    /// <exception cref="TableRefused">There are more than a table has.</exception>
    public static MergedCells Of(WorksheetPart sheet, TableLimits limits)
    {
        var blocks = new List<Block>();
        using var stream = sheet.GetStream(FileMode.Open, FileAccess.Read);
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = limits.Expanded });
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "sheetData")
            {
                reader.Skip();
                continue;
            }

            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "mergeCell" && Block.Of(reader.GetAttribute("ref")) is { } block)
                blocks.Add(block);
            if (blocks.Count > Most)
                throw new TableRefused("import.file.bomb");
            reader.Read();
        }

        return new MergedCells(blocks);
    }

    /// <summary>Goes on to a row.</summary>
    /// <param name="row">Its number, larger than the one before.</param>
    /// <param name="text">What is written in its cells.</param>
    public void Enter(int row, Func<int, string> text)
    {
        _row = row;
        foreach (var column in _open.Where(open => open.Value.Last < row).Select(open => open.Key).ToList())
            _open.Remove(column);
        while (_coming.TryPeek(out var block) && block.First <= row)
        {
            _coming.Dequeue();
            if (block.First == row)
                _open[block.Column] = (row, block.Last, text(block.Column));
        }
    }

    /// <summary>What stands in the cell above that a cell of this row was merged with; null where it was not.</summary>
    public string? Above(int column) => _open.TryGetValue(column, out var open) && open.First < _row ? open.Text : null;

    private readonly record struct Block(int Column, int First, int Last)
    {
        /// <summary>A reference such as B5:B9 that goes down; null for any other.</summary>
        public static Block? Of(string? reference)
        {
            if (reference?.Split(':') is not [var from, var to] || Cell(from) is not { } first || Cell(to) is not { } last)
                return null;
            return last.Row > first.Row && first.Column < TableLimits.Columns ? new Block(first.Column, first.Row, last.Row) : null;
        }

        private static (int Column, int Row)? Cell(string reference)
        {
            var letters = reference.TakeWhile(char.IsAsciiLetter).Count();
            return letters > 0 && int.TryParse(reference.AsSpan(letters), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? (XlsxRows.Column(reference), row) : null;
        }
    }
}
