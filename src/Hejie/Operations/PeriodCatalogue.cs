using System.Globalization;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;
using Hejie.Ui;
using Calendar = Hejie.Rules.Time.Calendar;

namespace Hejie.Operations;

/// <summary>The part of the catalogue that counts, and what the command line asks of it.</summary>
internal sealed class PeriodCatalogue
{
    private readonly Calendar _calendar;

    private PeriodCatalogue(RuleBook rules, Calendar calendar)
    {
        Rules = rules;
        _calendar = calendar;
    }

    public RuleBook Rules { get; }

    /// <exception cref="CatalogueException">A file is wrong: each problem names file, line and reason.</exception>
    public static PeriodCatalogue Read(string root)
    {
        var folder = new CatalogueFolder(root);
        var problems = new List<CatalogueProblem>();
        var rules = RuleBook.Read(folder.Yaml("rules"), problems);
        var calendar = Calendar.Read("calendars/holidays.csv", folder.Text("calendars/holidays.csv"), problems);
        return problems.Count == 0 ? new PeriodCatalogue(rules, calendar) : throw new CatalogueException(problems);
    }

    public Calendar CalendarOf(string scope) => _calendar.For(scope)
        ?? throw new WrongInput($"没有“{scope}”这个日历；可以用 national 或者 532900", $"There is no calendar '{scope}'; there are national and 532900");

    public IReadOnlyList<RuleVersion> Versions(string? rule)
    {
        if (rule is null)
            throw new WrongInput("请用 --rule 写明是哪个期限", "Name the rule with --rule");
        return Rules.Versions(rule) is { Count: > 0 } versions ? versions
            : throw new WrongInput($"没有“{rule}”这个期限；rules list 列出全部", $"There is no rule '{rule}'; rules list shows them all");
    }

    /// <summary>Counts a period from what was typed.</summary>
    /// <exception cref="WrongInput">Something typed is wrong, or the period cannot be counted.</exception>
    public DueReport Count(string? rule, string? from, string scope, IEnumerable<string> pauses, string extended)
    {
        var versions = Versions(rule);
        var trigger = Start(from);
        var calendar = CalendarOf(scope);
        var options = new CountOptions([.. pauses.Select(PauseOf)], Times(extended));
        if (!Calendar.Covers(trigger.Date))
            throw Refused(new Count.Refused(CountRefusal.OutOfRange));
        var version = Rules.InForce(versions[0].Rule.Id, trigger, calendar, options)
            ?? throw new WrongInput(
                $"“{versions[0].Rule.Id}”从 {Dates.Machine(versions[0].Rule.From)} 起才有规定，{Dates.Machine(trigger.Date)} 的事不能用它算",
                $"'{versions[0].Rule.Id}' is in force from {Dates.Machine(versions[0].Rule.From)}, not on {Dates.Machine(trigger.Date)}");
        return Counter.Due(version.Rule, trigger, calendar, options) switch
        {
            Count.Counted counted => new DueReport(version.Rule, trigger, calendar, counted),
            Count.Refused refused => throw Refused(refused),
            _ => throw new InvalidOperationException(),
        };
    }

    private static Trigger Start(string? typed) => typed is null
        ? throw new WrongInput("请用 --from 写明从哪一天算起", "Name the day of the event with --from")
        : Trigger.Read(typed) ?? throw new WrongInput(
            $"“{typed}”不是日期；请写成 2026-02-24，按小时算的写成 2026-02-24T09:30+08:00",
            $"'{typed}' is not a date; write it like 2026-02-24, or for hours 2026-02-24T09:30+08:00");

    private static Pause PauseOf(string typed)
    {
        if (typed.Split("..") is not [var first, var last] || DateOf(first) is not { } from || DateOf(last) is not { } to)
            throw new WrongInput($"“{typed}”不是一段日子；请写成 2026-03-01..2026-03-09", $"'{typed}' is no span of days; write it like 2026-03-01..2026-03-09");
        return from <= to ? new Pause(from, to)
            : throw new WrongInput($"暂停“{typed}”的最后一天早于第一天", $"The pause '{typed}' ends before it begins");
    }

    private static DateOnly? DateOf(string typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static int Times(string typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var times) ? times
            : throw new WrongInput($"--extended 后面是延长的次数，不能是“{typed}”", $"--extended takes how often it was extended, not '{typed}'");

    private static WrongInput Refused(Count.Refused refused) => new(refused.Reason.Zh, refused.Reason.En);
}
