using System.Text.Json.Serialization;

namespace Hejie.Notices.Duty;

/// <summary>A shift: from a time of the day on which it begins, until a time of that day or of the next.</summary>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it ends; not after <paramref name="From"/>, it ends on the next day.</param>
/// <param name="Telephone">The number that rings.</param>
internal sealed record Shift(TimeOnly From, TimeOnly Until, string Telephone)
{
    private const int Day = 24 * 60;

    /// <summary>Its minutes, counted from the midnight before it.</summary>
    [JsonIgnore]
    public (int From, int Until) Minutes => (Of(From), Of(Until) is var until && until <= Of(From) ? until + Day : until);

    public bool Overlaps(Shift other, int daysLater)
    {
        var (from, until) = Minutes;
        var (start, end) = other.Minutes;
        return from < end + (daysLater * Day) && start + (daysLater * Day) < until;
    }

    private static int Of(TimeOnly time) => (time.Hour * 60) + time.Minute;
}

/// <summary>A shift of every week.</summary>
/// <param name="Weekday">The day on which it begins.</param>
/// <param name="Shift">The shift.</param>
internal sealed record WeeklyShift(DayOfWeek Weekday, Shift Shift);

/// <summary>A day on which all is otherwise: its own shifts begin instead of those of the week; without one, nobody comes.</summary>
internal sealed record DutyException(DateOnly Date, IReadOnlyList<Shift> Shifts);

/// <summary>A span of time of a roster, Asia/Shanghai.</summary>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Shift">Who is on duty; null where nobody is.</param>
internal sealed record DutySpan(DateTime From, DateTime Until, Shift? Shift);

/// <summary>Who is on duty at a body: a week that comes again, and days that are otherwise. At any instant it is one telephone, or nobody's.</summary>
internal sealed record Roster
{
    /// <summary>The most shifts of a week, and the most other days that are kept.</summary>
    public const int MostShifts = 50, MostExceptions = 100;

    public static Roster Empty { get; } = new();

    public IReadOnlyList<WeeklyShift> Week { get; init; } = [];

    public IReadOnlyList<DutyException> Exceptions { get; init; } = [];

    /// <summary>The shifts that begin on a day.</summary>
    public IEnumerable<Shift> On(DateOnly date) =>
        Exceptions.FirstOrDefault(other => other.Date == date)?.Shifts ?? Week.Where(weekly => weekly.Weekday == date.DayOfWeek).Select(weekly => weekly.Shift);

    /// <summary>The shift that runs at a moment, Asia/Shanghai; null where nobody is on duty.</summary>
    public Shift? At(DateTime wall)
    {
        var date = DateOnly.FromDateTime(wall);
        return Running(date.AddDays(-1), wall) ?? Running(date, wall);
    }

    /// <summary>A day as it is, from midnight to midnight, with what of it nobody is on duty.</summary>
    public IReadOnlyList<DutySpan> Spans(DateOnly date)
    {
        var (begin, end) = (date.ToDateTime(TimeOnly.MinValue), date.AddDays(1).ToDateTime(TimeOnly.MinValue));
        var spans = new List<DutySpan>();
        var at = begin;
        foreach (var span in Runs(date.AddDays(-1)).Concat(Runs(date)).Where(span => span.Until > begin && span.From < end).OrderBy(span => span.From))
        {
            var (from, until) = (span.From > begin ? span.From : begin, span.Until < end ? span.Until : end);
            if (from > at)
                spans.Add(new DutySpan(at, from, null));
            spans.Add(span with { From = from, Until = until });
            at = until;
        }

        if (at < end)
            spans.Add(new DutySpan(at, end, null));
        return spans;
    }

    /// <summary>Whether two shifts would run at once: of the week, which comes again, or around a day that is otherwise.</summary>
    public bool Overlaps()
    {
        for (var one = 0; one < Week.Count; one++)
        {
            foreach (var other in Week.Skip(one + 1))
            {
                var days = ((int)other.Weekday - (int)Week[one].Weekday + 7) % 7;
                if (Week[one].Shift.Overlaps(other.Shift, days) || Week[one].Shift.Overlaps(other.Shift, days - 7))
                    return true;
            }
        }

        return Exceptions.Any(day => Clash([.. day.Shifts], [.. On(day.Date.AddDays(-1))], [.. On(day.Date.AddDays(1))]));
    }

    private static bool Clash(Shift[] own, Shift[] before, Shift[] after) =>
        own.Index().Any(one => own.Skip(one.Index + 1).Any(other => one.Item.Overlaps(other, 0)))
        || own.Any(one => before.Any(other => other.Overlaps(one, 1)) || after.Any(other => one.Overlaps(other, 1)));

    private Shift? Running(DateOnly date, DateTime wall) => Runs(date).FirstOrDefault(span => span.From <= wall && wall < span.Until)?.Shift;

    private IEnumerable<DutySpan> Runs(DateOnly date)
    {
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        return On(date).Select(shift => new DutySpan(midnight.AddMinutes(shift.Minutes.From), midnight.AddMinutes(shift.Minutes.Until), shift));
    }
}
