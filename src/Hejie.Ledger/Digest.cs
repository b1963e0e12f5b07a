using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Hejie.Ledger;

/// <summary>32 bytes of SHA-256: a node of the tree, or the data of a leaf. A value, so that millions of them are no objects.</summary>
public readonly record struct Digest
{
    /// <summary>How many bytes it has.</summary>
    public const int Size = 32;

    private readonly ulong _a, _b, _c, _d;

    /// <summary>Takes 32 bytes.</summary>
    /// <exception cref="ArgumentException">There are not 32.</exception>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"A digest has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _a);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], _d);
    }

    /// <summary>The 32 bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Reads base64, in the one way that it can be written.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        if (text?.Length != 44 || !Lines.TryBase64(text, out var bytes) || bytes.Length != Size)
            return false;
        digest = new Digest(bytes);
        return true;
    }

    /// <summary>Many digests, one after the other.</summary>
    /// <exception cref="ArgumentException">The bytes are no multiple of 32.</exception>
    public static Digest[] Split(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % Size != 0)
            throw new ArgumentException("Digests have 32 bytes each.", nameof(bytes));
        var digests = new Digest[bytes.Length / Size];
        for (var index = 0; index < digests.Length; index++)
            digests[index] = new Digest(bytes.Slice(index * Size, Size));
        return digests;
    }

    /// <summary>Many digests as bytes, one after the other.</summary>
    public static byte[] Join(ReadOnlySpan<Digest> digests)
    {
        var bytes = new byte[digests.Length * Size];
        for (var index = 0; index < digests.Length; index++)
            digests[index].CopyTo(bytes.AsSpan(index * Size));
        return bytes;
    }

    /// <summary>Base64, as notes and proofs write it.</summary>
    public override string ToString() => Convert.ToBase64String(ToArray());
}
