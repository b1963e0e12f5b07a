using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures.Exploring;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

/// <summary>Every way that a matter can go is gone; what is broken is found on the shortest way to it.</summary>
public sealed class ExplorationTests
{
    [Fact]
    public void Wherever_a_filing_at_court_goes_somebody_has_it_and_it_can_end()
    {
        var explored = Explore("start: [filing], tells: {zh: 您补正了").ShouldHaveSingleItem();

        explored.Procedure.Id.ShouldBe("court-filing");
        explored.Situations.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void A_clock_that_is_not_started_again_is_found_on_the_way_that_leads_there() =>
        Should.Throw<CatalogueException>(() => Explore("start: [], tells: {zh: 您补正了"))
            .Problems.ShouldContain(problem => problem.Reason.Contains("its work has no date", StringComparison.Ordinal)
                && problem.Reason.EndsWith("(filed → ask-completion → complete)", StringComparison.Ordinal));

    private static IReadOnlyList<Explored> Explore(string start)
    {
        var (file, text) = CatalogueFiles.All("procedures").Single(each => each.File.EndsWith("court-filing.yaml", StringComparison.Ordinal));
        var changed = text.Replace("start: [filing], tells: {zh: 您补正了", start, StringComparison.Ordinal);
        return Exploration.Of([(file, changed)], CatalogueFiles.All("procedures/parts"), Book, National);
    }
}
