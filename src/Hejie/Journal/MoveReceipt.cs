using System.Text.Json;
using System.Text.Json.Serialization;
using Hejie.Rules.Procedures;

namespace Hejie.Journal;

/// <summary>The answer to an entry that was added, the same at every repetition.</summary>
/// <param name="Entry">The entry's number.</param>
/// <param name="Version">The matter's version after it.</param>
/// <param name="Procedure">The version of the procedure, by its hash.</param>
/// <param name="State">The state after it.</param>
/// <param name="Number">The official number, once there is one.</param>
/// <param name="Recorded">The server's instant, microseconds UTC.</param>
internal sealed record MoveReceipt(int Entry, int Version, string Procedure, string State, string? Number, long Recorded)
{
    public static MoveReceipt Of(MatterState after, EntryHeader entry) =>
        new(entry.Number, after.Version, after.ProcedureHash, after.Name, after.Number, entry.Recorded);

    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, MoveReceiptJson.Default.MoveReceipt);

    public static MoveReceipt Decode(byte[] bytes) =>
        JsonSerializer.Deserialize(bytes, MoveReceiptJson.Default.MoveReceipt) ?? throw new InvalidDataException("A kept answer is empty.");
}

[JsonSerializable(typeof(MoveReceipt))]
internal sealed partial class MoveReceiptJson : JsonSerializerContext;
