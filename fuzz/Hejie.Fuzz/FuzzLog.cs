using System.Buffers.Binary;
using Hejie.Ledger;

namespace Hejie.Fuzz;

/// <summary>A log whose keys everybody knows: what is behind a right signature is reached too, as by who runs a log of their own.</summary>
internal static class FuzzLog
{
    public static SigningKey Key { get; } = new("fuzz.example/log", KeyUse.Note, Seed(1));

    public static SigningKey Witness { get; } = new("fuzz.example/witness", KeyUse.Cosignature, Seed(2));

    /// <summary>A checkpoint of the log, signed by it and cosigned at a time.</summary>
    public static SignedNote Sign(string text, DateTimeOffset? witnessed)
    {
        var note = new SignedNote(text, [Key.Sign(text, World.Now)]);
        return witnessed is { } time ? note.With([Witness.Sign(text, time)]) : note;
    }

    /// <summary>The proof that data are the only leaf of the log.</summary>
    public static LogProof Prove(Digest data, DateTimeOffset? witnessed) =>
        new(0, [], Sign(new Checkpoint(Key.Verifier.Name, 1, Merkle.Leaf(data)).ToString(), witnessed));

    /// <summary>The time of a cosignature, as far as a calendar has one.</summary>
    public static DateTimeOffset? Time(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= sizeof(ulong) && BinaryPrimitives.ReadUInt64BigEndian(bytes) is > 0 and <= Cosigning.Latest and var seconds
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;

    private static byte[] Seed(byte number)
    {
        var seed = new byte[32];
        seed.AsSpan().Fill(number);
        return seed;
    }
}
