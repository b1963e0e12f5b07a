using BenchmarkDotNet.Attributes;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;

namespace Hejie.CountBench;

/// <summary>Counting one period of the shipped catalogue, as a recount of many open clocks does.</summary>
[MemoryDiagnoser]
public class OnePeriod
{
    private static readonly CatalogueFolder s_folder = new(Path.Combine(AppContext.BaseDirectory, "catalogue"));
    private static readonly RuleBook s_rules = RuleBook.Load(s_folder.Yaml("rules"));
    private static readonly Calendar s_calendar = Calendar.Load("calendars/holidays.csv", s_folder.Text("calendars/holidays.csv"));
    private static readonly Calendar s_local = s_calendar.For("532900")!;
    private readonly Trigger _start = Trigger.On(new DateOnly(2026, 2, 2));
    private readonly Trigger _moment = Trigger.At(new DateTimeOffset(2026, 2, 14, 10, 20, 0, LegalTime.Offset));
    private readonly CountOptions _extended = new([], extended: 1);
    private readonly CountOptions _paused = new([new Pause(new DateOnly(2026, 2, 10), new DateOnly(2026, 2, 24), "hearing")]);

    private readonly Rule _appeal = Rule("court-appeal-judgment");
    private readonly Rule _accept = Rule("reconsideration-accept");
    private readonly Rule _complete = Rule("reconsideration-complete");
    private readonly Rule _ordinary = Rule("court-ordinary");
    private readonly Rule _reexamination = Rule("petition-reexamination");
    private readonly Rule _order = Rule("protection-order");

    [Benchmark(Description = "15 days that end on a holiday and move")]
    public DateOnly? Days() => Counter.DueDate(_appeal, _start, s_calendar);

    [Benchmark(Description = "5 working days over the Spring Festival")]
    public DateOnly? WorkingDays() => Counter.DueDate(_accept, _start, s_calendar);

    [Benchmark(Description = "20 working days, extended, on the local calendar")]
    public DateOnly? LocalWorkingDays() => Counter.DueDate(_complete, _start, s_local, _extended);

    [Benchmark(Description = "12 months, extended")]
    public DateOnly? Months() => Counter.DueDate(_ordinary, _start, s_calendar, _extended);

    [Benchmark(Description = "30 days with a hearing of 15 days")]
    public DateOnly? Paused() => Counter.DueDate(_reexamination, _start, s_calendar, _paused);

    [Benchmark(Description = "72 hours")]
    public DateTimeOffset? Hours() => Counter.DueInstant(_order, _moment);

    [Benchmark(Description = "the version in force, then 15 days")]
    public DateOnly? InForce() =>
        Counter.DueDate(s_rules.InForce("court-appeal-judgment", _start, s_calendar)!.Rule, _start, s_calendar);

    [Benchmark(Description = "15 days with every step, for a page")]
    public Count Steps() => Counter.Due(_appeal, _start, s_calendar);

    private static Rule Rule(string id) => s_rules.Versions(id)[^1].Rule;
}
