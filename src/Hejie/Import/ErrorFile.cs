using System.Globalization;
using System.Text;
using Hejie.Rules.Import;
using Hejie.Ui;

namespace Hejie.Import;

/// <summary>
/// The refused rows as a file that a spreadsheet opens: the row's number and the reasons first, then the mapped columns, to
/// be corrected and sent again as it is. No other column is in it.
/// </summary>
internal static class ErrorFile
{
    /// <summary>UTF-8 with its mark: without it spreadsheets take Chinese for something else.</summary>
    public static Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);

    public static string Head(IReadOnlyList<string> columns, IWords words) => Line([words["import.file.row"], words["import.file.why"], .. columns]);

    public static string Of(ReadRow row, IWords words) =>
        Line([row.Row.Number.ToString(CultureInfo.InvariantCulture), string.Join("；", row.Errors.Select(error => Why(error, words))), .. row.Row.Values.Select((value, index) => Continues(row, index) ? "" : value)]);

    /// <summary>
    /// Whether a cell is empty in the table because it was merged with one above, in a row that is refused for it: written out,
    /// the row would be taken for a matter of its own when it comes back.
    /// </summary>
    private static bool Continues(ReadRow row, int index) => row.Row.Above is { } above && above[index] && row.Errors.Any(error => error.Code == RowReader.Continued);

    /// <summary>A reason in words, with its column.</summary>
    public static string Why(RowError error, IWords words) => (error.Column is null ? "" : words["import.in-column", error.Column]) + words.Error(error.Code, error.Detail);

    private static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(cell => "\"" + SafeCell.Out(cell).Replace("\"", "\"\"", StringComparison.Ordinal) + "\"")) + "\r\n";
}
