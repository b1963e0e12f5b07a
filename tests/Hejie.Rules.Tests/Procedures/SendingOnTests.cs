using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class SendingOnTests
{
    private static readonly Actor.Staff s_desk = At(Committee, Role.DutyOfficer), s_next = At(NextCommittee, Role.DutyOfficer), s_town = At(TownCommittee, Role.DutyOfficer);

    [Fact]
    public void A_matter_sent_on_is_the_other_bodys_with_a_date_of_its_own()
    {
        var tale = Dispute().Days(1).Then(s_desk, "transfer", ("body", $"{NextCommittee}"));
        tale.State.Owner.ShouldBe(NextCommittee);
        tale.Clock("acceptance").Due.ShouldBe(Day("2026-03-05"));
        tale.State.Work.ShouldHaveSingleItem().Body.ShouldBe(NextCommittee);
        tale.Open(s_desk).ShouldBeEmpty();
        tale.Open(s_next).ShouldContain("accept");
    }

    [Fact]
    public void After_two_hops_it_goes_up_and_the_common_superior_decides()
    {
        var tale = Dispute().Then(s_desk, "transfer", ("body", $"{NextCommittee}")).Then(s_next, "transfer", ("body", $"{Committee}"));
        tale.Refused(s_desk, "transfer", ("body", $"{NextCommittee}")).ShouldBe("guard.hops-left");
        tale.Refused(s_desk, "designate", ("body", $"{NextCommittee}")).ShouldBe("guard.convened");
        tale.Then(s_desk, "send-up").State.Owner.ShouldBe(TownCommittee);
        tale.Open(s_town).ShouldContain("designate");
        tale.Then(s_town, "designate", ("body", $"{NextCommittee}")).State.Owner.ShouldBe(NextCommittee);
        tale.Refused(s_next, "transfer", ("body", $"{Committee}")).ShouldBe("guard.hops-left");
        tale.Then(s_next, "accept", ("summary", "通道")).State.Name.ShouldBe("mediating");
    }

    [Fact]
    public void It_is_never_sent_to_itself_or_to_another_county_or_to_a_body_of_another_kind()
    {
        var tale = Dispute();
        tale.Refused(s_desk, "transfer", ("body", $"{Committee}")).ShouldBe("move.same-body");
        tale.Refused(s_desk, "transfer", ("body", $"{YangbiCentre}")).ShouldBe("move.other-county");
        FormReader.Read(tale.Procedure.Moves["transfer"].Form, new Dictionary<string, string> { ["body"] = $"{CityPolice}", ["reason"] = "x" },
            new FormContext(Bodies, tale.Now, Committee, null, [], [1]), out var errors);
        errors.ShouldBe([new FieldError("body", "field.body-kind")]);
        tale.Then(s_desk, "transfer", ("body", $"{Centre}")).State.Owner.ShouldBe(Centre);
    }

    [Fact]
    public void Above_the_top_there_is_nobody()
    {
        var tale = Dispute(place: Whole);
        tale.Open(At(Centre, Role.DutyOfficer)).ShouldNotContain("send-up");
        tale.Refused(At(Centre, Role.DutyOfficer), "send-up").ShouldBe("move.no-superior");
    }

    [Fact]
    public void What_was_open_goes_along_with_its_date()
    {
        var tale = Dispute().Then(s_desk, "accept", ("summary", "通道"), ("mediator", $"{At(Committee, Role.Mediator).Post}"))
            .Then(s_desk, "set-sitting", ("when", "2026-03-20T09:00")).Then(Filer, "add-information", ("text", "照片"));
        var due = tale.Work("sitting").Due;
        tale.Then(s_desk, "transfer", ("body", $"{NextCommittee}"));
        tale.State.Work.ShouldAllBe(work => work.Body == NextCommittee && work.Post == null);
        tale.Work("sitting").Due.ShouldBe(due);
        tale.State.Work.Select(work => work.Kind).ShouldBe(["sitting", "information", "triage"]);
        tale.Then(s_next, "accept", ("summary", "通道")).Then(s_next, "record-sitting", ("outcome", "absent")).State.Work.ShouldNotContain(work => work.Kind == "sitting");
    }

    [Fact]
    public void Supervision_is_not_shaken_off_by_sending_a_matter_on()
    {
        var tale = Dispute().Days(3);
        tale.Work("overdue").Body.ShouldBe(TownCommittee);
        tale.Then(s_desk, "send-up");
        tale.Work("overdue").Body.ShouldBe(TownCentre);
        tale.Then(At(TownCentre, Role.Lead), "instruct").State.Work.Select(work => work.Kind).ShouldBe(["triage", "instruction"]);
    }

    [Fact]
    public void A_clock_that_passes_calls_the_superior_exactly_once()
    {
        var tale = Dispute().Days(2);
        tale.State.Work.ShouldHaveSingleItem();
        tale.Days(1);
        tale.Clock("acceptance").Status.ShouldBe(ClockStatus.Passed);
        tale.Work("overdue").Body.ShouldBe(TownCommittee);
        var entries = tale.State.Entries;
        Interpreter.Pass(tale.Procedure, tale.State, "acceptance", tale.Circumstances).ShouldBe(new Outcome.Refused("clock.not-passed", "acceptance"));
        tale.Days(20).State.Entries.ShouldBe(entries);
        tale.Then(s_desk, "accept", ("summary", "通道")).Clock("acceptance").Status.ShouldBe(ClockStatus.Stopped);
        tale.Work("overdue").Body.ShouldBe(TownCommittee);
        tale.Refused(s_desk, "instruct").ShouldBe("move.actor");
        tale.Then(s_town, "instruct").State.Work.Select(work => work.Kind).ShouldBe(["mediate", "instruction"]);
    }

    [Fact]
    public void An_instruction_waits_on_the_lead_until_it_was_answered()
    {
        var tale = Dispute().Days(10);
        tale.Then(At(TownCommittee, Role.Lead), "instruct", ("by-when", "normal"));
        tale.Work("instruction").ShouldSatisfyAllConditions(
            work => work.Body.ShouldBe(Committee), work => work.Role.ShouldBe(Role.Lead), work => work.Due.ShouldBe(tale.State.Clock("instruction")!.Ends));
        tale.Then(At(Committee, Role.Lead), "answer-instruction").State.Work.ShouldNotContain(work => work.Kind == "instruction");
        tale.Refused(At(Committee, Role.Lead), "answer-instruction").ShouldBe("guard.work-open");
    }

    [Fact]
    public void Who_does_not_answer_an_instruction_in_time_is_pressed_again()
    {
        var tale = Dispute().Days(10);
        tale.Then(At(TownCommittee, Role.Lead), "instruct", ("by-when", "soon"));
        tale.State.Work.ShouldNotContain(work => work.Kind == "overdue");
        tale.Days(5);
        tale.State.Clock("instruction")!.Status.ShouldBe(ClockStatus.Passed);
        tale.Work("overdue").Body.ShouldBe(TownCommittee);
        tale.Then(At(Committee, Role.Lead), "answer-instruction").State.Clock("instruction")!.Status.ShouldBe(ClockStatus.Stopped);
    }

    [Fact]
    public void The_level_above_takes_over_what_was_not_done()
    {
        var tale = Dispute().Days(10);
        tale.Refused(At(Committee, Role.Lead), "take-over").ShouldBe("move.actor");
        var before = tale.State;
        tale.Then(s_town, "take-over");
        tale.State.ShouldSatisfyAllConditions(
            state => state.Owner.ShouldBe(TownCommittee), state => state.Name.ShouldBe(before.Name), state => state.Work.ShouldNotContain(work => work.Kind == "overdue"),
            state => state.Work.ShouldAllBe(work => work.Body == TownCommittee),
            state => state.Clocks.Select(clock => (clock.Name, clock.Status, clock.Due)).ShouldBe(before.Clocks.Select(clock => (clock.Name, clock.Status, clock.Due))));
    }

    [Fact]
    public void At_the_top_what_is_overdue_falls_to_the_bodys_own_lead()
    {
        var tale = Dispute(place: Whole).Days(3);
        tale.Work("overdue").ShouldSatisfyAllConditions(work => work.Body.ShouldBe(Centre), work => work.Role.ShouldBe(Role.Lead));
        tale.Refused(At(Centre, Role.DutyOfficer), "instruct").ShouldBe("move.actor");
        tale.Then(At(Centre, Role.Lead), "instruct").State.Work.Select(work => work.Kind).ShouldBe(["triage", "instruction"]);
    }
}
