using Hejie.Data;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Ledger;

/// <summary>Reads a county's log: tiles, nodes and proofs.</summary>
internal sealed class ReadLog(HejieDb db)
{
    /// <summary>A county's log, or null where it was not begun.</summary>
    public Task<LogRow?> FindAsync(int county, CancellationToken cancel) =>
        db.Logs.AsNoTracking().SingleOrDefaultAsync(log => log.County == county, cancel);

    /// <summary>So many hashes of a tile; null where the tree has fewer.</summary>
    public async Task<byte[]?> TileAsync(int county, TileId tile, int width, CancellationToken cancel)
    {
        if (tile.Level is < TileId.Entries or >= TileId.Levels)
            return null;
        // The log before the tile: one that fills up in between is found full.
        if (width < TileId.Width)
        {
            if (await FindAsync(county, cancel) is not { } log || tile.WidthIn(log.Size) < width)
                return null;
            if (Edge(log, tile) is { } part)
                return part[..(width * Digest.Size)];
        }

        var full = await db.LogTiles.AsNoTracking().Where(row => row.County == county && row.Number == tile.Number)
            .Select(row => row.Bytes).SingleOrDefaultAsync(cancel);
        return full?[..(width * Digest.Size)];
    }

    /// <summary>Hashes over ranges of leaves, from as many tiles as they need, read at once.</summary>
    /// <param name="log">The log as it was read.</param>
    /// <param name="ranges">The ranges, none past its size.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<Digest>> HashesAsync(LogRow log, IReadOnlyList<LeafRange> ranges, CancellationToken cancel)
    {
        var tiles = new Dictionary<TileId, byte[]>();
        var full = new List<long>();
        foreach (var tile in TileId.Under(ranges))
        {
            if (Edge(log, tile) is { } part)
                tiles.Add(tile, part);
            else
                full.Add(tile.Number);
        }

        if (full.Count > 0)
        {
            foreach (var row in await db.LogTiles.AsNoTracking().Where(row => row.County == log.County && full.Contains(row.Number)).ToListAsync(cancel))
                tiles.Add(TileId.Of(row.Number), row.Bytes);
        }

        return new TileHashes(tiles).Of(ranges);
    }

    /// <summary>The proof that an entry is in its county's log, under a checkpoint that a witness cosigned where there is one; null where none tells of it yet.</summary>
    public async Task<LogProof?> ProveAsync(int county, long position, CancellationToken cancel)
    {
        if (position < 0 || await FindAsync(county, cancel) is not { } log)
            return null;
        var (text, size) = log.CosignedSize > position ? (log.Cosigned, log.CosignedSize) : (log.Checkpoint, log.CheckpointSize);
        if (size <= position || !SignedNote.TryParse(text, out var note))
            return null;
        return new LogProof(position, await HashesAsync(log, Proofs.Inclusion(position, size), cancel), note);
    }

    private static byte[]? Edge(LogRow log, TileId tile)
    {
        if (TileId.Last(tile.Level, log.Size) != tile)
            return null;
        return tile.Level == TileId.Entries ? log.Leaves : RightEdge.Read(log.Size, log.Edge).Tile(tile.Level);
    }
}
