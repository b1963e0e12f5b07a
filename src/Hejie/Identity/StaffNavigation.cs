using Hejie.Bodies;
using Hejie.Rules.Procedures;

namespace Hejie.Identity;

/// <summary>A page that a post goes to from anywhere.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Word">Its key among the words.</param>
internal sealed record StaffLink(string Path, string Word);

/// <summary>Where a post goes from anywhere, what it needs most first.</summary>
internal static class StaffNavigation
{
    /// <summary>How many stand in the header; the others are behind "more".</summary>
    public const int Shown = 4;

    /// <summary>The pages of a post.</summary>
    public static IReadOnlyList<StaffLink> Of(Scope scope)
    {
        var role = scope.Post.Role;
        IEnumerable<(bool, StaffLink)> links =
        [
            (scope.OpensMatters, new("/desk", "desk.title")),
            (scope.OpensMatters, new("/overview", "overview.title")),
            (scope.OpensMatters, new("/search", "search.nav")),
            (Permissions.TakesOrders(role), new("/orders", "staff.orders")),
            (scope.OpensMatters, new("/quick/open", "staff.quick")),
            (scope.MakesRounds, new("/rounds", "rounds.title")),
            (Permissions.Assists(role), new("/assist", "staff.assist")),
            (Permissions.KeepsNotices(role), new("/notices", "staff.notices")),
            (scope.OpensMatters, new("/ask", "ask.title")),
            (scope.OpensMatters, new("/overview/bodies", "indicators.title")),
            (scope.OpensMatters, new("/reports", "report.title")),
            (Permissions.Imports(role), new("/import", "import.title")),
            (role == Role.Auditor, new("/audit/looks", "staff.alerts")),
            (role == Role.Auditor, new("/audit/quick-reports", "staff.quick")),
        ];
        return [.. links.Where(link => link.Item1).Select(link => link.Item2)];
    }
}
