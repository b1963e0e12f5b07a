using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;

namespace Hejie.Rules.Tests.Time;

/// <summary>Every rule of the catalogue held against the dates of golden.csv.</summary>
public sealed class GoldenCountTests
{
    public static IEnumerable<TheoryDataRow<Golden>> Cases => Golden.All.Select(golden => new TheoryDataRow<Golden>(golden));

    private static RuleVersion Version(Golden golden) =>
        Rules.Book.InForce(golden.Rule, golden.Trigger, golden.Calendar, golden.Counted).ShouldNotBeNull();

    [Theory, MemberData(nameof(Cases))]
    public void A_rule_gives_the_date_of_its_article(Golden golden)
    {
        var rule = Version(golden).Rule;
        rule.Article.ShouldContain(golden.Article);
        var counted = Counter.Due(rule, golden.Trigger, golden.Calendar, golden.Counted).ShouldBeOfType<Count.Counted>();
        counted.Due.ShouldBe(golden.Date, golden.Why);
        counted.Safe.ShouldBe(golden.Safe, golden.Why);
        counted.Instant.ShouldBe(golden.Instant);
        counted.Provisional.ShouldBe(golden.Provisional);
        foreach (var language in Enum.GetValues<Language>()) counted.In(language).ShouldAllBe(step => step.Length > 0);
        Counter.DueDate(rule, golden.Trigger, golden.Calendar, golden.Counted).ShouldBe(golden.Date);
    }

    [Fact]
    public void Every_kind_of_count_is_shown_five_times_at_least()
    {
        Golden.All.Count.ShouldBeGreaterThanOrEqualTo(300);
        Golden.All.Distinct().Count().ShouldBe(Golden.All.Count);
        var kinds = Golden.All.CountBy(golden => golden.Kind).ToList();
        kinds.Select(kind => kind.Key).Order().ShouldBe([
            "at once", "changed rule", "days that move", "days that stay", "extension", "holiday", "hours", "leap day",
            "local days", "make-up day", "minutes", "month end", "months that move", "months that stay", "pause over a holiday",
            "provisional year", "weekend", "working days", "year end", "years that move",
        ]);
        kinds.ShouldAllBe(kind => kind.Value >= 5);
    }

    [Fact]
    public void Every_version_of_every_rule_has_its_date() =>
        Rules.Book.Ids.SelectMany(Rules.Book.Versions).Except(Golden.All.Select(Version)).ShouldBeEmpty();
}
