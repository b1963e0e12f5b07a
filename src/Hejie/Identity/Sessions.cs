using Hejie.Data;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Identity;

/// <summary>Ends what is open of an account, wherever it is open: each session carries the account's stamp, and is over once that changed.</summary>
internal static class Sessions
{
    /// <summary>Ends all sessions and tokens of an account, from the next request on. It writes the account's row, so that who does so at the same time waits.</summary>
    public static Task EndAllAsync(HejieDb db, int account, CancellationToken cancel)
    {
        var (security, concurrency) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString());
        return db.Users.Where(user => user.Id == account).ExecuteUpdateAsync(
            set => set.SetProperty(user => user.SecurityStamp, security).SetProperty(user => user.ConcurrencyStamp, concurrency), cancel);
    }
}
