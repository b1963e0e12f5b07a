using System.Security.Cryptography;
using System.Text;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Matters.Tracking;
using Hejie.Privacy;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Notices.Calendars;

/// <summary>
/// Makes, finds and takes back the secrets by which calendars are read. A secret is random and shown once; kept is its keyed
/// hash. It begins with the county's mark, as a tracking code does, so that it is looked for in one county.
/// </summary>
internal sealed class KeepCalendars(HejieDb db, IDialect dialect, InstallationKey installation, DirectoryHolder directory, TimeProvider time)
{
    private const int MarkLength = 3, Length = MarkLength + 32;

    private readonly byte[] _key = installation.For("calendars");

    /// <summary>Whether a post has a calendar.</summary>
    public Task<bool> HasAsync(Scope scope, CancellationToken cancel) => Of(scope).AnyAsync(cancel);

    /// <summary>Whether a party has one.</summary>
    public Task<bool> HasAsync(PartyKey party, CancellationToken cancel) => Of(party).AnyAsync(cancel);

    /// <summary>Makes a calendar in place of the one before.</summary>
    /// <returns>Its secret, which is never told again.</returns>
    public Task<string> MakeAsync(Scope scope, CancellationToken cancel) =>
        MakeAsync(Of(scope), new CalendarFeedRow { County = scope.Body.Place.County, Hash = [], Account = scope.Account, Post = scope.Post.Id }, cancel);

    /// <summary>Makes a calendar in place of the one before.</summary>
    /// <returns>Its secret, which is never told again.</returns>
    public Task<string> MakeAsync(PartyKey party, CancellationToken cancel) =>
        MakeAsync(Of(party), new CalendarFeedRow { County = party.County, Hash = [], Matter = party.Matter, Party = party.Ordinal }, cancel);

    /// <summary>Takes it back: whoever reads it finds nothing any more.</summary>
    public Task RevokeAsync(Scope scope, CancellationToken cancel) => RevokeAsync(Of(scope), cancel);

    /// <summary>Takes it back.</summary>
    public Task RevokeAsync(PartyKey party, CancellationToken cancel) => RevokeAsync(Of(party), cancel);

    /// <summary>The calendar of a secret; null where there is none.</summary>
    public async Task<CalendarFeedRow?> FindAsync(string secret, CancellationToken cancel)
    {
        if (secret.Length != Length || !secret.All(char.IsAsciiLetterOrDigit))
            return null;
        var upper = secret.ToUpperInvariant();
        var hash = Hash(upper);
        var counties = directory.Current.Counties.Where(county => TrackingCodes.IsOf(upper, county)).Distinct().ToList();
        return counties is [var county] ? await db.CalendarFeeds.AsNoTracking().SingleOrDefaultAsync(row => row.County == county && row.Hash == hash, cancel) : null;
    }

    private async Task<string> MakeAsync(IQueryable<CalendarFeedRow> before, CalendarFeedRow row, CancellationToken cancel)
    {
        // Two codes of the county, without the marks and the check characters of both: 160 random bits.
        var secret = TrackingCodes.Fresh(row.County)[..^1] + TrackingCodes.Fresh(row.County)[MarkLength..^1];
        (row.Hash, row.Made) = (Hash(secret), LegalTime.Micros(time.GetUtcNow()));
        using var writing = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await before.ExecuteDeleteAsync(cancel);
        db.CalendarFeeds.Add(row);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return secret;
    }

    private async Task RevokeAsync(IQueryable<CalendarFeedRow> rows, CancellationToken cancel)
    {
        using var writing = await dialect.EnterWriteAsync(cancel);
        await rows.ExecuteDeleteAsync(cancel);
    }

    private IQueryable<CalendarFeedRow> Of(Scope scope)
    {
        var (county, account, post) = (scope.Body.Place.County, scope.Account, scope.Post.Id);
        return db.CalendarFeeds.Where(row => row.County == county && row.Account == account && row.Post == post);
    }

    private IQueryable<CalendarFeedRow> Of(PartyKey party) =>
        db.CalendarFeeds.Where(row => row.County == party.County && row.Matter == party.Matter && row.Party == party.Ordinal);

    private byte[] Hash(string secret) => HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(secret));
}
