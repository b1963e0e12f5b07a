using System.Globalization;
using Calendar = Hejie.Rules.Time.Calendar;

namespace Hejie.Rules.Import;

/// <summary>Dates as tables kept by hand write them.</summary>
public static class ImportDates
{
    /// <summary>No date of a matter lies before it: what is older is a slip, or a birthday.</summary>
    public static readonly DateOnly Earliest = new(1990, 1, 1);

    private static readonly string[] s_formats =
    [
        "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyy年M月d号", "yyyyMMdd", "yyyy-M-d H:m", "yyyy/M/d H:m", "yyyy.M.d H:m", "yyyy年M月d日 H:m",
        "yyyy-M-d H:m:s", "yyyy/M/d H:m:s", "yyyy年M月d日 H时m分", "yyyy年M月d日H时m分", "yyyy年M月d日H时", "yyyy年M月d日 H:m:s", "yyyy-M-dTH:m:s", "yyyy-M-dTH:m", "yyyy-M-d H:m:s.f", "yyyy-M-d H:m:s.fff",
    ];

    /// <summary>The day that a spreadsheet counts as 0, for serial numbers from March 1900 on.</summary>
    private static readonly DateOnly s_zero = new(1899, 12, 30);

    /// <summary>The day that a text says, Asia/Shanghai; null where it says none.</summary>
    public static DateOnly? Read(string text)
    {
        text = text.Trim();
        if (text.Length is < 5 or > 30)
            return null;
        if (DateTime.TryParseExact(text, s_formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
            return Known(DateOnly.FromDateTime(read));
        // A spreadsheet's serial number that lost its format on the way into text: 36526 is 2000-01-01.
        return text.Length is 5 or (> 6 and <= 20) && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial) && serial is >= 20_000 and < 80_000
            ? OfSerial((double)serial) : null;
    }

    /// <summary>The day of a spreadsheet's serial number.</summary>
    /// <param name="serial">Days since the end of 1899, with the time of day as a fraction.</param>
    /// <param name="from1904">Whether the workbook counts from 1904 instead.</param>
    public static DateOnly? OfSerial(double serial, bool from1904 = false) => serial is >= 61 and < 2_900_000
        ? Known(s_zero.AddDays((int)Math.Floor(serial) + (from1904 ? 1462 : 0))) : null;

    /// <summary>Whether a matter can have the date: not before 1990, not after today.</summary>
    public static bool IsPossible(DateOnly date, DateOnly today) => date >= Earliest && date <= today;

    private static DateOnly? Known(DateOnly date) => Calendar.Covers(date) ? date : null;
}
