using System.Formats.Cbor;
using System.Security.Cryptography;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Journal;

/// <summary>
/// The stored bytes of an entry: a format byte, then canonical CBOR of [header, sealed, commitment]. The header is
/// canonical CBOR and in the clear; sealed is nonce, ciphertext and tag of salt and content under AES-256-GCM with
/// format byte and header as associated data; the commitment is HMAC-SHA256(salt, content). The bytes are never
/// re-serialised: the log's leaf is their hash.
/// </summary>
internal static class EntryCodec
{
    /// <summary>The only format so far. A new shape is a new number; old ones are read for ever.</summary>
    private const byte Format = 1;
    private const int SaltSize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static byte[] Encode(EntryHeader header, EntryContent content, ReadOnlySpan<byte> key)
    {
        var clear = EncodeHeader(header);
        var plain = EncodeContent(content);
        var salted = new byte[SaltSize + plain.Length];
        RandomNumberGenerator.Fill(salted.AsSpan(0, SaltSize));
        plain.CopyTo(salted, SaltSize);

        var closed = new byte[NonceSize + salted.Length + TagSize];
        RandomNumberGenerator.Fill(closed.AsSpan(0, NonceSize));
        using (var aes = new AesGcm(key, TagSize))
        {
            aes.Encrypt(
                closed.AsSpan(0, NonceSize), salted, closed.AsSpan(NonceSize, salted.Length), closed.AsSpan(NonceSize + salted.Length), clear);
        }

        var writer = new CborWriter(CborConformanceMode.Canonical, convertIndefiniteLengthEncodings: false, allowMultipleRootLevelValues: false, initialCapacity: clear.Length + closed.Length + 64);
        writer.WriteStartArray(3);
        writer.WriteByteString(clear.AsSpan(1));
        writer.WriteByteString(closed);
        writer.WriteByteString(HMACSHA256.HashData(salted.AsSpan(0, SaltSize), plain));
        writer.WriteEndArray();
        var bytes = new byte[1 + writer.BytesWritten];
        bytes[0] = Format;
        writer.Encode(bytes.AsSpan(1));
        return bytes;
    }

    /// <summary>The clear part.</summary>
    /// <exception cref="Exception">The bytes are no entry: one that <see cref="IsDamage"/> knows.</exception>
    public static EntryHeader Header(byte[] bytes) => DecodeHeader(Split(bytes).Header);

    /// <summary>Opens the sealed part.</summary>
    /// <exception cref="CryptographicException">The bytes were changed, or the key is another.</exception>
    public static EntryContent Open(byte[] bytes, ReadOnlySpan<byte> key) => OpenSalted(bytes, key).Content;

    /// <summary>Opens the sealed part with its salt: who holds both can show what the entry commits to.</summary>
    /// <exception cref="CryptographicException">The bytes were changed, or the key is another.</exception>
    public static (EntryContent Content, byte[] Salt) OpenSalted(byte[] bytes, ReadOnlySpan<byte> key)
    {
        var (header, closed, commitment) = Split(bytes);
        var associated = new byte[1 + header.Length];
        associated[0] = Format;
        header.CopyTo(associated, 1);

        var salted = new byte[closed.Length - NonceSize - TagSize];
        using (var aes = new AesGcm(key, TagSize))
        {
            aes.Decrypt(
                closed.AsSpan(0, NonceSize), closed.AsSpan(NonceSize, salted.Length), closed.AsSpan(closed.Length - TagSize), salted, associated);
        }

        var (salt, plain) = (salted[..SaltSize], salted[SaltSize..]);
        if (!CryptographicOperations.FixedTimeEquals(commitment, HMACSHA256.HashData(salt, plain)))
            throw new CryptographicException("The commitment of an entry does not hold.");
        return (DecodeContent(plain), salt);
    }

    /// <summary>Whether this, with this salt, is what an entry commits to. It takes no key: the sealed part stays closed.</summary>
    public static bool Commits(byte[] bytes, EntryContent content, byte[] salt) =>
        CryptographicOperations.FixedTimeEquals(Split(bytes).Commitment, HMACSHA256.HashData(salt, EncodeContent(content)));

    /// <summary>Whether an error of reading says that the bytes are no entry, and nothing of the program.</summary>
    public static bool IsDamage(Exception error) =>
        error is InvalidDataException or CborContentException or InvalidOperationException or FormatException or ArgumentException or OverflowException;

    private static (byte[] Header, byte[] Sealed, byte[] Commitment) Split(byte[] bytes)
    {
        if (bytes.Length == 0 || bytes[0] != Format)
            throw new InvalidDataException("An entry has a format that this version does not know.");
        var reader = new CborReader(bytes.AsMemory(1), CborConformanceMode.Canonical);
        reader.ReadStartArray();
        var parts = (reader.ReadByteString(), reader.ReadByteString(), reader.ReadByteString());
        reader.ReadEndArray();
        return parts;
    }

    /// <summary>The format byte and the header: the associated data as it is.</summary>
    private static byte[] EncodeHeader(EntryHeader header)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical, convertIndefiniteLengthEncodings: true, allowMultipleRootLevelValues: false, initialCapacity: 512);
        writer.WriteStartArray(11);
        writer.WriteInt32(header.County);
        writer.WriteByteString(header.Matter.ToByteArray(bigEndian: true));
        writer.WriteInt32(header.Number);
        writer.WriteTextString(header.Kind);
        writer.WriteInt64(header.Recorded);
        writer.WriteInt64(header.Happened);
        WriteActor(writer, header.Actor);
        WriteTexts(writer, header.Clear);
        writer.WriteStartArray(header.Effects.Count);
        foreach (var effect in header.Effects)
            EffectCodec.Write(writer, effect);
        writer.WriteEndArray();
        writer.WriteByteString(Convert.FromHexString(header.Catalogue));
        writer.WriteInt32((int)header.SealedWith);
        writer.WriteEndArray();
        var bytes = new byte[1 + writer.BytesWritten];
        bytes[0] = Format;
        writer.Encode(bytes.AsSpan(1));
        return bytes;
    }

    private static EntryHeader DecodeHeader(byte[] bytes)
    {
        var reader = new CborReader(bytes, CborConformanceMode.Canonical);
        reader.ReadStartArray();
        return new EntryHeader
        {
            County = reader.ReadInt32(),
            Matter = new Guid(reader.ReadByteString(), bigEndian: true),
            Number = reader.ReadInt32(),
            Kind = reader.ReadTextString(),
            Recorded = ReadInstant(reader),
            Happened = ReadInstant(reader),
            Actor = ReadActor(reader),
            Clear = ReadTexts(reader),
            Effects = ReadEffects(reader),
            Catalogue = Convert.ToHexStringLower(reader.ReadByteString()),
            SealedWith = (SealedWith)reader.ReadInt32(),
        };
    }

    private static long ReadInstant(CborReader reader)
    {
        var micros = reader.ReadInt64();
        return LegalTime.IsInstant(micros) ? micros : throw new InvalidDataException("An entry has an instant that no calendar has.");
    }

    private static List<Effect> ReadEffects(CborReader reader)
    {
        var count = reader.ReadStartArray() ?? 0;
        var effects = new List<Effect>(count);
        for (var index = 0; index < count; index++)
            effects.Add(EffectCodec.Read(reader));
        reader.ReadEndArray();
        return effects;
    }

    private static byte[] EncodeContent(EntryContent content)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(2);
        WriteTexts(writer, content.Texts);
        writer.WriteStartArray(content.People.Count);
        foreach (var person in content.People)
        {
            writer.WriteStartArray(4);
            writer.WriteTextString(person.Name);
            writer.WriteOptional(person.Telephone);
            writer.WriteOptional(person.Address);
            writer.WriteInt32((int)person.Role);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndArray();
        return writer.Encode();
    }

    private static EntryContent DecodeContent(byte[] bytes)
    {
        var reader = new CborReader(bytes, CborConformanceMode.Canonical);
        reader.ReadStartArray();
        var texts = ReadTexts(reader);
        var count = reader.ReadStartArray() ?? 0;
        var people = new List<Person>(count);
        for (var index = 0; index < count; index++)
        {
            reader.ReadStartArray();
            people.Add(new Person(
                reader.ReadTextString(), reader.ReadOptionalText(), reader.ReadOptionalText(), (PartyRole)reader.ReadInt32()));
            reader.ReadEndArray();
        }

        return new EntryContent(texts, people);
    }

    private static void WriteTexts(CborWriter writer, IReadOnlyDictionary<string, string> texts)
    {
        writer.WriteStartMap(texts.Count);
        foreach (var (name, text) in texts)
        {
            writer.WriteTextString(name);
            writer.WriteTextString(text);
        }

        writer.WriteEndMap();
    }

    private static Dictionary<string, string> ReadTexts(CborReader reader)
    {
        var count = reader.ReadStartMap() ?? 0;
        var texts = new Dictionary<string, string>(count);
        for (var index = 0; index < count; index++)
            texts[reader.ReadTextString()] = reader.ReadTextString();
        reader.ReadEndMap();
        return texts;
    }

    private static void WriteActor(CborWriter writer, Actor actor)
    {
        switch (actor)
        {
            case Actor.Staff staff:
                writer.WriteInts(0, staff.Body, staff.Post, (int)staff.Role);
                break;
            case Actor.Party party:
                writer.WriteInts(1, party.Ordinal, (int)party.Role);
                break;
            case Actor.System:
                writer.WriteInts(2);
                break;
        }
    }

    private static Actor ReadActor(CborReader reader)
    {
        reader.ReadStartArray();
        Actor actor = reader.ReadInt32() switch
        {
            0 => new Actor.Staff(reader.ReadInt32(), reader.ReadInt32(), (Role)reader.ReadInt32()),
            1 => new Actor.Party(reader.ReadInt32(), (PartyRole)reader.ReadInt32()),
            2 => new Actor.System(),
            var unknown => throw new InvalidDataException($"An entry has an actor of the unknown kind {unknown}."),
        };
        reader.ReadEndArray();
        return actor;
    }
}
