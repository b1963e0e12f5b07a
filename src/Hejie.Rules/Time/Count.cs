using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Time;

/// <summary>What a count comes to.</summary>
public abstract record Count
{
    private Count() { }

    /// <summary>A date, and how it was found.</summary>
    /// <param name="Due">The last day of the period, Asia/Shanghai; it ends at 24:00.</param>
    /// <param name="Safe">The same counted without local days off; never later, and the one to tell a resident.</param>
    /// <param name="Instant">For hours and what is due at once, the moment at which the period ends; else null.</param>
    /// <param name="Provisional">Whether the date leans on days off that no notice has fixed yet.</param>
    /// <param name="Steps">Every step of the count, in order.</param>
    public sealed record Counted(
        DateOnly Due, DateOnly Safe, DateTimeOffset? Instant, bool Provisional, IReadOnlyList<CountStep> Steps) : Count;

    /// <summary>No date can be given.</summary>
    /// <param name="Code">Why.</param>
    public sealed record Refused(CountRefusal Code) : Count
    {
        /// <summary>Why, for people.</summary>
        public Words Reason =>
            Code switch
            {
                CountRefusal.OutOfRange => new Words(
                    $"日期超出可计算的范围（{Calendar.FirstYear} 年至 {Calendar.LastYear} 年）",
                    $"The date lies outside the years that can be counted ({Calendar.FirstYear} to {Calendar.LastYear})"),
                CountRefusal.NotExtendable => new Words("这个期限不能延长", "This period cannot be extended"),
                CountRefusal.ExtendedTooOften => new Words(
                    "延长的次数超过了规定", "This period has been extended more often than the rule allows"),
                CountRefusal.NotPausable => new Words("这个期限不能暂停计算", "This period does not stand still for anything"),
                CountRefusal.PauseUnknown => new Words(
                    "这个期限不因为这个原因暂停计算", "This period does not stand still for that reason"),
                _ => new Words("按小时计算的期限和应当立即办的事，需要知道几点几分开始", "A period in hours, and what is due at once, needs the time at which it starts"),
            };
    }
}

/// <summary>Why a period cannot be counted.</summary>
public enum CountRefusal
{
    /// <summary>A date lies outside the calendar's years.</summary>
    OutOfRange,

    /// <summary>The rule knows no extension.</summary>
    NotExtendable,

    /// <summary>The rule may not be extended so often.</summary>
    ExtendedTooOften,

    /// <summary>Nothing makes the rule's period stand still.</summary>
    NotPausable,

    /// <summary>The rule stands still for other reasons than the one given.</summary>
    PauseUnknown,

    /// <summary>A rule that ends at an instant, and a trigger without its moment.</summary>
    MomentMissing,
}
