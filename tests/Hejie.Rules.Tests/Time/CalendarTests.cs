using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Time;

public sealed class CalendarTests
{
    private static IEnumerable<DateOnly> Days(int year) =>
        Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(new DateOnly(year, 1, 1).AddDays);

    [Theory]
    [InlineData(2025, true, 248), InlineData(2026, true, 248), InlineData(2024, false, 253), InlineData(2027, false, 254)]
    public void A_year_has_its_working_days(int year, bool notified, int working)
    {
        National.IsNotified(year).ShouldBe(notified);
        Days(year).Count(National.IsWorking).ShouldBe(working);
        Days(year).ShouldAllBe(day => National.IsProvisional(day) == !notified);
    }

    [Fact]
    public void A_day_says_what_it_is()
    {
        National.KindOf(Day("2026-02-24")).ShouldBe(new DayKind.Working());
        National.KindOf(Day("2026-03-01")).ShouldBe(new DayKind.Weekend());
        National.KindOf(Day("2026-02-17")).ShouldBe(new DayKind.Rest(new Words("春节", "Spring Festival"), Computed: false));
        National.KindOf(Day("2026-02-14")).ShouldBe(new DayKind.MakeUp(new Words("春节调休", "Spring Festival (days exchanged)")));
        National.KindOf(Day("2025-10-03")).ShouldBe(
            new DayKind.Rest(new Words("国庆节、中秋节", "National Day and Mid-Autumn Festival"), Computed: false));
        National.KindOf(Day("2027-10-01")).ShouldBe(new DayKind.Rest(new Words("国庆节", "National Day"), Computed: true));
    }

    [Theory]
    // 2024 by the decree of 2013: eleven days.
    [InlineData("2024-02-09", false), InlineData("2024-02-10", true), InlineData("2024-02-12", true), InlineData("2024-02-13", false)]
    [InlineData("2024-04-04", true), InlineData("2024-05-01", true), InlineData("2024-05-02", false), InlineData("2024-06-10", true)]
    [InlineData("2024-09-17", true), InlineData("2024-10-03", true), InlineData("2024-10-04", false)]
    // 2027 by the decree of 2024: thirteen days, lunar New Year's Eve among them.
    [InlineData("2027-02-05", true), InlineData("2027-02-08", true), InlineData("2027-02-09", false), InlineData("2027-04-05", true)]
    [InlineData("2027-05-01", true), InlineData("2027-05-02", true), InlineData("2027-06-09", true), InlineData("2027-09-15", true)]
    // Leap months: the fourth in 2020, the eleventh in 2033.
    [InlineData("2020-06-25", true), InlineData("2020-05-27", false), InlineData("2033-01-31", true), InlineData("2034-02-19", true)]
    // 2008 by the decree of 2007, 2001 and 1990 by the older ones.
    [InlineData("2008-02-06", true), InlineData("2008-02-09", false), InlineData("2001-05-03", true), InlineData("2001-04-05", false)]
    [InlineData("1990-10-02", true), InlineData("1990-10-03", false)]
    public void A_year_without_notice_has_the_days_of_its_decree(string day, bool rest) =>
        (National.KindOf(Day(day)) is DayKind.Rest).ShouldBe(rest);

    [Fact]
    public void The_predicted_days_hold_within_the_noticed_ones()
    {
        var blind = Calendar.Load("empty.csv", "date,kind,name,scope\n");
        foreach (var day in Days(2025).Concat(Days(2026)).Where(day => blind.KindOf(day) is DayKind.Rest))
            National.KindOf(day).ShouldBeOfType<DayKind.Rest>();
    }

    [Fact]
    public void Qingming_agrees_with_the_rule_of_thumb_of_its_century()
    {
        for (var year = 1949; year < 2100; year++)
        {
            var inCentury = year % 100;
            var day = (int)(inCentury * 0.2422 + (year < 2000 ? 5.59 : 4.81)) - inCentury / 4;
            Qingming.Of(year).ShouldBe(new DateOnly(year, 4, day));
        }
    }

    [Fact]
    public void Rows_of_late_December_alone_do_not_make_a_year_noticed() =>
        Calendar.Load("x.csv", "date,kind,name,scope\n2026-12-31,rest,元旦,national\n").IsNotified(2026).ShouldBeFalse();

    [Theory]
    [InlineData("1948-12-31"), InlineData("2101-01-01"), InlineData("0001-01-01"), InlineData("9999-12-31")]
    public void Outside_its_years_it_knows_no_day(string day)
    {
        National.KindOf(Day(day)).ShouldBe(new DayKind.OutOfRange());
        National.IsWorking(Day(day)).ShouldBeFalse();
        Dali.KindOf(Day(day)).ShouldBe(new DayKind.OutOfRange());
    }

    [Fact]
    public void Both_ends_of_its_years_are_known()
    {
        Days(1949).Concat(Days(2100)).ShouldAllBe(day => !(Dali.KindOf(day) is DayKind.OutOfRange));
    }

    [Fact]
    public void Local_days_are_those_of_the_notice_or_else_computed()
    {
        Dali.KindOf(Day("2025-04-14")).ShouldBe(new DayKind.Rest(new Words("三月街", "Third Month Fair"), Computed: false));
        Dali.KindOf(Day("2026-05-01")).ShouldBe(National.KindOf(Day("2026-05-01"))); // lunar 3/15 falls on Labour Day
        Dali.KindOf(Day("2027-04-21")).ShouldBe(new DayKind.Rest(new Words("三月街", "Third Month Fair"), Computed: true));
        Dali.KindOf(Day("2026-11-23")).ShouldBe(new DayKind.Rest(new Words("州庆", "Prefecture Day"), Computed: true));
        Dali.IsProvisional(Day("2026-11-23")).ShouldBeTrue();
        Dali.IsProvisional(Day("2026-11-24")).ShouldBeFalse();
        National.IsWorking(Day("2026-11-23")).ShouldBeTrue();
    }

    [Fact]
    public void A_scope_nobody_knows_has_no_calendar()
    {
        National.For("530100").ShouldBeNull();
        National.For("national").ShouldBeSameAs(National);
        Dali.National.ShouldBeSameAs(National);
        Dali.For("national").ShouldBeSameAs(National);
        Dali.For("532900").ShouldBeSameAs(Dali);
    }

    [Theory]
    [InlineData("", "h.csv:1: the first line must be 'date,kind,name,scope'")]
    [InlineData("day,kind\n", "h.csv:1: the first line must be 'date,kind,name,scope'")]
    [InlineData("date,kind,name,scope\n2026-13-01,rest,元旦,national\n", "h.csv:2: '2026-13-01' is not a date like 2026-02-24")]
    [InlineData("date,kind,name,scope\n2026-01-01,holiday,元旦,national\n", "h.csv:2: kind must be rest or work, not 'holiday'")]
    [InlineData("date,kind,name,scope\n2026-01-01,rest,,national\n", "h.csv:2: the name is empty")]
    [InlineData("date,kind,name,scope\n2026-01-01,rest,元旦,yunnan\n", "h.csv:2: scope must be national or six digits, not 'yunnan'")]
    [InlineData("date,kind,name,scope\n2026-01-01,rest,元旦\n", "h.csv:2: a row has four cells, not 3")]
    [InlineData("date,kind,name,scope\n2101-01-01,rest,元旦,national\n", "h.csv:2: 2101-01-01 lies outside 1949 to 2100")]
    [InlineData("date,kind,name,scope\n2026-01-01,rest,元旦,national\n2026-01-01,work,元旦,national\n", "h.csv:3: 2026-01-01 is given twice for national")]
    public void A_wrong_row_is_refused_with_its_line(string text, string problem) =>
        Should.Throw<CatalogueException>(() => Calendar.Load("h.csv", text)).Problems
            .Select(found => found.ToString()).ShouldBe([problem]);
}
