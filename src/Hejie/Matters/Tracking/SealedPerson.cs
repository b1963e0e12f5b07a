using System.Text.Json;
using System.Text.Json.Serialization;
using Hejie.Privacy;
using Hejie.Rules.Procedures;

namespace Hejie.Matters.Tracking;

/// <summary>A party's person as it is kept beside the journal, sealed with the matter's key.</summary>
internal static class SealedPerson
{
    public static byte[] Seal(Person person, Guid matter, int ordinal, MatterKey key) =>
        Sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(person, PersonJson.Default.Person), key.Bytes, Place(matter, ordinal));

    public static Person Open(PartyRow row, MatterKey key) =>
        JsonSerializer.Deserialize(Sealer.Open(row.Person, key.Bytes, Place(row.Matter, row.Ordinal)), PersonJson.Default.Person)
        ?? throw new InvalidDataException("A sealed person is empty.");

    private static byte[] Place(Guid matter, int ordinal) => [.. matter.ToByteArray(bigEndian: true), (byte)ordinal];
}

[JsonSerializable(typeof(Person))]
internal sealed partial class PersonJson : JsonSerializerContext;
