using Hejie.Kernel;

namespace Hejie.Tests.Operations;

/// <summary>The shipped catalogue in a folder of its own.</summary>
internal sealed class CatalogueCopy : IDisposable
{
    public CatalogueCopy()
    {
        foreach (var file in Directory.EnumerateFiles(Roots.Catalogue, "*", SearchOption.AllDirectories))
        {
            var copy = Of(Path.GetRelativePath(Roots.Catalogue, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("hejie-catalogue-").FullName;

    public string Of(string path) => Path.Combine(Root, path);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
