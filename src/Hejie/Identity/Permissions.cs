using Hejie.Rules.Procedures;

namespace Hejie.Identity;

/// <summary>What a role may reach. The guard of every route, the scope of every query and docs/permissions.md ask here.</summary>
internal static class Permissions
{
    /// <summary>Whether a post of the role opens matters at all: analysts, auditors and administrators do not.</summary>
    public static bool OpensMatters(Role role) => role is Role.DutyOfficer or Role.Mediator or Role.Liaison or Role.Lead;

    /// <summary>Whether a post of the role may open the matters of its area that its body oversees.</summary>
    public static bool Oversees(Role role) => role is Role.DutyOfficer or Role.Lead;

    /// <summary>Whether a post of the role keeps the grid cells of its village.</summary>
    public static bool KeepsCells(Role role) => role is Role.DutyOfficer or Role.Lead;

    /// <summary>Whether a post of the role reaches what is declared so, where its body and place allow it too.</summary>
    public static bool Allows(Access access, Role role) => access switch
    {
        Access.Public or Access.Account or Access.Staff => true,
        Access.Audit => role == Role.Auditor,
        Access.Cells => KeepsCells(role),
        Access.Matters or Access.Matter or Access.Work => OpensMatters(role),
        _ => false,
    };
}
