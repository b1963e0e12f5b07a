using Hejie.Operations;
using Hejie.Rules.Catalogue;

namespace Hejie.Tests.Operations;

/// <summary>What a verb left behind.</summary>
internal sealed record Ran(int Code, string Out, string Error);

/// <summary>Stories at the command line share the one console of the process, so they are told one after the other.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Terminal
{
    /// <summary>Runs <c>./hejie VERB</c> on the shipped catalogue, or on a changed copy of it.</summary>
    internal static async Task<Ran> RunAsync(string[] verb, string input = "", string? catalogue = null)
    {
        var (before, reads, writes, complains) = (Environment.GetEnvironmentVariable("HEJIE_CATALOGUE"), Console.In, Console.Out, Console.Error);
        using var output = new StringWriter();
        using var error = new StringWriter();
        try
        {
            Environment.SetEnvironmentVariable("HEJIE_CATALOGUE", catalogue ?? before);
            Console.SetIn(new StringReader(input));
            Console.SetOut(output);
            Console.SetError(error);
            var code = await Cli.RunAsync(verb);
            return new Ran(code, output.ToString(), error.ToString());
        }
        finally
        {
            Environment.SetEnvironmentVariable("HEJIE_CATALOGUE", before);
            Console.SetIn(reads);
            Console.SetOut(writes);
            Console.SetError(complains);
        }
    }

    /// <summary>The shipped catalogue with one file changed, in a folder of its own.</summary>
    internal static string Changed(string folder, string file, Func<string, string> change)
    {
        var shipped = Kernel.Settings.FromEnvironment().Catalogue;
        foreach (var path in Directory.GetFiles(shipped, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(shipped, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy, overwrite: true);
        }

        File.WriteAllText(Path.Combine(folder, file), change(new CatalogueFolder(shipped).Text(file)));
        return folder;
    }
}
