using System.Security.Cryptography;
using System.Text;

namespace Hejie.Rules.Catalogue;

/// <summary>A file of the catalogue as its log names it.</summary>
/// <param name="Path">Its path below the catalogue.</param>
/// <param name="Hash">SHA-256 of its bytes, in lower-case hex.</param>
public readonly record struct CatalogueFile(string Path, string Hash);

/// <summary>The catalogue's folder on disk: the one place where the rules meet files.</summary>
/// <param name="root">The folder named <c>catalogue</c>.</param>
public sealed class CatalogueFolder(string root)
{
    /// <summary>One file's text.</summary>
    /// <param name="path">Its path below the catalogue, such as <c>calendars/holidays.csv</c>.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public string Text(string path) => File.ReadAllText(Path.Combine(root, path));

    /// <summary>The YAML files of a folder by name, each with its path below the catalogue, as problems cite it.</summary>
    /// <param name="folder">The folder below the catalogue, such as <c>rules</c>.</param>
    /// <exception cref="IOException">The folder or a file in it cannot be read.</exception>
    public IReadOnlyList<(string File, string Text)> Yaml(string folder) =>
        [.. Directory.GetFiles(Path.Combine(root, folder), "*.yaml").Order(StringComparer.Ordinal)
            .Select(path => ($"{folder}/{Path.GetFileName(path)}", File.ReadAllText(path)))];

    /// <summary>The YAML files of a folder that a catalogue may do without.</summary>
    /// <param name="folder">The folder below the catalogue.</param>
    /// <exception cref="IOException">A file in it cannot be read.</exception>
    public IReadOnlyList<(string File, string Text)> YamlIfAny(string folder) =>
        Directory.Exists(Path.Combine(root, folder)) ? Yaml(folder) : [];

    /// <summary>Every file below the catalogue, hidden ones too, in the order of their paths: what is not named here is not read as law.</summary>
    /// <exception cref="IOException">The folder or a file in it cannot be read.</exception>
    public IReadOnlyList<CatalogueFile> Files() =>
        [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => new CatalogueFile(
                Path.GetRelativePath(root, path).Replace('\\', '/'), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))))
            .OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>One hash for all files: SHA-256 of a line for each, its hash and its path, in the order of paths.</summary>
    public static string HashOf(IEnumerable<CatalogueFile> files)
    {
        var lines = files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => $"{file.Hash}  {file.Path}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }
}
