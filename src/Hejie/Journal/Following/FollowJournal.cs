using Hejie.Bodies;
using Hejie.Data;
using Hejie.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Journal.Following;

/// <summary>
/// Brings the following readers on. A cursor is moved on by whoever finds it where it was read, in the transaction that
/// writes what the reader made: of two nodes one does it, and a fall repeats and loses nothing.
/// </summary>
internal sealed partial class FollowJournal(
    IServiceScopeFactory scopes, DirectoryHolder directory, IEnumerable<IFollowsJournal> readers, TimeProvider time, ILogger<FollowJournal> log) : BackgroundService
{
    /// <summary>The cursor of a reader that has taken nothing.</summary>
    private const long Nothing = -1;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    /// <summary>Brings all readers to what stands in the journal now.</summary>
    /// <returns>How many entries were taken, counted for each reader.</returns>
    public async Task<long> RunAsync(CancellationToken cancel)
    {
        long taken = 0;
        foreach (var reader in readers)
        {
            foreach (var (county, position) in await BehindAsync(reader.Reader, cancel))
                taken += await FollowAsync(reader, county, position, cancel);
        }

        return taken;
    }

    /// <summary>Has a reader begin anew: what it made is forgotten county by county, and made again as the journal is followed.</summary>
    public async Task BeginAnewAsync(IFollowsJournal reader, CancellationToken cancel)
    {
        foreach (var county in directory.Current.Counties.Distinct())
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
            using var writing = await scope.ServiceProvider.GetRequiredService<IDialect>().EnterWriteAsync(cancel);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await db.Cursors.Where(row => row.County == county && row.Reader == reader.Reader)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Position, Nothing), cancel);
            await reader.ClearAsync(db, county, cancel);
            await transaction.CommitAsync(cancel);
        }
    }

    /// <summary>How many entries of the journal have their position and were not taken by the reader that is furthest behind.</summary>
    public async Task<long> LagAsync(CancellationToken cancel)
    {
        long most = 0;
        foreach (var reader in readers)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
            var newest = await NewestAsync(db, cancel);
            var known = await CursorsAsync(db, reader.Reader, newest.Keys, cancel);
            most = Math.Max(most, newest.Sum(row => row.Value - known.GetValueOrDefault(row.Key, Nothing)));
        }

        return most;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Recurring.RunAsync(s_pause, time, RunAsync, error => Failed(log, error), stoppingToken, atOnce: true);

    private Task<IReadOnlyDictionary<int, long>> NewestAsync(HejieDb db, CancellationToken cancel) =>
        NewestPositions.ReadAsync(db, "positions", "position", [.. directory.Current.Counties.Distinct()], cancel);

    private static Task<Dictionary<int, long>> CursorsAsync(HejieDb db, string reader, IEnumerable<int> counties, CancellationToken cancel) =>
        db.Cursors.AsNoTracking().Where(row => counties.Contains(row.County) && row.Reader == reader).ToDictionaryAsync(row => row.County, row => row.Position, cancel);

    /// <summary>The counties with entries that a reader has not taken, and how far it has come in each; where it has not begun, it begins.</summary>
    private async Task<IReadOnlyList<(int County, long Position)>> BehindAsync(string reader, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var newest = await NewestAsync(db, cancel);
        var known = await CursorsAsync(db, reader, newest.Keys, cancel);
        foreach (var county in newest.Keys.Where(county => newest[county] > Nothing && !known.ContainsKey(county)).ToList())
        {
            if (await BeginAsync(db, scope.ServiceProvider.GetRequiredService<IDialect>(), reader, county, cancel))
                known[county] = Nothing;
        }

        return [.. known.Where(row => newest[row.Key] > row.Value).Select(row => (row.Key, row.Value))];
    }

    /// <returns>False where another node began it at the same time: it is followed from there the next time.</returns>
    private static async Task<bool> BeginAsync(HejieDb db, IDialect dialect, string reader, int county, CancellationToken cancel)
    {
        using var writing = await dialect.EnterWriteAsync(cancel);
        try
        {
            db.Cursors.Add(new CursorRow { County = county, Reader = reader, Position = Nothing });
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException error) when (dialect.IsUniqueViolation(error))
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }

    private async Task<long> FollowAsync(IFollowsJournal reader, int county, long position, CancellationToken cancel)
    {
        long taken = 0;
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
            var entries = await ReadAsync(db, county, position, reader.Batch, cancel);
            if (entries.Count == 0 || !await TakeAsync(db, scope.ServiceProvider.GetRequiredService<IDialect>(), reader, county, position, entries, cancel))
                return taken;
            taken += entries.Count;
            position = entries[^1].Position;
        }
    }

    private static async Task<List<FollowedEntry>> ReadAsync(HejieDb db, int county, long after, int most, CancellationToken cancel)
    {
        var stored = await (
            from position in db.Positions.Where(row => row.County == county && row.Position > after).OrderBy(row => row.Position).Take(most)
            join entry in db.Entries.Where(row => row.County == county) on new { position.Matter, position.Number } equals new { entry.Matter, entry.Number }
            orderby position.Position
            select new { position.Position, entry.Bytes }).AsNoTracking().ToListAsync(cancel);
        return stored.ConvertAll(row => new FollowedEntry(row.Position, EntryCodec.Header(row.Bytes)));
    }

    /// <returns>False where another node took them.</returns>
    private static async Task<bool> TakeAsync(
        HejieDb db, IDialect dialect, IFollowsJournal reader, int county, long before, IReadOnlyList<FollowedEntry> entries, CancellationToken cancel)
    {
        using var writing = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var last = entries[^1].Position;
        if (await db.Cursors.Where(row => row.County == county && row.Reader == reader.Reader && row.Position == before)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Position, last), cancel) == 0)
            return false;
        await reader.TakeAsync(db, county, entries, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "The journal could not be followed; trying again.")]
    private static partial void Failed(ILogger log, Exception error);
}
