using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Hejie.Ledger;

/// <summary>What a key's signature says.</summary>
public enum KeyUse : byte
{
    /// <summary>Of the text itself, as a log signs its checkpoints.</summary>
    Note = 1,

    /// <summary>Of a checkpoint and the time at which a witness saw that its log only grew (cosignature/v1).</summary>
    Cosignature = 4,
}

/// <summary>What came of looking for a key's signature below a note.</summary>
public enum SignatureState
{
    /// <summary>The key did not sign.</summary>
    Absent,

    /// <summary>It did.</summary>
    Valid,

    /// <summary>It is said to have signed, and did not: the note is worth nothing.</summary>
    Wrong,
}

/// <summary>Names of keys.</summary>
internal static class KeyName
{
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= 255 && Lines.IsText(name) && !name.Any(character => char.IsWhiteSpace(character) || character is '+' or '\n');
}

/// <summary>A key that signatures are checked with, written as a line that people pass on (a <c>vkey</c>).</summary>
public sealed record VerifierKey
{
    private readonly byte[] _key;

    /// <summary>Takes an Ed25519 key.</summary>
    /// <exception cref="ArgumentException">It is none, or has no proper name.</exception>
    public VerifierKey(string name, KeyUse use, ReadOnlySpan<byte> key)
    {
        if (!KeyName.IsValid(name))
            throw new ArgumentException("A key's name has no spaces and no plus.", nameof(name));
        if (key.Length != Ed25519.PublicKeySize)
            throw new ArgumentException("An Ed25519 key has 32 bytes.", nameof(key));
        (Name, Use, _key) = (name, use, key.ToArray());
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)use, .. _key]));
    }

    /// <summary>The key's name: the origin of a log, the name of a witness.</summary>
    public string Name { get; }

    /// <summary>What its signature says.</summary>
    public KeyUse Use { get; }

    /// <summary>The short id that stands in signatures.</summary>
    public uint Id { get; }

    /// <summary>The 32 bytes of the key.</summary>
    public ReadOnlySpan<byte> Key => _key;

    /// <summary>Reads a vkey.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out VerifierKey? key)
    {
        key = null;
        if (text?.Split('+', 3) is not [var name, { Length: 8 } id, var encoded] || !KeyName.IsValid(name)
            || !Lines.TryBase64(encoded, out var bytes) || bytes.Length != 1 + Ed25519.PublicKeySize
            || (KeyUse)bytes[0] is not (KeyUse.Note or KeyUse.Cosignature))
            return false;
        var read = new VerifierKey(name, (KeyUse)bytes[0], bytes.AsSpan(1));
        if (read.Hex != id)
            return false;
        key = read;
        return true;
    }

    /// <summary>Looks for this key's signature below a note, and checks it.</summary>
    /// <param name="note">The note.</param>
    /// <param name="time">Of a cosignature the time that it says.</param>
    public SignatureState Check(SignedNote note, out DateTimeOffset? time)
    {
        time = null;
        var found = SignatureState.Absent;
        foreach (var signature in note.Signatures.Where(one => one.Name == Name && one.KeyId == Id))
        {
            if (!Verifies(note.Text, signature.Bytes.Span, out var said))
                return SignatureState.Wrong;
            (found, time) = (SignatureState.Valid, said);
        }

        return found;
    }

    /// <summary>The vkey.</summary>
    public override string ToString() => $"{Name}+{Hex}+{Convert.ToBase64String([(byte)Use, .. _key])}";

    /// <inheritdoc/>
    public bool Equals(VerifierKey? other) => other is not null && other.ToString() == ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Id);

    private string Hex => Id.ToString("x8", CultureInfo.InvariantCulture);

    private bool Verifies(string text, ReadOnlySpan<byte> signature, out DateTimeOffset? time)
    {
        time = null;
        if (Use == KeyUse.Note)
            return signature.Length == Ed25519.SignatureSize && Verifies(Encoding.UTF8.GetBytes(text), signature);
        if (signature.Length != sizeof(ulong) + Ed25519.SignatureSize)
            return false;
        var seconds = BinaryPrimitives.ReadUInt64BigEndian(signature);
        if (seconds is 0 or > Cosigning.Latest)
            return false;
        time = DateTimeOffset.FromUnixTimeSeconds((long)seconds);
        return Verifies(Cosigning.Message(text, (long)seconds), signature[sizeof(ulong)..]);
    }

    private bool Verifies(byte[] message, ReadOnlySpan<byte> signature) =>
        Ed25519.Verify(signature.ToArray(), 0, _key, 0, message, 0, message.Length);
}

/// <summary>A key that signs.</summary>
public sealed class SigningKey
{
    private const string Prefix = "PRIVATE+KEY+";
    private readonly byte[] _seed;

    /// <summary>Takes the 32 secret bytes of an Ed25519 key.</summary>
    /// <exception cref="ArgumentException">There are not 32, or the name is no proper one.</exception>
    public SigningKey(string name, KeyUse use, ReadOnlySpan<byte> seed)
    {
        if (seed.Length != Ed25519.SecretKeySize)
            throw new ArgumentException("An Ed25519 key has 32 secret bytes.", nameof(seed));
        _seed = seed.ToArray();
        var key = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(_seed, 0, key, 0);
        Verifier = new VerifierKey(name, use, key);
    }

    /// <summary>The key that checks what this one signs.</summary>
    public VerifierKey Verifier { get; }

    /// <summary>Makes a key.</summary>
    public static SigningKey Fresh(string name, KeyUse use) => new(name, use, RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize));

    /// <summary>Reads a key as <see cref="Secret"/> writes it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SigningKey? key)
    {
        key = null;
        if (text?.StartsWith(Prefix, StringComparison.Ordinal) != true || text[Prefix.Length..].Split('+', 3) is not [var name, var id, var encoded]
            || !KeyName.IsValid(name) || !Lines.TryBase64(encoded, out var bytes) || bytes.Length != 1 + Ed25519.SecretKeySize
            || (KeyUse)bytes[0] is not (KeyUse.Note or KeyUse.Cosignature))
            return false;
        var read = new SigningKey(name, (KeyUse)bytes[0], bytes.AsSpan(1));
        if (read.Verifier.Id.ToString("x8", CultureInfo.InvariantCulture) != id)
            return false;
        key = read;
        return true;
    }

    /// <summary>The key as a line, for a file that only its owner reads.</summary>
    public string Secret() => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix}{Verifier.Name}+{Verifier.Id:x8}+{Convert.ToBase64String([(byte)Verifier.Use, .. _seed])}");

    /// <summary>Signs a text.</summary>
    /// <param name="text">Lines, the last newline included.</param>
    /// <param name="now">The time that a cosignature says; whole seconds.</param>
    public NoteSignature Sign(string text, DateTimeOffset now)
    {
        if (Verifier.Use == KeyUse.Note)
            return new NoteSignature(Verifier.Name, Verifier.Id, Sign(Encoding.UTF8.GetBytes(text)));
        var seconds = now.ToUnixTimeSeconds();
        var signature = new byte[sizeof(ulong) + Ed25519.SignatureSize];
        BinaryPrimitives.WriteInt64BigEndian(signature, seconds);
        Sign(Cosigning.Message(text, seconds)).CopyTo(signature, sizeof(ulong));
        return new NoteSignature(Verifier.Name, Verifier.Id, signature);
    }

    private byte[] Sign(byte[] message)
    {
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_seed, 0, message, 0, message.Length, signature, 0);
        return signature;
    }
}

/// <summary>What a witness signs: that at this time this was the largest tree it knew of the log.</summary>
internal static class Cosigning
{
    /// <summary>The last second that a calendar has in every time zone.</summary>
    public const ulong Latest = 253_402_250_399;

    public static byte[] Message(string text, long seconds) => Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {seconds}\n{text}"));
}
