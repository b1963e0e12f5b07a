using CsCheck;

namespace Hejie.Ledger.Tests;

/// <summary>Trees of any size: their tiles are those of the definition, their proofs hold, and changed ones do not.</summary>
public sealed class TreeTests
{
    private static readonly Digest[] s_leaves = NaiveTree.Leaves(70_000);

    /// <summary>Sizes around the ends of tiles, and any.</summary>
    private static readonly Gen<int> s_size = Gen.OneOf(
        Gen.Int[1, 20], Gen.Int[250, 260], Gen.Int[510, 515], Gen.Int[1, 1500], Gen.Int[65_530, 65_545]);

    [Fact]
    public void Tiles_and_root_are_those_of_the_definition_however_leaves_are_added() =>
        Gen.Select(Gen.Int[0, 1400], Gen.Int[1, 300]).Sample((size, step) =>
        {
            var leaves = s_leaves[..size];
            var (edge, tiles) = Grow(leaves, step);
            edge.Size.ShouldBe(size);
            edge.Root().ShouldBe(NaiveTree.Root(leaves));
            var expected = NaiveTree.Tiles(leaves);
            tiles.Keys.Order(Comparer<TileId>.Create((one, other) => one.Number.CompareTo(other.Number)))
                .ShouldBe(expected.Keys.OrderBy(tile => tile.Number));
            foreach (var (id, bytes) in expected)
            {
                tiles[id].ShouldBe(bytes, id.Path());
                id.WidthIn(size).ShouldBe(bytes.Length / Digest.Size);
            }
        }, iter: 40);

    [Fact]
    public void A_tree_of_three_levels_has_the_tiles_of_the_specification()
    {
        var (edge, tiles) = Grow(s_leaves, 997);
        edge.Root().ShouldBe(NaiveTree.Root(s_leaves));
        tiles.Count(tile => tile.Key.Level == 0 && tile.Value.Length == 8192).ShouldBe(273);
        tiles[new TileId(0, 273)].Length.ShouldBe(112 * Digest.Size);
        tiles[new TileId(1, 0)].Length.ShouldBe(8192);
        tiles[new TileId(1, 1)].Length.ShouldBe(17 * Digest.Size);
        tiles[new TileId(2, 0)].Length.ShouldBe(Digest.Size);
        tiles.ShouldNotContainKey(new TileId(2, 1));
        tiles.ShouldAllBe(tile => tile.Value.SequenceEqual(NaiveTree.Tile(s_leaves, tile.Key)));
    }

    [Fact]
    public void Every_leaf_is_proved_and_nothing_else() =>
        Gen.Select(s_size, Gen.Int, Gen.Int, Gen.Int).Sample((size, pick, place, bit) =>
        {
            var index = (int)((uint)pick % size);
            var (edge, tiles) = Grow(s_leaves[..size], size);
            var nodes = Proofs.Inclusion(index, size);
            var needed = TileId.Under(nodes);
            var proof = new TileHashes(tiles.Where(tile => needed.Contains(tile.Key)).ToDictionary()).Of(nodes);
            proof.Count.ShouldBeLessThanOrEqualTo(Proofs.MostHashes);
            var (leaf, root) = (s_leaves[index], edge.Root());
            Proofs.VerifyInclusion(leaf, index, size, root, proof).ShouldBeTrue();

            Proofs.VerifyInclusion(Bent(leaf, bit), index, size, root, proof).ShouldBeFalse();
            Proofs.VerifyInclusion(leaf, index, size, Bent(root, bit), proof).ShouldBeFalse();
            Proofs.VerifyInclusion(leaf, index, size, root, [.. proof, leaf]).ShouldBeFalse();
            Proofs.VerifyInclusion(leaf, -1, size, root, proof).ShouldBeFalse();
            Proofs.VerifyInclusion(leaf, size, size, root, proof).ShouldBeFalse();
            if (proof.Count > 0)
            {
                Proofs.VerifyInclusion(leaf, index ^ 1, size, root, proof).ShouldBeFalse();
                Proofs.VerifyInclusion(leaf, index, size, root, [.. proof.Skip(1)]).ShouldBeFalse();
                Proofs.VerifyInclusion(leaf, index, size, root, Bent(proof, place, bit)).ShouldBeFalse();
            }
        }, iter: 150);

    [Fact]
    public void Every_earlier_tree_is_proved_to_be_the_beginning_and_nothing_else() =>
        Gen.Select(s_size, Gen.Int, Gen.Int, Gen.Int).Sample((size, pick, place, bit) =>
        {
            var old = (int)((uint)pick % (size + 1));
            var (edge, tiles) = Grow(s_leaves[..size], size);
            var nodes = Proofs.Consistency(old, size);
            var needed = TileId.Under(nodes);
            var proof = new TileHashes(tiles.Where(tile => needed.Contains(tile.Key)).ToDictionary()).Of(nodes);
            var (oldRoot, root) = (NaiveTree.Root(s_leaves.AsSpan(0, old)), edge.Root());
            Proofs.VerifyConsistency(old, oldRoot, size, root, proof).ShouldBeTrue();

            Proofs.VerifyConsistency(old, oldRoot, size, root, [.. proof, root]).ShouldBeFalse();
            Proofs.VerifyConsistency(old, Bent(oldRoot, bit), size, root, proof).ShouldBeFalse();
            Proofs.VerifyConsistency(size + 1, oldRoot, size, root, proof).ShouldBeFalse();
            if (old > 0)
                Proofs.VerifyConsistency(old, oldRoot, size, Bent(root, bit), proof).ShouldBeFalse();
            if (proof.Count > 0)
            {
                Proofs.VerifyConsistency(old, oldRoot, size, root, [.. proof.Skip(1)]).ShouldBeFalse();
                Proofs.VerifyConsistency(old, oldRoot, size, root, Bent(proof, place, bit)).ShouldBeFalse();
            }
        }, iter: 150);

    [Fact]
    public void Small_trees_are_proved_without_exception()
    {
        for (var size = 1; size <= 65; size++)
        {
            var tiles = new TileHashes(NaiveTree.Tiles(s_leaves[..size]));
            var root = tiles.Of(new LeafRange(0, size));
            root.ShouldBe(NaiveTree.Root(s_leaves.AsSpan(0, size)));
            for (var at = 0; at < size; at++)
            {
                Proofs.VerifyInclusion(s_leaves[at], at, size, root, tiles.Of(Proofs.Inclusion(at, size))).ShouldBeTrue();
                Proofs.VerifyConsistency(at, NaiveTree.Root(s_leaves.AsSpan(0, at)), size, root, tiles.Of(Proofs.Consistency(at, size))).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void An_edge_is_kept_and_read_again_and_a_changed_one_is_refused()
    {
        var (edge, _) = Grow(s_leaves[..66_000], 66_000);
        var bytes = edge.Write();
        var read = RightEdge.Read(66_000, bytes);
        read.Root().ShouldBe(edge.Root());
        read.Append(s_leaves.AsSpan(66_000, 10)).ShouldBeEmpty();
        edge.Append(s_leaves.AsSpan(66_000, 10));
        read.Root().ShouldBe(edge.Root());
        Should.Throw<InvalidDataException>(() => RightEdge.Read(66_001, bytes));
        Should.Throw<InvalidDataException>(() => RightEdge.Read(66_000, [.. bytes, .. new byte[32]]));
        Should.Throw<InvalidDataException>(() => RightEdge.Read(66_000, bytes.AsSpan(0, bytes.Length - 1)));
    }

    [Fact]
    public void What_a_tree_does_not_have_is_not_calculated()
    {
        var tiles = new TileHashes(NaiveTree.Tiles(s_leaves[..10]));
        Should.Throw<InvalidDataException>(() => tiles.Of(new LeafRange(0, 11)));
        Should.Throw<ArgumentOutOfRangeException>(() => Proofs.Inclusion(10, 10));
        Should.Throw<ArgumentOutOfRangeException>(() => Proofs.Inclusion(-1, 10));
        Should.Throw<ArgumentOutOfRangeException>(() => Proofs.Consistency(11, 10));
    }

    /// <summary>A tree that grew by so many leaves at a time, with all its tiles.</summary>
    private static (RightEdge Edge, Dictionary<TileId, byte[]> Tiles) Grow(Digest[] leaves, int step)
    {
        var edge = new RightEdge();
        var tiles = new Dictionary<TileId, byte[]>();
        foreach (var some in leaves.Chunk(step))
        {
            edge = RightEdge.Read(edge.Size, edge.Write());
            foreach (var full in edge.Append(some))
                tiles.Add(full.Id, full.Bytes);
        }

        for (var level = 0; level < 3; level++)
        {
            if (edge.Tile(level) is { Length: > 0 } part)
                tiles.Add(TileId.Last(level, edge.Size), part);
        }

        return (edge, tiles);
    }

    private static Digest Bent(Digest digest, int bit)
    {
        var bytes = digest.ToArray();
        bytes[(uint)bit / 8 % 32] ^= (byte)(1 << (int)((uint)bit % 8));
        return new Digest(bytes);
    }

    private static List<Digest> Bent(IReadOnlyList<Digest> proof, int place, int bit)
    {
        var bent = proof.ToList();
        var at = (int)((uint)place % bent.Count);
        bent[at] = Bent(bent[at], bit);
        return bent;
    }
}
