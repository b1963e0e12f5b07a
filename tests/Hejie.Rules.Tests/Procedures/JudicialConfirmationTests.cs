using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class JudicialConfirmationTests
{
    private static readonly Actor.Staff s_desk = At(CityCourt, Role.DutyOfficer), s_judge = At(CityCourt, Role.Liaison), s_president = At(CityCourt, Role.Lead);

    private static Tale Joined() => Filed("judicial-confirmation").Days(1).Then(Neighbour, "join");

    private static Tale Examining() => Joined().Then(s_desk, "accept", ("summary", "赔偿协议"));

    [Fact]
    public void Both_sides_apply_and_the_court_confirms()
    {
        var tale = Filed("judicial-confirmation");
        tale.State.ShouldSatisfyAllConditions(state => state.Name.ShouldBe("joining"), state => state.Owner.ShouldBe(CityCourt));
        tale.Refused(Filer, "join").ShouldBe("move.actor");
        tale.Refused(s_desk, "join").ShouldBe("move.actor");
        tale.Refused(s_desk, "accept").ShouldBe("move.state");
        tale.Days(1).Then(Neighbour, "join").State.Name.ShouldBe("received");
        tale.Clock("acceptance").Due.ShouldBe(Day("2026-03-06"));
        tale.Then(s_desk, "accept", ("summary", "赔偿协议")).Clock("deciding").Due.ShouldBe(Day("2026-04-02"));
        tale.Days(10).Then(s_judge, "decide", ("result", "confirmed"), ("text", "协议有效"));
        tale.State.ShouldSatisfyAllConditions(state => state.Name.ShouldBe("confirmed"), state => state.Work.ShouldBeEmpty());
    }

    [Fact]
    public void What_is_dismissed_can_be_mediated_again_or_sued_for()
    {
        var tale = Examining().Then(s_judge, "decide", ("result", "dismissed"), ("text", "内容不明确"));
        tale.State.Name.ShouldBe("dismissed");
        tale.Procedure.States["dismissed"].Offers.ShouldBe(["people-mediation", "court-filing"]);
    }

    [Fact]
    public void Silence_of_the_other_side_is_no_application()
    {
        var tale = Filed("judicial-confirmation").Days(16);
        tale.State.Name.ShouldBe("alone");
        tale.Refused(s_desk, "accept").ShouldBe("move.state");
        tale.Then(s_desk, "refuse", ("reason", "alone"), ("remedy", "again")).State.Name.ShouldBe("refused");
        Filed("judicial-confirmation").Days(16).Then(Neighbour, "join").State.Name.ShouldBe("received");
    }

    [Fact]
    public void Who_leaves_takes_the_joint_application_with_them()
    {
        var tale = Examining().Then(Neighbour, "leave");
        tale.State.Name.ShouldBe("alone");
        tale.Clock("deciding").Status.ShouldBe(ClockStatus.Stopped);
        tale.Open(s_judge).ShouldNotContain("decide");
    }

    [Fact]
    public void The_president_extends_once_and_what_is_late_is_supervised()
    {
        var tale = Examining().Days(10).Then(s_president, "extend");
        tale.Clock("deciding").ShouldSatisfyAllConditions(clock => clock.Due.ShouldBe(Day("2026-05-06")), clock => clock.Extended.ShouldBe(1));
        tale.Refused(s_president, "extend").ShouldBe("guard.extension-left");
        tale.Until("2026-05-07").Work("overdue").Body.ShouldBe(Court);
    }

    [Fact]
    public void A_completion_stops_no_clock_of_the_court()
    {
        var tale = Examining().Days(5).Then(s_judge, "ask-completion");
        tale.Clock("deciding").Status.ShouldBe(ClockStatus.Running);
        tale.Days(3).Then(Filer, "complete").State.Name.ShouldBe("examining");
    }
}
