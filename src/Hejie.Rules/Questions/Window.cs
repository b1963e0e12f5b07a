using Hejie.Rules.Time;

namespace Hejie.Rules.Questions;

/// <summary>Days that follow each other.</summary>
/// <param name="From">The first day, Asia/Shanghai.</param>
/// <param name="Until">The last day, Asia/Shanghai, counted too.</param>
/// <param name="Unit">What the days are of, which says with which days they are compared.</param>
public sealed record Window(DateOnly From, DateOnly Until, WindowUnit Unit = WindowUnit.Days)
{
    /// <summary>
    /// The same days a year before: by the calendar, for weeks 52 of them, and for lunar days those of the lunar year
    /// before, so that a Spring Festival is set beside a Spring Festival.
    /// </summary>
    public Window YearBefore() => Unit switch
    {
        WindowUnit.Week => Back(364),
        WindowUnit.LunarMonth or WindowUnit.LunarDays => this with { From = LunarDate.YearBefore(From), Until = LunarDate.YearBefore(Until) },
        _ => this with { From = From.AddYears(-1), Until = IsMonthsEnd ? EndOfMonth(Until.AddYears(-1)) : Until.AddYears(-1) },
    };

    /// <summary>The days just before: as far into the month, quarter or year before as these are into theirs; else as many.</summary>
    public Window Before() => Unit switch
    {
        WindowUnit.Week => Back(7),
        WindowUnit.Month => Months(1),
        WindowUnit.Quarter => Months(3),
        WindowUnit.HalfYear => Months(6),
        WindowUnit.Year => Months(12),
        WindowUnit.LunarMonth => LunarMonthBefore(),
        _ => Back(Until.DayNumber - From.DayNumber + 1),
    };

    /// <summary>These days up to a day: what has not come yet is not compared.</summary>
    internal Window UpTo(DateOnly last) => Until > last ? this with { Until = last } : this;

    internal static Window Month(DateOnly day) => Months(day, 1, WindowUnit.Month);

    internal static Window Quarter(int year, int number) => Months(new DateOnly(year, number * 3 - 2, 1), 3, WindowUnit.Quarter);

    internal static Window HalfYear(int year, int number) => Months(new DateOnly(year, number * 6 - 5, 1), 6, WindowUnit.HalfYear);

    internal static Window Year(int year) => Months(new DateOnly(year, 1, 1), 12, WindowUnit.Year);

    internal static Window Week(DateOnly day)
    {
        var monday = LegalTime.MondayOf(day);
        return new Window(monday, monday.AddDays(6), WindowUnit.Week);
    }

    private static Window Months(DateOnly day, int count, WindowUnit unit)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        return new Window(first, first.AddMonths(count).AddDays(-1), unit);
    }

    private bool IsMonthsEnd => Until == EndOfMonth(Until);

    private static DateOnly EndOfMonth(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));

    // A whole month before a whole month, though one has 30 days and the other 31.
    private Window Months(int count) => this with
    {
        From = From.AddMonths(-count),
        Until = IsMonthsEnd ? EndOfMonth(Until.AddMonths(-count)) : Until.AddMonths(-count),
    };

    // As far into the lunar month before as this is into its own; whole where this one is over.
    private Window LunarMonthBefore()
    {
        var (first, last) = LunarDate.MonthBefore(From);
        var until = LunarDate.DayOf(Until.AddDays(1)) == 1 ? last : first.AddDays(Until.DayNumber - From.DayNumber);
        return this with { From = first, Until = until < last ? until : last };
    }

    private Window Back(int days) => this with { From = From.AddDays(-days), Until = Until.AddDays(-days) };
}

/// <summary>What days are of.</summary>
public enum WindowUnit
{
    /// <summary>Days as they were named.</summary>
    Days,

    /// <summary>A week from Monday, or as far as it has come.</summary>
    Week,

    /// <summary>A month, or as far as it has come.</summary>
    Month,

    /// <summary>A quarter, or as far as it has come.</summary>
    Quarter,

    /// <summary>Half a year, or as far as it has come.</summary>
    HalfYear,

    /// <summary>A year, or as far as it has come.</summary>
    Year,

    /// <summary>A month of the lunar calendar (农历).</summary>
    LunarMonth,

    /// <summary>Days that the lunar calendar sets, such as a festival.</summary>
    LunarDays,
}
