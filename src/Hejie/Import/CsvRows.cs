using System.Globalization;
using System.Text;
using Sylvan.Data.Csv;

namespace Hejie.Import;

/// <summary>The rows of a text with separators, streamed.</summary>
internal sealed class CsvRows : RawRows
{
    private const int Lines = 10;

    private static readonly char[] s_separators = [',', '\t', ';', '|'];

    private readonly Stream _stream;
    private readonly CsvDataReader _reader;

    private CsvRows(Stream stream, CsvDataReader reader) => (_stream, _reader) = (stream, reader);

    public override int Count => _reader.RowFieldCount;

    public override double Part => _stream.Length == 0 ? 1 : (double)_stream.Position / _stream.Length;

    public static async Task<CsvRows> OpenAsync(Stream stream, Encoding encoding, char separator, CancellationToken cancel)
    {
        stream.Position = 0;
        var options = new CsvDataReaderOptions
        {
            HasHeaders = false,
            Delimiter = separator,
            CsvStyle = CsvStyle.Lax,
            Comment = '\uFFFF',
            BufferSize = 1 << 16,
            MaxBufferSize = TableLimits.Line,
            OwnsReader = true,
        };
        try
        {
            return new CsvRows(stream, await CsvDataReader.CreateAsync(new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true, 1 << 16, leaveOpen: true), options, cancel));
        }
        catch (CsvRecordTooLargeException)
        {
            throw new TableRefused("import.file.line", "1");
        }
    }

    /// <summary>What separates the cells: what most of the first lines have most of.</summary>
    public static char Separator(Stream stream, Encoding encoding)
    {
        stream.Position = 0;
        var buffer = new char[1 << 15];
        using var reader = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true, 1 << 14, leaveOpen: true);
        var text = new string(buffer, 0, reader.ReadBlock(buffer));
        var lines = text.Split('\n').Take(Lines).ToList();
        return s_separators.MaxBy(separator => lines.Sum(line => Math.Min(line.Count(character => character == separator), 40)));
    }

    public override async ValueTask<bool> ReadAsync(CancellationToken cancel)
    {
        try
        {
            if (!await _reader.ReadAsync(cancel))
                return false;
        }
        catch (CsvRecordTooLargeException)
        {
            throw new TableRefused("import.file.line", (Number + 1).ToString(CultureInfo.InvariantCulture));
        }
        catch (CsvFormatException)
        {
            throw new TableRefused("import.file.quotes", (Number + 1).ToString(CultureInfo.InvariantCulture));
        }

        Number++;
        if (_reader.RowFieldCount > TableLimits.Columns)
            throw new TableRefused("import.file.columns", Number.ToString(CultureInfo.InvariantCulture));
        return true;
    }

    public override string Get(int column) => column < _reader.RowFieldCount ? _reader.GetString(column) : "";

    public override ValueTask DisposeAsync() => _reader.DisposeAsync();
}
