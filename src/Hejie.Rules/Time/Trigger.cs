using System.Globalization;

namespace Hejie.Rules.Time;

/// <summary>The event that starts a period.</summary>
/// <param name="Date">Its legal date, Asia/Shanghai; never counted itself.</param>
/// <param name="Instant">Its moment, which rules in hours need.</param>
public readonly record struct Trigger(DateOnly Date, DateTimeOffset? Instant)
{
    private static readonly string[] s_moments = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>An event of which only the day is known.</summary>
    public static Trigger On(DateOnly date) => new(date, null);

    /// <summary>An event at an instant; its date is the one in China.</summary>
    public static Trigger At(DateTimeOffset instant) => new(LegalTime.DateOf(instant), instant);

    /// <summary>An event as it is written: <c>2026-02-24</c>, or <c>2026-02-24T09:30+08:00</c>; null where it is neither.</summary>
    public static Trigger? Read(ReadOnlySpan<char> text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return On(date);
        return DateTimeOffset.TryParseExact(text, s_moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && instant.UtcDateTime < DateTime.MaxValue - LegalTime.Offset
            ? At(instant)
            : null;
    }
}
