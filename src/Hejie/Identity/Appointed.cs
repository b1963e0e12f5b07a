using Hejie.Data;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Identity;

/// <summary>
/// Whether an account holds a post now, and its sessions were not ended since one began. Every request of staff asks it, so the question is translated once; the program
/// holds it, since each database has a model of its own.
/// </summary>
internal sealed class Appointed
{
    private readonly Func<HejieDb, int, int, string, CancellationToken, Task<bool>> _holds = EF.CompileAsyncQuery(
        (HejieDb db, int account, int post, string stamp, CancellationToken _) =>
            db.Appointments.Any(row => row.Account == account && row.Post == post && row.Ended == null
                && db.Users.Any(user => user.Id == account && user.SecurityStamp == stamp)));

    public Task<bool> HoldsAsync(HejieDb db, int account, int post, string stamp, CancellationToken cancel) => _holds(db, account, post, stamp, cancel);
}
