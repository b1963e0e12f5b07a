namespace Hejie.Rules.Import;

/// <summary>
/// Cells that a spreadsheet would take for a formula. What is written out is marked with an apostrophe, so that it is
/// shown and never computed; what comes back with the mark is read without it.
/// </summary>
public static class SafeCell
{
    /// <summary>The text as it may stand in a file that a spreadsheet opens.</summary>
    public static string Out(string text) => IsRisky(text) || (text.StartsWith('\'') && IsMarked(text)) ? "'" + text : text;

    /// <summary>The text as it was meant.</summary>
    public static string In(string text) => IsMarked(text) ? text[1..] : text;

    private static bool IsMarked(string text) => text.StartsWith('\'') && (IsRisky(text[1..]) || (text.Length > 1 && text[1] == '\'' && IsMarked(text[1..])));

    private static bool IsRisky(string text) => text.Length > 0 && "=+-@\t\r\n＝＋－＠".Contains(text[0], StringComparison.Ordinal);
}
