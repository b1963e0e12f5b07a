using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class MediationTests
{
    private static readonly Actor.Staff s_desk = At(Committee, Role.DutyOfficer), s_mediator = At(Committee, Role.Mediator), s_lead = At(Committee, Role.Lead);

    private static Tale Mediating() => Dispute().Then(s_desk, "accept", ("summary", "屋檐滴水"));

    private static Tale Signing() => Mediating().Then(s_mediator, "write-agreement");

    private static Tale Performing() => Signing().Then(Filer, "sign").Then(Neighbour, "sign").Then(s_mediator, "sign-mediator").Then(s_desk, "seal");

    private static Tale Ended() => Performing().Then(s_mediator, "record-performance", ("extent", "full"));

    [Fact]
    public void A_dispute_is_settled_performed_and_solved()
    {
        var tale = Dispute();
        tale.State.Name.ShouldBe("received");
        tale.State.Owner.ShouldBe(Committee);
        tale.Clock("acceptance").Due.ShouldBe(Day("2026-03-04"));
        tale.Work("triage").ShouldSatisfyAllConditions(
            work => work.Body.ShouldBe(Committee), work => work.Due.ShouldBe(LegalTime.EndOf(Day("2026-03-04"))), work => work.OfState.ShouldBeTrue());

        tale.Days(1).Then(s_desk, "accept", ("summary", "屋檐滴水"), ("mediator", $"{s_mediator.Post}"));
        tale.State.Name.ShouldBe("mediating");
        tale.Clock("acceptance").Status.ShouldBe(ClockStatus.Stopped);
        tale.Clock("mediation").Due.ShouldBe(Day("2026-04-02"));
        tale.Work("mediate").Post.ShouldBe(s_mediator.Post);

        tale.Then(s_mediator, "set-sitting", ("when", "2026-03-06T14:30"), ("where", "村委会"));
        tale.Work("sitting").Due.ShouldBe(LegalTime.Micros(LegalTime.Instant(new DateTime(2026, 3, 6, 14, 30, 0))));
        tale.Days(3).Then(s_mediator, "record-sitting", ("outcome", "agreed"));
        tale.State.Work.ShouldHaveSingleItem().Kind.ShouldBe("mediate");

        tale.Then(s_mediator, "write-agreement");
        tale.State.Name.ShouldBe("signing");
        tale.Then(Filer, "sign").Then(Neighbour, "sign").Then(s_mediator, "sign-mediator");
        tale.State.Name.ShouldBe("signing");
        tale.Then(s_desk, "seal");
        tale.State.Name.ShouldBe("performing");
        tale.Clock("mediation").Status.ShouldBe(ClockStatus.Stopped);
        tale.Clock("confirmation").Due.ShouldBe(Day("2026-04-07")); // 04-05 is 清明, and the three days are off.

        tale.Days(10).Then(s_mediator, "record-performance", ("extent", "full"));
        tale.State.Name.ShouldBe("ended");
        tale.Clock("performance").Status.ShouldBe(ClockStatus.Stopped);
        tale.Work("answer").WaitsOnResident.ShouldBeTrue();

        tale.Then(Filer, "solved", ("rating", "5"));
        tale.State.Name.ShouldBe("solved");
        tale.State.Work.ShouldBeEmpty();
        tale.State.Clocks.ShouldAllBe(clock => clock.Status == ClockStatus.Stopped);
    }

    [Fact]
    public void The_last_signature_makes_the_agreement_whatever_the_order()
    {
        var tale = Signing().Then(s_lead, "seal").Then(s_mediator, "sign-mediator").Then(Neighbour, "sign");
        tale.State.Name.ShouldBe("signing");
        tale.Refused(Neighbour, "sign").ShouldBe("signature.given");
        tale.Then(Filer, "sign").State.Name.ShouldBe("performing");
    }

    [Fact]
    public void A_new_text_must_be_signed_by_all_again()
    {
        var tale = Signing().Then(Filer, "sign").Then(s_mediator, "write-agreement");
        tale.State.Signatures.ShouldBeEmpty();
        tale.Open(Filer).ShouldContain("sign");
    }

    [Fact]
    public void A_third_person_need_not_sign_and_cannot()
    {
        var tale = Dispute(parties: 3).Then(s_desk, "accept", ("summary", "通道")).Then(s_mediator, "write-agreement");
        tale.Refused(new Actor.Party(3, PartyRole.Third), "sign").ShouldBe("signature.given");
        tale.Then(Filer, "sign").Then(Neighbour, "sign").Then(s_mediator, "sign-mediator").Then(s_desk, "seal").State.Name.ShouldBe("performing");
    }

    [Fact]
    public void Who_named_no_other_side_can_still_come_to_an_agreement()
    {
        var tale = Dispute(parties: 1).Then(s_desk, "accept", ("summary", "通道"));
        tale.Refused(s_mediator, "write-agreement").ShouldBe("guard.two-parties");
        tale.Then(s_mediator, "add-parties", ("people.0.name", "李四"), ("people.1.name", "王五"), ("people.1.role", "third"));
        tale.State.Parties.ShouldBe([new(1, PartyRole.Filer), new(2, PartyRole.Respondent), new(3, PartyRole.Third)]);
        tale.Then(s_mediator, "write-agreement").Then(Neighbour, "sign").State.Signatures.ShouldHaveSingleItem();
    }

    [Fact]
    public void Somebody_who_is_no_party_of_the_matter_can_do_nothing_in_it()
    {
        var tale = Signing();
        tale.Open(new Actor.Party(7, PartyRole.Respondent)).ShouldBeEmpty();
        tale.Refused(new Actor.Party(2, PartyRole.Filer), "withdraw").ShouldBe("move.actor");
        tale.Refused(Neighbour, "withdraw").ShouldBe("move.actor");
    }

    [Fact]
    public void While_the_resident_completes_the_acceptance_clock_stands_still()
    {
        var tale = Dispute().Then(s_desk, "ask-completion", ("missing", "请写明时间"));
        tale.Clock("acceptance").Status.ShouldBe(ClockStatus.Paused);
        tale.Work("completion").WaitsOnResident.ShouldBeTrue();
        tale.Until("2026-03-09").Then(Filer, "complete", ("text", "三月一日"));
        tale.State.Name.ShouldBe("received");

        // Asked on Monday the 2nd, answered on Monday the 9th: two working days from then.
        tale.Clock("acceptance").ShouldSatisfyAllConditions(
            clock => clock.Due.ShouldBe(Day("2026-03-11")), clock => clock.Status.ShouldBe(ClockStatus.Running),
            clock => clock.Pauses.ShouldBe([new Standstill(Day("2026-03-03"), Day("2026-03-09"))]));
        tale.Work("triage").Due.ShouldBe(LegalTime.EndOf(Day("2026-03-11")));
        tale.Clock("completion").Status.ShouldBe(ClockStatus.Stopped);
    }

    [Fact]
    public void Asking_gains_the_body_no_day()
    {
        var tale = Dispute().Then(s_desk, "ask-completion").Then(Filer, "complete");
        tale.Clock("acceptance").Due.ShouldBe(Day("2026-03-04"));
        tale.Clock("acceptance").Pauses.ShouldBeEmpty();
    }

    [Fact]
    public void Everything_missing_is_asked_for_at_once()
    {
        var tale = Dispute().Then(s_desk, "ask-completion").Then(Filer, "complete");
        tale.Refused(s_desk, "ask-completion").ShouldBe("guard.once");
    }

    [Fact]
    public void Who_completes_nothing_is_not_forgotten()
    {
        var tale = Dispute().Then(s_desk, "ask-completion").Days(15);
        tale.State.Name.ShouldBe("incomplete");
        tale.Days(1).State.Name.ShouldBe("received");
        tale.Clock("acceptance").Status.ShouldBe(ClockStatus.Running);
        tale.Days(10).Work("overdue").Body.ShouldBe(TownCommittee);
    }

    [Fact]
    public void A_refusal_must_name_a_remedy()
    {
        var move = Shipped.Find("people-mediation")!.Moves["refuse"];
        FormReader.Read(move.Form, new Dictionary<string, string> { ["reason"] = "decided", ["text"] = "法院已受理" },
            new FormContext(Bodies, Dispute().Now, Committee, null, Shipped.Find("people-mediation")!.Remedies, [1]), out var errors);
        errors.ShouldBe([new FieldError("remedy", "field.required")]);
        Dispute().Then(s_desk, "refuse", ("remedy", "court")).State.ShouldSatisfyAllConditions(
            state => state.Name.ShouldBe("refused"), state => state.Work.ShouldBeEmpty());
    }

    [Fact]
    public void Without_an_agreement_the_other_ways_are_named()
    {
        var tale = Mediating().Then(Neighbour, "decline");
        tale.Work("decline").Body.ShouldBe(Committee);
        tale.Then(s_mediator, "end-unsettled", ("remedy", "court")).State.Name.ShouldBe("unsettled");
        tale.State.Work.ShouldBeEmpty();
    }

    [Fact]
    public void An_agreement_that_is_not_kept_ends_with_the_way_to_the_court()
    {
        var tale = Performing().Days(20).Then(s_mediator, "record-performance", ("extent", "none"));
        tale.State.Name.ShouldBe("performing");
        tale.Clock("performance").Due.ShouldBe(tale.Today.AddDays(30));
        tale.Then(s_mediator, "end-unperformed", ("remedy", "enforcement")).State.Name.ShouldBe("unperformed");
    }

    [Fact]
    public void An_agreement_in_force_is_not_withdrawn_by_one_side()
    {
        Performing().Refused(Filer, "withdraw").ShouldBe("move.state");
        Performing().Open(Filer).ShouldBe(["add-information"]);
    }

    [Fact]
    public void Not_solved_reopens_at_once_and_calls_the_superior()
    {
        var tale = Ended().Days(2).Then(Filer, "not-solved", ("text", "还在滴水"));
        tale.State.Name.ShouldBe("performing");
        tale.State.Signatures.Length.ShouldBe(4); // The agreement stays in force.
        tale.Clock("answer").Status.ShouldBe(ClockStatus.Stopped);
        tale.Clock("performance").ShouldSatisfyAllConditions(
            clock => clock.Status.ShouldBe(ClockStatus.Running), clock => clock.Due.ShouldBe(tale.Today.AddDays(30)));
        tale.Clock("confirmation").From.ShouldBe(Day("2026-03-02")); // The court's date is no later for it.
        tale.Work("supervise").ShouldSatisfyAllConditions(
            work => work.Body.ShouldBe(TownCommittee), work => work.Role.ShouldBe(Role.DutyOfficer), work => work.Due.ShouldBe(LegalTime.EndOf(Day("2026-03-05"))));
        tale.Then(At(TownCommittee, Role.Lead), "instruct", ("text", "三日内上门")).State.Work.Select(work => work.Kind).ShouldBe(["perform", "instruction"]);
    }

    [Fact]
    public void What_a_resident_adds_waits_until_it_was_read()
    {
        var tale = Mediating().Then(Filer, "add-information", ("text", "又漏了")).Then(Neighbour, "add-information", ("text", "没有"));
        tale.Work("information").ShouldSatisfyAllConditions(work => work.Body.ShouldBe(Committee), work => work.Role.ShouldBe(Role.Mediator));
        tale.Open(s_mediator).ShouldContain("read-information");
        tale.Then(s_mediator, "read-information").Open(s_mediator).ShouldNotContain("read-information");
    }

    [Fact]
    public void A_mediator_named_later_is_handed_the_work()
    {
        var tale = Mediating().Then(s_mediator, "set-sitting");
        tale.State.Work.ShouldAllBe(work => work.Post == null);
        tale.Then(s_lead, "assign", ("mediator", $"{s_mediator.Post}"));
        tale.State.Work.ShouldAllBe(work => work.Post == s_mediator.Post);
        tale.Then(s_lead, "assign", ("mediator", $"{At(Committee, Role.Mediator, another: true).Post}"));
        tale.State.Work.Select(work => work.Post).Distinct().ShouldBe([At(Committee, Role.Mediator, another: true).Post]);
        tale.State.Work.Select(work => work.Kind).Order().ShouldBe(["mediate", "sitting"]);
    }

    [Fact]
    public void A_sitting_set_again_replaces_the_first()
    {
        var tale = Mediating().Then(s_mediator, "set-sitting", ("when", "2026-03-05T09:00")).Then(s_mediator, "set-sitting", ("when", "2026-03-06T09:00"));
        tale.Work("sitting").Due.ShouldBe(LegalTime.Micros(LegalTime.Instant(new DateTime(2026, 3, 6, 9, 0, 0))));
        tale.Then(s_mediator, "record-sitting").Refused(s_mediator, "record-sitting").ShouldBe("guard.sitting-open");
    }

    [Fact]
    public void A_matter_goes_first_to_the_village_then_to_the_township_then_up()
    {
        Dispute(place: Village).State.Owner.ShouldBe(Committee);
        Dispute(place: Xizhou).State.Owner.ShouldBe(TownCommittee);
        Dispute(place: City).State.Owner.ShouldBe(CityCentre);
        Dispute(place: Whole).State.Owner.ShouldBe(Centre);
    }

    [Theory]
    [InlineData("nothing", "532901102201", null, "filing.kind")]
    [InlineData("neighbour", "532901102299", null, "filing.place")]
    [InlineData("neighbour", "532901102201", 99, "filing.about")]
    public void A_filing_that_cannot_be_is_refused(string kind, string place, int? about, string code) =>
        Interpreter.File(Shipped.Find("people-mediation")!, kind, Rules.Places.PlaceCode.Parse(place), about, [PartyRole.Filer], Dispute().Circumstances)
            .ShouldBe(new Outcome.Refused(code, code switch { "filing.kind" => kind, "filing.place" => place, _ => null }));

    [Fact]
    public void A_matter_has_one_who_filed_it()
    {
        foreach (var roles in new PartyRole[][] { [], [PartyRole.Respondent], [PartyRole.Filer, PartyRole.Filer] })
        {
            Interpreter.File(Shipped.Find("people-mediation")!, "neighbour", Village, null, roles, Dispute().Circumstances)
                .ShouldBe(new Outcome.Refused("filing.parties"));
        }
    }

    [Fact]
    public void A_move_out_of_turn_or_by_another_body_is_refused()
    {
        var tale = Dispute();
        tale.Refused(s_mediator, "write-agreement").ShouldBe("move.state");
        tale.Refused(At(NextCommittee, Role.DutyOfficer), "accept").ShouldBe("move.actor");
        tale.Refused(At(Committee, Role.Lead), "accept").ShouldBe("move.actor");
        tale.Refused(new Actor.System(), "accept").ShouldBe("move.actor");
        tale.Refused(Filer, "accept").ShouldBe("move.actor");
    }
}
