using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class PetitionTests
{
    private static readonly Actor.Staff s_office = At(CityPetitionOffice, Role.DutyOfficer), s_welfare = At(CityWelfare, Role.Liaison), s_lead = At(CityWelfare, Role.Lead);

    private static Tale Transferred() => Petition(about: null).Then(s_office, "transfer", ("summary", "低保"), ("body", $"{CityWelfare}"));

    private static Tale Handling() => Transferred().Then(s_welfare, "accept", ("summary", "低保"));

    [Fact]
    public void A_petition_is_sent_on_accepted_and_answered_in_writing()
    {
        var tale = Petition(about: null);
        tale.State.Owner.ShouldBe(CityPetitionOffice);
        tale.Clock("transfer").Due.ShouldBe(Day("2026-03-17"));
        tale.Days(3).Then(s_office, "transfer", ("summary", "低保"), ("body", $"{CityWelfare}"));
        tale.State.ShouldSatisfyAllConditions(state => state.Owner.ShouldBe(CityWelfare), state => state.SentBy.ShouldBe(CityPetitionOffice));
        tale.Clock("transfer").Status.ShouldBe(ClockStatus.Stopped);
        tale.Clock("acceptance").Due.ShouldBe(Day("2026-03-20"));
        tale.Clock("objection").Due.ShouldBe(Day("2026-03-12"));
        tale.Days(5).Then(s_welfare, "accept", ("summary", "低保")).Clock("handling").Due.ShouldBe(Day("2026-05-09"));
        tale.Days(20).Then(s_welfare, "reply", ("opinion", "supported")).State.Name.ShouldBe("ended");
        tale.Clock("review").Due.ShouldBe(Day("2026-04-29"));
        tale.Then(Filer, "solved").State.Name.ShouldBe("solved");
    }

    [Fact]
    public void An_objection_in_time_goes_back_to_the_office_which_decides()
    {
        var tale = Transferred().Until("2026-03-09").Then(s_welfare, "object");
        tale.State.ShouldSatisfyAllConditions(state => state.Name.ShouldBe("objected"), state => state.Owner.ShouldBe(CityPetitionOffice));
        tale.Clock("acceptance").Due.ShouldBe(Day("2026-03-17")); // It runs on.
        tale.Then(s_office, "send-back", ("body", $"{CityWelfare}")).State.Name.ShouldBe("transferred");
        tale.Clock("acceptance").Due.ShouldBe(Day("2026-03-17"));
        tale.Refused(s_welfare, "object").ShouldBe("guard.within-clock");
    }

    [Fact]
    public void An_objection_after_five_working_days_comes_too_late() =>
        Transferred().Until("2026-03-10").Refused(s_welfare, "object").ShouldBe("guard.within-clock");

    [Fact]
    public void Nobody_is_passed_round_more_than_twice()
    {
        var police = At(CityPolice, Role.DutyOfficer);
        var tale = Transferred().Then(s_welfare, "object").Then(s_office, "transfer", ("summary", "低保"), ("body", $"{CityPolice}")).Then(police, "object");
        tale.Refused(s_office, "transfer", ("summary", "低保"), ("body", $"{CityBureau}")).ShouldBe("guard.hops-left");
        tale.Open(s_office).Order().ShouldBe(["accept", "call", "designate", "refuse", "send-back", "send-up", "sort"]);
        tale.Then(s_office, "designate", ("body", $"{CityWelfare}"));
        tale.State.ShouldSatisfyAllConditions(state => state.Name.ShouldBe("transferred"), state => state.Owner.ShouldBe(CityWelfare));
        tale.Refused(s_welfare, "object").ShouldBe("guard.within-clock");
    }

    [Fact]
    public void Sent_up_it_keeps_its_date()
    {
        var tale = Petition(about: null).Days(4).Then(s_office, "send-up");
        tale.State.ShouldSatisfyAllConditions(state => state.Owner.ShouldBe(PetitionOffice), state => state.Name.ShouldBe("received"));
        tale.Clock("transfer").Due.ShouldBe(Day("2026-03-17"));
        tale.Work("triage").ShouldSatisfyAllConditions(
            work => work.Body.ShouldBe(PetitionOffice), work => work.Due.ShouldBe(LegalTime.EndOf(Day("2026-03-17"))));
    }

    [Fact]
    public void The_lead_extends_once_and_in_time()
    {
        var tale = Handling();
        tale.Clock("handling").Due.ShouldBe(Day("2026-05-01"));
        tale.Refused(s_welfare, "extend").ShouldBe("move.actor");
        tale.Days(50).Then(s_lead, "extend").Clock("handling").ShouldSatisfyAllConditions(
            clock => clock.Due.ShouldBe(Day("2026-05-31")), clock => clock.Extended.ShouldBe(1));
        tale.Work("handle").Due.ShouldBe(LegalTime.EndOf(Day("2026-05-31")));
        tale.Refused(s_lead, "extend").ShouldBe("guard.extension-left");
    }

    [Fact]
    public void What_is_late_is_not_made_timely_by_an_extension()
    {
        var tale = Handling().Days(61);
        tale.Work("overdue").Body.ShouldBe(Welfare);
        tale.Refused(s_lead, "extend").ShouldBe("guard.within-clock");
    }

    [Fact]
    public void Not_solved_is_handled_again_and_the_review_stays_open()
    {
        var tale = Handling().Days(10).Then(s_welfare, "reply").Then(Filer, "not-solved");
        tale.State.Name.ShouldBe("handling");
        tale.Clock("handling").ShouldSatisfyAllConditions(clock => clock.Status.ShouldBe(ClockStatus.Running), clock => clock.Extended.ShouldBe(0));
        tale.Clock("review").Status.ShouldBe(ClockStatus.Running);
        tale.Work("supervise").Body.ShouldBe(Welfare);
    }

    [Fact]
    public void A_completion_asked_by_the_receiving_body_returns_to_it()
    {
        var tale = Transferred().Then(s_welfare, "ask-completion").Days(4).Then(Filer, "complete");
        tale.State.Name.ShouldBe("transferred");
        tale.Clock("acceptance").Due.ShouldBe(Day("2026-03-21"));
        tale.Clock("objection").Due.ShouldBe(Day("2026-03-13"));
    }

    [Fact]
    public void A_refusal_names_another_remedy() =>
        Transferred().Then(s_welfare, "refuse", ("reason", "dispute"), ("remedy", "mediation")).State.Name.ShouldBe("refused");

    [Theory]
    [InlineData("justice", "court", "to-justice", "court-filing")]
    [InlineData("arbitration", "arbitration", "to-arbitration", null)]
    [InlineData("party", "party", "to-party", null)]
    [InlineData("procedure", "reconsideration", "to-procedure", "reconsideration")]
    public void What_has_a_way_of_its_own_by_law_is_led_on_to_it(string way, string remedy, string state, string? offered)
    {
        var tale = Transferred().Then(s_welfare, "sort", ("way", way), ("remedy", remedy));
        tale.State.ShouldSatisfyAllConditions(ended => ended.Name.ShouldBe(state), ended => ended.Work.ShouldBeEmpty(), ended => ended.Clock("handling").ShouldBeNull());
        tale.Procedure.States[state].Offers.ShouldBe(offered is null ? [] : [offered]);
    }

    [Fact]
    public void A_request_to_do_a_duty_is_done_and_answered_off_the_sixty_day_track()
    {
        var tale = Transferred().Then(s_welfare, "sort", ("way", "duty"), ("remedy", "inaction"));
        tale.State.ShouldSatisfyAllConditions(state => state.Name.ShouldBe("on-duty"), state => state.Clock("handling").ShouldBeNull());
        tale.Clock("acceptance").Status.ShouldBe(ClockStatus.Stopped);
        tale.Clock("duty").Due.ShouldBe(Day("2026-05-06")); // Two months end within the holiday of 1 to 5 May.
        tale.Days(20).Then(s_welfare, "answer-duty", ("result", "done"), ("text", "已查处")).State.Name.ShouldBe("duty-answered");
        Transferred().Then(s_welfare, "sort", ("way", "duty"), ("remedy", "inaction")).Until("2026-05-07").Work("overdue").Body.ShouldBe(Welfare);
    }

    [Theory]
    [InlineData(Committee, CityPetitionOffice)]
    [InlineData(Station, CityPetitionOffice)]
    [InlineData(CityWelfare, PetitionOffice)]
    [InlineData(CityPetitionOffice, PetitionOffice)]
    [InlineData(CityCentre, PetitionOffice)]
    [InlineData(Police, PetitionOffice)]
    public void A_petition_about_a_body_goes_strictly_above_it_and_at_the_top_beside_it(int about, int owner) =>
        Petition(about).State.Owner.ShouldBe(owner);

    [Fact]
    public void It_never_goes_to_the_body_it_is_about_or_one_under_it()
    {
        foreach (var about in Prefecture.All)
        {
            var outcome = Interpreter.File(Shipped.Find("petition")!, "conduct", Village, about, [PartyRole.Filer], Petition(null).Circumstances);
            if (outcome is Outcome.Applied applied)
                Bodies.IsAtOrUnder(applied.Next.Owner, about).ShouldBeFalse();
            else
                outcome.ShouldBe(new Outcome.Refused("filing.no-body"));
        }

        Interpreter.File(Shipped.Find("petition")!, "conduct", Village, Centre, [PartyRole.Filer], Petition(null).Circumstances)
            .ShouldBe(new Outcome.Refused("filing.no-body"));
    }

    [Fact]
    public void It_is_never_sent_on_to_the_body_it_is_about_or_one_under_it()
    {
        var tale = Petition(about: CityPolice);
        var office = At(PetitionOffice, Role.DutyOfficer);
        foreach (var body in new[] { CityPolice, Station })
        {
            var raw = new Dictionary<string, string> { ["summary"] = "执法", ["body"] = $"{body}", ["reason"] = "x" };
            FormReader.Read(tale.Procedure.Moves["transfer"].Form, raw, new FormContext(Bodies, tale.Now, PetitionOffice, CityPolice, [], [1]), out var errors);
            errors.ShouldBe([new FieldError("body", "field.about-body")]);
            var forced = new Answers(new Dictionary<string, string> { ["body"] = $"{body}" }, new Dictionary<string, string>(), []);
            Interpreter.Apply(tale.Procedure, tale.State, tale.Procedure.Moves["transfer"], office, forced, tale.Circumstances)
                .ShouldBe(new Outcome.Refused("move.about-body"));
        }

        tale.Then(office, "transfer", ("summary", "执法"), ("body", $"{Police}")).State.Owner.ShouldBe(Police);
    }
}
