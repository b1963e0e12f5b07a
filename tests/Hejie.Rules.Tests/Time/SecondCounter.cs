using System.Globalization;
using Hejie.Rules.Time;

namespace Hejie.Rules.Tests.Time;

/// <summary>
/// Counts by asking of a day how much of a period has run by then, and looking for the first day on which enough has;
/// from the rows of the file and a lunar calendar asked about each day. Shares nothing with the product but the articles.
/// </summary>
internal static class SecondCounter
{
    private const int MinutesOfDay = 24 * 60;

    private static readonly ChineseLunisolarCalendar s_lunar = new();
    private static readonly Dictionary<(DateOnly, string), bool> s_rows = CatalogueFiles.Text("calendars/holidays.csv")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Trim().Split(','))
        .ToDictionary(cells => (Rules.Day(cells[0]), cells[3]), cells => cells[1] == "work");
    private static readonly int s_first = new DateOnly(2015, 1, 1).DayNumber;
    private static readonly int s_last = new DateOnly(2054, 12, 31).DayNumber;
    private static readonly int[] s_national = Worked(local: false);
    private static readonly int[] s_local = Worked(local: true);

    /// <summary>The last day of a period, extended or not.</summary>
    internal static DateOnly Due(Rule rule, DateOnly trigger, bool local, IEnumerable<Pause> pauses, int extended)
    {
        var stopped = Days(pauses);
        var worked = local ? s_local : s_national;
        var (inOwn, after) = (rule.Length, 0);
        if (rule.Extension is { } extension && extension.Unit == rule.Unit) inOwn += extension.Length * extended;
        else if (rule.Extension is { } other) after = other.Length * extended;
        var end = Last(trigger.DayNumber, inOwn, rule.Unit, worked, stopped);
        if (after > 0) end = Last(end, after, rule.Extension!.Unit, worked, stopped);
        while (rule.RollOver && Worked(worked, end) == 0) end++;
        return DateOnly.FromDayNumber(end);
    }

    /// <summary>The minute at which a period in hours ends, both counted from the start of day 0.</summary>
    internal static long DueMinute(Rule rule, long trigger, IEnumerable<Pause> pauses, int extended)
    {
        var stopped = Days(pauses);
        var left = 60L * (rule.Length + (rule.Extension?.Length ?? 0) * extended);
        var now = rule.FromTheMoment ? trigger : (trigger / 60 + 1) * 60;
        while (left > 0)
        {
            var midnight = (now / MinutesOfDay + 1) * MinutesOfDay;
            var runs = Array.BinarySearch(stopped, (int)(now / MinutesOfDay)) < 0;
            var passes = runs ? Math.Min(left, midnight - now) : midnight - now;
            if (runs) left -= passes;
            now += passes;
        }

        return now;
    }

    private static int Last(int trigger, int length, PeriodUnit unit, int[] worked, int[] stopped)
    {
        var needed = unit switch
        {
            PeriodUnit.Months => DaysTo(trigger, length),
            PeriodUnit.Years => DaysTo(trigger, 12 * length),
            _ => length,
        };
        int low = trigger, high = s_last;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Run(trigger, middle, unit == PeriodUnit.WorkingDays ? worked : null, stopped) < needed) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    // What has run from the day after the trigger to the end of the day: all days or the worked ones, less the stopped.
    private static int Run(int trigger, int day, int[]? worked, int[] stopped)
    {
        var run = worked is null ? day - trigger : worked[day - s_first] - worked[trigger - s_first];
        foreach (var stop in stopped)
        {
            if (stop > trigger && stop <= day) run -= worked is null ? 1 : Worked(worked, stop);
        }

        return run;
    }

    private static int[] Days(IEnumerable<Pause> pauses) =>
        [.. pauses.SelectMany(pause => Enumerable.Range(pause.From.DayNumber, pause.To.DayNumber - pause.From.DayNumber + 1)).Distinct().Order()];

    private static int DaysTo(int trigger, int months)
    {
        var from = DateOnly.FromDayNumber(trigger);
        var month = from.Year * 12 + from.Month - 1 + months;
        var day = Math.Min(from.Day, DateTime.DaysInMonth(month / 12, month % 12 + 1));
        return new DateOnly(month / 12, month % 12 + 1, day).DayNumber - trigger;
    }

    private static int Worked(int[] worked, int day) => worked[day - s_first] - worked[day - s_first - 1];

    // How many days were worked from the first to each.
    private static int[] Worked(bool local)
    {
        var total = 0;
        return [.. Enumerable.Range(s_first, s_last - s_first + 1).Select(day => total += Works(DateOnly.FromDayNumber(day), local) ? 1 : 0)];
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
