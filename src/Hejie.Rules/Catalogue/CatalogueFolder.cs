namespace Hejie.Rules.Catalogue;

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
}
