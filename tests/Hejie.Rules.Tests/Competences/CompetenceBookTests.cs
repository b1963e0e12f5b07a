using Hejie.Rules.Catalogue;
using Hejie.Rules.Competences;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Rules.Tests.Competences;

/// <summary>Who is competent for what is said once, of kinds and bodies that there are, each with what it rests on.</summary>
public sealed class CompetenceBookTests
{
    private const string Plain = """
        competence:
          - procedure: petition
            kinds: [welfare]
            bodies:
              - {body: petition-office, level: county, basis: 信访工作条例 22}
              - {body: civil-affairs, level: county, basis: 社会救助暂行办法 3}
        """;

    private static readonly ProcedureBook s_procedures =
        ProcedureBook.Load(CatalogueFiles.All("procedures"), CatalogueFiles.All("procedures/parts"), Time.Rules.Book);

    private static readonly Dictionary<string, IReadOnlyList<PlaceLevel>> s_bodies = new()
    {
        ["petition-office"] = [PlaceLevel.Prefecture, PlaceLevel.County],
        ["civil-affairs"] = [PlaceLevel.Prefecture, PlaceLevel.County],
    };

    [Fact]
    public void What_a_file_names_goes_by_the_file_and_all_else_by_the_routes()
    {
        var book = Load(Plain);
        var petition = s_procedures.Find("petition")!;
        book.Of(petition, "welfare").Bodies.Select(body => (body.Kind, body.Basis)).ShouldBe([("petition-office", "信访工作条例 22"), ("civil-affairs", "社会救助暂行办法 3")]);
        book.Of(petition, "service").Bodies.Select(body => body.Kind).ShouldBe(petition.Routes.Select(route => route.BodyKind));
        book.All(s_procedures, new DateOnly(2026, 3, 2)).ShouldAllBe(competence => competence.Bodies.Count > 0 && competence.Bodies.All(body => body.Basis.Length > 0));
        book.Of(petition, "welfare").At(PlaceCode.Parse("5329")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("petition\n", "petitions\n", "there is no procedure 'petitions'", 2)]
    [InlineData("[welfare]", "[wealth]", "has no kind 'wealth'", 3)]
    [InlineData("petition-office", "wizards", "there is no kind of body 'wizards'", 5)]
    [InlineData("civil-affairs, level: county", "civil-affairs, level: village", "'civil-affairs' has no body at the level 'village'", 6)]
    [InlineData("civil-affairs, level: county", "civil-affairs, level: moon", "'civil-affairs' has no body at the level 'moon'", 6)]
    [InlineData(", basis: 社会救助暂行办法 3", "", "'basis'", 6)]
    [InlineData("社会救助暂行办法 3", "重点人员管理办法", "is about persons", 6)]
    [InlineData("kinds: [welfare]", "target: 谁", "unknown key 'target'", 3)]
    [InlineData("[welfare]", "[welfare, welfare]", "is said twice", 3)]
    public void A_file_that_cannot_be_right_does_not_load(string there, string instead, string told, int line)
    {
        Plain.ShouldContain(there);
        Should.Throw<CatalogueException>(() => Load(Plain.Replace(there, instead, StringComparison.Ordinal))).Problems
            .ShouldContain(problem => problem.Line == line && problem.ToString().Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_is_competent_for_nothing() =>
        Should.Throw<CatalogueException>(() => Load("competence:\n  - procedure: petition\n")).Problems.ShouldContain(problem => problem.ToString().Contains("nobody is named", StringComparison.Ordinal));

    private static CompetenceBook Load(string text) => CompetenceBook.Load([("competence/some.yaml", text)], s_procedures, s_bodies);
}
