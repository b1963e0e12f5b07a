using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

/// <summary>A centre calls another body on a matter: it reports in, comes, and answers; or it objects in time, and says whose it is.</summary>
public sealed class ReferralTests
{
    private static readonly Actor.Staff s_town = At(TownCentre, Role.DutyOfficer), s_office = At(JusticeOffice, Role.Liaison), s_bureau = At(CityBureau, Role.DutyOfficer),
        s_land = At(CityLand, Role.DutyOfficer), s_labour = At(CityLabour, Role.DutyOfficer), s_welfare = At(CityWelfare, Role.DutyOfficer), s_centre = At(CityCentre, Role.DutyOfficer);

    private static Tale AtTown() => Filed("service-request", parties: 1, place: Xizhou);

    private static Tale Called(int body = CityLand) => AtTown().Then(s_town, "call", ("body", $"{body}"));

    private static ReferralState Only(Tale tale) => tale.State.Referrals.ShouldHaveSingleItem();

    [Fact]
    public void A_call_waits_on_the_called_body_and_the_matter_stays_where_it_is()
    {
        var tale = Called();
        tale.State.Owner.ShouldBe(TownCentre);
        tale.State.Name.ShouldBe(AtTown().State.Name);
        Only(tale).ShouldSatisfyAllConditions(
            referral => referral.By.ShouldBe(TownCentre), referral => referral.Body.ShouldBe(CityLand), referral => referral.Stage.ShouldBe(ReferralStage.Called), referral => referral.Leads.ShouldBeTrue());
        tale.Work("referral").ShouldSatisfyAllConditions(work => work.Body.ShouldBe(CityLand), work => work.Due.ShouldBe(LegalTime.EndOf(Day("2026-03-03"))));
        tale.Clock("referral-answer#1").Due.ShouldBe(Day("2026-03-09"));
    }

    [Fact]
    public void It_reports_in_sends_somebody_reports_and_answers()
    {
        var tale = Called().Then(s_land, "referral-acknowledge");
        tale.Work("referral").Due.ShouldBe(LegalTime.EndOf(Day("2026-03-09")));
        tale.Refused(s_land, "referral-acknowledge").ShouldBe("referral.known");
        tale.Then(s_land, "referral-send", ("who", $"{At(CityLand, Role.Mediator).Post}"));
        Only(tale).Stage.ShouldBe(ReferralStage.OnTheWay);
        tale.Then(s_land, "referral-report").Then(s_land, "referral-answer");
        Only(tale).Stage.ShouldBe(ReferralStage.Answered);
        tale.State.Work.ShouldNotContain(work => work.Kind == "referral");
        tale.State.Clocks.Where(clock => Clock.ReferralOf(clock.Name) is not null).ShouldAllBe(clock => !clock.IsOpen);
        tale.Open(s_land).ShouldBeEmpty();
    }

    [Fact]
    public void Who_comes_is_of_the_body_that_was_called() =>
        Should.Throw<InvalidOperationException>(() => Called().Then(s_land, "referral-send", ("who", $"{s_town.Post}"))).Message.ShouldContain("field.post");

    [Fact]
    public void An_objection_in_time_names_who_is_competent_and_that_body_is_called_with_dates_of_its_own()
    {
        var tale = Called().Days(1).Then(s_land, "referral-object", ("competent", $"{CityLabour}"));
        Only(tale).ShouldSatisfyAllConditions(
            referral => referral.Body.ShouldBe(CityLabour), referral => referral.Tried.ShouldBe([CityLand]), referral => referral.Stage.ShouldBe(ReferralStage.Called));
        tale.Clock("referral-acknowledge#1").ShouldSatisfyAllConditions(clock => clock.Status.ShouldBe(ClockStatus.Running), clock => clock.Due.ShouldBe(Day("2026-03-04")));
        tale.Clock("referral-answer#1").Due.ShouldBe(Day("2026-03-10"));
        tale.Open(s_land).ShouldBeEmpty();
        tale.Open(s_labour).ShouldContain("referral-answer");
    }

    [Fact]
    public void An_objection_too_late_is_none()
    {
        var tale = Called().Days(3);
        tale.Refused(s_land, "referral-object", ("competent", $"{CityLabour}")).ShouldBe("referral.too-late");
        tale.Open(s_land).ShouldNotContain("referral-object");
        tale.Open(s_land).ShouldContain("referral-answer");
    }

    [Fact]
    public void The_third_objection_convenes_the_common_superior_and_what_it_decides_is_not_passed_on()
    {
        var tale = Called().Then(s_land, "referral-object", ("competent", $"{CityLabour}")).Then(s_labour, "referral-object", ("competent", $"{CityWelfare}"));
        tale.State.Work.ShouldNotContain(work => work.Kind == "referral-decide");
        tale.Then(s_welfare, "referral-object", ("competent", $"{CityBureau}"));
        Only(tale).Stage.ShouldBe(ReferralStage.Convened);
        // Land and labour lie under the city's centre, civil affairs under the prefecture's: that one is above them all.
        tale.Work("referral-decide").ShouldSatisfyAllConditions(work => work.Body.ShouldBe(Centre), work => work.Due.ShouldBe(LegalTime.EndOf(Day("2026-03-04"))));
        tale.State.Owner.ShouldBe(TownCentre);

        var above = At(Centre, Role.DutyOfficer);
        tale.Then(above, "referral-decide", ("body", $"{CityLand}"));
        Only(tale).ShouldSatisfyAllConditions(referral => referral.Body.ShouldBe(CityLand), referral => referral.Decided.ShouldBeTrue());
        tale.Refused(s_land, "referral-object", ("competent", $"{CityBureau}")).ShouldBe("referral.decided");
        tale.Then(s_land, "referral-answer");
        Only(tale).Stage.ShouldBe(ReferralStage.Answered);
    }

    [Fact]
    public void Nobody_is_called_to_their_own_matter_twice_in_a_circle_or_about_themselves()
    {
        AtTown().Refused(s_town, "call", ("body", $"{TownCentre}")).ShouldBe("referral.same-body");
        Called().Refused(s_town, "call", ("body", $"{CityLand}")).ShouldBe("referral.open");
        AtTown().Refused(s_town, "call", ("body", $"{YangbiCentre}")).ShouldBe("referral.other-county");
        var passed = Called().Then(s_land, "referral-object", ("competent", $"{CityLabour}"));
        passed.Refused(s_labour, "referral-object", ("competent", $"{CityLand}")).ShouldBe("referral.circle");
        passed.Refused(s_labour, "referral-object", ("competent", $"{TownCentre}")).ShouldBe("referral.circle");
        passed.Refused(s_labour, "referral-object", ("competent", $"{CityLabour}")).ShouldBe("referral.same-body");
        Should.Throw<InvalidOperationException>(() => Called(body: 4711)).Message.ShouldContain("field.body");
        var about = Petition(CityLand);
        Should.Throw<InvalidOperationException>(() => about.Then(At(about.State.Owner, Role.DutyOfficer), "call", ("body", $"{CityLand}"))).Message.ShouldContain("field.about-body");
    }

    [Fact]
    public void Several_are_called_and_one_leads()
    {
        var tale = Called().Then(s_town, "call", ("body", $"{CityWelfare}"));
        tale.State.Referrals.Select(referral => referral.Leads).ShouldBe([true, false]);
        tale.Then(s_town, "call", ("body", $"{JusticeOffice}"), ("leads", "yes"));
        tale.State.Referrals.Select(referral => referral.Leads).ShouldBe([false, false, true]);
        tale.Then(s_welfare, "referral-answer");
        tale.Open(s_land).ShouldContain("referral-answer");
        tale.Then(s_town, "referral-drop", ("body", $"{CityLand}"));
        tale.State.Referrals.Select(referral => referral.IsOpen(tale.State)).ShouldBe([false, false, true]);
    }

    [Fact]
    public void Who_is_late_is_pressed_by_the_body_above_it_and_not_by_that_above_the_matter()
    {
        var tale = Called(JusticeOffice).Days(2);
        tale.Work("referral-late").Body.ShouldBe(CityBureau);
        tale.Clock("referral-acknowledge#1").Status.ShouldBe(ClockStatus.Passed);
        tale.Then(s_bureau, "instruct-called").State.Work.ShouldNotContain(work => work.Kind == "referral-late");
        tale.Then(s_office, "referral-acknowledge").Days(6);
        tale.Clock("referral-answer#1").Status.ShouldBe(ClockStatus.Passed);
        tale.Work("referral-late").Body.ShouldBe(CityBureau);
        tale.Then(s_office, "referral-answer").State.Work.ShouldNotContain(work => work.Kind == "referral-late");
    }

    [Fact]
    public void Whoever_is_called_and_then_has_the_matter_owes_nobody_else_an_answer()
    {
        var tale = Called(CityCentre).Then(s_town, "send-up");
        tale.State.Owner.ShouldBe(CityCentre);
        Only(tale).Stage.ShouldBe(ReferralStage.Dropped);
        tale.State.Work.ShouldNotContain(work => work.Kind == "referral");
    }

    [Fact]
    public void It_stays_with_the_called_body_when_the_matter_goes_on()
    {
        var tale = Called().Then(s_town, "send-up");
        tale.Work("referral").Body.ShouldBe(CityLand);
        tale.Open(s_land).ShouldContain("referral-answer");
        tale.Open(s_centre).ShouldContain("referral-drop");
    }

    [Fact]
    public void The_called_body_is_shown_what_the_caller_says_and_no_more()
    {
        AtTown().Procedure.SeenBy(Called().State, CityLand).ShouldSatisfyAllConditions(
            sight => sight.IsWhole.ShouldBeFalse(), sight => sight.Shows(Sight.Filer).ShouldBeFalse(), sight => sight.Shows("call.ask").ShouldBeTrue());
        var shown = AtTown().Then(s_town, "call", ("body", $"{CityLand}"), ("see-people", "yes"));
        shown.Procedure.SeenBy(shown.State, CityLand).ShouldSatisfyAllConditions(sight => sight.Shows(Sight.Filer).ShouldBeTrue(), sight => sight.Shows("narrative").ShouldBeFalse());
        shown.Procedure.SeenBy(shown.State, TownCentre).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public void A_mediation_calls_no_police() =>
        Shipped.InForce.Where(procedure => procedure.IsMediation).SelectMany(procedure => procedure.Moves.Values).SelectMany(move => move.Form)
            .Where(field => field.Kinds.Any(kind => kind.StartsWith("police", StringComparison.Ordinal))).ShouldBeEmpty();
}
