using System.Numerics;

namespace Hejie.Ledger;

/// <summary>Leaves that follow one another and hang below one node of a tree.</summary>
/// <param name="From">The first leaf, from 0.</param>
/// <param name="To">The first leaf past them.</param>
public readonly record struct LeafRange(long From, long To)
{
    /// <summary>The complete subtrees that it is made of, the largest first: their height, and their place among those of that height.</summary>
    public IEnumerable<(int Height, long Index)> Complete()
    {
        for (var at = From; at < To;)
        {
            var height = BitOperations.Log2((ulong)(To - at));
            yield return (height, at >> height);
            at += 1L << height;
        }
    }

    /// <summary>Where a range of more than one leaf is divided: after the largest power of two that leaves something.</summary>
    internal long Middle => From + (1L << BitOperations.Log2((ulong)(To - From - 1)));
}
