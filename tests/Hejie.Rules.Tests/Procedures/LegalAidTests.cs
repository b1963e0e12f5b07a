using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class LegalAidTests
{
    private static readonly Actor.Staff s_bureau = At(CityBureau, Role.DutyOfficer), s_lead = At(CityBureau, Role.Lead);

    private static Tale Denied() => Filed("legal-aid", parties: 1).Then(s_bureau, "decide", ("reason", "means"));

    [Fact]
    public void Aid_is_granted_within_seven_days_and_a_lawyer_assigned_within_three()
    {
        var tale = Filed("legal-aid", parties: 1);
        tale.Clock("decision").Due.ShouldBe(Day("2026-03-09"));
        tale.Days(2).Then(s_bureau, "grant").Clock("assign").Due.ShouldBe(Day("2026-03-07"));
        tale.Then(s_bureau, "assign").Clock("follow").Due.ShouldBe(Day("2026-06-02"));
        tale.Then(s_bureau, "report").Then(Filer, "solved").State.Name.ShouldBe("solved");
    }

    [Fact]
    public void Where_a_limit_is_near_aid_comes_first_and_the_decision_keeps_its_day()
    {
        var tale = Filed("legal-aid", parties: 1).Then(s_bureau, "aid-first", ("limit", "2026-03-05"));
        tale.Work("aid-first").Due.ShouldBe(LegalTime.EndOf(Day("2026-03-05")));
        tale.State.Name.ShouldBe("received");
        tale.Clock("decision").Due.ShouldBe(Day("2026-03-09"));
        tale.Then(s_bureau, "aid-given").State.Work.ShouldNotContain(work => work.Kind == "aid-first");
    }

    [Fact]
    public void An_objection_is_examined_by_the_head_within_five_days_and_can_put_it_right()
    {
        var tale = Denied().Days(3).Then(Filer, "object");
        tale.Clock("objection").Due.ShouldBe(Day("2026-03-10"));
        tale.Refused(s_bureau, "put-right").ShouldBe("move.actor");
        tale.Then(s_lead, "put-right").State.Name.ShouldBe("assigning");
    }

    [Fact]
    public void What_is_about_violence_at_home_is_for_those_named_and_what_is_not_is_for_the_office()
    {
        var aid = Shipped.Find("legal-aid")!;
        aid.NamedFor("violence").ShouldBe([Role.DutyOfficer, Role.Lead]);
        aid.NamedFor("wages").ShouldBeEmpty();
        Shipped.KindsClosedTo(Role.Liaison).ShouldBe([("legal-aid", "violence")]);
        Shipped.KindsClosedTo(Role.DutyOfficer).ShouldBeEmpty();
        Filed("legal-aid", parties: 1, kind: "violence").Refused(At(CityBureau, Role.Liaison), "grant").ShouldBe("move.actor");
        Filed("legal-aid", parties: 1).Then(At(CityBureau, Role.Liaison), "grant").State.Name.ShouldBe("assigning");
    }

    [Fact]
    public void A_decision_upheld_names_reconsideration_and_suit()
    {
        var tale = Denied().Then(Filer, "object").Then(s_lead, "uphold");
        tale.Procedure.States[tale.State.Name].Next!.Zh.ShouldContain("12368");
    }

    [Fact]
    public void A_decision_that_does_not_come_is_supervised() =>
        Filed("legal-aid", parties: 1).Days(8).Work("overdue").Body.ShouldBe(Bureau);

    [Fact]
    public void What_is_missing_is_asked_and_the_decision_waits()
    {
        var tale = Filed("legal-aid", parties: 1).Then(s_bureau, "ask-completion").Days(4).Then(Filer, "complete");
        tale.Clock("decision").Due.ShouldBe(Day("2026-03-13"));
    }
}
