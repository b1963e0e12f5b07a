using Hejie.Rules.Time;

namespace Hejie.Operations.Demo;

/// <summary>When people do things: residents mornings and evenings, offices in office hours on working days.</summary>
internal sealed class DemoHours(Calendar calendar, DemoRandom random)
{
    private static readonly (int, int)[] s_filing =
        [(7, 2), (8, 6), (9, 12), (10, 12), (11, 8), (12, 4), (13, 3), (14, 8), (15, 10), (16, 9), (17, 5), (18, 4), (19, 6), (20, 7), (21, 4), (22, 2)];

    private static readonly int[] s_weekday = [55, 100, 95, 90, 88, 92, 60];
    private static readonly (int Hour, int Minute)[] s_sitting = [(9, 0), (9, 30), (10, 0), (14, 30), (15, 0), (15, 30), (19, 0), (19, 30)];

    /// <summary>A moment of filing on a day, or null where that weekday has its share already.</summary>
    public DateTimeOffset? Filing(DateOnly day) =>
        random.Chance(s_weekday[(int)day.DayOfWeek]) ? At(day, random.Weighted(s_filing)) : null;

    /// <summary>When a resident acts, some time after a moment.</summary>
    public DateTimeOffset Resident(DateTimeOffset after, int minutes)
    {
        var at = after + random.Around(minutes);
        return at.Hour is >= 7 and <= 21 ? at : At(LegalTime.DateOf(at).AddDays(at.Hour < 7 ? 0 : 1), random.Between(7, 21));
    }

    /// <summary>When an office acts, some time after a moment.</summary>
    public DateTimeOffset Office(DateTimeOffset after, int minutes)
    {
        var at = after + random.Around(minutes);
        var day = LegalTime.DateOf(at);
        if (calendar.IsWorking(day) && at.Hour is >= 8 and < 18)
            return at;
        if (at.Hour >= 8 || !calendar.IsWorking(day))
            day = day.AddDays(1);
        while (!calendar.IsWorking(day))
            day = day.AddDays(1);
        return At(day, random.Weighted<int>([(8, 4), (9, 6), (10, 4), (11, 2), (14, 3), (15, 3), (16, 2)]));
    }

    /// <summary>When a sitting is held, some days after a moment.</summary>
    public DateTimeOffset Sitting(DateTimeOffset after, int least, int most)
    {
        var (hour, minute) = random.Pick(s_sitting);
        return LegalTime.StartOf(LegalTime.DateOf(after).AddDays(random.Between(least, most))).AddHours(hour).AddMinutes(minute);
    }

    private DateTimeOffset At(DateOnly day, int hour) => LegalTime.StartOf(day).AddHours(hour).AddSeconds(random.Below(3600));
}
