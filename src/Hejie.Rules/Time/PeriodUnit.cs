namespace Hejie.Rules.Time;

/// <summary>What a period is counted in.</summary>
public enum PeriodUnit
{
    /// <summary>日: every day counts.</summary>
    Days,

    /// <summary>工作日: working days alone count.</summary>
    WorkingDays,

    /// <summary>月: ends on the corresponding day, else at the month's end (民法典 202).</summary>
    Months,

    /// <summary>年: ends on the corresponding day, else at the month's end (民法典 202).</summary>
    Years,

    /// <summary>小时: ends at an instant.</summary>
    Hours,

    /// <summary>立即: due at the moment of the event itself; it has no length, and nothing makes it later.</summary>
    AtOnce,

    /// <summary>分钟: ends at an instant, and starts at one.</summary>
    Minutes,
}
