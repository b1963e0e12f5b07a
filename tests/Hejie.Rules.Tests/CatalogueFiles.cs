using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Tests;

/// <summary>The catalogue as it ships, copied beside the tests.</summary>
internal static class CatalogueFiles
{
    private static readonly CatalogueFolder s_folder = new(Path.Combine(AppContext.BaseDirectory, "catalogue"));

    internal static string Text(string path) => s_folder.Text(path);

    internal static IReadOnlyList<(string File, string Text)> All(string folder) => s_folder.Yaml(folder);
}
