using System.Globalization;

namespace Hejie.Rules.Time;

/// <summary>Days of the lunar calendar as civil dates.</summary>
internal static class LunarDate
{
    private static readonly ChineseLunisolarCalendar s_lunar = new();

    /// <summary>The date of a day of an ordinary (never a leap) month in the lunar year that begins in the given year.</summary>
    internal static DateOnly Of(int year, int month, int day)
    {
        // .NET numbers the months through; a leap month pushes those from it on by one.
        var leap = s_lunar.GetLeapMonth(year);
        var ordinal = leap > 0 && month >= leap ? month + 1 : month;
        return DateOnly.FromDateTime(s_lunar.ToDateTime(year, ordinal, day, 0, 0, 0, 0));
    }

    /// <summary>The first and last lunar year that can be reckoned whole.</summary>
    internal const int FirstYear = 1902, LastYear = 2099;

    /// <summary>The lunar year that a day lies in, by the year in which it began.</summary>
    internal static int YearOf(DateOnly day) => s_lunar.GetYear(At(day));

    /// <summary>The first and last day of an ordinary month.</summary>
    internal static (DateOnly First, DateOnly Last) Month(int year, int month)
    {
        var first = Of(year, month, 1);
        return (first, first.AddDays(DaysOfMonth(first) - 1));
    }

    /// <summary>The same lunar day a lunar year before; of a leap month the ordinary one, and the last day of a shorter month.</summary>
    internal static DateOnly YearBefore(DateOnly day)
    {
        var at = At(day);
        var (year, ordinal) = (s_lunar.GetYear(at), s_lunar.GetMonth(at));
        var leap = s_lunar.GetLeapMonth(year);
        var first = Of(year - 1, leap > 0 && ordinal >= leap ? ordinal - 1 : ordinal, 1);
        return first.AddDays(Math.Min(s_lunar.GetDayOfMonth(at), DaysOfMonth(first)) - 1);
    }

    /// <summary>The first and last day of the lunar month before that of a day, leap or not.</summary>
    internal static (DateOnly First, DateOnly Last) MonthBefore(DateOnly day)
    {
        var last = day.AddDays(-s_lunar.GetDayOfMonth(At(day)));
        return (last.AddDays(1 - s_lunar.GetDayOfMonth(At(last))), last);
    }

    /// <summary>The day's number in its lunar month, from 1.</summary>
    internal static int DayOf(DateOnly day) => s_lunar.GetDayOfMonth(At(day));

    private static int DaysOfMonth(DateOnly day) => s_lunar.GetDaysInMonth(s_lunar.GetYear(At(day)), s_lunar.GetMonth(At(day)));

    private static DateTime At(DateOnly day) => day.ToDateTime(TimeOnly.MinValue);
}
