using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Hejie.Rules.Import;

namespace Hejie.Import;

/// <summary>A row of a table: its number, and the cells that were asked for.</summary>
internal readonly record struct TableRow(int Number, string[] Values);

/// <summary>
/// A table that somebody keeps by hand, as a file: its columns, some rows to show, and all rows as a stream. Only columns that
/// are asked for ever become texts.
/// </summary>
internal sealed class TableFile
{
    private const int Looked = 20, Sampled = 200;

    private readonly Stream _stream;
    private readonly TableLimits _limits;
    private readonly Encoding? _encoding;
    private readonly char _separator;
    private readonly int _head;

    private TableFile(Stream stream, TableLimits limits, Encoding? encoding, char separator, HeaderBlock head, IReadOnlyList<SampleColumn> columns, int headRow, string? sheet)
    {
        (_stream, _limits, _encoding, _separator, _head, Columns, Names, Sheet) = (stream, limits, encoding, separator, headRow, columns, head.Names, sheet);
    }

    /// <summary>The columns' names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The columns with what stands in the first rows, to guess by. Nothing of it is kept.</summary>
    public IReadOnlyList<SampleColumn> Columns { get; }

    /// <summary>The sheet that is read, of a workbook.</summary>
    public string? Sheet { get; }

    /// <summary>What encoding a text is in; null for a workbook.</summary>
    public string? EncodingName => _encoding is null ? null : _encoding.CodePage == 54936 ? "GB18030" : _encoding.WebName.ToUpperInvariant();

    /// <summary>Which part is read, of the rows that were asked for last.</summary>
    public double Part { get; private set; }

    /// <summary>Opens it: from a stream that can be read again from its beginning.</summary>
    /// <exception cref="TableRefused">It is no table that can be read.</exception>
    public static async Task<TableFile> OpenAsync(Stream stream, TableLimits limits, CancellationToken cancel)
    {
        if (stream.Length == 0)
            throw new TableRefused("import.file.empty");
        if (stream.Length > limits.Bytes)
            throw new TableRefused("import.file.large", (limits.Bytes >> 20).ToString(CultureInfo.InvariantCulture));
        var kind = Kind(stream);
        if (kind == "xls")
            throw new TableRefused("import.file.xls");
        var encoding = kind == "xlsx" ? null : TextProbe.Find(stream);
        var separator = encoding is null ? ',' : CsvRows.Separator(stream, encoding);
        await using var rows = await RowsAsync(stream, limits, encoding, separator, cancel);
        var (head, headRow, columns) = await LookAsync(rows, cancel);
        return new TableFile(stream, limits, encoding, separator, head, columns, headRow, (rows as XlsxRows)?.Sheet);
    }

    /// <summary>The rows below the head that have anything in them, in their order.</summary>
    /// <param name="columns">The columns that are asked for, by their places.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="TableRefused">It cannot be read further.</exception>
    public async IAsyncEnumerable<TableRow> ReadAsync(IReadOnlyList<int> columns, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var rows = await RowsAsync(_stream, _limits, _encoding, _separator, cancel);
        while (await rows.ReadAsync(cancel))
        {
            if (rows.Number <= _head)
                continue;
            var values = new string[columns.Count];
            var filled = false;
            for (var index = 0; index < values.Length; index++)
            {
                values[index] = Cell(rows.Get(columns[index]));
                filled |= values[index].Length > 0;
            }

            if (!filled)
                continue;
            Part = rows.Part;
            yield return new TableRow(rows.Number, values);
        }

        Part = 1;
    }

    /// <summary>Reads through all rows without looking at them: a file that breaks off is refused before anything of it is taken in.</summary>
    /// <exception cref="TableRefused">It cannot be read to its end.</exception>
    public async Task CheckAsync(CancellationToken cancel)
    {
        await using var rows = await RowsAsync(_stream, _limits, _encoding, _separator, cancel);
        while (await rows.ReadAsync(cancel))
        {
            // What stands in them is looked at later.
        }
    }

    private static string Cell(string text) => SafeCell.In(text.Length > TableLimits.Cell ? text[..TableLimits.Cell] : text);

    private static async Task<RawRows> RowsAsync(Stream stream, TableLimits limits, Encoding? encoding, char separator, CancellationToken cancel) =>
        encoding is null ? XlsxRows.Open(stream, limits) : await CsvRows.OpenAsync(stream, encoding, separator, cancel);

    private static async Task<(HeaderBlock Head, int HeadRow, IReadOnlyList<SampleColumn> Columns)> LookAsync(RawRows rows, CancellationToken cancel)
    {
        var first = new List<IReadOnlyList<string>>();
        var numbers = new List<int>();
        while (first.Count < Sampled && await rows.ReadAsync(cancel))
        {
            first.Add([.. Enumerable.Range(0, rows.Count).Select(column => Cell(rows.Get(column)))]);
            numbers.Add(rows.Number);
        }

        var head = HeaderBlock.Find([.. first.Take(Looked)]) ?? throw new TableRefused("import.file.head");
        var below = first.Skip(head.FirstRow).Where(row => row.Any(cell => cell.Trim().Length > 0)).ToList();
        if (below.Count == 0)
            throw new TableRefused("import.file.empty");
        return (head, numbers[head.FirstRow - 1], [.. head.Names.Select((name, column) => new SampleColumn(name, [.. below.Select(row => column < row.Count ? row[column] : "")]))]);
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
}
