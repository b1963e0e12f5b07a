using System.Text;

namespace Hejie.Ledger.Tests;

/// <summary>Checkpoints, proofs as files, and what a witness answers.</summary>
public sealed class CheckpointTests
{
    private const string Origin = "log.example/ledger/532901";
    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeSeconds(1_770_000_000);
    private static readonly Digest[] s_leaves = NaiveTree.Leaves(600);
    private readonly SigningKey _log = SigningKey.Fresh(Origin, KeyUse.Note);
    private readonly SigningKey _witness = SigningKey.Fresh("witness.example/w1", KeyUse.Cosignature);

    [Fact]
    public void A_checkpoint_is_read_as_it_is_written()
    {
        const string text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        Checkpoint.TryParse(text, out var checkpoint).ShouldBeTrue();
        checkpoint.Origin.ShouldBe("example.com/behind-the-sofa");
        checkpoint.Size.ShouldBe(20_852_163);
        checkpoint.ToString().ShouldBe(text);
        Checkpoint.TryParse(text + "more\n", out var more).ShouldBeTrue();
        more.ShouldBe(checkpoint);
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("\n"), InlineData("a\n1\n"), InlineData("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")]
    [InlineData("\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"), InlineData("a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"), InlineData("a\n9223372036854775808\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n"), InlineData("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n")]
    [InlineData("a\n１\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"), InlineData("a\n1 \nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    public void What_is_no_checkpoint_is_refused(string? text) => Checkpoint.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_proof_holds_offline_with_its_witnesses_and_no_changed_one_does()
    {
        const int size = 600, index = 257;
        var note = Signed(size);
        note = note.With([_witness.Sign(note.Text, s_now)]);
        var proof = new LogProof(index, Tiles(size).Of(Proofs.Inclusion(index, size)), note);
        LogProof.TryParse(proof.ToString(), out var read).ShouldBeTrue();
        read.ToString().ShouldBe(proof.ToString());
        var holds = read.Check(s_leaves[index], _log.Verifier, [_witness.Verifier, SigningKey.Fresh("other", KeyUse.Cosignature).Verifier]).ShouldBeOfType<ProofChecked.Holds>();
        holds.Checkpoint.Size.ShouldBe(size);
        holds.Witnessed.ShouldBe([("witness.example/w1", s_now)]);

        Fails(read, s_leaves[index + 1]).ShouldBe("inclusion");
        Fails(read with { Index = index + 1 }, s_leaves[index]).ShouldBe("inclusion");
        Fails(read with { Hashes = [.. read.Hashes.Reverse()] }, s_leaves[index]).ShouldBe("inclusion");
        Fails(read, s_leaves[index], SigningKey.Fresh(Origin, KeyUse.Note)).ShouldBe("signature");
        Fails(read, s_leaves[index], SigningKey.Fresh("elsewhere", KeyUse.Note)).ShouldBe("origin");
        var lied = note.With([_witness.Sign(note.Text, s_now) with { Bytes = new byte[72] }]);
        Fails(read with { Note = lied }, s_leaves[index]).ShouldBe("witness");
        Fails(read with { Note = new SignedNote("text\n", [_log.Sign("text\n", s_now)]) }, s_leaves[index]).ShouldBe("checkpoint");
    }

    [Fact]
    public void A_proof_may_carry_further_data_and_must_be_written_in_the_one_way()
    {
        var note = Signed(1);
        LogProof.TryParse($"c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\n\n{note}", out var read).ShouldBeTrue();
        read.Check(s_leaves[0], _log.Verifier, []).ShouldBeOfType<ProofChecked.Holds>();
        foreach (var head in new[]
        {
            "", "c2sp.org/tlog-proof@v2\nindex 0", "c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v1\nindex 00", "c2sp.org/tlog-proof@v1\nindex -1",
            "c2sp.org/tlog-proof@v1\nindex 0\nx", "c2sp.org/tlog-proof@v1\nextra ?\nindex 0", "c2sp.org/tlog-proof@v1\nextra AAAA", "c2sp.org/tlog-proof@v1\nINDEX 0",
            "c2sp.org/tlog-proof@v1\nindex 0\n" + string.Join('\n', Enumerable.Repeat(Merkle.Empty.ToString(), 64)),
        })
            LogProof.TryParse($"{head}\n\n{note}", out _).ShouldBeFalse(head);
        LogProof.TryParse("c2sp.org/tlog-proof@v1\nindex 0\n\ntext\n", out _).ShouldBeFalse();
        LogProof.TryParse(null, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_witness_cosigns_a_log_that_only_grows()
    {
        Decide(Request(0, 5), known: null).ShouldBeOfType<WitnessAnswer.Cosigns>().Checkpoint.Size.ShouldBe(5);
        Decide(Request(5, 600), known: 5).ShouldBeOfType<WitnessAnswer.Cosigns>();
        Decide(Request(600, 600), known: 600).ShouldBeOfType<WitnessAnswer.Cosigns>();
        Decide(Request(0, 0), known: null).ShouldBeOfType<WitnessAnswer.Cosigns>();
        Decide(Request(4, 600), known: 5).ShouldBe(new WitnessAnswer.Knows(5));
        Decide(Request(0, 600), known: 5).ShouldBe(new WitnessAnswer.Knows(5));
    }

    [Fact]
    public void A_witness_refuses_what_the_protocol_says()
    {
        Decide(null, known: null).ShouldBe(new WitnessAnswer.Refuses(400));
        Decide(Request(5, 600) with { OldSize = 601 }, known: 5).ShouldBe(new WitnessAnswer.Refuses(400));
        Decide(Request(5, 600) with { Proof = [] }, known: 5).ShouldBe(new WitnessAnswer.Refuses(422));
        Decide(Request(0, 600) with { Proof = [Merkle.Empty] }, known: null).ShouldBe(new WitnessAnswer.Refuses(422));

        var forked = new Checkpoint(Origin, 600, Merkle.Leaf([1])).ToString();
        Decide(Request(600, 600) with { Note = new SignedNote(forked, [_log.Sign(forked, s_now)]) }, known: 600).ShouldBe(new WitnessAnswer.Refuses(422));
        var empty = new Checkpoint(Origin, 0, Merkle.Leaf([])).ToString();
        Decide(new AddCheckpoint(0, [], new SignedNote(empty, [_log.Sign(empty, s_now)])), known: null).ShouldBe(new WitnessAnswer.Refuses(422));

        var elsewhere = new Checkpoint("elsewhere", 1, s_leaves[0]).ToString();
        Decide(new AddCheckpoint(0, [], new SignedNote(elsewhere, [_log.Sign(elsewhere, s_now)])), known: null).ShouldBe(new WitnessAnswer.Refuses(404));
        var text = new Checkpoint(Origin, 1, s_leaves[0]).ToString();
        var stranger = SigningKey.Fresh(Origin, KeyUse.Note);
        Decide(new AddCheckpoint(0, [], new SignedNote(text, [stranger.Sign(text, s_now)])), known: null).ShouldBe(new WitnessAnswer.Refuses(403));
        Decide(new AddCheckpoint(0, [], new SignedNote(text, [_log.Sign("other\n", s_now)])), known: null).ShouldBe(new WitnessAnswer.Refuses(403));
        Decide(new AddCheckpoint(0, [], new SignedNote("text\n", [_log.Sign("text\n", s_now)])), known: null).ShouldBe(new WitnessAnswer.Refuses(400));
    }

    [Fact]
    public void A_request_is_read_as_it_is_sent()
    {
        var request = Request(5, 600);
        var bytes = Encoding.UTF8.GetBytes(request.ToString());
        AddCheckpoint.TryParse(bytes, out var read).ShouldBeTrue();
        read.ToString().ShouldBe(request.ToString());
        var note = request.Note.ToString();
        foreach (var head in new[] { "", "old", "old x", "old 05", "old -5", "old 5 ", "OLD 5", "old 5\nx", "old 5\n" + string.Join('\n', Enumerable.Repeat(Merkle.Empty.ToString(), 64)) })
            AddCheckpoint.TryParse(Encoding.UTF8.GetBytes($"{head}\n\n{note}"), out _).ShouldBeFalse(head);
        AddCheckpoint.TryParse(bytes.AsSpan(0, bytes.Length - 1), out _).ShouldBeFalse();
        AddCheckpoint.TryParse(new byte[300_000], out _).ShouldBeFalse();
        AddCheckpoint.TryParse([0xff, 0xfe], out _).ShouldBeFalse();
    }

    private static TileHashes Tiles(int size) => new(NaiveTree.Tiles(s_leaves[..size]));

    private SignedNote Signed(int size)
    {
        var text = new Checkpoint(Origin, size, NaiveTree.Root(s_leaves.AsSpan(0, size))).ToString();
        return new SignedNote(text, [_log.Sign(text, s_now)]);
    }

    private AddCheckpoint Request(int old, int size) => new(old, Tiles(size).Of(Proofs.Consistency(old, size)), Signed(size));

    private WitnessAnswer Decide(AddCheckpoint? request, int? known) => WitnessRules.Decide(
        request, [_log.Verifier], origin => known is { } size ? new Checkpoint(origin, size, NaiveTree.Root(s_leaves.AsSpan(0, size))) : null);

    private string Fails(LogProof proof, Digest leaf, SigningKey? log = null) =>
        proof.Check(leaf, (log ?? _log).Verifier, [_witness.Verifier]).ShouldBeOfType<ProofChecked.Fails>().Code;
}
