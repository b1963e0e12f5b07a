using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

/// <summary>Mediation before filing, as it was until the end of 2024.</summary>
public sealed class JudicialMediationBeforeFilingTests
{
    private static readonly Actor.Staff s_desk = At(CityCourt, Role.DutyOfficer), s_mediator = At(CityCourt, Role.Mediator);

    // 2024-11-01 is a Friday.
    private static Tale Mediating() => Filed("judicial-mediation-2021", start: "2024-11-01").Then(s_desk, "appoint", ("summary", "借款"))
        .Then(s_mediator, "confirm").Then(s_mediator, "reached");

    [Fact]
    public void An_agreement_takes_effect_and_can_be_confirmed()
    {
        var tale = Mediating();
        tale.Clock("mediation").Due.ShouldBe(Day("2024-12-01"));
        tale.Then(s_mediator, "write-agreement").Then(Filer, "sign").Then(Neighbour, "sign").Then(s_mediator, "sign-mediator").Then(s_desk, "seal");
        tale.State.Name.ShouldBe("performing");
        tale.Clock("confirmation").Due.ShouldBe(Day("2024-12-02")); // 30 days end on a Sunday.
        tale.Then(s_mediator, "record-performance", ("extent", "full")).Then(Filer, "solved").State.Name.ShouldBe("solved");
    }

    [Fact]
    public void Without_an_agreement_the_case_can_be_filed()
    {
        var tale = Mediating().Then(s_mediator, "end-unsettled", ("remedy", "court"));
        tale.Procedure.States[tale.State.Name].Offers.ShouldBe(["court-filing"]);
    }

    [Fact]
    public void Both_sides_can_go_on_by_consent_and_what_ends_late_is_supervised()
    {
        Mediating().Then(s_mediator, "talk-on").Then(s_mediator, "talk-on").Clock("mediation").Due.ShouldBe(Day("2025-01-30"));
        Mediating().Days(31).Work("overdue").Body.ShouldBe(Court);
    }

    [Fact]
    public void Since_2025_a_case_is_filed_first() =>
        Interpreter.File(Shipped.Find("judicial-mediation-2021")!, "debt", Village, null, [PartyRole.Filer], Filed("judicial-mediation", start: "2025-01-01").Circumstances)
            .ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("filing.not-in-force");
}
