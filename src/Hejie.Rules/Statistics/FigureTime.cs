namespace Hejie.Rules.Statistics;

/// <summary>
/// Days and months as figures keep them: a day by its number (days since 0001-01-01), a month by months since year 0.
/// All in Asia/Shanghai.
/// </summary>
public static class FigureTime
{
    /// <summary>The month of a day.</summary>
    public static int MonthOf(DateOnly day) => (day.Year * 12) + day.Month - 1;

    /// <summary>The month of a day's number.</summary>
    public static int MonthOf(int day) => MonthOf(DateOnly.FromDayNumber(day));

    /// <summary>The first day of a month.</summary>
    public static DateOnly FirstOf(int month) => new(month / 12, (month % 12) + 1, 1);

    /// <summary>The last day of a month.</summary>
    public static DateOnly LastOf(int month) => FirstOf(month).AddMonths(1).AddDays(-1);

    /// <summary>Whether a day is the last of its month.</summary>
    public static bool IsMonthEnd(DateOnly day) => day.AddDays(1).Day == 1;

    /// <summary>How many whole months the days are; 0 where they are none.</summary>
    public static int WholeMonths(DateOnly from, DateOnly until) =>
        from.Day == 1 && IsMonthEnd(until) && until > from ? MonthOf(until) - MonthOf(from) + 1 : 0;

    /// <summary>The first day of the part of time that a day lies in.</summary>
    public static DateOnly Start(DateOnly day, FigureUnit unit) => unit switch
    {
        FigureUnit.Day => day,
        FigureUnit.Month => new DateOnly(day.Year, day.Month, 1),
        FigureUnit.Quarter => new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
        _ => new DateOnly(day.Year, 1, 1),
    };

    /// <summary>The last day of the part of time that begins on a day.</summary>
    public static DateOnly End(DateOnly start, FigureUnit unit) => unit switch
    {
        FigureUnit.Day => start,
        FigureUnit.Month => start.AddMonths(1).AddDays(-1),
        FigureUnit.Quarter => start.AddMonths(3).AddDays(-1),
        _ => start.AddYears(1).AddDays(-1),
    };

    /// <summary>The first days of all parts of a time, in order.</summary>
    public static IEnumerable<DateOnly> Starts(DateOnly from, DateOnly until, FigureUnit unit)
    {
        for (var at = Start(from, unit); at <= until; at = End(at, unit).AddDays(1))
            yield return at;
    }

    /// <summary>
    /// The parts of one time by those of another before which they stand: counted from the last, so that where a time of as
    /// many days cuts one part more, it is the piece at its beginning that stands alone.
    /// </summary>
    /// <param name="before">The first days of the parts of the time compared with, in their order.</param>
    /// <param name="now">Those of the time that is compared.</param>
    public static IReadOnlyDictionary<long, long> Beside(IEnumerable<DateOnly> before, IEnumerable<DateOnly> now) =>
        before.Reverse().Zip(now.Reverse()).ToDictionary(pair => (long)pair.First.DayNumber, pair => (long)pair.Second.DayNumber);
}
