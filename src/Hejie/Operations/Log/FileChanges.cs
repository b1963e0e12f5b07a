using System.Text.Json;
using System.Text.Json.Serialization;
using Hejie.Rules.Catalogue;

namespace Hejie.Operations.Log;

/// <summary>What becomes of one file of the catalogue.</summary>
/// <param name="Path">Its path below the catalogue.</param>
/// <param name="Was">Its hash before; null where it is new.</param>
/// <param name="Now">Its hash from now on; null where it is gone.</param>
internal sealed record FileChange(string Path, string? Was, string? Now);

/// <summary>What files differ between two catalogues, as the log keeps it.</summary>
internal static class FileChanges
{
    public static IReadOnlyList<FileChange> Between(IEnumerable<CatalogueFile> before, IEnumerable<CatalogueFile> now)
    {
        var (old, fresh) = (before.ToDictionary(file => file.Path, file => file.Hash), now.ToDictionary(file => file.Path, file => file.Hash));
        return
        [
            .. old.Keys.Union(fresh.Keys).Order(StringComparer.Ordinal)
                .Select(path => new FileChange(path, old.GetValueOrDefault(path), fresh.GetValueOrDefault(path)))
                .Where(change => change.Was != change.Now),
        ];
    }

    /// <summary>The catalogue after changes.</summary>
    public static IReadOnlyList<CatalogueFile> After(IEnumerable<CatalogueFile> before, IEnumerable<FileChange> changes)
    {
        var files = before.ToDictionary(file => file.Path, file => file.Hash);
        foreach (var change in changes)
        {
            if (change.Now is { } now)
                files[change.Path] = now;
            else
                files.Remove(change.Path);
        }

        return [.. files.Select(file => new CatalogueFile(file.Key, file.Value))];
    }

    public static string Write(IReadOnlyList<FileChange> changes) => JsonSerializer.Serialize(changes, FileChangesJson.Default.IReadOnlyListFileChange);

    public static IReadOnlyList<FileChange> Read(string text) => JsonSerializer.Deserialize(text, FileChangesJson.Default.IReadOnlyListFileChange)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<FileChange>))]
internal sealed partial class FileChangesJson : JsonSerializerContext;
