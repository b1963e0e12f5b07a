using Hejie.Data;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Identity;

/// <summary>
/// Whether an account holds a post now. Every request of staff asks it, so the question is translated once; the program
/// holds it, since each database has a model of its own.
/// </summary>
internal sealed class Appointed
{
    private readonly Func<HejieDb, int, int, CancellationToken, Task<bool>> _holds = EF.CompileAsyncQuery(
        (HejieDb db, int account, int post, CancellationToken _) =>
            db.Appointments.Any(row => row.Account == account && row.Post == post && row.Ended == null));

    public Task<bool> HoldsAsync(HejieDb db, int account, int post, CancellationToken cancel) => _holds(db, account, post, cancel);
}
