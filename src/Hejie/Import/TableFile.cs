using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Hejie.Rules.Import;

namespace Hejie.Import;

/// <summary>A row of a table: its number, and the cells that were asked for.</summary>
internal readonly record struct TableRow(int Number, string[] Values)
{
    /// <summary>Which of the cells say what a cell above says that they were merged with; null where none does.</summary>
    public bool[]? Above { get; init; }
}

/// <summary>
/// A table that somebody keeps by hand, as a file: its columns, some rows to show, and all rows as a stream. Only columns that
/// are asked for ever become texts.
/// </summary>
internal sealed class TableFile
{
    private const int Looked = 20, Sampled = 200;

    /// <summary>So many sheets are opened to find the one that holds a table.</summary>
    private const int MostTried = 10;
    private const string NoHead = "import.file.head", Empty = "import.file.empty";

    private readonly Source _source;
    private readonly int _head;

    private TableFile(Source source, HeaderBlock head, IReadOnlyList<SampleColumn> columns, int headRow, IReadOnlyList<string> sheets) =>
        (_source, _head, Columns, Names, Sheets) = (source, headRow, columns, head.Names, sheets);

    /// <summary>The columns' names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The columns with what stands in the first rows, to guess by. Nothing of it is kept.</summary>
    public IReadOnlyList<SampleColumn> Columns { get; }

    /// <summary>The sheet that is read, of a workbook.</summary>
    public string? Sheet => _source.Sheet;

    /// <summary>All sheets of a workbook that have anything in them, in their order; none for a text.</summary>
    public IReadOnlyList<string> Sheets { get; }

    /// <summary>What encoding a text is in; null for a workbook.</summary>
    public string? EncodingName => _source.Encoding switch { null => null, { CodePage: 54936 } => "GB18030", var encoding => encoding.WebName.ToUpperInvariant() };

    /// <summary>Which part is read, of the rows that were asked for last.</summary>
    public double Part { get; private set; }

    /// <summary>Opens a text, or the first sheet of a workbook that holds a table.</summary>
    /// <exception cref="TableRefused">It is no table that can be read.</exception>
    public static Task<TableFile> OpenAsync(Stream stream, TableLimits limits, CancellationToken cancel) => OpenAsync(stream, limits, null, cancel);

    /// <summary>Opens it: from a stream that can be read again from its beginning.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="limits">How much may be read.</param>
    /// <param name="sheet">Which sheet of a workbook; without it the first that holds a table.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="TableRefused">It is no table that can be read.</exception>
    public static async Task<TableFile> OpenAsync(Stream stream, TableLimits limits, string? sheet, CancellationToken cancel)
    {
        if (stream.Length == 0)
            throw new TableRefused(Empty);
        if (stream.Length > limits.Bytes)
            throw new TableRefused("import.file.large", (limits.Bytes >> 20).ToString(CultureInfo.InvariantCulture));
        var kind = Kind(stream);
        if (kind == "xls")
            throw new TableRefused("import.file.xls");
        if (kind != "xlsx")
        {
            var encoding = TextProbe.Find(stream);
            return await LookAsync(new Source(stream, limits, encoding, CsvRows.Separator(stream, encoding), null), [], cancel);
        }

        var sheets = XlsxRows.SheetsOf(stream, limits, cancel);
        TableRefused? first = null;
        foreach (var name in sheet is null ? sheets.Take(MostTried) : [sheet])
        {
            try
            {
                return await LookAsync(new Source(stream, limits, null, default, name), sheets, cancel);
            }
            catch (TableRefused refused) when (refused.Code is NoHead or Empty)
            {
                // A cover, or notes: the table is on another.
                first ??= refused;
            }
        }

        throw first!;
    }

    /// <summary>The rows below the head that have anything in them, in their order.</summary>
    /// <param name="columns">The columns that are asked for, by their places.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="TableRefused">It cannot be read further.</exception>
    public async IAsyncEnumerable<TableRow> ReadAsync(IReadOnlyList<int> columns, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var rows = await _source.RowsAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            if (rows.Number <= _head)
                continue;
            var (values, above, filled) = (new string[columns.Count], (bool[]?)null, false);
            for (var index = 0; index < values.Length; index++)
            {
                values[index] = Cell(rows.Get(columns[index]));
                filled |= values[index].Length > 0;
                if (rows.Above(columns[index]) is { Length: > 0 } merged)
                    (values[index], (above ??= new bool[values.Length])[index]) = (Cell(merged), true);
            }

            if (!filled)
                continue;
            Part = rows.Part;
            yield return new TableRow(rows.Number, values) { Above = above };
        }

        Part = 1;
    }

    /// <summary>Reads through all rows without looking at them: a file that breaks off is refused before anything of it is taken in.</summary>
    /// <exception cref="TableRefused">It cannot be read to its end.</exception>
    public async Task CheckAsync(CancellationToken cancel)
    {
        await using var rows = await _source.RowsAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            // What stands in them is looked at later.
        }
    }

    private static string Cell(string text) => SafeCell.In(text.Length > TableLimits.Cell ? text[..TableLimits.Cell] : text);

    private static async Task<TableFile> LookAsync(Source source, IReadOnlyList<string> sheets, CancellationToken cancel)
    {
        await using var rows = await source.RowsAsync(cancel);
        var (first, width) = (new List<(int Number, IReadOnlyList<string> Written, IReadOnlyList<string?> Above)>(), 0);
        while (first.Count < Sampled && await rows.ReadAsync(cancel))
        {
            // A cell that was merged with one above may stand behind the last that is written.
            var columns = Enumerable.Range(0, width = Math.Max(width, rows.Count));
            first.Add((rows.Number, [.. columns.Select(column => Cell(rows.Get(column)))], [.. columns.Select(rows.Above)]));
        }

        // A head is told by what its merged cells leave empty.
        var head = HeaderBlock.Find([.. first.Take(Looked).Select(row => row.Written)]) ?? throw new TableRefused(NoHead);
        var below = first.Skip(head.FirstRow).Where(row => row.Written.Any(cell => cell.Trim().Length > 0)).ToList();
        if (below.Count == 0)
            throw new TableRefused(Empty);
        List<SampleColumn> samples = [.. head.Names.Select((name, column) => new SampleColumn(
            name, [.. below.Select(row => column >= row.Written.Count ? "" : row.Above[column] is { } merged ? Cell(merged) : row.Written[column])]))];
        return new TableFile(source, head, samples, first[head.FirstRow - 1].Number, sheets);
    }

    private static string Kind(Stream stream)
    {
        Span<byte> mark = stackalloc byte[8];
        stream.Position = 0;
        var read = stream.ReadAtLeast(mark, 8, throwOnEndOfStream: false);
        return read >= 4 && mark[..4].SequenceEqual("PK\u0003\u0004"u8) ? "xlsx"
            : read == 8 && mark.SequenceEqual((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) ? "xls"
            : "text";
    }

    /// <summary>Where the rows come from, and how they are read.</summary>
    private sealed record Source(Stream Stream, TableLimits Limits, Encoding? Encoding, char Separator, string? Sheet)
    {
        public async Task<RawRows> RowsAsync(CancellationToken cancel) =>
            Encoding is null ? XlsxRows.Open(Stream, Sheet!, Limits) : await CsvRows.OpenAsync(Stream, Encoding, Separator, cancel);
    }
}
