namespace Hejie.Rules.Time;

/// <summary>Days on which a period stands still, such as those of a hearing (信访工作条例 36).</summary>
/// <param name="From">The first day not counted.</param>
/// <param name="To">The last day not counted.</param>
/// <param name="Kind">The code of its <see cref="PauseKind"/>, where it is known.</param>
public readonly record struct Pause(DateOnly From, DateOnly To, string? Kind = null);
