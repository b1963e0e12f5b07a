using System.Security.Cryptography;
using System.Threading.Channels;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Ledger;

/// <summary>
/// Takes entries that have their positions into their county's tree, in batches: tiles that become full are inserted, the
/// edge is replaced. Only who still finds the log as it was read may write, so that several nodes can do this at once.
/// </summary>
internal sealed partial class GrowLog(
    IServiceScopeFactory scopes, DirectoryHolder directory, ILogger<GrowLog> log) : BackgroundService, IFollowsPositions
{
    private const int Batch = 1024;

    /// <summary>How often all counties are looked through, for what another node left behind.</summary>
    private static readonly TimeSpan s_sweep = TimeSpan.FromSeconds(5);

    private readonly Channel<int> _given = Channel.CreateBounded<int>(
        new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Given(int county) => _given.Writer.TryWrite(county);

    /// <summary>Takes in what a county has.</summary>
    public async Task RunAsync(int county, CancellationToken cancel)
    {
        int taken;
        do
        {
            await using var scope = scopes.CreateAsyncScope();
            taken = await TakeAsync(
                scope.ServiceProvider.GetRequiredService<HejieDb>(), scope.ServiceProvider.GetRequiredService<IDialect>(), county, cancel);
        }
        while (taken == Batch);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var woken = new HashSet<int>();
        var sweeps = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (sweeps)
                    woken.UnionWith(await LeftBehindAsync(stoppingToken));
                var all = await RunAllAsync(woken, stoppingToken);
                woken.Clear();
                sweeps = !await HearAsync(woken, stoppingToken) || !all;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Failed(log, error);
                woken.Clear();
                sweeps = true;
                await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            }
        }
    }

    /// <summary>Takes in what several counties have; one whose log is broken holds up no other.</summary>
    private async Task<bool> RunAllAsync(IEnumerable<int> counties, CancellationToken cancel)
    {
        var all = true;
        foreach (var county in counties)
        {
            try
            {
                await RunAsync(county, cancel);
            }
            catch (Exception error) when (!cancel.IsCancellationRequested)
            {
                CountyFailed(log, error, county);
                all = false;
            }
        }

        return all;
    }

    private static async Task<int> TakeAsync(HejieDb db, IDialect dialect, int county, CancellationToken cancel)
    {
        var row = await db.Logs.AsNoTracking().SingleOrDefaultAsync(log => log.County == county, cancel)
            ?? await BeginAsync(db, dialect, county, cancel);
        var entries = await EntriesAsync(db, county, row.Size, Batch, cancel);
        if (entries.Count == 0)
            return 0;
        var edge = RightEdge.Read(row.Size, row.Edge);
        Digest[] data = [.. entries.Select(Data)];
        var full = edge.Append([.. data.Select(Merkle.Leaf)]).ToList();
        var leaves = FillLeaves(row, data, full);

        using var writer = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (size, tiles) = (edge.Size, edge.Write());
        var found = await db.Logs.Where(log => log.County == county && log.Size == row.Size).ExecuteUpdateAsync(
            set => set.SetProperty(log => log.Size, size).SetProperty(log => log.Edge, tiles).SetProperty(log => log.Leaves, leaves), cancel);
        // Otherwise another node took these in: what comes after them is looked for again.
        if (found == 1)
        {
            db.LogTiles.AddRange(full.Select(tile => new LogTileRow { County = county, Number = tile.Id.Number, Bytes = tile.Bytes }));
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        return found == 1 ? entries.Count : Batch;
    }

    /// <summary>The stored bytes of entries from a position on, in their order.</summary>
    /// <exception cref="InvalidDataException">A position or an entry is missing.</exception>
    internal static async Task<IReadOnlyList<byte[]>> EntriesAsync(HejieDb db, int county, long from, int most, CancellationToken cancel)
    {
        var rows = await db.Positions.AsNoTracking()
            .Where(row => row.County == county && row.Position >= from).OrderBy(row => row.Position).Take(most)
            .Join(
                db.Entries.Where(entry => entry.County == county), row => new { row.Matter, row.Number }, entry => new { entry.Matter, entry.Number },
                (row, entry) => new { row.Position, entry.Bytes })
            .OrderBy(row => row.Position).ToListAsync(cancel);
        for (var index = 0; index < rows.Count; index++)
        {
            if (rows[index].Position != from + index)
                throw new InvalidDataException($"The entry at position {from + index} of county {county} is missing.");
        }

        return rows.ConvertAll(row => row.Bytes);
    }

    /// <summary>The data of an entry's leaf: what anyone can read of it.</summary>
    internal static Digest Data(byte[] entry) => new(SHA256.HashData(entry));

    /// <summary>Adds data to the last tile of leaves.</summary>
    /// <returns>What is not full.</returns>
    private static byte[] FillLeaves(LogRow row, Digest[] data, List<FullTile> full)
    {
        const int width = TileId.Width * Digest.Size;
        byte[] leaves = [.. row.Leaves, .. Digest.Join(data)];
        var at = 0;
        for (var index = TileId.Last(TileId.Entries, row.Size).Index; leaves.Length - at >= width; index++, at += width)
            full.Add(new FullTile(new TileId(TileId.Entries, index), leaves[at..(at + width)]));
        return leaves[at..];
    }

    private static async Task<LogRow> BeginAsync(HejieDb db, IDialect dialect, int county, CancellationToken cancel)
    {
        using (await dialect.EnterWriteAsync(cancel))
        {
            try
            {
                db.Logs.Add(new LogRow { County = county, Edge = [], Leaves = [] });
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException error) when (dialect.IsUniqueViolation(error))
            {
                // Another node began it.
            }
        }

        db.ChangeTracker.Clear();
        return await db.Logs.AsNoTracking().SingleAsync(log => log.County == county, cancel);
    }

    /// <summary>Counties whose log was not begun, or has entries that are not in the tree.</summary>
    private async Task<IReadOnlyCollection<int>> LeftBehindAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var logs = await db.Logs.TagWith(AcrossCounties.Tag)
            .Select(log => new { log.County, Behind = db.Positions.Any(row => row.County == log.County && row.Position >= log.Size) })
            .ToDictionaryAsync(log => log.County, log => log.Behind, cancel);
        return [.. directory.Current.Counties.Where(county => !logs.TryGetValue(county, out var behind) || behind)];
    }

    /// <summary>Waits for counties that have new positions.</summary>
    /// <returns>Whether there were any before it was time to look through all.</returns>
    private async Task<bool> HearAsync(HashSet<int> woken, CancellationToken cancel)
    {
        using var sweep = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        sweep.CancelAfter(s_sweep);
        try
        {
            woken.Add(await _given.Reader.ReadAsync(sweep.Token));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }

        while (_given.Reader.TryRead(out var county))
            woken.Add(county);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "The logs could not be looked through; trying again.")]
    private static partial void Failed(ILogger log, Exception error);

    [LoggerMessage(LogLevel.Error, "Entries of county {County} could not be taken into its log; trying again.")]
    private static partial void CountyFailed(ILogger log, Exception error, int county);
}
