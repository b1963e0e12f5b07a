using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class JointMediationTests
{
    private static readonly Actor.Staff s_desk = At(VillageCentre, Role.DutyOfficer), s_chair = At(VillageCentre, Role.Mediator);

    private static Tale Mediating() => Filed("joint-mediation").Then(s_desk, "accept", ("summary", "水源分配"), ("mediator", $"{s_chair.Post}"));

    private static Tale Convened() => Mediating().Then(s_chair, "convene", ("question", "两村怎么分水"));

    [Fact]
    public void Peoples_judicial_and_administrative_mediators_sit_in_one_case()
    {
        var tale = Convened();
        tale.State.Owner.ShouldBe(VillageCentre);
        tale.State.Work.Where(work => work.Kind == "panel").Select(work => work.Body).Order().ShouldBe([TownCommittee, JusticeOffice, CityCourt]);
        tale.State.Work.Where(work => work.Kind == "panel").ShouldAllBe(work => work.Due == LegalTime.EndOf(tale.Clock("mediation").Due));
        var court = At(CityCourt, Role.Liaison);
        tale.Refused(At(CityPolice, Role.Liaison), "report-in").ShouldBe("move.actor");
        tale.Then(court, "report-in", ("who", "立案庭联络员")).Then(court, "give-view", ("view", "按约定的份额"));
        tale.State.Work.Where(work => work.Kind == "panel").Select(work => work.Body).Order().ShouldBe([TownCommittee, JusticeOffice]);

        tale.Then(s_chair, "write-agreement").Then(Filer, "sign").Then(Neighbour, "sign").Then(s_chair, "sign-mediator").Then(s_desk, "seal");
        tale.State.Name.ShouldBe("performing");
        tale.Procedure.States["performing"].Offers.ShouldBe(["judicial-confirmation"]);
        tale.Then(s_chair, "record-performance", ("extent", "full")).Then(Filer, "solved").State.Name.ShouldBe("solved");
    }

    [Fact]
    public void What_one_level_cannot_settle_in_its_time_the_next_takes_on_and_nobody_tells_it_again()
    {
        var tale = Mediating();
        tale.Clock("mediation").Due.ShouldBe(Day("2026-04-01"));
        tale.Until("2026-04-02");
        tale.State.ShouldSatisfyAllConditions(
            state => state.Name.ShouldBe("mediating"), state => state.Owner.ShouldBe(TownCentre), state => state.Assignee.ShouldBeNull(), state => state.Hops.ShouldBe(0));
        tale.Clock("mediation").Due.ShouldBe(Day("2026-05-02"));
        tale.Until("2026-05-03").State.Owner.ShouldBe(CityCentre);
        tale.Until("2026-06-03").State.Owner.ShouldBe(Centre);
    }

    [Fact]
    public void At_the_top_there_is_no_level_above_and_its_lead_is_called()
    {
        var tale = Filed("joint-mediation", place: Whole).Then(At(Centre, Role.DutyOfficer), "accept", ("summary", "水源分配")).Days(31);
        tale.State.Owner.ShouldBe(Centre);
        tale.Work("overdue").ShouldSatisfyAllConditions(work => work.Body.ShouldBe(Centre), work => work.Role.ShouldBe(Role.Lead));
        tale.Then(At(Centre, Role.Mediator), "end-unsettled", ("remedy", "court")).State.Name.ShouldBe("unsettled");
    }

    [Fact]
    public void A_level_can_hand_it_up_before_its_time() =>
        Mediating().Days(3).Then(s_chair, "pass-up", ("reason", "牵涉两个镇")).State.Owner.ShouldBe(TownCentre);

    [Fact]
    public void A_refusal_names_where_to_go() =>
        Filed("joint-mediation").Then(s_desk, "refuse", ("reason", "decided"), ("remedy", "court")).State.Name.ShouldBe("refused");
}
