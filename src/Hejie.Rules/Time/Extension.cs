using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Time;

/// <summary>How a period may be made longer.</summary>
/// <param name="Length">By how much, each time.</param>
/// <param name="Unit">In what.</param>
/// <param name="Approver">Who must agree.</param>
/// <param name="Times">How often at most; null: as often as the approver agrees.</param>
public sealed record Extension(int Length, PeriodUnit Unit, Words Approver, int? Times)
{
    /// <summary>By how much, in words.</summary>
    public Words Period => CountLog.Period(Length, Unit);
}
