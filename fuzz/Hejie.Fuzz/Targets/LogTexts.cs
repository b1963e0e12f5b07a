using System.Buffers.Binary;
using System.Text;
using Hejie.Ledger;

namespace Hejie.Fuzz;

/// <summary>The texts and tiles of the public log: what clients ask for, what witnesses are sent and answer. The first byte chooses.</summary>
internal sealed class LogTexts : Target
{
    public override string Name => "log";

    public override IEnumerable<string> Words =>
        ["tile/0/", "tile/entries/", "x001/", ".p/", "old 0\n", "\n\n", "\n— fuzz.example/log ", "c2sp.org/tlog-proof@v1\n", "index 0\n", "extra AAAA\n", "fuzz.example/log\n", "PRIVATE+KEY+", "9223372036854775807"];

    public override IEnumerable<(string Name, byte[] Bytes)> Seeds()
    {
        var checkpoint = new Checkpoint(FuzzLog.Key.Verifier.Name, 3, Merkle.Empty);
        var note = FuzzLog.Sign(checkpoint.ToString(), World.Now);
        yield return ("tile", Bytes("ttile/0/x001/067.p/12"));
        yield return ("tile-entries", Bytes("ttile/entries/000"));
        yield return ("checkpoint", Bytes("c" + checkpoint));
        yield return ("note", Bytes("n" + note));
        yield return ("proof", Bytes("p" + new LogProof(2, [Merkle.Empty, Merkle.Empty], note)));
        yield return ("request", Bytes("a" + new AddCheckpoint(0, [], note)));
        yield return ("request-grown", Bytes("a" + new AddCheckpoint(2, [Merkle.Empty], note)));
        yield return ("answer", Bytes("s" + FuzzLog.Witness.Sign(checkpoint.ToString(), World.Now) + "\n"));
        yield return ("key", Bytes("k" + FuzzLog.Key.Verifier));
        yield return ("key-secret", Bytes("k" + FuzzLog.Witness.Secret()));
        yield return ("tree", [(byte)'h', .. Number(700), .. Number(300), .. new byte[64]]);
        yield return ("edge", [(byte)'e', .. Number(258), .. new byte[96]]);
    }

    protected override void Read(ReadOnlySpan<byte> input)
    {
        switch (Choice(ref input))
        {
            case (byte)'t':
                ReadTile(Encoding.UTF8.GetString(input));
                break;
            case (byte)'c':
                if (Checkpoint.TryParse(Encoding.UTF8.GetString(input), out var checkpoint))
                    Holds(Checkpoint.TryParse(checkpoint.ToString(), out var same) && same == checkpoint, "A checkpoint written and read is another.");
                break;
            case (byte)'n':
                ReadNote(input);
                break;
            case (byte)'p':
                ReadProof(Encoding.UTF8.GetString(input));
                break;
            case (byte)'a':
                ReadRequest(input);
                break;
            case (byte)'s':
                if (NoteSignature.TryParseAll(input, out var signatures))
                    _ = FuzzLog.Witness.Verifier.Check(new SignedNote("a\n", signatures), out _);
                break;
            case (byte)'k':
                ReadKey(Encoding.UTF8.GetString(input));
                break;
            case (byte)'h':
                ReadTree(input);
                break;
            case (byte)'e':
                ReadEdge(input);
                break;
        }
    }

    private static void ReadTile(string path)
    {
        if (!TileId.TryParse(path, out var tile, out var width))
            return;
        Holds(tile.Path(width) == path && TileId.Of(tile.Number) == tile && width is > 0 and <= TileId.Width, "A tile's path leads elsewhere.");
        foreach (var size in new[] { 0, 1, 70_000, long.MaxValue })
            Holds(tile.WidthIn(size) is >= 0 and <= TileId.Width, "A tile is wider than a tile.");
    }

    private static void ReadNote(ReadOnlySpan<byte> input)
    {
        if (!SignedNote.TryParse(input, out var note))
            return;
        Holds(Encoding.UTF8.GetBytes(note.ToString()).AsSpan().SequenceEqual(input), "A note is read that would be written otherwise.");
        _ = FuzzLog.Key.Verifier.Check(note, out _);
        _ = FuzzLog.Witness.Verifier.Check(note, out _);
    }

    private static void ReadProof(string text)
    {
        if (!LogProof.TryParse(text, out var proof))
            return;
        Holds(LogProof.TryParse(proof.ToString(), out var again) && again.ToString() == proof.ToString(), "A proof written and read is another.");
        _ = proof.Check(Merkle.Empty, FuzzLog.Key.Verifier, [FuzzLog.Witness.Verifier]);
        _ = (proof with { Note = FuzzLog.Sign(proof.Note.Text, null) }).Check(Merkle.Empty, FuzzLog.Key.Verifier, []);
    }

    /// <summary>As a witness that has seen nothing, and as one that knows a smaller tree; signed as it came, and rightly.</summary>
    private static void ReadRequest(ReadOnlySpan<byte> input)
    {
        if (!AddCheckpoint.TryParse(input, out var request))
            return;
        Holds(AddCheckpoint.TryParse(Encoding.UTF8.GetBytes(request.ToString()), out var again) && again.ToString() == request.ToString(), "A request written and read is another.");
        VerifierKey[] logs = [FuzzLog.Key.Verifier];
        foreach (var asked in new[] { request, request with { Note = FuzzLog.Sign(request.Note.Text, World.Now) } })
        {
            _ = WitnessRules.Decide(asked, logs, _ => null);
            var known = new Checkpoint(FuzzLog.Key.Verifier.Name, Math.Max(request.OldSize, 0), Merkle.Empty);
            if (WitnessRules.Decide(asked, logs, _ => known) is WitnessAnswer.Cosigns cosigns)
                Holds(cosigns.Checkpoint.Size >= known.Size, "A witness cosigned a tree that shrank.");
        }
    }

    private static void ReadKey(string text)
    {
        if (VerifierKey.TryParse(text, out var key))
        {
            Holds(key.ToString() == text, "A key is read that would be written otherwise.");
            _ = key.Check(FuzzLog.Sign("a\n", World.Now), out _);
            _ = key.Check(new SignedNote("a\n", [new NoteSignature(key.Name, key.Id, new byte[64]), new NoteSignature(key.Name, key.Id, new byte[72])]), out _);
        }

        if (SigningKey.TryParse(text, out var secret))
            Holds(secret.Secret() == text, "A secret key is read that would be written otherwise.");
    }

    /// <summary>A proof out of tiles that are missing, too narrow or wrong. The hashes are all the same, so that the tiles are too.</summary>
    private static void ReadTree(ReadOnlySpan<byte> input)
    {
        if (!TryNumber(ref input, out var size) || !TryNumber(ref input, out var index) || index >= size)
            return;
        var tile = input.ToArray();
        foreach (var ranges in new[] { Proofs.Inclusion(index, size), Proofs.Consistency(index, size), [new LeafRange(0, size)] })
        {
            var tiles = TileId.Under(ranges).ToDictionary(id => id, _ => tile);
            try
            {
                var hashes = new TileHashes(tiles).Of(ranges);
                Holds(hashes.Count <= Proofs.MostHashes, "A proof has more hashes than any.");
                _ = Proofs.VerifyInclusion(Merkle.Empty, index, size, Merkle.Empty, hashes);
                _ = Proofs.VerifyConsistency(index, Merkle.Empty, size, Merkle.Empty, hashes);
            }
            catch (InvalidDataException)
            {
                // A tile is too narrow.
            }
        }
    }

    private static void ReadEdge(ReadOnlySpan<byte> input)
    {
        if (!TryNumber(ref input, out var size))
            return;
        try
        {
            var edge = RightEdge.Read(size, input);
            Holds(edge.Write().AsSpan().SequenceEqual(input), "A tree's edge written is another.");
            _ = edge.Root();
        }
        catch (InvalidDataException)
        {
            // It has too few hashes, or too many.
        }
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> input, out long number)
    {
        number = 0;
        if (input.Length < sizeof(long))
            return false;
        number = BinaryPrimitives.ReadInt64BigEndian(input) & long.MaxValue;
        input = input[sizeof(long)..];
        return true;
    }

    private static byte[] Number(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
