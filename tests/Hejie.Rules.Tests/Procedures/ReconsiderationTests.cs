using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class ReconsiderationTests
{
    private static readonly Actor.Staff s_city = At(CityBureau, Role.DutyOfficer), s_lead = At(CityBureau, Role.Lead);

    private static Tale Applied() => Filed("reconsideration", parties: 1, about: CityWelfare);

    [Theory]
    [InlineData(CityWelfare, CityBureau)]
    [InlineData(Station, CityBureau)]
    [InlineData(CityBureau, Bureau)]
    [InlineData(Welfare, Bureau)]
    public void It_is_decided_beside_the_body_that_acted_and_against_the_justice_bureau_one_level_up(int about, int owner) =>
        Filed("reconsideration", parties: 1, about: about).State.Owner.ShouldBe(owner);

    [Fact]
    public void It_is_accepted_sent_to_the_respondent_heard_and_decided_within_sixty_days()
    {
        var tale = Applied();
        tale.Clock("acceptance").Due.ShouldBe(Day("2026-03-09"));
        tale.Then(s_city, "accept");
        tale.Clock("decision").Due.ShouldBe(Day("2026-05-06")); // 60 days end on 1 May, a holiday.
        tale.Clock("send").Due.ShouldBe(Day("2026-03-11"));
        tale.Then(s_city, "send-copy").Clock("reply").Due.ShouldBe(Day("2026-03-16"));
        tale.Then(s_city, "record-reply").Then(s_city, "hear").Then(s_city, "decide", ("outcome", "annulled")).State.Name.ShouldBe("decided");
        tale.Procedure.States["decided"].Next!.Zh.ShouldContain("15 日");
    }

    [Fact]
    public void Without_a_refusal_in_time_it_counts_as_accepted()
    {
        var tale = Applied().Until("2026-03-10");
        tale.State.Name.ShouldBe("deemed");
        tale.Clock("decision").Due.ShouldBe(Day("2026-05-08")); // Counted from the day on which the time ended, 9 March.
        tale.Then(s_city, "register").State.Name.ShouldBe("handling");
    }

    [Fact]
    public void The_simplified_procedure_is_quicker_throughout()
    {
        var tale = Applied().Then(s_city, "accept-simplified", ("ground", "small"));
        tale.Clock("decision-simplified").Due.ShouldBe(Day("2026-04-01"));
        tale.Clock("send-simplified").Due.ShouldBe(Day("2026-03-05"));
        tale.Then(s_city, "send-copy-simplified").Clock("reply-simplified").Due.ShouldBe(Day("2026-03-09"));
        tale.Open(s_lead).ShouldNotContain("extend");
    }

    [Fact]
    public void What_does_not_fit_the_simplified_procedure_goes_on_as_an_ordinary_one_counted_from_acceptance()
    {
        var tale = Applied().Then(s_city, "accept-simplified", ("ground", "small")).Until("2026-03-20");
        tale.Open(s_city).ShouldNotContain("to-ordinary");
        tale.Then(s_lead, "to-ordinary").State.Name.ShouldBe("handling");
        tale.Clock("decision").Due.ShouldBe(Day("2026-05-06"));
        tale.Clock("decision-simplified").IsOpen.ShouldBeFalse();
        tale.Then(s_city, "send-copy").Clock("send-simplified").IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void A_suspension_is_not_counted_and_goes_over_to_the_ordinary_procedure_with_it()
    {
        var tale = Applied().Then(s_city, "accept-simplified", ("ground", "small")).Until("2026-03-05");
        tale.Then(s_city, "suspend", ("ground", "other-case")).State.Name.ShouldBe("suspended");
        tale.Clock("decision-simplified").Status.ShouldBe(ClockStatus.Paused);
        tale.Clock("suspension").Due.ShouldBe(Day("2026-05-06")); // 60 days end on 4 May, within a holiday.
        tale.Until("2026-03-15").Then(s_city, "resume").State.Name.ShouldBe("simplified");
        tale.Clock("decision-simplified").Due.ShouldBe(Day("2026-04-13")); // Ten days later, a Saturday.
        tale.Then(s_lead, "to-ordinary").Clock("decision").Due.ShouldBe(Day("2026-05-11"));
    }

    [Fact]
    public void A_ground_that_remains_is_looked_at_again_and_can_end_the_case()
    {
        var tale = Applied().Then(s_city, "accept").Then(s_city, "suspend", ("ground", "death")).Until("2026-05-06");
        tale.Then(s_city, "still-suspended").Clock("suspension").Due.ShouldBe(Day("2026-07-06"));
        tale.Then(s_city, "terminate", ("outcome", "no-heir")).State.Name.ShouldBe("terminated");
        tale.State.Clocks.ShouldAllBe(clock => !clock.IsOpen);
    }

    [Fact]
    public void What_is_missing_is_asked_once_with_ten_working_days_and_can_be_given_longer()
    {
        var tale = Applied().Then(s_city, "ask-completion");
        tale.Clock("completion").Due.ShouldBe(Day("2026-03-16"));
        tale.Then(s_city, "more-time").Clock("completion").Due.ShouldBe(Day("2026-03-30"));
        tale.Until("2026-03-20").Then(Filer, "complete").Clock("acceptance").Due.ShouldBe(Day("2026-03-27"));
    }

    [Fact]
    public void The_head_gives_thirty_days_more_once()
    {
        var tale = Applied().Then(s_city, "accept").Then(s_lead, "extend");
        tale.Clock("decision").Due.ShouldBe(Day("2026-06-01")); // 90 days end on 31 May, a Sunday.
        tale.Refused(s_lead, "extend").ShouldBe("guard.extension-left");
    }

    [Fact]
    public void A_refusal_names_the_court() =>
        Applied().Then(s_city, "refuse", ("reason", "late"), ("remedy", "court")).State.Name.ShouldBe("refused");

    [Fact]
    public void A_withdrawal_can_be_taken_back_for_seven_days_and_then_warns_that_it_binds()
    {
        Applied().Then(s_city, "accept").Then(Filer, "withdraw").Days(7).Then(Filer, "take-back").State.Name.ShouldBe("handling");
        var gone = Applied().Then(s_city, "accept").Then(Filer, "withdraw").Days(8);
        gone.Procedure.States[gone.State.Name].Next!.Zh.ShouldContain("一般不能再");
    }

    [Fact]
    public void A_decision_that_is_late_is_supervised() =>
        Applied().Then(s_city, "accept").Until("2026-05-07").Work("overdue").Body.ShouldBe(Bureau);
}
