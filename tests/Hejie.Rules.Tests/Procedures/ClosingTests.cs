using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;

namespace Hejie.Rules.Tests.Procedures;

public sealed class ClosingTests
{
    private static readonly Actor.Staff s_desk = At(Committee, Role.DutyOfficer), s_mediator = At(Committee, Role.Mediator), s_above = At(TownCommittee, Role.DutyOfficer);

    private static Tale Ended() => Dispute().Then(s_desk, "accept", ("summary", "通道")).Then(s_mediator, "write-agreement")
        .Then(Filer, "sign").Then(Neighbour, "sign").Then(s_mediator, "sign-mediator").Then(s_desk, "seal")
        .Then(s_mediator, "record-performance", ("extent", "full"));

    [Fact]
    public void Without_an_answer_it_takes_three_attempts_on_two_channels_one_by_another_body()
    {
        var tale = Ended().Days(16).Then(s_desk, "attempt", ("channel", "telephone"));
        tale.State.Work.ShouldNotContain(work => work.Kind == "attempt");
        tale.Then(s_mediator, "attempt", ("channel", "telephone"));
        tale.Work("attempt").ShouldSatisfyAllConditions(work => work.Body.ShouldBe(TownCommittee), work => work.Role.ShouldBe(Role.DutyOfficer));
        tale.Then(s_desk, "attempt", ("channel", "visit")).Refused(s_desk, "close-unanswered").ShouldBe("guard.three-attempts");
        tale.Work("attempt").Body.ShouldBe(TownCommittee);
        tale.Then(s_above, "attempt", ("channel", "message")).State.Work.ShouldNotContain(work => work.Kind == "attempt");
        tale.Then(s_desk, "close-unanswered").State.Name.ShouldBe("unanswered");
        tale.Procedure.States["unanswered"].Ending.ShouldBe(Ending.Unanswered);
    }

    [Fact]
    public void Three_attempts_on_one_channel_do_not_do()
    {
        var tale = Ended().Days(16).Then(s_desk, "attempt", ("channel", "telephone")).Then(s_desk, "attempt", ("channel", "telephone"))
            .Then(s_above, "attempt", ("channel", "telephone"));
        tale.Refused(s_desk, "close-unanswered").ShouldBe("guard.three-attempts");
        tale.Then(s_desk, "attempt", ("channel", "letter")).Then(s_desk, "close-unanswered").State.Name.ShouldBe("unanswered");
    }

    [Fact]
    public void The_resident_keeps_the_days_that_were_promised()
    {
        var tale = Ended().Then(s_desk, "attempt", ("channel", "telephone")).Then(s_desk, "attempt", ("channel", "visit")).Then(s_above, "attempt");
        tale.Days(15).Refused(s_desk, "close-unanswered").ShouldBe("guard.after-clock");
        tale.Days(1).Then(s_desk, "close-unanswered").State.Name.ShouldBe("unanswered");
    }

    [Fact]
    public void Who_comes_late_can_still_say_that_it_is_not_solved_or_that_it_is()
    {
        Tale Unanswered() => Ended().Days(16).Then(s_desk, "attempt", ("channel", "telephone")).Then(s_desk, "attempt", ("channel", "visit"))
            .Then(s_above, "attempt").Then(s_desk, "close-unanswered").Days(200);
        var tale = Unanswered().Then(Filer, "not-solved");
        tale.State.Name.ShouldBe("performing");
        tale.State.Attempts.ShouldBeEmpty();
        tale.Work("supervise").Body.ShouldBe(TownCommittee);
        tale.Clock("confirmation").Status.ShouldBe(ClockStatus.Stopped);
        Unanswered().Then(Filer, "solved").State.Name.ShouldBe("solved");
        Unanswered().Open(s_desk).ShouldBeEmpty();
    }

    [Fact]
    public void Attempts_of_before_do_not_count_after_a_reopening()
    {
        var tale = Ended().Then(s_desk, "attempt", ("channel", "telephone")).Then(s_desk, "attempt", ("channel", "visit")).Then(s_above, "attempt")
            .Then(Filer, "not-solved").Then(s_mediator, "record-performance", ("extent", "full")).Days(16);
        tale.Refused(s_desk, "close-unanswered").ShouldBe("guard.three-attempts");
    }

    [Fact]
    public void At_the_top_a_body_of_the_place_is_called_to_the_attempt()
    {
        // About the city's petition office: the prefecture's is competent. The prefecture's centre handles it in the end, and none is above that.
        var tale = Petition(about: null, place: Whole);
        tale.State.Owner.ShouldBe(PetitionOffice);
        tale.Then(At(PetitionOffice, Role.DutyOfficer), "send-up").State.Owner.ShouldBe(Centre);
        var desk = At(Centre, Role.DutyOfficer);
        tale.Then(desk, "accept", ("summary", "道路")).Then(desk, "reply").Then(desk, "attempt", ("channel", "telephone")).Then(desk, "attempt", ("channel", "visit"));
        tale.Work("attempt").Body.ShouldBe(PetitionOffice);
        tale.Refused(At(CityPolice, Role.DutyOfficer), "attempt").ShouldBe("move.actor");
        tale.Then(At(PetitionOffice, Role.Liaison), "attempt").Days(16).Then(desk, "close-unanswered").State.Name.ShouldBe("unanswered");
    }

    [Fact]
    public void No_member_of_staff_answers_for_the_resident()
    {
        foreach (var staff in Everyone)
        {
            Ended().Refused(staff, "solved").ShouldBe("move.actor");
            Ended().Refused(staff, "not-solved").ShouldBe("move.actor");
        }

        Ended().Refused(Neighbour, "solved").ShouldBe("move.actor");
        Ended().Refused(new Actor.System(), "solved").ShouldBe("move.actor");
    }

    [Fact]
    public void A_call_on_a_friday_is_due_on_the_next_working_day()
    {
        var tale = Ended().Until("2026-03-06").Then(Filer, "not-solved");
        tale.Work("supervise").Due.ShouldBe(LegalTime.EndOf(new DateOnly(2026, 3, 9)));
    }
}
