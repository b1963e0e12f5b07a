using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hejie.Matters.Desk.Handover;

/// <summary>What was open when a shift was handed over.</summary>
/// <param name="All">How many items were open in all; the list holds those that are due first.</param>
/// <param name="Orders">How many orders waited for an answer.</param>
/// <param name="Rounds">How many rounds had still to be made; null where the body makes none.</param>
/// <param name="Items">The open items, what is due first on top.</param>
internal sealed record HandoverList(int All, int Orders, int? Rounds, IReadOnlyList<HandoverItem> Items)
{
    /// <summary>The most items of a list.</summary>
    public const int Most = 300;

    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, HandoverJson.Default.HandoverList);

    public static HandoverList Decode(byte[] bytes) =>
        JsonSerializer.Deserialize(bytes, HandoverJson.Default.HandoverList) ?? throw new InvalidDataException("A hand-over is empty.");

    /// <summary>What stands on both sides' copies, so that they can be compared: the first 16 digits of the list's SHA-256.</summary>
    public static string Seal(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
}

/// <summary>An open item of work.</summary>
/// <param name="County">The matter's county.</param>
/// <param name="Matter">The matter.</param>
/// <param name="Number">The work's number in it.</param>
/// <param name="Work">The kind of work.</param>
/// <param name="Due">Instant in microseconds UTC; the largest number where it has no date.</param>
/// <param name="Marked">Whether the next shift was asked to look at it first.</param>
internal sealed record HandoverItem(int County, Guid Matter, int Number, string Work, long Due, bool Marked);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HandoverList))]
internal sealed partial class HandoverJson : JsonSerializerContext;
