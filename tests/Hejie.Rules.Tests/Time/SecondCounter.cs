using System.Globalization;
using Hejie.Rules.Time;

namespace Hejie.Rules.Tests.Time;

/// <summary>
/// Counts the slow way, day by day over a list, from the rows of the file and a lunar calendar asked about each day;
/// shares nothing with the product but the articles.
/// </summary>
internal static class SecondCounter
{
    private static readonly ChineseLunisolarCalendar s_lunar = new();
    private static readonly Dictionary<(DateOnly, string), bool> s_rows = CatalogueFiles.Text("calendars/holidays.csv")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Trim().Split(','))
        .ToDictionary(cells => (Rules.Day(cells[0]), cells[3]), cells => cells[1] == "work");
    private static readonly Dictionary<bool, HashSet<DateOnly>> s_working =
        new() { [false] = [.. All().Where(day => Works(day, local: false))], [true] = [.. All().Where(day => Works(day, local: true))] };

    private static IEnumerable<DateOnly> All() => Enumerable.Range(new DateOnly(2015, 1, 1).DayNumber, 30 * 366).Select(DateOnly.FromDayNumber);

    internal static DateOnly Due(PeriodUnit unit, int length, bool rollOver, DateOnly trigger, bool local, IReadOnlyList<Pause> pauses)
    {
        var running = Enumerable.Range(1, 6_000).Select(trigger.AddDays).Where(day => !pauses.Any(pause => day >= pause.From && day <= pause.To));
        var counted = unit == PeriodUnit.WorkingDays ? running.Where(s_working[local].Contains) : running;
        var needed = unit switch
        {
            PeriodUnit.Months => DaysTo(trigger, length),
            PeriodUnit.Years => DaysTo(trigger, 12 * length),
            _ => length,
        };
        var last = counted.ElementAt(needed - 1);
        return rollOver ? Enumerable.Range(0, 60).Select(last.AddDays).First(s_working[local].Contains) : last;
    }

    private static int DaysTo(DateOnly trigger, int months)
    {
        var month = trigger.Year * 12 + trigger.Month - 1 + months;
        var day = trigger.Day;
        DateOnly end;
        while (!DateOnly.TryParseExact($"{month / 12}-{month % 12 + 1:00}-{day:00}", "yyyy-MM-dd", out end)) day--;
        return end.DayNumber - trigger.DayNumber;
    }

    private static bool Works(DateOnly day, bool local)
    {
        if (local && LocalRest(day)) return false;
        if (s_rows.TryGetValue((day, "national"), out var works)) return works;
        return day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && (day.Year is 2025 or 2026 || !Statutory(day));
    }

    private static bool LocalRest(DateOnly day) =>
        s_rows.ContainsKey((day, "532900")) || day is { Month: 11, Day: 22 or 23 } || day.Year != 2025 && Lunar(day) is (3, 15 or 16 or 17);

    private static bool Statutory(DateOnly day) =>
        day is { Month: 1, Day: 1 } or { Month: 5, Day: 1 } or { Month: 10, Day: 1 or 2 or 3 }
        || day is { Month: 4 } && day.Day == (int)(day.Year % 100 * 0.2422 + 4.81) - day.Year % 100 / 4
        || Lunar(day) is (1, 1 or 2 or 3) or (5, 5) or (8, 15)
        || day.Year >= 2025 && (day is { Month: 5, Day: 2 } || Lunar(day.AddDays(1)) is (1, 1));

    // A leap month answers 0: no feast is kept in it.
    private static (int Month, int Day) Lunar(DateOnly day)
    {
        var time = day.ToDateTime(TimeOnly.MinValue);
        var leap = s_lunar.GetLeapMonth(s_lunar.GetYear(time));
        var month = s_lunar.GetMonth(time);
        return (leap == 0 || month < leap ? month : month == leap ? 0 : month - 1, s_lunar.GetDayOfMonth(time));
    }
}
