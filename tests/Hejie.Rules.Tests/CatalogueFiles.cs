namespace Hejie.Rules.Tests;

/// <summary>The catalogue as it ships, copied beside the tests.</summary>
internal static class CatalogueFiles
{
    internal static string Path(string relative) =>
        System.IO.Path.Combine(AppContext.BaseDirectory, "catalogue", relative);

    internal static string Text(string relative) => File.ReadAllText(Path(relative));

    internal static IReadOnlyList<(string File, string Text)> All(string folder) =>
        [.. Directory.GetFiles(Path(folder), "*.yaml").Order(StringComparer.Ordinal)
            .Select(path => ($"{folder}/{System.IO.Path.GetFileName(path)}", File.ReadAllText(path)))];
}
