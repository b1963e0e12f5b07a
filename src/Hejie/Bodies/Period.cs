using Hejie.Rules.Procedures;

namespace Hejie.Bodies;

/// <summary>Days from the first to the last, both among them, in Asia/Shanghai.</summary>
internal static class Period
{
    /// <summary>Nothing is said for longer ahead, nor for so long ago.</summary>
    private const int Farthest = 5 * 366;

    /// <summary>What is wrong with a period that somebody names; null where nothing is.</summary>
    public static FieldError? Error(DateOnly from, DateOnly? until, DateOnly today) =>
        until < from ? new FieldError("until", "period.order")
        : until < today ? new FieldError("until", "period.over")
        : from < today.AddDays(-Farthest) || from > today.AddDays(Farthest) || until > today.AddDays(Farthest) ? new FieldError("from", "period.far")
        : null;

    /// <summary>Whether two periods share a day.</summary>
    public static bool Overlap(DateOnly from, DateOnly? until, DateOnly otherFrom, DateOnly? otherUntil) =>
        (until is null || until >= otherFrom) && (otherUntil is null || otherUntil >= from);
}
