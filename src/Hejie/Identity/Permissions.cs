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

    /// <summary>Whether a post of the role says who in its body answers for what, and who is away.</summary>
    public static bool SetsResponsibility(Role role) => role is Role.DutyOfficer or Role.Lead;

    /// <summary>Whether a post of the role lists what its body shares with others, and the days on which it receives people.</summary>
    public static bool ListsResources(Role role) => role is Role.DutyOfficer or Role.Lead;

    /// <summary>Whether a post of the role books a room or somebody's time.</summary>
    public static bool Books(Role role) => role is Role.DutyOfficer or Role.Mediator or Role.Liaison or Role.Lead or Role.Clerk;

    /// <summary>Whether a post of the role makes rounds, in a service centre.</summary>
    public static bool MakesRounds(Role role) => role is Role.GridWorker or Role.DutyOfficer or Role.Lead;

    /// <summary>Whether a post of the role may write down what somebody else files: who sits at a counter or a telephone, or goes to people's homes.</summary>
    public static bool Assists(Role role) => role is Role.Clerk or Role.DutyOfficer or Role.GridWorker;

    /// <summary>Whether a post of the role may be given an order.</summary>
    public static bool TakesOrders(Role role) => role is Role.GridWorker or Role.DutyOfficer or Role.Lead;

    /// <summary>Whether a post of the role may give an order.</summary>
    public static bool GivesOrders(Role role) => role is Role.DutyOfficer or Role.Lead;

    /// <summary>Whether a post of the role says how its body is told, and who is on duty.</summary>
    public static bool KeepsNotices(Role role) => role is Role.DutyOfficer or Role.Lead;

    /// <summary>Whether a post of the role takes in what its body kept by hand so far.</summary>
    public static bool Imports(Role role) => role is Role.DutyOfficer or Role.Lead;

    /// <summary>Whether a post of the role reaches what is declared so, where its body and place allow it too.</summary>
    public static bool Allows(Access access, Role role) => access switch
    {
        Access.Public or Access.Account or Access.Staff => true,
        Access.Assist => Assists(role),
        Access.Audit => role == Role.Auditor,
        Access.Cells => KeepsCells(role),
        Access.Rounds => MakesRounds(role),
        Access.Responsibility => SetsResponsibility(role),
        Access.Resources => Books(role),
        Access.Listing => ListsResources(role),
        Access.Orders => TakesOrders(role),
        Access.OrderFrom => GivesOrders(role),
        Access.Notices => KeepsNotices(role),
        Access.Import => Imports(role),
        Access.Matters or Access.Matter or Access.Work => OpensMatters(role),
        _ => false,
    };
}
