using Hejie.Bodies;
using Hejie.Rules.Procedures;

namespace Hejie.Matters.Intake;

/// <summary>
/// Where a post may not write down what somebody files: a body that is complained about, and those under it, do not hear the
/// complaint first (safeguard 4); and what is closed to the post to read, it does not write either.
/// </summary>
internal static class Helping
{
    /// <summary>It is about the post's own body or one above it.</summary>
    public const string About = "assist.about";

    /// <summary>The procedure, or the kind of matter, is open to other posts alone.</summary>
    public const string Restricted = "assist.restricted";

    /// <summary>Why the post may not, or null.</summary>
    /// <param name="scope">The post's scope.</param>
    /// <param name="procedure">What is filed.</param>
    /// <param name="kind">The kind within it; null before it is chosen.</param>
    /// <param name="about">The body that it is about; null for none.</param>
    public static string? Refused(Scope scope, Procedure procedure, string? kind, int? about) =>
        scope.IsClosed(procedure.Id, kind) ? Restricted
        : about is { } body && scope.Chain.Contains(body) ? About
        : null;
}
