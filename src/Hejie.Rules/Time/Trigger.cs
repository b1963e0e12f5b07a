namespace Hejie.Rules.Time;

/// <summary>The event that starts a period.</summary>
/// <param name="Date">Its legal date, Asia/Shanghai; never counted itself.</param>
/// <param name="Instant">Its moment, which rules in hours need.</param>
public readonly record struct Trigger(DateOnly Date, DateTimeOffset? Instant)
{
    /// <summary>An event of which only the day is known.</summary>
    public static Trigger On(DateOnly date) => new(date, null);

    /// <summary>An event at an instant; its date is the one in China.</summary>
    public static Trigger At(DateTimeOffset instant) => new(LegalTime.DateOf(instant), instant);
}
