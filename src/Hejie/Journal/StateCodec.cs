using System.Text.Json;
using System.Text.Json.Serialization;
using Hejie.Rules.Procedures;

namespace Hejie.Journal;

/// <summary>The folded state as it is kept beside the journal. It can be thrown away and made again at any time.</summary>
internal static class StateCodec
{
    public static byte[] Encode(MatterState state) => JsonSerializer.SerializeToUtf8Bytes(state, StateJson.Default.MatterState);

    public static MatterState Decode(byte[] bytes) =>
        JsonSerializer.Deserialize(bytes, StateJson.Default.MatterState)
        ?? throw new InvalidDataException("A stored state is empty.");
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MatterState))]
internal sealed partial class StateJson : JsonSerializerContext;
