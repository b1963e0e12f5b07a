using Hejie.Data;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Privacy;

/// <summary>
/// How far each log was signed, as the keys' own store remembers it. It is moved on before a checkpoint is served, and
/// only by who knows what stood there: of two nodes, or of the data from before and after a restore, one goes on.
/// </summary>
internal sealed class LastSigned(
    IDbContextFactory<KeyDb> stores, [FromKeyedServices(DataModule.KeyStore)] IDialect dialect, TimeProvider time)
{
    /// <summary>How far a log was signed; null where it never was.</summary>
    public async Task<SignedRow?> FindAsync(string origin, CancellationToken cancel)
    {
        await using var store = await stores.CreateDbContextAsync(cancel);
        return await store.Signed.AsNoTracking().SingleOrDefaultAsync(row => row.Origin == origin, cancel);
    }

    /// <summary>Whether any log was signed under a name.</summary>
    public async Task<bool> IsTakenAsync(string name, CancellationToken cancel)
    {
        await using var store = await stores.CreateDbContextAsync(cancel);
        return await store.Signed.AnyAsync(row => row.Origin.StartsWith(name + "/"), cancel);
    }

    /// <summary>Moves a log on.</summary>
    /// <param name="known">What stood there as it was read.</param>
    /// <param name="origin">The log.</param>
    /// <param name="size">How far it is to be signed.</param>
    /// <param name="root">The root over so many leaves.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>What stands there now; null where somebody else moved it first.</returns>
    public async Task<SignedRow?> MoveAsync(SignedRow? known, string origin, long size, string root, CancellationToken cancel)
    {
        var next = new SignedRow { Origin = origin, Size = size, Root = root, At = LegalTime.Micros(time.GetUtcNow()) };
        await using var store = await stores.CreateDbContextAsync(cancel);
        if (known is not null)
        {
            var moved = await store.Signed.Where(row => row.Origin == origin && row.Size == known.Size && row.Root == known.Root).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Size, next.Size).SetProperty(row => row.Root, next.Root).SetProperty(row => row.At, next.At), cancel);
            return moved == 1 ? next : null;
        }

        store.Signed.Add(next);
        try
        {
            await store.SaveChangesAsync(cancel);
            return next;
        }
        catch (DbUpdateException error) when (dialect.IsUniqueViolation(error, "signed"))
        {
            return null;
        }
    }
}
