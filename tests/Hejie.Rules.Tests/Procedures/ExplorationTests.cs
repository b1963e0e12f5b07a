using Hejie.Rules.Procedures.Exploring;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

/// <summary>Every way that a matter can go is gone, in every shipped procedure; what is broken on purpose is found on the shortest way to it.</summary>
public sealed class ExplorationTests
{
    [Fact]
    public void Wherever_a_matter_goes_somebody_has_it_and_it_can_end()
    {
        var explored = Exploration.Of(CatalogueFiles.All("procedures"), CatalogueFiles.All("procedures/parts"), Book, National);

        explored.Count.ShouldBe(CatalogueFiles.All("procedures").Count);
        foreach (var each in explored)
            TestContext.Current.TestOutputHelper?.WriteLine($"{each.Procedure.Id}: {each.Situations} situations, {each.Steps} steps");
    }
}
