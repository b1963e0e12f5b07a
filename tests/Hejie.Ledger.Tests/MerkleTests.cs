namespace Hejie.Ledger.Tests;

/// <summary>The published vectors of RFC 6962.</summary>
public sealed class MerkleTests
{
    private static readonly string[] s_leaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    public static TheoryData<int, string> Roots => new()
    {
        { 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
        { 1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d" },
        { 2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125" },
        { 3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77" },
        { 4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7" },
        { 5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4" },
        { 6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef" },
        { 7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c" },
        { 8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328" },
    };

    [Theory, MemberData(nameof(Roots))]
    public void The_root_is_the_published_one(int count, string root)
    {
        Digest[] leaves = [.. s_leaves.Take(count).Select(leaf => Merkle.Leaf(Convert.FromHexString(leaf)))];
        NaiveTree.Root(leaves).ShouldBe(new Digest(Convert.FromHexString(root)));
        var edge = new RightEdge();
        edge.Append(leaves).ShouldBeEmpty();
        edge.Root().ShouldBe(new Digest(Convert.FromHexString(root)));
    }

    [Fact]
    public void A_leaf_of_a_digest_is_the_leaf_of_its_bytes()
    {
        var data = NaiveTree.Leaves(1)[0];
        Merkle.Leaf(data).ShouldBe(Merkle.Leaf(data.ToArray()));
    }

    [Fact]
    public void A_digest_is_written_and_read_in_one_way_only()
    {
        var digest = NaiveTree.Leaves(1)[0];
        Digest.TryParse(digest.ToString(), out var read).ShouldBeTrue();
        read.ShouldBe(digest);
        Digest.Split(Digest.Join([digest, read])).ShouldBe([digest, digest]);
        foreach (var wrong in new[] { null, "", digest + " ", " " + digest, digest.ToString()[..43], digest.ToString().Insert(3, "\n")[..44], digest.ToString()[..42] + "==" })
            Digest.TryParse(wrong, out _).ShouldBeFalse(wrong);
        Should.Throw<ArgumentException>(() => new Digest(new byte[31]));
        Should.Throw<ArgumentException>(() => Digest.Split(new byte[33]));
        Should.Throw<ArgumentException>(() => Merkle.Top(NaiveTree.Leaves(3)));
    }
}
