using Hejie.Rules.Archive;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;

namespace Hejie.Rules.Tests;

/// <summary>The order in which the archive asks for a matter's file.</summary>
public sealed class ArchiveBookTests
{
    private const string Plain = """
        id: mediation
        procedures: [people-mediation]
        article: 示例
        verified: false
        sections:
          - {code: application, title: {zh: 申请, en: Application}, filing: true, moves: [accept]}
          - {code: evidence, title: {zh: 证明, en: Evidence}, files: true}
          - {code: rest, title: {zh: 说明, en: Statement}, rest: true}
        """;

    private static readonly ProcedureBook s_procedures =
        ProcedureBook.Load(CatalogueFiles.All("procedures"), CatalogueFiles.All("procedures/parts"), Time.Rules.Book);

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "[people-mediation]", "[people-meditation]", "there is no procedure 'people-meditation'" },
        { "moves: [accept]", "moves: [acept]", "none of the procedures has a move 'acept'" },
        { "filing: true, moves", "moves", "exactly one section takes the filing" },
        { "files: true", "filing: true", "exactly one section takes the filing" },
        { "rest: true", "moves: [seal]", "exactly one section takes the rest" },
        { "files: true", "files: true, moves: [accept]", "the move 'accept' stands in two sections" },
        { "code: evidence", "code: application", "the code 'application' stands for two sections" },
        { "rest: true", "rest: true, secret: true", "secret" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_order_is_refused_with_its_reason(string from, string to, string told) =>
        Should.Throw<CatalogueException>(() => Load(Plain.Replace(from, to, StringComparison.Ordinal))).Message.ShouldContain(told);

    [Fact]
    public void Two_files_do_not_order_the_same_procedure() =>
        Should.Throw<CatalogueException>(() => ArchiveBook.Load([("archive/a.yaml", Plain), ("archive/b.yaml", Plain)], s_procedures)).Message
            .ShouldContain("'people-mediation' has its order in another file");

    [Fact]
    public void Every_step_of_every_procedure_has_its_place_in_the_file()
    {
        var book = ArchiveBook.Load(CatalogueFiles.All("archive"), s_procedures);
        foreach (var procedure in s_procedures.InForce)
        {
            var order = book.Of(procedure);
            order.Parts.Count(part => part.Filing).ShouldBe(1, procedure.Id);
            order.Parts.Count(part => part.Files).ShouldBe(1, procedure.Id);
            order.PartOf(null, filing: true).Filing.ShouldBeTrue();
            order.PartOf(null, filing: false).Rest.ShouldBeTrue();
            foreach (var move in procedure.Moves.Values)
                order.Parts.ShouldContain(order.PartOf(move.Name, filing: false));
        }
    }

    [Fact]
    public void A_mediation_is_filed_as_the_ministry_says()
    {
        var order = ArchiveBook.Load(CatalogueFiles.All("archive"), s_procedures).Of(s_procedures.Find("people-mediation")!);
        order.Parts.Select(part => part.Code).ShouldBe(["application", "evidence", "inquiry", "record", "agreement", "follow-up", "statement"]);
        order.PartOf("record-sitting", filing: false).Code.ShouldBe("record");
        order.PartOf("write-agreement", filing: false).Code.ShouldBe("agreement");
        order.PartOf("withdraw", filing: false).Code.ShouldBe("statement");
    }

    private static ArchiveBook Load(string text) => ArchiveBook.Load([("archive/mediation.yaml", text)], s_procedures);
}
