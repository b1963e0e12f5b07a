using CsCheck;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;

namespace Hejie.Rules.Tests.Time;

public sealed class TwoCountersTests
{
    private static readonly int s_first = new DateOnly(2016, 1, 1).DayNumber;
    private static readonly int s_last = new DateOnly(2034, 12, 31).DayNumber;

    private sealed record Case(Rule Rule, DateOnly Trigger, int Minute, bool Local, Pause[] Pauses, int Extended)
    {
        public override string ToString() => string.Join(' ',
            Rule.Length, Rule.Unit, Rule.RollOver, Rule.FromTheMoment, Trigger, Minute, Local, Extended, Rule.Extension, string.Join(' ', Pauses));
    }

    private static readonly Gen<Rule> s_rules =
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 100], Gen.Bool, Gen.Int[0, 3], Gen.Int[1, 30], (unit, length, rollOver, other, more) =>
            Rules.Of((PeriodUnit)unit, Fit(unit, length), rollOver && unit != (int)PeriodUnit.WorkingDays) with { Extension = By((PeriodUnit)other, more) });

    private static readonly Gen<Rule> s_hours =
        Gen.Select(Gen.Int[1, 200], Gen.Bool, Gen.Int[1, 72], (length, moment, more) =>
            Rules.Of(PeriodUnit.Hours, length) with { FromTheMoment = moment, Extension = By(PeriodUnit.Hours, more) });

    private static Gen<Case> Of(Gen<Rule> rules) =>
        Gen.Select(
            rules, Gen.OneOf(Gen.Int[s_first, s_last], Near2026), Gen.Int[0, 24 * 60 - 1], Gen.Bool,
            Gen.Select(Gen.Int[-10, 120], Gen.Int[0, 20]).Array[0, 3], Gen.Int[0, 2],
            (rule, day, minute, local, pauses, extended) => new Case(
                rule, DateOnly.FromDayNumber(day), minute, local,
                [.. pauses.Select(pause => new Pause(DateOnly.FromDayNumber(day + pause.Item1), DateOnly.FromDayNumber(day + pause.Item1 + pause.Item2)))],
                extended));

    private static Gen<int> Near2026 => Gen.Int[new DateOnly(2024, 12, 1).DayNumber, new DateOnly(2027, 3, 1).DayNumber];

    private static int Fit(int unit, int length) =>
        (PeriodUnit)unit switch { PeriodUnit.Months => length % 24 + 1, PeriodUnit.Years => length % 5 + 1, _ => length };

    private static Extension By(PeriodUnit unit, int length) => new(Fit((int)unit, length), unit, new Words("院长", "the president"), 2);

    [Fact]
    public void Two_counters_that_share_no_code_agree_on_every_date() =>
        Of(s_rules).Sample(given =>
        {
            var calendar = given.Local ? Rules.Dali : Rules.National;
            var options = new CountOptions(given.Pauses, given.Extended);
            var trigger = Trigger.On(given.Trigger);
            var counted = (Count.Counted)Counter.Due(given.Rule, trigger, calendar, options);
            var due = SecondCounter.Due(given.Rule, given.Trigger, given.Local, given.Pauses, given.Extended);
            var national = SecondCounter.Due(given.Rule, given.Trigger, false, given.Pauses, given.Extended);
            return counted.Due == due
                && counted.Safe == (national < due ? national : due)
                && counted.Due == Counter.DueDate(given.Rule, trigger, calendar, options)
                && counted.Steps[^1].In(Language.English).Length > 0;
        }, iter: 1_000_000);

    [Fact]
    public void Two_counters_that_share_no_code_agree_on_every_hour() =>
        Of(s_hours).Sample(given =>
        {
            var midnight = LegalTime.StartOf(given.Trigger);
            var before = given.Trigger.DayNumber * 24L * 60;
            var trigger = Trigger.At(midnight.AddMinutes(given.Minute));
            var counted = (Count.Counted)Counter.Due(given.Rule, trigger, Rules.National, new CountOptions(given.Pauses, given.Extended));
            var due = SecondCounter.DueMinute(given.Rule, before + given.Minute, given.Pauses, given.Extended);
            return counted.Instant == midnight.AddMinutes(due - before);
        }, iter: 200_000);

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
