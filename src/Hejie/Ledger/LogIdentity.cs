using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Hejie.Data;
using Hejie.Kernel;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Ledger;

/// <summary>The program does not start: receipts given so far would hold no more.</summary>
internal sealed class LedgerRefused(string code, string? detail = null) : Exception($"The log cannot be kept: {code}")
{
    public FieldError Error { get; } = new("", code, detail);
}

/// <summary>
/// What the logs are called and signed with: a key in <c>HEJIE_KEYS</c> and an origin, both kept from the first start on.
/// Each county's log has a name of its own, and with it a key id of its own.
/// </summary>
internal sealed partial class LogIdentity(Settings settings, TimeProvider time)
{
    /// <summary>The file of the key that signs the logs.</summary>
    public const string KeyFile = "ledger.key";

    private readonly ConcurrentDictionary<int, SigningKey> _keys = new();
    private (string Origin, byte[] Seed)? _opened;

    /// <summary>The key of a county's log.</summary>
    public SigningKey KeyOf(int county) => _keys.GetOrAdd(county, _ => Named(string.Create(CultureInfo.InvariantCulture, $"ledger/{county}")));

    /// <summary>The key that signs which catalogue is in force.</summary>
    public SigningKey OfCatalogue => _keys.GetOrAdd(0, _ => Named("catalogue"));

    /// <summary>Takes key and origin, and keeps them on the first start.</summary>
    /// <exception cref="LedgerRefused">They are not those that were kept.</exception>
    public async Task OpenAsync(IServiceProvider services, CancellationToken cancel)
    {
        var seed = SecretFile.LoadOrCreate(settings.Keys, KeyFile);
        var key = new SigningKey("key", KeyUse.Note, seed).Verifier.Key.ToArray();
        if (settings.Origin is { } wished && !Origin().IsMatch(wished))
            throw new LedgerRefused("ledger.origin-shape", wished);
        _ = Witness.All(settings.Witnesses);
        await using var scope = services.CreateAsyncScope();
        var kept = await KeptAsync(scope.ServiceProvider, key, cancel);
        if (settings.Origin is { } origin && origin != kept.Origin)
            throw new LedgerRefused("ledger.origin", kept.Origin);
        if (!kept.Key.AsSpan().SequenceEqual(key))
            throw new LedgerRefused("ledger.key");
        _opened = (kept.Origin, seed);
    }

    private SigningKey Named(string part)
    {
        var (origin, seed) = _opened ?? throw new InvalidOperationException("The database is not open yet.");
        return new SigningKey($"{origin}/{part}", KeyUse.Note, seed);
    }

    private async Task<LogIdentityRow> KeptAsync(IServiceProvider services, byte[] key, CancellationToken cancel)
    {
        var (db, dialect) = (services.GetRequiredService<HejieDb>(), services.GetRequiredService<IDialect>());
        if (await FindAsync(db, cancel) is { } kept)
            return kept;
        db.LogIdentity.Add(new LogIdentityRow
        {
            Id = LogIdentityRow.Only,
            // No address is better than a wrong one: two installations must never sign under one name.
            Origin = settings.Origin ?? "hejie-" + Convert.ToHexStringLower(key.AsSpan(0, 8)),
            Key = key,
            Since = LegalTime.Micros(time.GetUtcNow()),
        });
        using var writing = await dialect.EnterWriteAsync(cancel);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException error) when (dialect.IsUniqueViolation(error))
        {
            // Another node came first: its words count.
            db.ChangeTracker.Clear();
        }

        return (await FindAsync(db, cancel))!;
    }

    /// <summary>What the logs are called and signed with, as it was kept; null before the first start.</summary>
    public static Task<LogIdentityRow?> FindAsync(HejieDb db, CancellationToken cancel) =>
        db.LogIdentity.AsNoTracking().SingleOrDefaultAsync(row => row.Id == LogIdentityRow.Only, cancel);

    /// <summary>Whether a log may have this name.</summary>
    public static bool IsName(string origin) => Origin().IsMatch(origin);

    /// <summary>The 32 bytes that verify what the key in <c>HEJIE_KEYS</c> signs; null where there is none, and none is made.</summary>
    /// <exception cref="InvalidDataException">The file is not a key.</exception>
    public static byte[]? KeyIn(string folder) =>
        File.Exists(Path.Combine(folder, KeyFile)) ? new SigningKey("key", KeyUse.Note, SecretFile.LoadOrCreate(folder, KeyFile)).Verifier.Key.ToArray() : null;

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9.-]{0,98}[a-z0-9])?(?::[0-9]{1,5})?\z")]
    private static partial Regex Origin();
}
