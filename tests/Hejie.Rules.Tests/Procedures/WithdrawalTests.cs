using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class WithdrawalTests
{
    private static readonly Actor.Staff s_desk = At(Committee, Role.DutyOfficer), s_mediator = At(Committee, Role.Mediator);

    private static Tale Mediating() => Dispute().Then(s_desk, "accept", ("summary", "通道"));

    [Fact]
    public void A_withdrawal_is_taken_back_within_seven_days_and_the_clocks_ran_on()
    {
        var tale = Mediating().Then(s_mediator, "set-sitting");
        var due = tale.Clock("mediation").Due;
        tale.Then(Filer, "withdraw");
        tale.State.Name.ShouldBe("withdrawing");
        tale.Clock("withdrawal").Due.ShouldBe(Day("2026-03-09"));
        tale.Clock("mediation").Status.ShouldBe(ClockStatus.Running);
        tale.Days(7).Then(Filer, "take-back");
        tale.State.Name.ShouldBe("mediating");
        tale.Clock("mediation").Due.ShouldBe(due);
        tale.State.Work.Select(work => work.Kind).ShouldBe(["sitting", "mediate"]);
    }

    [Fact]
    public void On_the_eighth_day_it_takes_effect_by_itself()
    {
        var tale = Mediating().Then(Filer, "withdraw").Days(7);
        tale.State.Name.ShouldBe("withdrawing");
        tale.Days(1).State.Name.ShouldBe("withdrawn");
        tale.State.Work.ShouldBeEmpty();
        tale.Refused(Filer, "take-back").ShouldBe("move.state");
    }

    [Fact]
    public void Seven_days_are_seven_days_even_if_the_night_sweep_is_late()
    {
        var tale = Mediating().Then(Filer, "withdraw");
        var late = tale.Circumstances with { Now = tale.Now.AddDays(8) };
        Interpreter.Apply(tale.Procedure, tale.State, tale.Procedure.Moves["take-back"], Filer, Answers.None, late)
            .ShouldBe(new Outcome.Refused("guard.within-clock"));
        Interpreter.Pass(tale.Procedure, tale.State, "withdrawal", tale.Circumstances with { Now = tale.Now.AddDays(7) })
            .ShouldBe(new Outcome.Refused("clock.not-passed", "withdrawal"));
    }

    [Fact]
    public void Only_who_filed_withdraws_and_takes_back_and_nobody_for_them()
    {
        foreach (var staff in Everyone)
        {
            Mediating().Refused(staff, "withdraw").ShouldBe("move.actor");
            Mediating().Then(Filer, "withdraw").Refused(staff, "take-back").ShouldBe("move.actor");
        }

        Mediating().Refused(Neighbour, "withdraw").ShouldBe("move.actor");
        Mediating().Refused(new Actor.System(), "withdraw").ShouldBe("move.actor");
    }

    [Fact]
    public void What_is_late_while_withdrawn_is_late_for_the_superior_too()
    {
        var tale = Dispute().Then(Filer, "withdraw").Days(3);
        tale.Work("overdue").Body.ShouldBe(TownCommittee);
        tale.Then(Filer, "take-back").State.Name.ShouldBe("received");
        tale.Work("triage").Due.ShouldNotBeNull();
    }

    [Fact]
    public void A_withdrawal_within_a_completion_finds_its_way_back_through_both()
    {
        var tale = Petition(about: null).Then(At(CityPetitionOffice, Role.DutyOfficer), "transfer", ("body", $"{CityWelfare}"))
            .Then(At(CityWelfare, Role.Liaison), "ask-completion").Then(Filer, "withdraw").Days(2).Then(Filer, "take-back");
        tale.State.Name.ShouldBe("incomplete");
        tale.Then(Filer, "complete").State.Name.ShouldBe("transferred");
        tale.State.Trail.ShouldBe(["received"]);
    }

    [Fact]
    public void A_completion_that_ran_out_meanwhile_goes_on_after_the_way_back()
    {
        var tale = Dispute().Then(s_desk, "ask-completion").Days(12).Then(Filer, "withdraw").Days(5).Then(Filer, "take-back");
        tale.State.Name.ShouldBe("incomplete");
        tale.Days(1).State.Name.ShouldBe("received");
    }
}
