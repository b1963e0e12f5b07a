using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Notices.Duty;
using Hejie.Privacy;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Notices;

/// <summary>Reads and writes what bodies chose about how they are told, and their rosters: both sealed with the installation's key.</summary>
internal sealed class KeepPreferences(HejieDb db, IDialect dialect, InstallationKey installation, TimeProvider time)
{
    private const string OfPreferences = "notice-preferences", OfRoster = "duty-roster";

    private readonly byte[] _key = installation.For("notices");

    /// <summary>What bodies chose; those that chose nothing are left out.</summary>
    public async Task<IReadOnlyDictionary<int, Preferences>> ReadAsync(IReadOnlyCollection<int> bodies, CancellationToken cancel)
    {
        if (bodies.Count == 0)
            return new Dictionary<int, Preferences>();
        var rows = await db.NoticePreferences.AsNoTracking().Where(row => bodies.Contains(row.Body)).Select(row => new { row.Body, row.Sealed }).ToListAsync(cancel);
        return rows.ToDictionary(row => row.Body, row => Open(row.Sealed, OfPreferences, row.Body, NoticesJson.Default.Preferences, Preferences.None));
    }

    public async Task<Preferences> ReadAsync(int body, CancellationToken cancel) => (await ReadAsync([body], cancel)).GetValueOrDefault(body, Preferences.None);

    /// <summary>The rosters of bodies; those that have none are left out.</summary>
    public async Task<IReadOnlyDictionary<int, Roster>> RostersAsync(IReadOnlyCollection<int> bodies, CancellationToken cancel)
    {
        if (bodies.Count == 0)
            return new Dictionary<int, Roster>();
        var rows = await db.DutyRosters.AsNoTracking().Where(row => bodies.Contains(row.Body)).Select(row => new { row.Body, row.Sealed }).ToListAsync(cancel);
        return rows.ToDictionary(row => row.Body, row => Open(row.Sealed, OfRoster, row.Body, NoticesJson.Default.Roster, Roster.Empty));
    }

    public async Task<Roster> RosterAsync(int body, CancellationToken cancel) => (await RostersAsync([body], cancel)).GetValueOrDefault(body, Roster.Empty);

    /// <summary>Changes what the post's body chose.</summary>
    /// <returns>False where somebody else changed it at the same time.</returns>
    public async Task<bool> ChangeAsync(Scope scope, Func<Preferences, Preferences> change, CancellationToken cancel)
    {
        var body = scope.Body.Id;
        var row = await db.NoticePreferences.AsTracking().SingleOrDefaultAsync(kept => kept.Body == body, cancel);
        var next = change(row is null ? Preferences.None : Open(row.Sealed, OfPreferences, body, NoticesJson.Default.Preferences, Preferences.None));
        if (row is null)
            db.NoticePreferences.Add(row = new PreferencesRow { Body = body, Sealed = [] });
        row.Sealed = Seal(next, OfPreferences, body, NoticesJson.Default.Preferences);
        (row.Version, row.Post, row.Changed) = (row.Version + 1, scope.Post.Id, LegalTime.Micros(time.GetUtcNow()));
        return await SaveAsync(cancel);
    }

    /// <summary>Changes the roster of the post's body.</summary>
    /// <returns>False where somebody else changed it at the same time.</returns>
    public async Task<bool> ChangeRosterAsync(Scope scope, Func<Roster, Roster> change, CancellationToken cancel)
    {
        var body = scope.Body.Id;
        var row = await db.DutyRosters.AsTracking().SingleOrDefaultAsync(kept => kept.Body == body, cancel);
        var next = change(row is null ? Roster.Empty : Open(row.Sealed, OfRoster, body, NoticesJson.Default.Roster, Roster.Empty));
        if (row is null)
            db.DutyRosters.Add(row = new RosterRow { Body = body, Sealed = [] });
        row.Sealed = Seal(next, OfRoster, body, NoticesJson.Default.Roster);
        (row.Version, row.Post, row.Changed) = (row.Version + 1, scope.Post.Id, LegalTime.Micros(time.GetUtcNow()));
        return await SaveAsync(cancel);
    }

    private async Task<bool> SaveAsync(CancellationToken cancel)
    {
        using var writing = await dialect.EnterWriteAsync(cancel);
        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException error) when (error is DbUpdateConcurrencyException || dialect.IsUniqueViolation(error))
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }

    private byte[] Seal<T>(T value, string what, int body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        Sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(value, type), _key, Associated(what, body));

    /// <summary>What cannot be opened, since it was sealed with another installation's key, is as good as not chosen: it holds up nobody else.</summary>
    private T Open<T>(byte[] closed, string what, int body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, T none)
    {
        try
        {
            return JsonSerializer.Deserialize(Sealer.Open(closed, _key, Associated(what, body)), type) ?? none;
        }
        catch (CryptographicException)
        {
            return none;
        }
    }

    private static byte[] Associated(string what, int body) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{what}:{body}"));
}
