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
}
