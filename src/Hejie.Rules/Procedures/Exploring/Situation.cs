namespace Hejie.Rules.Procedures.Exploring;

/// <summary>A matter at a moment, found by the shortest way that leads there.</summary>
/// <param name="State">The matter.</param>
/// <param name="Now">The moment.</param>
/// <param name="Before">The situation before; null at filing.</param>
/// <param name="Step">What led here.</param>
internal sealed record Situation(MatterState State, DateTimeOffset Now, Situation? Before, string Step)
{
    /// <summary>Every situation from which one step leads here.</summary>
    public List<Situation> Entrances { get; } = [];

    /// <summary>The way here: <c>filed → accept → the clock mediation passes</c>.</summary>
    public string Path => Before is null ? Step : $"{Before.Path} → {Step}";

    // By reference: two are never compared by their members.
    public bool Equals(Situation? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
