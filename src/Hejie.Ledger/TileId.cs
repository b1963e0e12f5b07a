using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Hejie.Ledger;

/// <summary>A tile of 256 hashes, by its level and its place in it (c2sp.org/tlog-tiles).</summary>
/// <param name="Level">0 for the hashes of leaves, then 256 times as far up with each; <see cref="Entries"/> for the data of the leaves.</param>
/// <param name="Index">Its place in the level, from 0.</param>
public readonly record struct TileId(int Level, long Index)
{
    /// <summary>The level below all hashes: what the leaves are made of.</summary>
    public const int Entries = -1;

    /// <summary>How many hashes a full tile has.</summary>
    public const int Width = 256;

    /// <summary>The levels that a tree of 2^63 leaves can have.</summary>
    public const int Levels = 8;

    private const int Bits = 8;
    private const int Digits = 1000;

    /// <summary>Both as one number, in the order of levels and places.</summary>
    public long Number => ((long)(Level + 1) << 56) | Index;

    /// <summary>The tile of a number.</summary>
    public static TileId Of(long number) => new((int)(number >> 56) - 1, number & ((1L << 56) - 1));

    /// <summary>How many hashes the tile has in a tree: 0 where it has no such tile.</summary>
    public int WidthIn(long size)
    {
        if (Level >= Levels)
            return 0;
        var hashes = size >> (Bits * Math.Max(Level, 0));
        return (int)Math.Clamp(hashes - (Index * Width), 0, Width);
    }

    /// <summary>The tile that ends a level of a tree, full or not begun where the tree ends with a tile.</summary>
    public static TileId Last(int level, long size) => new(level, level >= Levels - 1 ? 0 : size >> (Bits * (Math.Max(level, 0) + 1)));

    /// <summary>The tiles that the hashes of ranges are made from.</summary>
    public static IReadOnlySet<TileId> Under(IEnumerable<LeafRange> ranges) =>
        ranges.SelectMany(range => range.Complete()).Select(node => Under(node.Height, node.Index).Tile).ToHashSet();

    /// <summary>The tile and the hashes in it that a complete subtree is made from.</summary>
    internal static (TileId Tile, int From, int Count) Under(int height, long index)
    {
        var first = index << (height % Bits);
        return (new TileId(height / Bits, first / Width), (int)(first % Width), 1 << (height % Bits));
    }

    /// <summary>The path below the log's prefix, such as <c>tile/0/x001/067.p/12</c>.</summary>
    /// <param name="width">How many hashes are asked for.</param>
    public string Path(int width = Width)
    {
        var path = new StringBuilder("tile/").Append(Level == Entries ? "entries" : Level.ToString(CultureInfo.InvariantCulture));
        var groups = new Stack<long>();
        var rest = Index;
        do
        {
            groups.Push(rest % Digits);
            rest /= Digits;
        }
        while (rest > 0);
        while (groups.TryPop(out var group))
            path.Append(groups.Count > 0 ? "/x" : "/").Append(group.ToString("000", CultureInfo.InvariantCulture));
        return width == Width ? path.ToString() : path.Append(CultureInfo.InvariantCulture, $".p/{width}").ToString();
    }

    /// <summary>Reads a path, in the one way that it can be written.</summary>
    /// <param name="path">The path below the log's prefix.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="width">How many hashes are asked for.</param>
    public static bool TryParse([NotNullWhen(true)] string? path, out TileId tile, out int width)
    {
        (tile, width) = (default, Width);
        if (path is null || path.Length > 64 || path.Split('/') is not ["tile", var named, .. var parts] || parts.Length == 0)
            return false;
        if (parts.Length > 1 && parts[^2].EndsWith(".p", StringComparison.Ordinal))
        {
            if (!int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out width) || width is 0 or >= Width)
                return false;
            parts = [.. parts[..^2], parts[^2][..^2]];
        }

        var index = 0L;
        for (var at = 0; at < parts.Length; at++)
        {
            var digits = at == parts.Length - 1 ? parts[at] : parts[at].StartsWith('x') ? parts[at][1..] : "";
            if (digits.Length != 3 || at > 4 || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var group))
                return false;
            index = (index * Digits) + group;
        }

        var level = Entries;
        if (named != "entries" && (!int.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out level) || level > 63))
            return false;
        tile = new TileId(level, index);
        return path == tile.Path(width);
    }
}
