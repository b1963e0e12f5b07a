namespace Hejie.Rules.Procedures;

/// <summary>What came of a move.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>It may be made.</summary>
    /// <param name="Effects">What it does.</param>
    /// <param name="Next">The state after it.</param>
    public sealed record Applied(IReadOnlyList<Effect> Effects, MatterState Next) : Outcome;

    /// <summary>It may not be made.</summary>
    /// <param name="Code">A stable code, such as <c>move.state</c>; its words stand in <c>catalogue/words</c>.</param>
    /// <param name="Detail">A name or number that the words need, or null.</param>
    public sealed record Refused(string Code, string? Detail = null) : Outcome;
}
