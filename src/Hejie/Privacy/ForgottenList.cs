using Hejie.Data;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Privacy;

/// <summary>
/// The list of what was forgotten. A matter stands on it before anything of it is destroyed, so that what was begun is
/// finished after a fall, and it is never taken off once it is done.
/// </summary>
internal sealed class ForgottenList(
    IDbContextFactory<KeyDb> stores, [FromKeyedServices(DataModule.KeyStore)] IDialect dialect, TimeProvider time)
{
    /// <summary>Notes what is to be forgotten; what stands there already stays as it is.</summary>
    public async Task NoteAsync(ForgottenRow row, CancellationToken cancel)
    {
        await using var store = await stores.CreateDbContextAsync(cancel);
        store.Forgotten.Add(row);
        try
        {
            await store.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException error) when (dialect.IsUniqueViolation(error, "forgotten"))
        {
            // Somebody else forgets it at the same time, or it was begun before a fall.
        }
    }

    /// <summary>Takes back what was refused after all.</summary>
    public async Task DropAsync(Guid matter, CancellationToken cancel)
    {
        await using var store = await stores.CreateDbContextAsync(cancel);
        await store.Forgotten.Where(row => row.Matter == matter && row.Done == null).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Nothing is left of these, once the key store has no trace of their keys either; else they stay begun, and are finished later.</summary>
    public async Task DoneAsync(IReadOnlyList<Guid> matters, CancellationToken cancel)
    {
        var now = LegalTime.Micros(time.GetUtcNow());
        await using var store = await stores.CreateDbContextAsync(cancel);
        if (await dialect.EraseTracesAsync(store.Database, ["keys"], cancel))
            await store.Forgotten.Where(row => matters.Contains(row.Matter)).ExecuteUpdateAsync(set => set.SetProperty(row => row.Done, now), cancel);
    }

    /// <summary>What was begun and not finished.</summary>
    public async Task<IReadOnlyList<ForgottenRow>> BegunAsync(CancellationToken cancel)
    {
        await using var store = await stores.CreateDbContextAsync(cancel);
        return await store.Forgotten.AsNoTracking().Where(row => row.Done == null).ToListAsync(cancel);
    }

    /// <summary>Whether anything was forgotten since an instant.</summary>
    public async Task<bool> AnySinceAsync(DateTimeOffset instant, CancellationToken cancel)
    {
        var since = LegalTime.Micros(instant);
        await using var store = await stores.CreateDbContextAsync(cancel);
        return await store.Forgotten.AnyAsync(row => row.Noted >= since, cancel);
    }

    /// <summary>All that was ever forgotten or begun, for data that came back from a backup.</summary>
    public async Task<IReadOnlyList<ForgottenRow>> AllAsync(CancellationToken cancel)
    {
        await using var store = await stores.CreateDbContextAsync(cancel);
        return await store.Forgotten.AsNoTracking().OrderBy(row => row.County).ThenBy(row => row.Matter).ToListAsync(cancel);
    }
}
