using System.Security.Cryptography;

namespace Hejie.Ledger;

/// <summary>The hashes of a Merkle tree as RFC 6962 has them: a leaf can never be taken for a node.</summary>
public static class Merkle
{
    /// <summary>The root of the tree without leaves.</summary>
    public static Digest Empty { get; } = new(SHA256.HashData([]));

    /// <summary>The hash of a leaf: SHA-256 of a zero byte and its data.</summary>
    public static Digest Leaf(ReadOnlySpan<byte> data)
    {
        var message = data.Length <= 255 ? stackalloc byte[1 + data.Length] : new byte[1 + data.Length];
        message[0] = 0;
        data.CopyTo(message[1..]);
        return Hash(message);
    }

    /// <summary>The hash of a leaf whose data is a digest.</summary>
    public static Digest Leaf(Digest data)
    {
        Span<byte> message = stackalloc byte[1 + Digest.Size];
        message[0] = 0;
        data.CopyTo(message[1..]);
        return Hash(message);
    }

    /// <summary>The hash of a node: SHA-256 of a one and of what is below it, left and right.</summary>
    public static Digest Node(Digest left, Digest right)
    {
        Span<byte> message = stackalloc byte[1 + (2 * Digest.Size)];
        message[0] = 1;
        left.CopyTo(message[1..]);
        right.CopyTo(message[(1 + Digest.Size)..]);
        return Hash(message);
    }

    /// <summary>The top of a complete subtree, from the hashes at its foot.</summary>
    /// <exception cref="ArgumentException">Their number is no power of two.</exception>
    public static Digest Top(ReadOnlySpan<Digest> foot)
    {
        if (foot.Length == 0 || !System.Numerics.BitOperations.IsPow2(foot.Length))
            throw new ArgumentException("A complete subtree has a power of two of leaves.", nameof(foot));
        var row = foot.ToArray();
        for (var width = row.Length / 2; width > 0; width /= 2)
        {
            for (var index = 0; index < width; index++)
                row[index] = Node(row[2 * index], row[(2 * index) + 1]);
        }

        return row[0];
    }

    private static Digest Hash(ReadOnlySpan<byte> message)
    {
        Span<byte> hash = stackalloc byte[Digest.Size];
        SHA256.HashData(message, hash);
        return new Digest(hash);
    }
}
