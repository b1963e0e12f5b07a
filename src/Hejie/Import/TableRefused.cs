namespace Hejie.Import;

/// <summary>A file that is not read, or not further: nothing of it was taken in by this.</summary>
/// <param name="code">Why; its words are <c>error.CODE</c>.</param>
/// <param name="detail">A line's number, a limit, or a sheet's name.</param>
internal sealed class TableRefused(string code, string? detail = null) : Exception($"{code}: {detail}")
{
    public string Code { get; } = code;

    public string? Detail { get; } = detail;
}

/// <summary>How much of a file is read.</summary>
/// <param name="Bytes">The most bytes of a file.</param>
/// <param name="Expanded">The most bytes that a workbook may have once it is unpacked.</param>
internal sealed record TableLimits(long Bytes, long Expanded)
{
    /// <summary>More columns has no table that people keep.</summary>
    public const int Columns = 256;

    /// <summary>The most characters of one line.</summary>
    public const int Line = 1 << 20;

    /// <summary>The most characters of one cell that is looked at.</summary>
    public const int Cell = 32_767;

    /// <summary>In a page: what comes stays in memory.</summary>
    public static TableLimits Page { get; } = new(20L << 20, 400L << 20);

    /// <summary>On the command line: it is read as it lies there.</summary>
    public static TableLimits File { get; } = new(16L << 30, 2L << 30);
}
