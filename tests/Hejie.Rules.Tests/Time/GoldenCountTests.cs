using Hejie.Rules.Time;

namespace Hejie.Rules.Tests.Time;

/// <summary>Dates worked out apart from the product, each under the article it answers to (national calendar).</summary>
public sealed class GoldenCountTests
{
    public static TheoryData<string, PeriodUnit, int, bool, string, string> Cases => new()
    {
        { "民事诉讼法 85", PeriodUnit.Days, 15, true, "2026-02-02", "2026-02-24" },
        { "民事诉讼法 85", PeriodUnit.Days, 30, true, "2026-01-15", "2026-02-14" },
        { "行政复议法 88", PeriodUnit.WorkingDays, 5, false, "2026-02-12", "2026-02-26" },
        { "民事诉讼法 86", PeriodUnit.Days, 10, true, "2026-04-24", "2026-05-06" },
        { "民事诉讼法 95", PeriodUnit.Days, 30, true, "2026-09-01", "2026-10-08" },
        { "民事诉讼法 126", PeriodUnit.Days, 7, false, "2026-02-11", "2026-02-18" },
        { "民事诉讼法 126", PeriodUnit.Days, 7, false, "2026-09-25", "2026-10-02" },
        { "民事诉讼法 128", PeriodUnit.Days, 5, false, "2026-04-30", "2026-05-05" },
        { "民事诉讼法 128", PeriodUnit.Days, 15, true, "2026-04-20", "2026-05-06" },
        { "民事诉讼法 128", PeriodUnit.Days, 15, true, "2026-09-16", "2026-10-08" },
        { "民事诉讼法 152", PeriodUnit.Months, 6, true, "2025-08-31", "2026-02-28" },
        { "民事诉讼法 152", PeriodUnit.Months, 6, true, "2026-03-31", "2026-09-30" },
        { "民事诉讼法 164", PeriodUnit.Months, 3, true, "2025-11-30", "2026-02-28" },
        { "民事诉讼法 164", PeriodUnit.Months, 3, true, "2026-01-31", "2026-04-30" },
        { "民事诉讼法 168", PeriodUnit.Months, 2, true, "2025-12-31", "2026-02-28" },
        { "民事诉讼法 168", PeriodUnit.Months, 2, true, "2026-04-04", "2026-06-04" },
        { "民事诉讼法 171", PeriodUnit.Days, 15, true, "2025-01-14", "2025-02-05" },
        { "民事诉讼法 171", PeriodUnit.Days, 15, true, "2025-09-16", "2025-10-09" },
        { "民事诉讼法 171", PeriodUnit.Days, 15, true, "2026-12-05", "2026-12-21" },
        { "民事诉讼法 171", PeriodUnit.Days, 10, true, "2026-02-06", "2026-02-24" },
        { "民事诉讼法 171", PeriodUnit.Days, 10, true, "2026-06-09", "2026-06-22" },
        { "民事诉讼法 183", PeriodUnit.Months, 3, true, "2026-02-14", "2026-05-14" },
        { "民事诉讼法 205", PeriodUnit.Days, 30, true, "2026-01-18", "2026-02-24" },
        { "民事诉讼法 205", PeriodUnit.Days, 30, true, "2026-04-01", "2026-05-06" },
        { "民事诉讼法 205", PeriodUnit.Days, 30, true, "2026-09-08", "2026-10-08" },
        { "民事诉讼法 205", PeriodUnit.Days, 30, true, "2025-12-02", "2026-01-04" },
        { "民事诉讼法 206", PeriodUnit.Days, 30, false, "2026-01-18", "2026-02-17" },
        { "民事诉讼法 216", PeriodUnit.Months, 6, true, "2025-08-30", "2026-02-28" },
        { "民事诉讼法 250", PeriodUnit.Years, 2, true, "2024-02-29", "2026-02-28" },
        { "民事诉讼法 250", PeriodUnit.Years, 2, true, "2024-10-01", "2026-10-08" },
        { "民法典 202", PeriodUnit.Months, 1, false, "2025-01-31", "2025-02-28" },
        { "民法典 202", PeriodUnit.Years, 1, false, "2025-02-28", "2026-02-28" },
        { "行政诉讼法 45", PeriodUnit.Days, 15, true, "2026-04-18", "2026-05-06" },
        { "行政诉讼法 46", PeriodUnit.Months, 6, true, "2025-08-23", "2026-02-24" },
        { "行政诉讼法 47", PeriodUnit.Months, 2, true, "2026-08-05", "2026-10-08" },
        { "行政复议法 20", PeriodUnit.Days, 60, false, "2026-02-01", "2026-04-02" },
        { "行政复议法 30", PeriodUnit.WorkingDays, 5, false, "2026-04-30", "2026-05-11" },
        { "行政复议法 31", PeriodUnit.WorkingDays, 10, false, "2026-09-24", "2026-10-15" },
        { "行政复议法 48", PeriodUnit.WorkingDays, 7, false, "2026-02-13", "2026-03-02" },
        { "行政复议法 48", PeriodUnit.WorkingDays, 10, false, "2025-09-26", "2025-10-16" },
        { "行政复议法 54", PeriodUnit.WorkingDays, 3, false, "2025-01-24", "2025-02-05" },
        { "行政复议法 62", PeriodUnit.Days, 60, false, "2025-12-20", "2026-02-18" },
        { "行政复议法 62", PeriodUnit.Days, 30, false, "2026-01-20", "2026-02-19" },
        { "信访工作条例 22", PeriodUnit.Days, 15, false, "2026-02-02", "2026-02-17" },
        { "信访工作条例 23", PeriodUnit.Days, 15, false, "2026-09-20", "2026-10-05" },
        { "信访工作条例 23", PeriodUnit.WorkingDays, 5, false, "2025-09-26", "2025-10-10" },
        { "信访工作条例 23", PeriodUnit.WorkingDays, 5, false, "2026-06-17", "2026-06-25" },
        { "信访工作条例 34", PeriodUnit.Days, 60, false, "2025-12-19", "2026-02-17" },
        { "信访工作条例 34", PeriodUnit.Days, 90, false, "2025-12-19", "2026-03-19" },
        { "信访工作条例 35", PeriodUnit.Days, 30, false, "2026-01-18", "2026-02-17" },
        { "信访工作条例 36", PeriodUnit.Days, 30, false, "2026-09-05", "2026-10-05" },
        { "在线调解规则 10", PeriodUnit.WorkingDays, 2, false, "2026-02-13", "2026-02-24" },
        { "在线调解规则 12", PeriodUnit.WorkingDays, 3, false, "2026-01-01", "2026-01-06" },
        { "在线调解规则 15", PeriodUnit.WorkingDays, 3, false, "2026-05-08", "2026-05-12" },
        { "劳动争议调解仲裁法 14", PeriodUnit.Days, 15, false, "2026-05-20", "2026-06-04" },
        { "劳动争议调解仲裁法 29", PeriodUnit.Days, 5, false, "2026-09-28", "2026-10-03" },
        { "劳动争议调解仲裁法 43", PeriodUnit.Days, 45, false, "2026-08-20", "2026-10-04" },
        { "劳动争议调解仲裁法 50", PeriodUnit.Days, 15, true, "2025-09-20", "2025-10-09" },
        { "农村土地承包经营纠纷调解仲裁法 23", PeriodUnit.WorkingDays, 5, false, "2026-02-27", "2026-03-05" },
        { "农村土地承包经营纠纷调解仲裁法 47", PeriodUnit.Days, 60, false, "2026-07-15", "2026-09-13" },
        { "农村土地承包经营纠纷调解仲裁法 48", PeriodUnit.Days, 30, true, "2026-05-20", "2026-06-22" },
        { "法律援助法 43", PeriodUnit.Days, 7, false, "2026-12-20", "2026-12-27" },
        { "法律援助法 49", PeriodUnit.Days, 3, false, "2026-02-14", "2026-02-17" },
        { "国家赔偿法 23", PeriodUnit.Months, 2, true, "2025-12-15", "2026-02-24" },
        { "国家赔偿法 24", PeriodUnit.Days, 30, true, "2026-04-02", "2026-05-06" },
        { "刑事诉讼规则 161", PeriodUnit.Days, 7, false, "2026-04-29", "2026-05-06" },
        { "刑事诉讼规则 163", PeriodUnit.Months, 3, false, "2025-11-30", "2026-02-28" },
        { "人民调解法 33", PeriodUnit.Days, 30, true, "2025-12-28", "2026-01-27" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void A_period_ends_on_the_day_that_its_article_gives(
        string article, PeriodUnit unit, int length, bool rollOver, string trigger, string due)
    {
        var rule = Rules.Of(unit, length, rollOver) with { Article = article };
        var counted = Rules.Counted(rule, trigger);
        counted.Due.ShouldBe(Rules.Day(due));
        counted.Safe.ShouldBe(counted.Due);
        counted.Provisional.ShouldBeFalse();
        counted.Instant.ShouldBeNull();
        Counter.DueDate(rule, Trigger.On(Rules.Day(trigger)), Rules.National).ShouldBe(Rules.Day(due));
    }

    public static TheoryData<string, string, string> Shipped => new()
    {
        { "mediation-accept", "2026-02-13", "2026-02-24" },
        { "mediation", "2026-02-03", "2026-03-05" },
        { "mediation-completion", "2026-02-03", "2026-02-18" },
        { "judicial-confirmation-apply", "2026-01-18", "2026-02-24" },
        { "petition-transfer", "2026-02-02", "2026-02-17" },
        { "petition-accept", "2026-09-20", "2026-10-05" },
        { "petition-object", "2026-02-12", "2026-02-26" },
        { "petition-handle", "2025-12-19", "2026-02-17" },
        { "petition-review-request", "2026-01-18", "2026-02-17" },
        { "petition-completion", "2026-02-03", "2026-02-18" },
        { "withdrawal-return", "2026-02-10", "2026-02-17" },
        { "answer", "2026-02-10", "2026-02-25" },
        { "paper-contest", "2026-09-26", "2026-10-03" },
    };

    [Theory, MemberData(nameof(Shipped))]
    public void A_shipped_rule_gives_its_date(string id, string trigger, string due) =>
        Rules.Counted(Rules.Book.InForce(id, Rules.Day(trigger))!.Rule, trigger).Due.ShouldBe(Rules.Day(due));
}
