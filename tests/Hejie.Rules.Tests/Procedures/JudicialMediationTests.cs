using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Procedures.Prefecture;
using static Hejie.Rules.Tests.Procedures.Tale;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class JudicialMediationTests
{
    private static readonly Actor.Staff s_desk = At(CityCourt, Role.DutyOfficer), s_lead = At(CityCourt, Role.Lead), s_mediator = At(CityCourt, Role.Mediator);

    private static Tale Appointed() => Filed("judicial-mediation").Days(1).Then(s_desk, "appoint", ("summary", "借款"), ("mediator", $"{s_mediator.Post}"));

    private static Tale Mediating(string track) => Appointed().Days(1).Then(s_mediator, "confirm", ("track", track));

    private static Tale Signing() => Mediating("ordinary").Then(s_mediator, "reached").Then(s_mediator, "write-agreement");

    private static Tale Agreed() => Signing().Then(Filer, "sign").Then(Neighbour, "sign").Then(s_mediator, "sign-mediator").Then(s_lead, "seal");

    [Fact]
    public void A_filed_case_is_settled_signed_and_concluded_by_the_court()
    {
        var tale = Filed("judicial-mediation");
        tale.State.Owner.ShouldBe(CityCourt);
        tale.Clock("choosing").Due.ShouldBe(Day("2026-03-04"));
        tale.Clock("appointing").Due.ShouldBe(Day("2026-03-05"));
        tale.Then(Filer, "choose-mediator", ("choice", "杨调解员")).Then(Neighbour, "choose-mediator", ("choice", "杨调解员"));
        tale.Then(s_desk, "appoint", ("summary", "借款"), ("mediator", $"{s_mediator.Post}"));
        tale.Work("confirm").Post.ShouldBe(s_mediator.Post);
        tale.Clock("confirming").Due.ShouldBe(Day("2026-03-05"));
        tale.Clock("contact").Due.ShouldBe(Day("2026-03-05"));

        tale.Days(1).Then(s_mediator, "confirm", ("track", "ordinary")).Then(s_mediator, "reached", ("outcome", "willing"));
        tale.Clock("mediation").Due.ShouldBe(Day("2026-03-18"));
        tale.Then(Neighbour, "agree-online", ("step", "apart")).Then(s_mediator, "set-sitting").Days(3).Then(s_mediator, "record-sitting", ("outcome", "agreed"));
        tale.Then(s_mediator, "write-agreement").Then(Filer, "sign").Then(Neighbour, "sign").Then(s_mediator, "sign-mediator").Then(s_lead, "seal");
        tale.State.Name.ShouldBe("agreed");
        tale.Clock("mediation").Status.ShouldBe(ClockStatus.Stopped);
        tale.Then(s_desk, "conclude", ("manner", "document"), ("text", "调解书"));
        tale.State.ShouldSatisfyAllConditions(state => state.Name.ShouldBe("concluded"), state => state.Work.ShouldBeEmpty());
    }

    [Theory]
    [InlineData("ordinary", "2026-03-19", "2026-04-18")]
    [InlineData("summary", "2026-03-11", "2026-04-10")]
    public void The_time_is_that_of_the_case_and_longer_only_if_both_consent(string track, string due, string extended)
    {
        var tale = Mediating(track);
        tale.Clock("mediation").Due.ShouldBe(Day(due));
        tale.Then(s_mediator, "reached").Then(s_mediator, "talk-on").Clock("mediation").Due.ShouldBe(Day(extended));
        tale.Refused(s_mediator, "talk-on").ShouldBe("guard.extension-left");
    }

    [Fact]
    public void A_mediator_who_says_nothing_is_replaced()
    {
        var tale = Appointed().Days(3);
        tale.State.Name.ShouldBe("appointed");
        tale.Days(1).State.Name.ShouldBe("received");
        tale.Clock("appointing").ShouldSatisfyAllConditions(clock => clock.From.ShouldBe(Day("2026-03-07")), clock => clock.Due.ShouldBe(Day("2026-03-11")));
        tale.Then(s_desk, "appoint", ("summary", "借款")).State.Name.ShouldBe("appointed");
    }

    [Fact]
    public void Without_an_agreement_the_trial_goes_on()
    {
        var tale = Mediating("summary").Then(Neighbour, "decline");
        tale.Then(s_mediator, "end-unsettled", ("remedy", "trial")).State.Name.ShouldBe("unsettled");
        tale.State.Clocks.ShouldAllBe(clock => clock.Status == ClockStatus.Stopped);
    }

    [Fact]
    public void When_the_time_passes_the_court_above_is_called()
    {
        var tale = Mediating("summary").Then(s_mediator, "reached").Until("2026-03-12");
        tale.Work("overdue").Body.ShouldBe(Court);
        tale.Refused(s_mediator, "talk-on").ShouldBe("guard.within-clock");
    }

    [Fact]
    public void Where_one_side_is_unwilling_the_court_does_not_mediate() =>
        Filed("judicial-mediation").Then(s_desk, "refuse", ("reason", "unwilling"), ("remedy", "trial")).State.Name.ShouldBe("refused");

    [Fact]
    public void Each_side_can_go_back_to_the_counter_at_any_time()
    {
        var tale = Mediating("ordinary").Then(Neighbour, "go-offline");
        tale.Work("offline").ShouldSatisfyAllConditions(work => work.Body.ShouldBe(CityCourt), work => work.Role.ShouldBe(Role.Mediator));
        tale.Then(s_mediator, "arrange-offline").State.Work.ShouldHaveSingleItem().Kind.ShouldBe("mediate");
    }

    [Fact]
    public void A_contested_signature_starts_the_talks_again_by_the_same_rule()
    {
        var tale = Mediating("summary").Then(s_mediator, "reached").Then(s_mediator, "write-agreement").Then(Filer, "sign")
            .Then(s_mediator, "sign-on-paper", ("party", "2")).Then(s_mediator, "sign-mediator").Then(s_desk, "seal").Then(s_lead, "attest");
        tale.State.Name.ShouldBe("agreed");
        tale.Days(2).Then(Neighbour, "contest-in-force").State.Name.ShouldBe("signing");
        tale.Clock("mediation").ShouldSatisfyAllConditions(clock => clock.Rule.ShouldBe("court-mediation-summary"), clock => clock.Due.ShouldBe(tale.Today.AddDays(7)));
    }

    [Fact]
    public void What_is_signed_is_not_withdrawn_by_one_side() => Agreed().Refused(Filer, "withdraw").ShouldBe("move.state");

    [Fact]
    public void Before_2025_there_is_no_such_way() =>
        Interpreter.File(Shipped.Find("judicial-mediation")!, "debt", Village, null, [PartyRole.Filer], Filed("judicial-mediation-2021", start: "2024-12-31").Circumstances)
            .ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("filing.not-in-force");
}
