using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Time;

/// <summary>One statutory period, or norm of the house, in one version.</summary>
public sealed record Rule
{
    /// <summary>The name that procedures and clocks use, such as <c>petition-handle</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What is to be done within it.</summary>
    public required Words Title { get; init; }

    /// <summary>The event that starts it, such as 受理; its day or hour is not counted (民事诉讼法 85).</summary>
    public required Words Starts { get; init; }

    /// <summary>The source, cited in Chinese.</summary>
    public required string Article { get; init; }

    /// <summary>What it is counted in.</summary>
    public required PeriodUnit Unit { get; init; }

    /// <summary>How many units.</summary>
    public required int Length { get; init; }

    /// <summary>Unit and length in words: 15 日, 2 working days.</summary>
    public Words Period => CountLog.Period(Length, Unit);

    /// <summary>How it may be made longer, if at all.</summary>
    public Extension? Extension { get; init; }

    /// <summary>For what it stands still; a pause of another kind, or any where there is none, is refused.</summary>
    public IReadOnlyList<PauseKind> Pauses { get; init; } = [];

    /// <summary>The event after which it is counted anew from the start, if there is one, such as 补齐材料.</summary>
    public Words? Restarts { get; init; }

    /// <summary>The rule within which relief is asked for when an obstacle made one miss this one (民事诉讼法 86).</summary>
    public string? Relief { get; init; }

    /// <summary>Whether a last day of rest moves the end to the next working day (民事诉讼法 85).</summary>
    public bool RollOver { get; init; }

    /// <summary>
    /// For hours: true when the count starts at the moment itself (民法典 201), false when at the next full hour
    /// (民诉法解释 125).
    /// </summary>
    public bool FromTheMoment { get; init; }

    /// <summary>What comes next when it has passed.</summary>
    public required Words Then { get; init; }

    /// <summary>Whether this version also takes what the version before it left running.</summary>
    public Transition Transition { get; init; }

    /// <summary>The first trigger date to which this version applies.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last trigger date to which it applies; null: until further notice.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Whether the article was read in the statute's text; a page that shows another says so.</summary>
    public bool Verified { get; init; }

    /// <summary>How the period is known.</summary>
    public required Words Source { get; init; }

    /// <summary>Whether it ends at a moment, and so needs the moment of its start; all else ends with a day.</summary>
    public bool EndsAtMoment => Unit is PeriodUnit.Hours or PeriodUnit.AtOnce or PeriodUnit.Minutes;

    /// <summary>
    /// Whether another version counts every period as this one does. Ending a version, or correcting its words, makes
    /// another version of it, and moves no date.
    /// </summary>
    public bool CountsAs(Rule other) =>
        (Unit, Length, RollOver, FromTheMoment) == (other.Unit, other.Length, other.RollOver, other.FromTheMoment)
        && (Extension?.Length, Extension?.Unit, Extension?.Times) == (other.Extension?.Length, other.Extension?.Unit, other.Extension?.Times)
        && Pauses.Select(pause => pause.Code).SequenceEqual(other.Pauses.Select(pause => pause.Code));

    /// <summary>Whether this version applies to what started on the date.</summary>
    public bool AppliesTo(DateOnly trigger) => trigger >= From && (Until is not { } last || trigger <= last);
}
