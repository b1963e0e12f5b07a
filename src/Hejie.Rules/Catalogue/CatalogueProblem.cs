namespace Hejie.Rules.Catalogue;

/// <summary>One fault in one catalogue file.</summary>
/// <param name="File">The file's path as it was given to the reader.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Reason">What is wrong, in plain English for who edits the catalogue.</param>
public sealed record CatalogueProblem(string File, int Line, string Reason)
{
    /// <summary><c>file:line: reason</c>, as compilers print it.</summary>
    public override string ToString() => $"{File}:{Line}: {Reason}";
}
