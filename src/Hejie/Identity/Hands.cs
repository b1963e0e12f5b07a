using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Identity;

/// <summary>The three hands that keep an installation honest: who runs it, who says who may do what, who checks both.</summary>
internal enum Hand
{
    /// <summary>Runs the installation.</summary>
    System,

    /// <summary>Says who may do what.</summary>
    Security,

    /// <summary>Checks that nothing was changed or hidden.</summary>
    Audit,
}

/// <summary>Keeps the three hands apart: no account holds posts of two of them.</summary>
internal static class Hands
{
    /// <summary>The hand of a role, or null: most have none.</summary>
    public static Hand? Of(Role role) => role switch
    {
        Role.Administrator => Hand.System,
        Role.SecurityAdministrator => Hand.Security,
        Role.Auditor => Hand.Audit,
        _ => null,
    };

    /// <summary>
    /// The post that an account holds and that keeps it from another, or null. It is asked within the transaction that
    /// appoints, after the account's row was written: of two appointments at once the second sees the first.
    /// </summary>
    public static async Task<Post?> InTheWayAsync(HejieDb db, BodyDirectory directory, int account, Role wanted, CancellationToken cancel)
    {
        if (Of(wanted) is not { } hand)
            return null;
        var held = await db.Appointments.AsNoTracking()
            .Where(row => row.Account == account && row.Ended == null).OrderBy(row => row.Post).Select(row => row.Post).ToListAsync(cancel);
        return held.Select(directory.Post).FirstOrDefault(post => post is not null && Of(post.Role) is { } other && other != hand);
    }
}
