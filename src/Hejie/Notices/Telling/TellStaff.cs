using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Notices.Telling;

/// <summary>
/// Follows what the counties write, and turns it into notices. How far it has come is moved on in the transaction that
/// writes them, by whoever finds it where it was read: of two nodes one does it, and a fall repeats nothing.
/// </summary>
internal sealed partial class TellStaff(
    IServiceScopeFactory scopes, DirectoryHolder directory, IEnumerable<INoticeSource> sources, RemindDue remind, TimeProvider time, ILogger<TellStaff> log) : BackgroundService
{
    private const int Batch = 200;

    /// <summary>How long a notice is kept that was sent or given up.</summary>
    private const int KeptDays = 30;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    /// <summary>How often the ends of periods are looked along, and what is old is dropped.</summary>
    private static readonly TimeSpan s_remind = TimeSpan.FromMinutes(1);

    private long? _reminded;

    /// <summary>Tells what is new in all counties.</summary>
    /// <returns>How many notices were written.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var written = 0;
        HashSet<int> counties = [.. directory.Current.Counties];
        foreach (var source in sources)
        {
            foreach (var (county, position) in await NewerAsync(source, counties, cancel))
                written += await FollowAsync(county, source.Reader, position, source.ReadAsync, cancel);
        }

        return written;
    }

    /// <summary>Reminds of what is due soon.</summary>
    /// <returns>How many notices were written.</returns>
    public async Task<int> RemindAsync(CancellationToken cancel)
    {
        var (written, horizon) = (0, remind.Horizon);
        foreach (var (county, position) in await PositionsAsync(RemindDue.Reader, [.. directory.Current.Counties], _ => LegalNow, cancel))
            written += await FollowAsync(county, RemindDue.Reader, position, (db, at, after, most, stop) => remind.ReadAsync(db, at, after, horizon, most, stop), cancel);
        return written;
    }

    /// <summary>Drops what was sent or given up long ago.</summary>
    public async Task DropAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var dialect = scope.ServiceProvider.GetRequiredService<IDialect>();
        var before = LegalTime.Micros(time.GetUtcNow().AddDays(-KeptDays));
        foreach (var county in directory.Current.Counties.ToHashSet())
        {
            using var writing = await dialect.EnterWriteAsync(cancel);
            await db.Notices.Where(row => row.County == county && row.Made < before && row.Next == long.MaxValue).ExecuteDeleteAsync(cancel);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Recurring.RunAsync(s_pause, time, TellAsync, error => Failed(log, error), stoppingToken, atOnce: true);

    private async Task TellAsync(CancellationToken cancel)
    {
        await RunAsync(cancel);
        if (_reminded is { } last && time.GetElapsedTime(last) < s_remind)
            return;
        await RemindAsync(cancel);
        await DropAsync(cancel);
        _reminded = time.GetTimestamp();
    }

    private long LegalNow => LegalTime.Micros(time.GetUtcNow());

    /// <summary>The counties that have something that was not told, and how far each was told.</summary>
    private async Task<IReadOnlyList<(int County, long Position)>> NewerAsync(INoticeSource source, HashSet<int> counties, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var newest = await source.NewestAsync(scope.ServiceProvider.GetRequiredService<HejieDb>(), counties, cancel);
        // What happened before anybody followed is told to nobody.
        return [.. (await PositionsAsync(source.Reader, counties, county => newest[county], cancel)).Where(row => newest[row.County] > row.Position)];
    }

    /// <summary>How far a reader has come in each county; where it has not begun, it begins.</summary>
    private async Task<IReadOnlyList<(int County, long Position)>> PositionsAsync(string reader, HashSet<int> counties, Func<int, long> begin, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var known = await db.Cursors.AsNoTracking().Where(row => counties.Contains(row.County) && row.Reader == reader).ToDictionaryAsync(row => row.County, row => row.Position, cancel);
        var missing = counties.Where(county => !known.ContainsKey(county)).ToList();
        if (missing.Count > 0)
        {
            var dialect = scope.ServiceProvider.GetRequiredService<IDialect>();
            using var writing = await dialect.EnterWriteAsync(cancel);
            try
            {
                db.Cursors.AddRange(missing.Select(county => new CursorRow { County = county, Reader = reader, Position = begin(county) }));
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException error) when (dialect.IsUniqueViolation(error))
            {
                // Another node began it: it is followed from there the next time.
            }
        }

        return [.. known.Select(row => (row.Key, row.Value))];
    }

    private async Task<int> FollowAsync(
        int county, string reader, long position, Func<HejieDb, int, long, int, CancellationToken, Task<(IReadOnlyList<Told> Told, long Last)>> read, CancellationToken cancel)
    {
        var written = 0;
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
            var (told, last) = await read(db, county, position, Batch, cancel);
            if (last <= position)
                return written;
            var rows = await RowsAsync(scope.ServiceProvider.GetRequiredService<KeepPreferences>(), county, told, cancel);
            if (!await WriteAsync(db, scope.ServiceProvider.GetRequiredService<IDialect>(), county, reader, (position, last), rows, cancel))
                return written;
            written += rows.Count;
            position = last;
        }
    }

    private async Task<IReadOnlyList<NoticeRow>> RowsAsync(KeepPreferences keep, int county, IReadOnlyList<Told> told, CancellationToken cancel)
    {
        var preferences = await keep.ReadAsync([.. told.Select(each => each.Body).Distinct()], cancel);
        var now = time.GetUtcNow();
        return [.. told.SelectMany(each => MakeNotices.Of(county, each, preferences.GetValueOrDefault(each.Body, Preferences.None), now)).DistinctBy(row => row.Id)];
    }

    /// <returns>False where another node told it.</returns>
    private static async Task<bool> WriteAsync(
        HejieDb db, IDialect dialect, int county, string reader, (long Before, long Last) moved, IReadOnlyList<NoticeRow> rows, CancellationToken cancel)
    {
        // What was told before, as a reminder that two ways lead to, is not told again.
        var ids = rows.Select(row => row.Id).ToList();
        var known = ids.Count == 0 ? [] : (await db.Notices.AsNoTracking().Where(row => row.County == county && ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancel)).ToHashSet();
        using var writing = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Cursors.Where(row => row.County == county && row.Reader == reader && row.Position == moved.Before)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Position, moved.Last), cancel) == 0)
            return false;
        db.Notices.AddRange(rows.Where(row => !known.Contains(row.Id)));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "What is new could not be made into notices; trying again.")]
    private static partial void Failed(ILogger log, Exception error);
}
