using System.Text.Json;
using System.Text.Json.Serialization;
using Hejie.Kernel;

namespace Hejie.Operations.Backups;

/// <summary>When the last backup was made, as far as the installation knows: a note in <c>HEJIE_DATA</c>.</summary>
/// <param name="Made">The instant that it is of.</param>
/// <param name="Where">The folder that it was written to.</param>
internal sealed record LastBackup(DateTimeOffset Made, string Where)
{
    public static async Task KeepAsync(Settings settings, string where, Manifest manifest, CancellationToken cancel) =>
        await File.WriteAllBytesAsync(NoteIn(settings), JsonSerializer.SerializeToUtf8Bytes(new LastBackup(manifest.Made, where), LastBackupJson.Default.LastBackup), cancel);

    /// <summary>Null where none is known.</summary>
    public static LastBackup? Find(Settings settings)
    {
        try
        {
            return File.Exists(NoteIn(settings)) ? JsonSerializer.Deserialize(File.ReadAllBytes(NoteIn(settings)), LastBackupJson.Default.LastBackup) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string NoteIn(Settings settings) => Path.Combine(settings.Data, "last-backup.json");
}

[JsonSerializable(typeof(LastBackup))]
internal sealed partial class LastBackupJson : JsonSerializerContext;
