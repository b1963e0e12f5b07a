namespace Hejie.Rules.Time;

/// <summary>A rule as it stands in the catalogue.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Hash">SHA-256 of its canonical text, in lower-case hex: what a clock keeps to name this version.</param>
/// <param name="File">The file it was read from.</param>
/// <param name="Line">The line it starts on.</param>
public sealed record RuleVersion(Rule Rule, string Hash, string File, int Line);
