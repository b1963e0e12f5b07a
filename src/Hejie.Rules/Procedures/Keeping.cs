namespace Hejie.Rules.Procedures;

/// <summary>How long a matter's people are kept, and why so long; then they are forgotten.</summary>
/// <param name="Years">Years from the day on which it ended.</param>
/// <param name="ByLaw">Whether the law keeps the file: then nobody can have it erased before.</param>
/// <param name="UnfoundedDays">Days for which what was unfounded stays sealed before it is erased; null where nothing of the procedure is.</param>
/// <param name="Article">What says so, a Chinese citation.</param>
/// <param name="Verified">Whether the article was read in the text itself.</param>
public sealed record Keeping(int Years, bool ByLaw, int? UnfoundedDays, string Article, bool Verified)
{
    /// <summary>Days from the day on which it was filed, whether it has ended or not; null where it is kept for years from its end.</summary>
    public int? Days { get; init; }

    /// <summary>The last day on which a matter is kept; null while it goes on, unless its days run from its filing.</summary>
    /// <param name="filed">The day on which it was filed.</param>
    /// <param name="ended">The day on which it ended, or null.</param>
    /// <param name="erases">Whether the state in which it ended is erased.</param>
    public DateOnly? Until(DateOnly filed, DateOnly? ended, bool erases) =>
        Days is { } kept ? filed.AddDays(kept)
        : ended is not { } end ? null
        : erases && UnfoundedDays is { } days ? end.AddDays(days) : end.AddYears(Years);
}
