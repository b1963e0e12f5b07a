using System.Buffers.Binary;

namespace Hejie.Ledger.Tests;

/// <summary>The tree of RFC 6962 as its definition reads, slow and plain: what the rest is held against.</summary>
internal static class NaiveTree
{
    /// <summary>Leaves that differ.</summary>
    public static Digest[] Leaves(int count) => [.. Enumerable.Range(0, count).Select(index =>
    {
        var data = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(data, index);
        return Merkle.Leaf(data);
    })];

    public static Digest Root(ReadOnlySpan<Digest> leaves)
    {
        if (leaves.Length == 0)
            return Merkle.Empty;
        if (leaves.Length == 1)
            return leaves[0];
        var middle = 1;
        while (middle * 2 < leaves.Length)
            middle *= 2;
        return Merkle.Node(Root(leaves[..middle]), Root(leaves[middle..]));
    }

    /// <summary>A tile as the specification defines it: each hash is the root over its 256^level leaves.</summary>
    public static byte[] Tile(Digest[] leaves, TileId tile)
    {
        var step = 1;
        for (var level = 0; level < tile.Level; level++)
            step *= TileId.Width;
        var hashes = new List<Digest>();
        for (var index = (int)tile.Index * TileId.Width; hashes.Count < TileId.Width && (index + 1) * step <= leaves.Length; index++)
            hashes.Add(Root(leaves.AsSpan(index * step, step)));
        return Digest.Join([.. hashes]);
    }

    /// <summary>All tiles that a tree has.</summary>
    public static Dictionary<TileId, byte[]> Tiles(Digest[] leaves)
    {
        var tiles = new Dictionary<TileId, byte[]>();
        for (var level = 0; level < 3; level++)
        {
            for (var index = 0L; new TileId(level, index).WidthIn(leaves.Length) > 0; index++)
                tiles.Add(new TileId(level, index), Tile(leaves, new TileId(level, index)));
        }

        return tiles;
    }
}
