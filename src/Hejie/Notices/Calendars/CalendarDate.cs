using Hejie.Rules.Time;

namespace Hejie.Notices.Calendars;

/// <summary>A date of a calendar.</summary>
/// <param name="Id">What it is, the same whenever it is read.</param>
/// <param name="Title">Its title.</param>
/// <param name="Text">What stands under it.</param>
/// <param name="Instant">When, in microseconds UTC: the last instant that is in time.</param>
/// <param name="Link">Where to look; null where the installation has no address.</param>
internal sealed record CalendarDate(string Id, string Title, string Text, long Instant, Uri? Link)
{
    private static readonly TimeSpan s_sitting = TimeSpan.FromHours(1);

    /// <summary>The day, Asia/Shanghai.</summary>
    public DateOnly Day => LegalTime.DateOf(LegalTime.Instant(Instant));

    /// <summary>The moment on its day; null where the whole day is in time.</summary>
    public DateTimeOffset? At => Instant == LegalTime.EndOf(Day) ? null : LegalTime.Instant(Instant);

    /// <summary>How long a moment is drawn.</summary>
    public static TimeSpan Drawn => s_sitting;
}
