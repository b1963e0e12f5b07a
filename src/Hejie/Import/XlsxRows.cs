using System.Globalization;
using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Hejie.Rules.Import;

namespace Hejie.Import;

/// <summary>
/// The rows of a sheet of a workbook, streamed. Formulas are not computed: what the spreadsheet computed last
/// is read. Before anything is read, all of it is unpacked once and counted, since what a file says of its own size may be a lie.
/// </summary>
internal sealed class XlsxRows : RawRows
{
    private const int MostParts = 2_000, MostSheets = 60, MostShared = 60_000_000, MostFormats = 70_000;

    /// <summary>Workbooks pack ten to forty to one; bombs a thousand.</summary>
    private const int MostPacked = 150;
    private const long Small = 32L << 20;

    private readonly Stream _stream;
    private readonly SpreadsheetDocument _document;
    private readonly OpenXmlReader _reader;
    private readonly IReadOnlyList<string> _shared;
    private readonly IReadOnlyList<bool> _dates;
    private readonly bool _from1904;
    private readonly MergedCells _merged;
    private readonly List<string> _cells = [];
    private bool _inside;

    private XlsxRows(Stream stream, SpreadsheetDocument document, WorksheetPart sheet, MergedCells merged, IReadOnlyList<string> shared, IReadOnlyList<bool> dates, bool from1904)
    {
        (_stream, _document, _merged, _shared, _dates, _from1904) = (stream, document, merged, shared, dates, from1904);
        _reader = OpenXmlReader.Create(sheet);
    }

    public override int Count => _cells.Count;

    public override double Part => Math.Min(0.99, (double)_stream.Position / _stream.Length);

    /// <summary>The names of the sheets that are shown and have any cell, in their order.</summary>
    /// <exception cref="TableRefused">It is no workbook that can be read, or all of it is empty.</exception>
    public static IReadOnlyList<string> SheetsOf(Stream stream, TableLimits limits, CancellationToken cancel)
    {
        Unpack(stream, limits);
        return Opened(stream, limits, document =>
        {
            using (document)
            {
                // What two names share is unpacked and counted once, and so is read under one of them.
                List<string> names = [.. Sheets(document).DistinctBy(sheet => sheet.Part).Where(sheet => HasRows(sheet.Part, cancel)).Select(sheet => sheet.Name)];
                return names.Count > 0 ? names : throw new TableRefused("import.file.empty");
            }
        });
    }

    /// <summary>Opens the rows of a sheet of a workbook that <see cref="SheetsOf"/> has looked through.</summary>
    /// <exception cref="TableRefused">It cannot be read, or has no such sheet.</exception>
    public static XlsxRows Open(Stream stream, string sheet, TableLimits limits) => Opened(stream, limits, document =>
    {
        var found = Sheets(document).FirstOrDefault(one => one.Name == sheet).Part ?? throw new TableRefused("import.file.sheet", sheet);
        var workbook = document.WorkbookPart!;
        var from1904 = workbook.Workbook?.WorkbookProperties?.Date1904?.Value ?? false;
        return new XlsxRows(stream, document, found, MergedCells.Of(found, limits), Shared(workbook.SharedStringTablePart), Dates(workbook.WorkbookStylesPart), from1904);
    });

    private static T Opened<T>(Stream stream, TableLimits limits, Func<SpreadsheetDocument, T> read)
    {
        stream.Position = 0;
        SpreadsheetDocument? document = null;
        try
        {
            document = SpreadsheetDocument.Open(stream, isEditable: false, new OpenSettings { MaxCharactersInPart = limits.Expanded, AutoSave = false });
            return read(document);
        }
        catch (Exception error) when (IsDamage(error))
        {
            document?.Dispose();
            throw new TableRefused("import.file.workbook");
        }
        catch
        {
            document?.Dispose();
            throw;
        }
    }

    public override ValueTask<bool> ReadAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            return ValueTask.FromResult(Read());
        }
        catch (Exception error) when (IsDamage(error))
        {
            throw new TableRefused("import.file.workbook", (Number + 1).ToString(CultureInfo.InvariantCulture));
        }
    }

    public override string Get(int column) => column < _cells.Count ? _cells[column] : "";

    public override string? Above(int column) => Get(column).Length == 0 ? _merged.Above(column) : null;

    public override ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _document.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsDamage(Exception error) => error is XmlException or InvalidDataException or OpenXmlPackageException or FileFormatException or FormatException
        or InvalidOperationException or ArgumentException or NotSupportedException or IOException or KeyNotFoundException or OverflowException or UriFormatException or InvalidCastException or NullReferenceException;

    /// <summary>Unpacks every part that may be read, and stops where it is more than a table can be.</summary>
    private static void Unpack(Stream stream, TableLimits limits)
    {
        stream.Position = 0;
        long most = Math.Min(limits.Expanded, Math.Max(Small, stream.Length * MostPacked)), expanded = 0;
        var buffer = new byte[1 << 16];
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Count > MostParts)
                throw new TableRefused("import.file.bomb");
            foreach (var entry in archive.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)))
            {
                if (entry.Length > most - expanded)
                    throw new TableRefused("import.file.bomb");
                using var part = entry.Open();
                for (int read; (read = part.Read(buffer)) > 0;)
                {
                    expanded += read;
                    if (expanded > most)
                        throw new TableRefused("import.file.bomb");
                }
            }
        }
        catch (InvalidDataException)
        {
            throw new TableRefused("import.file.workbook");
        }
    }

    private static IEnumerable<(string Name, WorksheetPart Part)> Sheets(SpreadsheetDocument document)
    {
        var workbook = document.WorkbookPart ?? throw new TableRefused("import.file.workbook");
        foreach (var sheet in workbook.Workbook?.Sheets?.Elements<Sheet>().Take(MostSheets).Where(sheet => sheet.State is null || sheet.State.Value == SheetStateValues.Visible) ?? [])
        {
            if (sheet.Id?.Value is { } id && workbook.TryGetPartById(id, out var part) && part is WorksheetPart found)
                yield return (sheet.Name?.Value ?? "", found);
        }
    }

    private static bool HasRows(WorksheetPart sheet, CancellationToken cancel)
    {
        using var reader = OpenXmlReader.Create(sheet);
        while (reader.Read())
        {
            cancel.ThrowIfCancellationRequested();
            if (reader.ElementType == typeof(Cell) && reader.IsStartElement)
                return true;
        }

        return false;
    }

    private static List<string> Shared(SharedStringTablePart? part)
    {
        var texts = new List<string>();
        if (part is null)
            return texts;
        long length = 0;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType != typeof(SharedStringItem) || !reader.IsStartElement)
                continue;
            // How a name is pronounced is written beside it, and is no part of it.
            var item = (SharedStringItem)reader.LoadCurrentElement()!;
            var text = item.Text?.Text ?? string.Concat(item.Elements<DocumentFormat.OpenXml.Spreadsheet.Run>().Select(run => run.Text?.Text));
            length += text.Length;
            if (length > MostShared)
                throw new TableRefused("import.file.bomb");
            texts.Add(text);
        }

        return texts;
    }

    /// <summary>Which formats of cells show a date.</summary>
    private static List<bool> Dates(WorkbookStylesPart? part)
    {
        var styles = part?.Stylesheet;
        var own = (styles?.NumberingFormats?.Elements<NumberingFormat>() ?? []).Where(format => format.NumberFormatId is not null).Take(MostFormats)
            .GroupBy(format => format.NumberFormatId!.Value).ToDictionary(format => format.Key, format => IsDate(format.First().FormatCode?.Value ?? ""));
        return [.. (styles?.CellFormats?.Elements<CellFormat>() ?? []).Take(MostFormats).Select(format => format.NumberFormatId?.Value is { } id && (own.TryGetValue(id, out var date) ? date : IsBuiltInDate(id)))];
    }

    private static bool IsBuiltInDate(uint id) => id is (>= 14 and <= 17) or 22 or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58;

    /// <summary>Whether a format shows a day or a year: outside of quotes and brackets.</summary>
    private static bool IsDate(string format)
    {
        var (quoted, bracketed) = (false, false);
        for (var index = 0; index < format.Length; index++)
        {
            var character = char.ToLowerInvariant(format[index]);
            if (character == '"')
                quoted = !quoted;
            else if (character == '\\')
                index++;
            else if (character is '[' or ']')
                bracketed = character == '[';
            else if (!quoted && !bracketed && character is 'y' or 'd' or 'e')
                return !format.StartsWith("General", StringComparison.OrdinalIgnoreCase);
        }

        return false;
    }

    private bool Read()
    {
        while (_reader.Read())
        {
            if (_reader.ElementType == typeof(SheetData))
                _inside = _reader.IsStartElement;
            if (!_inside || _reader.ElementType != typeof(Row) || !_reader.IsStartElement)
                continue;
            Number = _reader.Attributes.FirstOrDefault(attribute => attribute.LocalName == "r").Value is { } given
                && int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > Number ? number : Number + 1;
            ReadCells();
            _merged.Enter(Number, Get);
            return true;
        }

        return false;
    }

    private void ReadCells()
    {
        _cells.Clear();
        if (!_reader.ReadFirstChild())
            return;
        do
        {
            if (_reader.ElementType != typeof(Cell))
                continue;
            var cell = (Cell)_reader.LoadCurrentElement()!;
            var column = cell.CellReference?.Value is { } reference ? Column(reference) : _cells.Count;
            var text = Text(cell);
            if (column >= TableLimits.Columns)
            {
                if (text.Length > 0)
                    throw new TableRefused("import.file.columns", Number.ToString(CultureInfo.InvariantCulture));
                continue;
            }

            while (_cells.Count <= column)
                _cells.Add("");
            _cells[column] = text;
        }
        while (_reader.ReadNextSibling());
    }

    /// <summary>The column of a reference such as B5, from 0.</summary>
    internal static int Column(string reference)
    {
        var column = 0;
        foreach (var character in reference.TakeWhile(char.IsAsciiLetter).Take(4))
            column = (column * 26) + (char.ToUpperInvariant(character) - 'A' + 1);
        return column - 1;
    }

    private string Text(Cell cell)
    {
        var value = cell.CellValue?.Text ?? "";
        var type = cell.DataType?.Value;
        if (type == CellValues.SharedString)
            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _shared.Count ? _shared[index] : "";
        if (type == CellValues.InlineString)
            return cell.InlineString is { } inline ? inline.Text?.Text ?? string.Concat(inline.Elements<DocumentFormat.OpenXml.Spreadsheet.Run>().Select(run => run.Text?.Text)) : "";
        if (type == CellValues.Boolean)
            return value == "1" ? "是" : "否";
        if (type == CellValues.Error)
            return "";
        if (type == CellValues.String || type == CellValues.Date || value.Length == 0)
            return value;
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? NumberText(number, cell.StyleIndex?.Value, value) : value;
    }

    private string NumberText(double number, uint? style, string written)
    {
        if (style is { } format && format < _dates.Count && _dates[(int)format] && ImportDates.OfSerial(number, _from1904) is { } date)
            return date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        // A telephone that became a number is written as one again, not as 1.99E10.
        return Math.Abs(number) < 1e15 && number == Math.Floor(number) ? number.ToString("F0", CultureInfo.InvariantCulture) : written;
    }
}
