using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class CourtFilingTests
{
    private static readonly Actor.Staff s_desk = At(CityCourt, Role.DutyOfficer);

    [Fact]
    public void A_complaint_is_filed_within_seven_days()
    {
        var tale = Filed("court-filing");
        tale.State.Owner.ShouldBe(CityCourt);
        tale.Clock("filing").Due.ShouldBe(Day("2026-03-09"));
        tale.Days(2).Then(s_desk, "decide", ("summary", "民间借贷"), ("result", "filed"), ("text", "案号"));
        tale.State.ShouldSatisfyAllConditions(state => state.Name.ShouldBe("filed"), state => state.Work.ShouldBeEmpty());
        tale.Procedure.States["filed"].Offers.ShouldBe(["judicial-mediation"]);
    }

    [Fact]
    public void After_completion_the_seven_days_run_anew()
    {
        var tale = Filed("court-filing").Days(3).Then(s_desk, "ask-completion");
        tale.Clock("filing").Status.ShouldBe(ClockStatus.Stopped);
        tale.Clock("completion").Due.ShouldBe(Day("2026-03-20"));
        tale.Days(2).Then(Filer, "complete");
        tale.State.Name.ShouldBe("received");
        tale.Clock("filing").ShouldSatisfyAllConditions(clock => clock.From.ShouldBe(Day("2026-03-07")), clock => clock.Due.ShouldBe(Day("2026-03-16")));
        tale.Refused(s_desk, "ask-completion").ShouldBe("guard.once");
    }

    [Fact]
    public void Who_completes_nothing_gets_the_papers_back_on_record_or_a_ruling()
    {
        var tale = Filed("court-filing").Then(s_desk, "ask-completion").Days(16);
        tale.State.Name.ShouldBe("received");
        tale.Then(s_desk, "decide", ("summary", "民间借贷"), ("result", "returned"), ("text", "退回")).State.Name.ShouldBe("returned");
    }

    [Fact]
    public void A_refusal_to_file_is_a_ruling_that_can_be_appealed()
    {
        var tale = Filed("court-filing").Then(s_desk, "decide", ("summary", "民间借贷"), ("result", "not-filed"), ("text", "裁定"));
        tale.Procedure.States[tale.State.Name].Next!.Zh.ShouldContain("10 日内可以向上一级法院上诉");
    }

    [Fact]
    public void What_is_for_another_body_is_told_where_to_go() =>
        Filed("court-filing").Then(s_desk, "refuse", ("reason", "arbitration"), ("remedy", "arbitration-labour")).State.Name.ShouldBe("refused");

    [Fact]
    public void A_court_that_decides_nothing_in_seven_days_is_supervised() =>
        Filed("court-filing").Until("2026-03-10").Work("overdue").Body.ShouldBe(Court);
}
