namespace Hejie.Ledger;

/// <summary>
/// Proofs of RFC 6962: that a leaf is in a tree, and that a tree only grew. What goes into one is named by the leaves
/// below it, so that whoever holds the tiles fetches them all at once; what comes of one is checked without the tree.
/// </summary>
public static class Proofs
{
    /// <summary>The most hashes that a proof can have.</summary>
    public const int MostHashes = 63;

    /// <summary>The nodes that prove a leaf to be in a tree, from its neighbour up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such leaf.</exception>
    public static IReadOnlyList<LeafRange> Inclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var nodes = new List<LeafRange>();
        for (var range = new LeafRange(0, size); range.To - range.From > 1;)
        {
            var (left, right) = Halves(range);
            var isLeft = index < left.To;
            nodes.Add(isLeft ? right : left);
            range = isLeft ? left : right;
        }

        nodes.Reverse();
        return nodes;
    }

    /// <summary>The nodes that prove a tree to be the beginning of a larger one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The smaller tree is the larger one.</exception>
    public static IReadOnlyList<LeafRange> Consistency(long old, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(old);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(old, size);
        if (old == 0 || old == size)
            return [];
        var nodes = new List<LeafRange>();
        var range = new LeafRange(0, size);
        var whole = true;
        while (old != range.To)
        {
            var (left, right) = Halves(range);
            var isLeft = old <= left.To;
            nodes.Add(isLeft ? right : left);
            range = isLeft ? left : right;
            whole &= isLeft;
        }

        // The old tree's root is known to who checks; any other node where it ends is not.
        if (!whole)
            nodes.Add(range);
        nodes.Reverse();
        return nodes;
    }

    /// <summary>Whether a leaf is in the tree of a root.</summary>
    public static bool VerifyInclusion(Digest leaf, long index, long size, Digest root, IReadOnlyList<Digest> proof)
    {
        if (index < 0 || index >= size)
            return false;
        var (at, last) = (index, size - 1);
        var hash = leaf;
        foreach (var node in proof)
        {
            if (last == 0)
                return false;
            if (IsRight(at) || at == last)
            {
                hash = Merkle.Node(node, hash);
                SkipLonely(ref at, ref last);
            }
            else
            {
                hash = Merkle.Node(hash, node);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }

    /// <summary>Whether the tree of one root is the beginning of the tree of another.</summary>
    public static bool VerifyConsistency(long old, Digest oldRoot, long size, Digest root, IReadOnlyList<Digest> proof)
    {
        if (old < 0 || old > size)
            return false;
        if (old == size || old == 0)
            return proof.Count == 0 && (old != size || oldRoot == root) && (old != 0 || oldRoot == Merkle.Empty);
        var nodes = long.IsPow2(old) ? proof.Prepend(oldRoot) : proof;
        var (at, last) = (old - 1, size - 1);
        while (IsRight(at))
            (at, last) = (at >> 1, last >> 1);
        (Digest Old, Digest New)? tops = null;
        foreach (var node in nodes)
        {
            if (tops is not { } known)
            {
                tops = (node, node);
                continue;
            }

            if (last == 0)
                return false;
            if (IsRight(at) || at == last)
            {
                tops = (Merkle.Node(node, known.Old), Merkle.Node(node, known.New));
                SkipLonely(ref at, ref last);
            }
            else
            {
                tops = (known.Old, Merkle.Node(known.New, node));
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && tops == (oldRoot, root);
    }

    private static (LeafRange Left, LeafRange Right) Halves(LeafRange range) =>
        (new(range.From, range.Middle), new(range.Middle, range.To));

    private static bool IsRight(long at) => (at & 1) == 1;

    /// <summary>A node at the right edge without a neighbour goes up as it is.</summary>
    private static void SkipLonely(ref long at, ref long last)
    {
        while (!IsRight(at) && at != 0)
            (at, last) = (at >> 1, last >> 1);
    }
}
