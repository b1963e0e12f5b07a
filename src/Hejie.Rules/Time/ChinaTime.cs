namespace Hejie.Rules.Time;

/// <summary>
/// Legal time, Asia/Shanghai. A fixed offset: the one period of summer time (1986–1991) lies before every clock here,
/// and a date must not depend on the time zone files of a machine.
/// </summary>
public static class ChinaTime
{
    /// <summary>UTC+8.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The legal date of an instant.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The instant at which a legal date begins.</summary>
    public static DateTimeOffset StartOf(DateOnly date) => new(date, TimeOnly.MinValue, Offset);
}
