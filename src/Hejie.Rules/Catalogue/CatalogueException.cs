namespace Hejie.Rules.Catalogue;

/// <summary>A catalogue with faults stops the start; this carries all of them at once.</summary>
public sealed class CatalogueException(IReadOnlyList<CatalogueProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>Every fault found, in the order of reading.</summary>
    public IReadOnlyList<CatalogueProblem> Problems { get; } = problems;
}
