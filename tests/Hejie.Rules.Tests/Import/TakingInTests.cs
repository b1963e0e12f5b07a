using Hejie.Rules.Import;
using Hejie.Rules.Procedures;
using Hejie.Rules.Tests.Procedures;
using Hejie.Rules.Time;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Import;

/// <summary>What was kept elsewhere begins as it stands there, and claims nothing that the law or a resident did not say.</summary>
public sealed class TakingInTests
{
    private static readonly DateTimeOffset s_now = LegalTime.StartOf(new DateOnly(2026, 3, 2)).AddHours(9);

    private static Circumstances Now => new(s_now, Time.Rules.Book, National, Tale.Bodies);

    private static IEnumerable<Procedure> Taken => Tale.Shipped.InForce.Where(procedure => TakingIn.Takes(procedure));

    private static MatterState Begin(Procedure procedure, DateOnly received, SourceOutcome outcome, int? owner = null) =>
        TakingIn.Begin(procedure, procedure.Kinds[0].Code, Prefecture.Village, [PartyRole.Filer], received, SourceOutcomes.EndOf(procedure, outcome), owner, Now).ShouldBeOfType<Outcome.Applied>().Next;

    [Fact]
    public void What_asks_for_more_than_what_happened_or_is_open_to_few_or_is_danger_is_not_taken_in()
    {
        Taken.Select(procedure => procedure.Id).ShouldContain("people-mediation");
        Taken.Select(procedure => procedure.Id).ShouldContain("service-request");
        foreach (var other in new[] { "minor-harm", "home-violence", "quick-report", "legal-aid", "court-filing", "help-request" })
            TakingIn.Takes(Tale.Shipped.Find(other)!).ShouldBeFalse(other);
    }

    [Fact]
    public void Nothing_is_taken_in_as_solved_or_withdrawn()
    {
        foreach (var procedure in Taken)
        {
            foreach (var outcome in SourceOutcomes.All)
            {
                if (SourceOutcomes.EndOf(procedure, outcome) is { } end)
                    procedure.States[end].Ending.ShouldBeOneOf(Ending.Unanswered, Ending.Unsettled, Ending.Refused);
            }
        }
    }

    [Fact]
    public void What_has_ended_has_no_work_and_no_period()
    {
        foreach (var procedure in Taken)
        {
            foreach (var outcome in SourceOutcomes.All.Where(outcome => SourceOutcomes.EndOf(procedure, outcome) is not null))
            {
                var state = Begin(procedure, new DateOnly(2024, 5, 6), outcome);
                (state.HasEnded, state.Clocks.IsEmpty, state.Entries).ShouldBe((true, true, 1));
            }
        }
    }

    [Fact]
    public void What_goes_on_waits_at_its_desk_with_the_periods_that_still_run()
    {
        foreach (var procedure in Taken.Where(procedure => procedure.IsOpenOn(LegalTime.DateOf(s_now))))
        {
            foreach (var days in new[] { 0, 1, 2, 5, 30, 400 })
            {
                var state = Begin(procedure, LegalTime.DateOf(s_now).AddDays(-days), SourceOutcome.Open, Prefecture.TownCentre);
                state.Name.ShouldBe(procedure.Initial);
                state.Owner.ShouldBe(Prefecture.TownCentre);
                state.Work.ShouldNotBeEmpty();
                state.Clocks.ShouldAllBe(clock => !clock.IsOver(s_now) && clock.From == LegalTime.DateOf(s_now).AddDays(-days));
                foreach (var work in state.Work.Where(work => work.Due is not null))
                    state.Clocks.ShouldContain(clock => clock.Ends == work.Due);
            }
        }
    }

    [Fact]
    public void What_was_received_long_ago_has_no_period_at_all() =>
        Begin(Tale.Shipped.Find("people-mediation")!, new DateOnly(2020, 1, 1), SourceOutcome.Open).Clocks.ShouldBeEmpty();

    [Fact]
    public void It_is_handled_on_as_any_other()
    {
        var procedure = Tale.Shipped.Find("people-mediation")!;
        var state = Begin(procedure, new DateOnly(2025, 1, 1), SourceOutcome.Open);
        var desk = new Actor.Staff(state.Owner, 1, Role.DutyOfficer);
        Interpreter.Open(procedure, state, desk, Now).Select(move => move.Name).ShouldContain("accept");
        var ended = Begin(procedure, new DateOnly(2025, 1, 1), SourceOutcome.Settled);
        Interpreter.Open(procedure, ended, new Actor.Party(1, PartyRole.Filer), Now).Select(move => move.Name).ShouldContain("not-solved");
    }
}
