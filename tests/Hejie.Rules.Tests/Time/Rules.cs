using System.Globalization;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;
using Calendar = Hejie.Rules.Time.Calendar;

namespace Hejie.Rules.Tests.Time;

/// <summary>The shipped calendar and rules, and rules made for one test.</summary>
internal static class Rules
{
    internal static readonly Calendar National = Calendar.Load("calendars/holidays.csv", CatalogueFiles.Text("calendars/holidays.csv"));
    internal static readonly Calendar Dali = National.For("532900")!;
    internal static readonly RuleBook Book = RuleBook.Load(CatalogueFiles.All("rules"));

    internal static Rule Of(PeriodUnit unit, int length, bool rollOver = false) => new()
    {
        Id = "test",
        Title = new Words("测试", "Test"),
        Starts = new Words("受理", "acceptance"),
        Article = "《测试》第一条",
        Unit = unit,
        Length = length,
        Pauses = [new PauseKind("hearing", new Words("听证", "hearing"))],
        RollOver = rollOver,
        Then = new Words("无", "Nothing"),
        From = DateOnly.MinValue,
        Source = new Words("测试", "Test"),
    };

    internal static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static Pause Stop(string from, string to) => new(Day(from), Day(to));

    internal static Count.Counted Counted(Rule rule, string trigger, Calendar? calendar = null, CountOptions? options = null) =>
        Counter.Due(rule, Trigger.On(Day(trigger)), calendar ?? National, options).ShouldBeOfType<Count.Counted>();

    internal static string[] In(this Count.Counted counted, Language language) =>
        [.. counted.Steps.Select(step => step.In(language))];
}
