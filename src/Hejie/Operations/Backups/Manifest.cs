using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hejie.Operations.Backups;

/// <summary>A county's log as a backup holds it.</summary>
/// <param name="County">The county.</param>
/// <param name="Size">How many entries are in its tree.</param>
/// <param name="Checkpoint">The last checkpoint, as it was served; null where none was signed.</param>
internal sealed record ManifestLog(int County, long Size, string? Checkpoint);

/// <summary>What a backup holds. It is written last: a folder without it is no backup.</summary>
/// <param name="Format">Which format: a new one has a new name.</param>
/// <param name="Made">The instant that the database is of.</param>
/// <param name="Database">The kind of database: a backup comes back to the same.</param>
/// <param name="Migration">The last migration: which shape the tables have.</param>
/// <param name="Origin">What the logs are called; null where they were never begun.</param>
/// <param name="Key">The key that verifies them, base64.</param>
/// <param name="Logs">The logs; none where the tables had an older shape than the program that made the backup.</param>
/// <param name="Files">How many files <see cref="BackupFolder.Sums"/> lists.</param>
/// <param name="Bytes">How many bytes they have.</param>
/// <param name="Sums">The SHA-256 of that list, hex.</param>
internal sealed record Manifest(
    string Format, DateTimeOffset Made, string Database, string Migration, string? Origin, string? Key, IReadOnlyList<ManifestLog> Logs, long Files, long Bytes, string Sums)
{
    public const string First = "hejie-backup-v1";

    private static readonly ManifestJson s_json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    });

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, s_json.Manifest);

    /// <summary>Null where it is none, or of a format that is not known here.</summary>
    public static Manifest? Read(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, s_json.Manifest) is { Format: First } manifest ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
