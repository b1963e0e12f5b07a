using Hejie.Fuzz;

namespace Hejie.Tests.House;

/// <summary>What fuzzing reached and found is read again: by every target its seeds and its corpus, none of which may make the program fail.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Targets => [.. Target.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Nothing_that_was_ever_tried_makes_the_program_fail(string name)
    {
        var target = Target.All.Single(one => one.Name == name);
        target.Prepare();
        var failed = new List<string>();
        var files = Files("seeds", name).Concat(Files("corpus", name)).ToList();
        foreach (var file in files)
        {
            try
            {
                target.Run(File.ReadAllBytes(file));
            }
            catch (Exception error)
            {
                failed.Add($"{Path.GetRelativePath(Folder, file)}: {error.Message}");
            }
        }

        files.Count.ShouldBeGreaterThan(3);
        failed.ShouldBeEmpty();
    }

    [Fact]
    public void The_seeds_of_every_target_are_kept()
    {
        foreach (var target in Target.All)
            Files("seeds", target.Name).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)
                .ShouldBe(target.Seeds().Select(seed => seed.Name).Order(StringComparer.Ordinal), target.Name);
    }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "fuzz");

    private static IEnumerable<string> Files(string kind, string target)
    {
        var folder = Path.Combine(Folder, kind, target);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal) : [];
    }
}
