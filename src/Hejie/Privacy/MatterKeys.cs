using System.Collections.Concurrent;
using System.Security.Cryptography;
using Hejie.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Hejie.Privacy;

/// <summary>A matter's key and its place in the store.</summary>
internal sealed record MatterKey(Guid Id, byte[] Bytes)
{
    /// <summary>Stands in for a key that was destroyed: what is sealed with it nobody ever opens.</summary>
    public static MatterKey Lost(Guid id) => new(id, RandomNumberGenerator.GetBytes(32));
}

/// <summary>
/// Keys for matters. They are made and stored in batches before they are needed, so that a key is always safe before
/// its first entry, and filing waits for no second database.
/// </summary>
internal sealed class MatterKeys(
    IDbContextFactory<KeyDb> stores, [FromKeyedServices(DataModule.KeyStore)] IDialect dialect, InstallationKey installation) : IDisposable
{
    private const int Batch = 256;

    // Whoever opens a matter asks it, so it is translated once.
    private readonly Func<KeyDb, Guid, CancellationToken, Task<KeyRow?>> _find = EF.CompileAsyncQuery(
        (KeyDb store, Guid id, CancellationToken _) => store.Keys.AsNoTracking().SingleOrDefault(row => row.Id == id));

    /// <summary>No longer, however often it is asked for: another node may have destroyed it.</summary>
    private static readonly TimeSpan s_cached = TimeSpan.FromMinutes(5);

    private readonly byte[] _wrapping = installation.For("matter-keys");
    private readonly ConcurrentQueue<MatterKey> _ready = new();
    private readonly SemaphoreSlim _refill = new(1, 1);
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    /// <summary>A fresh key, already stored.</summary>
    public async ValueTask<MatterKey> TakeAsync(CancellationToken cancel)
    {
        MatterKey? key;
        while (!_ready.TryDequeue(out key))
            await RefillAsync(cancel);
        Remember(key);
        return key;
    }

    /// <summary>Many fresh keys, already stored, for matters that are written in bulk.</summary>
    public Task<IReadOnlyList<MatterKey>> TakeAsync(int count, CancellationToken cancel) => MakeAsync(count, cancel);

    /// <summary>A key by its id, or null where it was destroyed: the matter is forgotten.</summary>
    public async ValueTask<MatterKey?> FindAsync(Guid id, CancellationToken cancel)
    {
        if (_cache.TryGetValue(id, out MatterKey? cached))
            return cached;
        await using var store = await stores.CreateDbContextAsync(cancel);
        var row = await _find(store, id, cancel);
        if (row is null)
            return null;
        var key = Unwrapped(row);
        Remember(key);
        return key;
    }

    /// <summary>Many keys by their ids, in one question; those that were destroyed are missing.</summary>
    public async Task<IReadOnlyDictionary<Guid, MatterKey>> FindAsync(IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        await using var store = await stores.CreateDbContextAsync(cancel);
        var rows = await store.Keys.AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(cancel);
        return rows.ToDictionary(row => row.Id, Unwrapped);
    }

    /// <summary>Which of these keys are not in the store.</summary>
    public async Task<IReadOnlySet<Guid>> MissingAsync(IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        await using var store = await stores.CreateDbContextAsync(cancel);
        return ids.Except(await store.Keys.Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancel)).ToHashSet();
    }

    /// <summary>Whether the installation's key opens what the store holds; true of an empty store.</summary>
    public async Task<bool> FitsAsync(CancellationToken cancel)
    {
        await using var store = await stores.CreateDbContextAsync(cancel);
        try
        {
            // Ids rise with time: the newest was wrapped last.
            if (await store.Keys.AsNoTracking().OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancel) is { } newest)
                Unwrapped(newest);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Destroys keys that nothing was ever sealed with, or whose matter is forgotten.</summary>
    public async Task DestroyAsync(IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        await using var store = await stores.CreateDbContextAsync(cancel);
        await store.Keys.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancel);
        foreach (var id in ids)
            _cache.Remove(id);
    }

    public void Dispose()
    {
        _refill.Dispose();
        _cache.Dispose();
    }

    private async Task RefillAsync(CancellationToken cancel)
    {
        await _refill.WaitAsync(cancel);
        try
        {
            if (!_ready.IsEmpty)
                return;
            foreach (var key in await MakeAsync(Batch, cancel))
                _ready.Enqueue(key);
        }
        finally
        {
            _refill.Release();
        }
    }

    private async Task<IReadOnlyList<MatterKey>> MakeAsync(int count, CancellationToken cancel)
    {
        var keys = Enumerable.Range(0, count)
            .Select(_ => new MatterKey(Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(32))).ToList();
        await using var store = await stores.CreateDbContextAsync(cancel);
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        await dialect.BulkAsync(
            store.Database, "keys", ["id", "wrapped"],
            keys.Select(key => new object?[] { key.Id, Sealer.Seal(key.Bytes, _wrapping, key.Id.ToByteArray()) }), cancel);
        await transaction.CommitAsync(cancel);
        return keys;
    }

    private MatterKey Unwrapped(KeyRow row) => new(row.Id, Sealer.Open(row.Wrapped, _wrapping, row.Id.ToByteArray()));

    private void Remember(MatterKey key) =>
        _cache.Set(key.Id, key, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = s_cached });
}
