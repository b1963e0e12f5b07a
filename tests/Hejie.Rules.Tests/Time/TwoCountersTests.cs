using CsCheck;
using Hejie.Rules.Time;

namespace Hejie.Rules.Tests.Time;

public sealed class TwoCountersTests
{
    private static readonly int s_first = new DateOnly(2016, 1, 1).DayNumber;
    private static readonly int s_last = new DateOnly(2034, 12, 31).DayNumber;

    private sealed record Case(PeriodUnit Unit, int Length, bool RollOver, DateOnly Trigger, bool Local, Pause[] Pauses);

    private static readonly Gen<Case> s_cases =
        Gen.Select(
            Gen.Int[0, 3], Gen.Int[1, 100], Gen.Bool, Gen.OneOf(Gen.Int[s_first, s_last], Near2026), Gen.Bool,
            Gen.Select(Gen.Int[-10, 120], Gen.Int[0, 20]).Array[0, 3],
            (unit, length, rollOver, day, local, pauses) => new Case(
                (PeriodUnit)unit, (PeriodUnit)unit switch { PeriodUnit.Months => length % 24 + 1, PeriodUnit.Years => length % 5 + 1, _ => length },
                rollOver && unit != (int)PeriodUnit.WorkingDays, DateOnly.FromDayNumber(day), local,
                [.. pauses.Select(pause => new Pause(DateOnly.FromDayNumber(day + pause.Item1), DateOnly.FromDayNumber(day + pause.Item1 + pause.Item2)))]));

    private static Gen<int> Near2026 => Gen.Int[new DateOnly(2024, 12, 1).DayNumber, new DateOnly(2027, 3, 1).DayNumber];

    [Fact]
    public void Two_counters_that_share_no_code_agree_on_every_date() =>
        s_cases.Sample(given =>
        {
            var rule = Rules.Of(given.Unit, given.Length, given.RollOver);
            var calendar = given.Local ? Rules.Dali : Rules.National;
            var options = new CountOptions(given.Pauses);
            var trigger = Trigger.On(given.Trigger);
            var counted = (Count.Counted)Counter.Due(rule, trigger, calendar, options);
            return counted.Due == SecondCounter.Due(given.Unit, given.Length, given.RollOver, given.Trigger, given.Local, given.Pauses)
                && counted.Safe == SecondCounter.Due(given.Unit, given.Length, given.RollOver, given.Trigger, false, given.Pauses)
                && counted.Safe <= counted.Due
                && counted.Due == Counter.DueDate(rule, trigger, calendar, options)
                && counted.Steps.All(step => step.In(Hejie.Rules.Catalogue.Language.English).Length > 0);
        }, iter: 100_000);

    [Fact]
    public void Recounting_makes_no_garbage_however_long_the_period()
    {
        var rules = new[] { Rules.Of(PeriodUnit.Days, 3_000, true), Rules.Of(PeriodUnit.WorkingDays, 360), Rules.Of(PeriodUnit.Months, 100, true) };
        var options = new CountOptions([Rules.Stop("2026-03-01", "2026-03-09")]);
        foreach (var rule in rules) Recount(rule);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var rule in rules) Recount(rule);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Recount(Rule rule)
        {
            for (var round = 0; round < 100; round++)
                Counter.DueDate(rule, Trigger.On(new DateOnly(2026, 2, 2).AddDays(round)), Rules.National, options);
        }
    }
}
