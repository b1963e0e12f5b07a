namespace Hejie.Ledger;

/// <summary>A tile that is full and never changes again.</summary>
/// <param name="Id">Which.</param>
/// <param name="Bytes">Its 256 hashes.</param>
public sealed record FullTile(TileId Id, byte[] Bytes);

/// <summary>
/// Where a tree grows: the tile of each level that is not full yet. With the number of leaves it is all that is needed to
/// add leaves and to calculate the root, however large the tree.
/// </summary>
public sealed class RightEdge
{
    private readonly List<List<Digest>> _levels = [];

    /// <summary>The tree without leaves.</summary>
    public RightEdge()
    {
    }

    /// <summary>How many leaves the tree has.</summary>
    public long Size { get; private set; }

    /// <summary>Reads an edge as <see cref="Write"/> left it.</summary>
    /// <param name="size">How many leaves the tree has; it says how wide each level is.</param>
    /// <param name="bytes">The tiles, from the leaves up.</param>
    /// <exception cref="InvalidDataException">There are more or fewer hashes than such a tree has at its edge.</exception>
    public static RightEdge Read(long size, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var edge = new RightEdge { Size = size };
        for (var rest = size; rest > 0; rest /= TileId.Width)
        {
            var length = (int)(rest % TileId.Width) * Digest.Size;
            if (bytes.Length < length)
                throw new InvalidDataException("The edge of a tree is too short.");
            edge._levels.Add([.. Digest.Split(bytes[..length])]);
            bytes = bytes[length..];
        }

        return bytes.Length == 0 ? edge : throw new InvalidDataException("The edge of a tree is too long.");
    }

    /// <summary>The tiles that are not full, from the leaves up, one after the other.</summary>
    public byte[] Write() => Digest.Join([.. _levels.SelectMany(level => level)]);

    /// <summary>The tile of a level that is not full; empty where there is none.</summary>
    public byte[] Tile(int level) => level < _levels.Count ? Digest.Join([.. _levels[level]]) : [];

    /// <summary>Adds the hashes of leaves.</summary>
    /// <returns>The tiles that became full.</returns>
    public IReadOnlyList<FullTile> Append(ReadOnlySpan<Digest> leaves)
    {
        var full = new List<FullTile>();
        foreach (var leaf in leaves)
        {
            Size++;
            Add(leaf, full);
        }

        return full;
    }

    /// <summary>The root of the tree.</summary>
    public Digest Root()
    {
        Digest? root = null;
        for (var level = 0; level < _levels.Count; level++)
        {
            var hashes = _levels[level].ToArray().AsSpan();
            // The complete subtrees of a level, the smallest first: it stands furthest to the right.
            for (var count = 1; count < TileId.Width; count *= 2)
            {
                if ((hashes.Length & count) == 0)
                    continue;
                var left = Merkle.Top(hashes[^count..]);
                root = root is { } right ? Merkle.Node(left, right) : left;
                hashes = hashes[..^count];
            }
        }

        return root ?? Merkle.Empty;
    }

    private void Add(Digest hash, List<FullTile> full)
    {
        for (var level = 0; ; level++)
        {
            if (level == _levels.Count)
                _levels.Add(new List<Digest>(TileId.Width));
            var hashes = _levels[level];
            hashes.Add(hash);
            if (hashes.Count < TileId.Width)
                return;
            var row = hashes.ToArray();
            full.Add(new FullTile(new TileId(level, TileId.Last(level, Size).Index - 1), Digest.Join(row)));
            hashes.Clear();
            hash = Merkle.Top(row);
        }
    }
}
