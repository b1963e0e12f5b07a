using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

/// <summary>Requests for service, incidents and environment reports: taken, done, and solved only when the resident says so.</summary>
public sealed class ServiceRequestTests
{
    private static readonly Actor.Staff s_village = At(VillageCentre, Role.DutyOfficer), s_environment = At(CityEnvironment, Role.DutyOfficer);

    [Fact]
    public void A_request_is_taken_within_a_working_day_done_and_solved()
    {
        var tale = Filed("service-request", parties: 1);
        tale.Clock("acceptance").Due.ShouldBe(Day("2026-03-03"));
        tale.Then(s_village, "accept").Clock("handling").Due.ShouldBe(Day("2026-03-17"));
        tale.Days(3).Then(s_village, "report").Then(Filer, "solved").State.Name.ShouldBe("solved");
    }

    [Fact]
    public void Not_solved_is_taken_up_again_and_the_level_above_knows()
    {
        var tale = Filed("service-request", parties: 1).Then(s_village, "accept").Then(s_village, "report").Then(Filer, "not-solved");
        tale.State.Name.ShouldBe("handling");
        tale.Work("supervise").Body.ShouldBe(TownCentre);
    }

    [Fact]
    public void What_the_village_cannot_do_goes_to_who_is_competent_and_keeps_its_teller()
    {
        var tale = Filed("service-request", parties: 1).Then(s_village, "accept").Then(s_village, "transfer", ("body", $"{CityWelfare}"));
        tale.State.ShouldSatisfyAllConditions(state => state.Owner.ShouldBe(CityWelfare), state => state.Name.ShouldBe("received"));
        tale.Clock("acceptance").Status.ShouldBe(ClockStatus.Running);
    }

    [Fact]
    public void A_day_let_pass_calls_the_level_above() =>
        Filed("service-request", parties: 1).Days(2).Work("overdue").Body.ShouldBe(TownCentre);

    [Fact]
    public void A_refusal_names_where_to_go() =>
        Filed("service-request", parties: 1).Then(s_village, "refuse", ("reason", "dispute"), ("remedy", "mediation")).State.Name.ShouldBe("refused");

    [Fact]
    public void More_time_is_the_heads_to_approve_once_and_in_time()
    {
        var tale = Filed("service-request", parties: 1).Then(s_village, "accept");
        tale.Refused(s_village, "extend").ShouldBe("move.actor");
        tale.Then(At(VillageCentre, Role.Lead), "extend").Clock("handling").Due.ShouldBe(Day("2026-04-01"));
        tale.Refused(At(VillageCentre, Role.Lead), "extend").ShouldBe("guard.extension-left");
    }

    [Fact]
    public void An_incident_is_acknowledged_within_the_hour_and_then_dealt_with()
    {
        var tale = Filed("incident", parties: 1).Then(s_village, "accept");
        tale.Clock("acceptance").Status.ShouldBe(ClockStatus.Stopped);
        tale.Clock("handling").Due.ShouldBe(Day("2026-03-09"));
        tale.Then(s_village, "report").Then(Filer, "solved").State.Name.ShouldBe("solved");
    }

    [Fact]
    public void An_incident_that_nobody_acknowledges_is_known_above() =>
        Filed("incident", parties: 1).Days(1).Work("overdue").Body.ShouldBe(TownCentre);

    [Fact]
    public void A_report_about_the_lake_goes_to_the_environment_bureau_and_is_answered_with_what_was_found()
    {
        var tale = Filed("environment-report", parties: 1);
        tale.State.Owner.ShouldBe(CityEnvironment);
        tale.Clock("acceptance").Due.ShouldBe(Day("2026-03-04"));
        tale.Then(s_environment, "accept").Clock("handling").Due.ShouldBe(Day("2026-04-01"));
        tale.Then(s_environment, "report", ("result", "ordered")).State.Name.ShouldBe("ended");
    }

    [Fact]
    public void An_environment_report_that_is_let_lie_is_supervised_from_above() =>
        Filed("environment-report", parties: 1).Then(s_environment, "accept").Days(31).Work("overdue").Body.ShouldBe(Prefecture.Environment);
}
