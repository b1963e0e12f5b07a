using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Time;

/// <summary>One year of a calendar, each day resolved.</summary>
internal sealed class CalendarYear
{
    private static readonly DayKind s_working = new DayKind.Working();
    private static readonly DayKind s_weekend = new DayKind.Weekend();

    private readonly DayKind[] _days;

    private CalendarYear(DayKind[] days, bool notified)
    {
        _days = days;
        Notified = notified;
    }

    /// <summary>Whether the State Council's notice for the year is among the rows.</summary>
    internal bool Notified { get; }

    internal DayKind this[DateOnly date] => _days[date.DayOfYear - 1];

    internal static CalendarYear National(int year, IReadOnlyList<HolidayNotice> notices)
    {
        // A notice always holds 1 October, while rows of late December alone belong to the next year's notice.
        var notified = notices.Any(notice => notice is { Works: false, Date: { Month: 10, Day: 1 } });
        var days = Weeks(year);
        if (!notified) Mark(days, Holidays.Statutory(year).Select(Computed));
        Mark(days, notices.Select(Kind));
        return new CalendarYear(days, notified);
    }

    internal static CalendarYear Local(CalendarYear national, string scope, int year, IReadOnlyList<HolidayNotice> notices)
    {
        var days = (DayKind[])national._days.Clone();
        var told = notices.Select(notice => notice.Name.Zh).ToHashSet(StringComparer.Ordinal);
        Mark(days, Holidays.Local(scope, year).Where(day => !told.Contains(day.Name.Zh) && Free(day.Date))
            .Select(Computed));
        Mark(days, notices.Select(Kind));
        return new CalendarYear(days, national.Notified);

        // A national day off keeps its name, and its certainty, where a local one falls on it.
        bool Free(DateOnly date) => national[date] is not DayKind.Rest;
    }

    private static DayKind[] Weeks(int year)
    {
        var first = new DateOnly(year, 1, 1);
        return [.. Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(offset => Week(first.AddDays(offset)))];
    }

    private static DayKind Week(DateOnly date) =>
        date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? s_weekend : s_working;

    private static (DateOnly Date, DayKind Kind) Kind(HolidayNotice notice) =>
        (notice.Date, notice.Works ? new DayKind.MakeUp(notice.Name) : new DayKind.Rest(notice.Name, Computed: false));

    private static (DateOnly Date, DayKind Kind) Computed((DateOnly Date, Words Name) day) =>
        (day.Date, new DayKind.Rest(day.Name, Computed: true));

    private static void Mark(DayKind[] days, IEnumerable<(DateOnly Date, DayKind Kind)> marks)
    {
        foreach (var (date, kind) in marks) days[date.DayOfYear - 1] = kind;
    }
}
