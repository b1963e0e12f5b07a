namespace Hejie.Ledger;

/// <summary>Nodes of a tree, calculated from its tiles. A tile may be wider than the tree that is asked about.</summary>
/// <param name="tiles">The tiles that <see cref="TileId.Under(IEnumerable{LeafRange})"/> named.</param>
public sealed class TileHashes(IReadOnlyDictionary<TileId, byte[]> tiles)
{
    /// <summary>The hash over the leaves of a range.</summary>
    /// <exception cref="InvalidDataException">A tile is missing or too narrow.</exception>
    public Digest Of(LeafRange range)
    {
        if (range.From == range.To)
            return Merkle.Empty;
        Digest? hash = null;
        foreach (var (height, index) in range.Complete().Reverse())
        {
            var left = Complete(height, index);
            hash = hash is { } right ? Merkle.Node(left, right) : left;
        }

        return hash!.Value;
    }

    /// <summary>The hashes over several ranges.</summary>
    /// <exception cref="InvalidDataException">A tile is missing or too narrow.</exception>
    public IReadOnlyList<Digest> Of(IEnumerable<LeafRange> ranges) => [.. ranges.Select(Of)];

    private Digest Complete(int height, long index)
    {
        var (tile, from, count) = TileId.Under(height, index);
        if (!tiles.TryGetValue(tile, out var bytes) || bytes.Length < (from + count) * Digest.Size)
            throw new InvalidDataException($"The tile {tile.Path()} is missing or too narrow.");
        return Merkle.Top(Digest.Split(bytes.AsSpan(from * Digest.Size, count * Digest.Size)));
    }
}
