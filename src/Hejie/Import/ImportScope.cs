using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Rules.Procedures;

namespace Hejie.Import;

/// <summary>What a post may take in: matters of its body's own place and procedures, and nothing that is closed to it.</summary>
internal static class ImportScope
{
    /// <summary>Whether the post takes anything in.</summary>
    public static bool Imports(Scope scope) => Permissions.Imports(scope.Post.Role);

    /// <summary>Whether it may take in matters of a procedure: those that come to its body, or that its body oversees.</summary>
    public static bool Takes(Scope scope, Procedure procedure) =>
        TakingIn.Takes(procedure) && !scope.IsClosed(procedure.Id, null) && (IsOwn(scope, procedure) || (scope.Body.Kind.Oversees ?? []).Contains(procedure.Id));

    /// <summary>Whether what is taken in lies with the post's body itself, which kept it so far; else it goes where the procedure leads it.</summary>
    public static bool IsOwn(Scope scope, Procedure procedure) => procedure.ComesTo(scope.Body.Kind.Code, scope.Body.Place.Level);
}
