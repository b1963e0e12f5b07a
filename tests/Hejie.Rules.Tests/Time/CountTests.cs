using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Time;

public sealed class CountTests
{
    private static readonly Rule s_handle = Book.InForce("petition-handle", Day("2026-01-01"))!.Rule;

    [Fact]
    public void The_steps_say_how_a_last_day_of_rest_moves()
    {
        var counted = Counted(Of(PeriodUnit.Days, 15, rollOver: true), "2026-02-02");
        counted.In(Language.Chinese).ShouldBe([
            "受理之日 2026-02-02，当天不算",
            "15 日到 2026-02-17 届满",
            "2026-02-17 是休息日（春节）",
            "顺延到下一个工作日 2026-02-24",
        ]);
        counted.In(Language.English).ShouldBe([
            "2026-02-02 is the day of acceptance; that day is not counted",
            "15 days end on 2026-02-17",
            "2026-02-17 is a day of rest (Spring Festival)",
            "So the end moves to the next working day, 2026-02-24",
        ]);
    }

    [Fact]
    public void A_weekend_day_worked_does_not_move() =>
        Counted(Of(PeriodUnit.Days, 30, rollOver: true), "2026-01-15").In(Language.Chinese)[^1]
            .ShouldBe("2026-02-14 是调休上班日（春节调休），不顺延");

    [Fact]
    public void Working_days_name_what_is_skipped_and_what_is_worked() =>
        Counted(Of(PeriodUnit.WorkingDays, 5), "2026-02-12").In(Language.Chinese).ShouldBe([
            "受理之日 2026-02-12，当天不算",
            "只数工作日，周末和节假日不算",
            "2026-02-14 是调休上班日（春节调休），算工作日",
            "2026-02-15 至 2026-02-23 是休息日（春节），不算",
            "5 个工作日到 2026-02-26 届满",
        ]);

    [Fact]
    public void An_authority_gains_nothing_by_a_day_of_rest() =>
        Counted(Of(PeriodUnit.Days, 15), "2026-02-02").In(Language.Chinese)[^2..].ShouldBe([
            "2026-02-17 是休息日（春节）",
            "这个期限遇到休息日不顺延",
        ]);

    [Fact]
    public void A_month_without_the_day_ends_on_its_last() =>
        Counted(Of(PeriodUnit.Months, 1), "2025-01-31").In(Language.English)[^1]
            .ShouldBe("1 month end in a month without that day, so on its last, 2025-02-28");

    [Fact]
    public void An_extension_is_one_longer_period()
    {
        var counted = Counted(s_handle, "2025-12-19", options: new CountOptions([], extended: 1));
        counted.Due.ShouldBe(Day("2026-03-19"));
        counted.In(Language.Chinese)[1].ShouldBe("经本机关、单位负责人同意，延长 30 日");
        Counter.Due(s_handle, Trigger.On(Day("2025-12-19")), National, new CountOptions([], extended: 2))
            .ShouldBe(new Count.Refused(CountRefusal.ExtendedTooOften));
    }

    [Fact]
    public void Six_months_and_six_more_end_on_the_corresponding_day_of_the_first()
    {
        var rule = Of(PeriodUnit.Months, 6) with { Extension = new Extension(6, PeriodUnit.Months, new("院长", "the president"), 1) };
        Counted(rule, "2025-08-31", options: new CountOptions([], 1)).Due.ShouldBe(Day("2026-08-31"));
    }

    [Fact]
    public void An_extension_in_another_unit_is_counted_on_from_the_end()
    {
        var rule = Of(PeriodUnit.Months, 3) with { Extension = new Extension(10, PeriodUnit.WorkingDays, new("院长", "the president"), 1) };
        Counted(rule, "2025-11-12", options: new CountOptions([], 1)).Due.ShouldBe(Day("2026-03-04"));
    }

    [Fact]
    public void Mediation_goes_on_as_often_as_all_parties_agree() =>
        Counted(Book.InForce("mediation", Day("2026-02-03"))!.Rule, "2026-02-03", options: new CountOptions([], 4)).Due
            .ShouldBe(Day("2026-02-03").AddDays(150));

    [Fact]
    public void A_rule_without_extension_is_not_extended() =>
        Counter.Due(Of(PeriodUnit.Days, 7), Trigger.On(Day("2026-02-03")), National, new CountOptions([], 1))
            .ShouldBe(new Count.Refused(CountRefusal.NotExtendable));

    [Theory]
    [InlineData("2026-03-10", "2026-03-12", "2026-04-04")] // three days inside
    [InlineData("2026-03-01", "2026-03-03", "2026-04-02")] // the trigger's day and one before count for nothing
    [InlineData("2026-04-01", "2026-04-02", "2026-04-03")] // begins on the last day
    [InlineData("2026-04-02", "2026-04-09", "2026-04-01")] // begins after the end
    public void Days_of_a_pause_are_not_counted(string from, string to, string due) =>
        Counted(Of(PeriodUnit.Days, 30), "2026-03-02", options: new CountOptions([Stop(from, to)])).Due.ShouldBe(Day(due));

    [Fact]
    public void A_pause_pushes_the_end_into_the_next_and_overlaps_count_once()
    {
        var options = new CountOptions([Stop("2026-04-02", "2026-04-05"), Stop("2026-03-10", "2026-03-11"), Stop("2026-03-11", "2026-03-12")]);
        var counted = Counted(Of(PeriodUnit.Days, 30), "2026-03-02", options: options);
        counted.Due.ShouldBe(Day("2026-04-08"));
        counted.In(Language.Chinese)[1..^1].ShouldBe([
            "2026-03-10 至 2026-03-12 暂停计算，共 3 天不算",
            "2026-04-02 至 2026-04-05 暂停计算，共 4 天不算",
        ]);
    }

    [Fact]
    public void Working_days_of_a_pause_are_not_counted() =>
        Counted(Of(PeriodUnit.WorkingDays, 5), "2026-03-02", options: new CountOptions([Stop("2026-03-04", "2026-03-05")])).Due
            .ShouldBe(Day("2026-03-11"));

    [Fact]
    public void A_rule_that_stands_still_for_nothing_is_not_paused()
    {
        var rule = Of(PeriodUnit.Days, 15) with { Pauses = [] };
        Counter.Due(rule, Trigger.On(Day("2026-03-02")), National, new CountOptions([Stop("2026-03-04", "2026-03-05")]))
            .ShouldBe(new Count.Refused(CountRefusal.NotPausable));
    }

    [Theory]
    [InlineData("hearing", true), InlineData(null, true), InlineData("travel", false)]
    public void A_pause_whose_reason_is_named_must_be_one_of_the_rule(string? kind, bool counted)
    {
        var pause = Stop("2026-03-04", "2026-03-05") with { Kind = kind };
        var count = Counter.Due(Of(PeriodUnit.Days, 15), Trigger.On(Day("2026-03-02")), National, new CountOptions([pause]));
        if (counted) count.ShouldBeOfType<Count.Counted>().Due.ShouldBe(Day("2026-03-19"));
        else count.ShouldBe(new Count.Refused(CountRefusal.PauseUnknown));
    }

    [Fact]
    public void A_pause_that_ends_before_it_starts_is_refused() =>
        Should.Throw<ArgumentException>(() => new CountOptions([Stop("2026-03-05", "2026-03-04")]));

    [Fact]
    public void A_date_in_a_year_without_notice_is_provisional_and_says_so()
    {
        var counted = Counted(Of(PeriodUnit.Days, 15, rollOver: true), "2027-01-22");
        counted.Due.ShouldBe(Day("2027-02-09")); // 02-06 is lunar New Year's Day, a Saturday
        counted.Provisional.ShouldBeTrue();
        counted.In(Language.Chinese)[^1].ShouldBe("2027 年的放假安排还没有公布，先按法定节日推算，公布后重新计算");
        Counted(Of(PeriodUnit.Days, 15), "2027-01-22").Provisional.ShouldBeFalse();
    }

    [Fact]
    public void A_local_day_off_moves_the_local_date_and_leaves_the_safe_one()
    {
        var counted = Counted(Of(PeriodUnit.Days, 15, rollOver: true), "2026-11-08", Dali);
        counted.Due.ShouldBe(Day("2026-11-24"));
        counted.Safe.ShouldBe(Day("2026-11-23"));
        counted.Provisional.ShouldBeTrue();
        counted.In(Language.Chinese).ShouldContain("2026-11-23（州庆）的放假安排还没有公布，先按惯例推算");
        counted.In(Language.Chinese)[^1].ShouldBe("地方节日能不能顺延还没有定论，请以较早的 2026-11-23 为准");
        Counted(Of(PeriodUnit.Days, 15, rollOver: true), "2026-11-08").Due.ShouldBe(counted.Safe);
    }

    [Fact]
    public void A_local_day_off_by_notice_is_certain() =>
        Counted(Of(PeriodUnit.WorkingDays, 3), "2025-04-10", Dali).ShouldSatisfyAllConditions(
            counted => counted.Due.ShouldBe(Day("2025-04-16")),
            counted => counted.Safe.ShouldBe(Day("2025-04-15")),
            counted => counted.Provisional.ShouldBeFalse());

    [Fact]
    public void The_safe_date_is_never_the_later_one()
    {
        var calendar = Calendar.Load("x.csv", "date,kind,name,scope\n2026-10-01,rest,国庆节,national\n2026-03-07,work,三月街调休,532900\n");
        var counted = Counted(Of(PeriodUnit.WorkingDays, 5), "2026-03-02", calendar.For("532900"));
        counted.Due.ShouldBe(Day("2026-03-07"));
        counted.Safe.ShouldBe(counted.Due);
    }

    [Fact]
    public void Months_that_begin_after_a_local_day_off_can_be_the_shorter_ones()
    {
        var rule = Of(PeriodUnit.WorkingDays, 31) with { Extension = new Extension(7, PeriodUnit.Months, new("院长", "the president"), 2) };
        var options = new CountOptions([Stop("2024-10-24", "2024-10-27"), Stop("2024-12-05", "2024-12-07"), Stop("2024-12-11", "2024-12-31")], 2);

        // The 31 days end on 2024-12-10, 14 months on is 2026-02-10, and 21 days stood still.
        Counted(rule, "2024-10-22", options: options).Due.ShouldBe(Day("2026-03-03"));

        // With 2024-11-22 off they end on 2025-01-02 after the pause, and 14 months on is 2026-03-02: the earlier one.
        var local = Counted(rule, "2024-10-22", Dali, options);
        local.Due.ShouldBe(Day("2026-03-02"));
        local.Safe.ShouldBe(local.Due);
    }

    [Theory]
    [InlineData("1948-12-31", 5), InlineData("2100-12-30", 5), InlineData("9999-12-30", 5), InlineData("2026-01-01", 90_000)]
    [InlineData("2026-01-01", int.MaxValue)]
    public void Outside_the_years_of_the_calendar_no_date_is_given(string trigger, int length)
    {
        foreach (var unit in Enum.GetValues<PeriodUnit>())
        {
            var moment = Trigger.At(LegalTime.StartOf(Day(trigger)));
            if ((unit is PeriodUnit.Hours or PeriodUnit.Minutes) && length < int.MaxValue) continue; // so few hours end within them
            if (unit == PeriodUnit.AtOnce && Calendar.Covers(moment.Date)) continue; // ends where it begins
            Counter.Due(Of(unit, length, rollOver: true), moment, National).ShouldBe(new Count.Refused(CountRefusal.OutOfRange));
            Counter.DueDate(Of(unit, length, rollOver: true), moment, National).ShouldBeNull();
        }
    }

    [Fact]
    public void Every_refusal_has_its_words_in_both_languages()
    {
        var reasons = Enum.GetValues<CountRefusal>().Select(code => new Count.Refused(code).Reason).ToList();
        reasons.Select(reason => reason.Zh).Distinct().Count().ShouldBe(reasons.Count);
        reasons.Select(reason => reason.En).Distinct().Count().ShouldBe(reasons.Count);
    }
}
