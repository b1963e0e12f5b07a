namespace Hejie.Rules.Procedures;

/// <summary>How long a matter's people are kept once it has ended, and why so long; then they are forgotten.</summary>
/// <param name="Years">Years from the day on which it ended.</param>
/// <param name="ByLaw">Whether the law keeps the file: then nobody can have it erased before.</param>
/// <param name="UnfoundedDays">Days for which what was unfounded stays sealed before it is erased; null where nothing of the procedure is.</param>
/// <param name="Article">What says so, a Chinese citation.</param>
/// <param name="Verified">Whether the article was read in the text itself.</param>
public sealed record Keeping(int Years, bool ByLaw, int? UnfoundedDays, string Article, bool Verified)
{
    /// <summary>The last day on which a matter is kept that ended on a day in a state.</summary>
    public DateOnly Until(DateOnly ended, bool erases) =>
        erases && UnfoundedDays is { } days ? ended.AddDays(days) : ended.AddYears(Years);
}
