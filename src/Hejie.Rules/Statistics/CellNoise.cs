using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hejie.Rules.Statistics;

/// <summary>
/// Changes a count a little before it is published, so that no small number is given away. Each matter has a record key
/// from a secret of the installation; the keys of the matters of a cell add up to the cell's key, and that alone decides
/// the change: the same matters have the same change wherever and whenever they are counted. On average nothing is added.
/// </summary>
public static class CellNoise
{
    /// <summary>The smallest count that is published as other than 0.</summary>
    public const int Least = 5;

    /// <summary>The most by which a cell's count differs from the published one.</summary>
    public const int Most = 4;

    /// <summary>The greatest variance of a cell's change, as that of a count of 2 or 3.</summary>
    public const double Variance = 6;

    /// <summary>Of 16 equally likely keys, the change of a count that is not small. Symmetrical, so that its mean is 0.</summary>
    private static readonly int[] s_changes = [-4, -3, -2, -2, -1, -1, -1, 0, 0, 1, 1, 1, 2, 2, 3, 4];

    /// <summary>The key of a matter.</summary>
    /// <param name="secret">The installation's secret for this purpose.</param>
    /// <param name="matter">The matter.</param>
    public static uint RecordKey(byte[] secret, Guid matter)
    {
        Span<byte> id = stackalloc byte[16];
        matter.TryWriteBytes(id);
        Span<byte> mac = stackalloc byte[32];
        HMACSHA256.HashData(secret, id, mac);
        return BinaryPrimitives.ReadUInt32BigEndian(mac);
    }

    /// <summary>What is published of a count.</summary>
    /// <param name="count">The true count.</param>
    /// <param name="key">The sum of its matters' keys; it may overflow.</param>
    public static int Publish(int count, uint key)
    {
        if (count <= 0)
            return 0;
        // The sum of few keys is as even as each of them, and is stirred once more, so that near sums are not alike.
        var drawn = Stir(key);
        if (count < Least)
            return drawn % Least < (uint)count ? Least : 0;
        var change = s_changes[drawn % (uint)s_changes.Length];
        // A count of 5 stays, one of 6 changes by 1 at most: none of them becomes a small one.
        var room = Math.Min(Most, count - Least);
        return count + Math.Clamp(change, -room, room);
    }

    /// <summary>All that a published count of one cell can stand for, to who knows all of this but the keys.</summary>
    public static (int Lowest, int Highest) Meant(int published) => published switch
    {
        0 => (0, Least - 1),
        <= Least => (1, published + Most),
        _ => (Math.Max(published - Most, (published + Least + 1) / 2), published + Most),
    };

    /// <summary>The most by which a sum of cells differs from the true one.</summary>
    public static int MostOf(int cells) => Most * cells;

    /// <summary>By how much at most a sum of cells differs in 19 of 20 cases.</summary>
    public static int LikelyOf(int cells) => (int)Math.Ceiling(1.96 * Math.Sqrt(Variance * cells));

    private static uint Stir(uint key)
    {
        key ^= key >> 16;
        key *= 0x7feb352d;
        key ^= key >> 15;
        key *= 0x846ca68b;
        return key ^ (key >> 16);
    }
}
