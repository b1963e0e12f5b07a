using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures.Exploring;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

/// <summary>Every way that a matter can go is gone; what is broken is found on the shortest way to it.</summary>
public sealed class ExplorationTests
{
    private const string Filing = "procedures/court-filing.yaml", Harm = "procedures/minor-harm.yaml", Mediation = "procedures/people-mediation.yaml",
        Performance = "procedures/parts/performance.yaml", Withdrawal = "procedures/parts/withdrawal.yaml";

    /// <summary>What is broken: the procedure, the file of it in which it is, what stood there, what stands there now, and what is told.</summary>
    public static TheoryData<string, string, string, string, string> Broken => new()
    {
        { Filing, Filing, "start: [filing], tells: {zh: 您补正了", "start: [], tells: {zh: 您补正了", "in the state 'received' its work has no date: the clock that gives it ('due') is not open here (filed → ask-completion → complete)" },
        { Filing, Filing, "    rule: court-filing\n", "    rule: court-filing\n    binds: false\n", "in the state 'received' the clock 'filing' passed, and neither is a move made nor the level above called nor can the body go on (filed → the clock filing passes)" },
        { Filing, Filing, "    of: refusal\n    title: {zh: 不归本院，告知去处", "    of: refusal\n    guards: [convened]\n    title: {zh: 不归本院，告知去处", "in no situation can anybody make the move 'refuse'" },
        { Harm, Harm, "    stop: [second-review]\n    closes: [second-review]\n", "    stop: [second-review]\n", "in the state 'received' a matter is stranded: no ending can be reached from there any more (filed)" },
        { Mediation, Performance, "    from: [ended, unanswered]\n", "    from: [ended, unanswered, mediating]\n", "in the state 'performing' the parties are bound, and not each of them has signed: silence is no consent (filed → accept → not-solved)" },
        { Mediation, Withdrawal, "    from: [withdrawing]\n    to: withdrawn\n", "    from: [withdrawing]\n    to: solved\n", "in the state 'solved' somebody other than who filed says that it is solved (filed → withdraw → the clock withdrawal passes)" },
    };

    [Fact]
    public void Wherever_a_matter_goes_somebody_has_it_and_it_can_end() =>
        Exploration.Of(CatalogueFiles.All("procedures"), CatalogueFiles.All("procedures/parts"), Book, National)
            .Select(explored => explored.Procedure.Id).ShouldBe(Tale.Shipped.InForce.Select(procedure => procedure.Id));

    [Fact]
    public void What_was_left_out_is_like_what_was_gone()
    {
        var lives = Environment.GetEnvironmentVariable("HEJIE_LONG") == "1" ? 5_000 : 200;
        var doubted = Exploration.Doubt(CatalogueFiles.All("procedures"), CatalogueFiles.All("procedures/parts"), Book, National, lives, seed: 20261126);
        doubted.SelectMany(one => one.Missed.Select(way => $"{one.Procedure}: {way}")).ShouldBeEmpty();
        doubted.ShouldAllBe(one => one.Steps > lives);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_broken_is_found_on_the_way_that_leads_there(string procedure, string file, string was, string now, string told)
    {
        (string File, string Text) Break((string File, string Text) each) =>
            each.File == file ? (each.File, each.Text.Replace(was, now, StringComparison.Ordinal)) : each;
        CatalogueFiles.Text(file).ShouldContain(was);
        var files = CatalogueFiles.All("procedures").Where(each => each.File == procedure).Select(Break);

        // Some of it the check of the files finds as well: here it is left out.
        Should.Throw<CatalogueException>(() => Exploration.Of(files, CatalogueFiles.All("procedures/parts").Select(Break), Book, National, check: _ => { }))
            .Problems.Select(problem => problem.Reason).ShouldContain(told);
    }
}
