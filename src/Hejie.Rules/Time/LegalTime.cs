namespace Hejie.Rules.Time;

/// <summary>
/// Legal time, Asia/Shanghai. A fixed offset: the one period of summer time (1986–1991) lies before every clock here,
/// and a date must not depend on the time zone files of a machine.
/// </summary>
public static class LegalTime
{
    /// <summary>UTC+8.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The legal date of an instant.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The instant at which a legal date begins.</summary>
    public static DateTimeOffset StartOf(DateOnly date) => new(date, TimeOnly.MinValue, Offset);

    /// <summary>The Monday of the week in which a day lies.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>The last microsecond of a legal date, in microseconds since 1970 UTC: a period ends at 24:00 (民法典 203).</summary>
    public static long EndOf(DateOnly date) => Micros(StartOf(date.AddDays(1))) - 1;

    /// <summary>An instant in microseconds since 1970 UTC, as databases and entries keep it.</summary>
    public static long Micros(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Whether microseconds since 1970 UTC are an instant that a calendar has, in legal time too.</summary>
    public static bool IsInstant(long micros) => micros >= Micros(DateTimeOffset.MinValue) && micros <= Micros(DateTimeOffset.MaxValue - Offset);

    /// <summary>The instant of microseconds since 1970 UTC, in legal time.</summary>
    public static DateTimeOffset Instant(long micros) =>
        DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond).ToOffset(Offset);

    /// <summary>The instant of a wall-clock time in legal time.</summary>
    public static DateTimeOffset Instant(DateTime wall) => new(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified), Offset);
}
