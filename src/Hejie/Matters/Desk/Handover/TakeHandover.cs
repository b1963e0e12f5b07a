using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Desk.Handover;

/// <summary>Takes a shift that a colleague gave: with it both signed the list of what was open.</summary>
internal sealed class TakeHandover(HejieDb db, IDialect dialect, TimeProvider time)
{
    /// <summary>Takes it.</summary>
    /// <param name="scope">Who takes: another holder of a post of the same body.</param>
    /// <param name="id">The hand-over.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<HandedOver> RunAsync(Scope scope, Guid id, CancellationToken cancel)
    {
        var (county, body, account, post) = (scope.Body.Place.County, scope.Body.Id, scope.Account, scope.Post.Id);
        var now = LegalTime.Micros(time.GetUtcNow());
        var given = await db.Handovers.AsNoTracking().SingleOrDefaultAsync(row => row.County == county && row.Id == id && row.Body == body, cancel);
        if (given is null)
            return new HandedOver.Refused("handover.none");
        if (given.FromAccount == account)
            return new HandedOver.Refused("handover.self");
        using (await dialect.EnterWriteAsync(cancel))
        {
            var taken = await db.Handovers.Where(row => row.County == county && row.Id == id && row.Taken == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.ToPost, post).SetProperty(row => row.ToAccount, account).SetProperty(row => row.Taken, now), cancel);
            return taken == 1 ? new HandedOver.Done(id) : new HandedOver.Refused("handover.taken");
        }
    }
}
