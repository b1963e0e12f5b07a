namespace Hejie.Ui.Pieces;

/// <summary>How near a date is. A word always says the same as the colour.</summary>
public enum Urgency
{
    /// <summary>No date presses.</summary>
    None,

    /// <summary>In good time, or done.</summary>
    Fine,

    /// <summary>Due within days.</summary>
    Soon,

    /// <summary>Overdue.</summary>
    Late,
}

/// <summary>One thing that happened to a matter, as it is told.</summary>
/// <param name="At">The instant.</param>
/// <param name="Text">What happened, in the request's language.</param>
/// <param name="By">The body and post, or null.</param>
/// <param name="Details">What was written with it: question and answer.</param>
/// <param name="Urgency">The colour of its dot.</param>
public sealed record TimelineItem(
    DateTimeOffset At, string Text, string? By = null, IReadOnlyList<(string Label, string Text)>? Details = null, Urgency Urgency = Urgency.None);

/// <summary>One dot of the path.</summary>
/// <param name="Label">The stage, in the request's language.</param>
/// <param name="Place">Whether it is behind, here or ahead.</param>
public sealed record PathDot(string Label, PathPlace Place);

/// <summary>Where a stage lies on the path.</summary>
public enum PathPlace
{
    /// <summary>Behind.</summary>
    Past,

    /// <summary>Here.</summary>
    Now,

    /// <summary>Ahead.</summary>
    Ahead,
}

/// <summary>One date with what it rests on.</summary>
/// <param name="Title">The clock's name: 受理, 办结.</param>
/// <param name="Due">The last day, Asia/Shanghai.</param>
/// <param name="Urgency">How near it is.</param>
/// <param name="Standing">What the date stands at, in words: 超 1 天, 今天, 暂停计算, 已办.</param>
/// <param name="Law">The article, or null.</param>
/// <param name="Steps">The steps of its count; empty when they are not shown.</param>
/// <param name="Stopped">Whether it counts no more.</param>
/// <param name="At">The time of that day at which it ends, where it does not end with the day.</param>
public sealed record ClockLine(
    string Title, DateOnly Due, Urgency Urgency, string Standing, string? Law, IReadOnlyList<string> Steps, bool Stopped = false, string? At = null);
