using System.CommandLine;
using Hejie.Kernel;
using Hejie.Rules.Catalogue;

namespace Hejie.Operations;

/// <summary>
/// The verbs of periods: <c>./hejie rules due|count|list|explain</c>. What is wrong goes to standard error in both languages,
/// Chinese first; standard output then stays empty.
/// </summary>
internal static class RulesVerbs
{
    private static readonly Option<bool> s_json = new("--json") { Description = "输出 JSON · Print JSON" };

    private static readonly Option<string> s_language =
        new("--language") { Description = "文字输出用 zh 或者 en · zh or en, for plain words", DefaultValueFactory = _ => "zh" };

    private static readonly Option<string> s_calendar =
        new("--calendar") { Description = "national，或者带大理州假日的 532900 · national, or 532900 with the days off of Dali", DefaultValueFactory = _ => "national" };

    public static IEnumerable<Command> All(Settings settings) => [Due(settings), Count(settings), List(settings), Explain(settings)];

    private static Command Due(Settings settings)
    {
        var rule = new Option<string?>("--rule") { Description = "规则，名字见 rules list · The rule, as rules list names it" };
        var from = new Option<string?>("--from") { Description = "事件发生的日子，2026-02-02；按小时算的写时刻，2026-02-02T09:30+08:00 · The day of the event, 2026-02-02; for hours its moment, 2026-02-02T09:30+08:00" };
        var pause = new Option<string[]>("--pause") { Description = "不计入的日子：2026-03-01..2026-03-09 · Days that do not count: 2026-03-01..2026-03-09", DefaultValueFactory = _ => [] };
        var extended = new Option<string?>("--extended") { Description = "延长一次，或者延长几次 · Extended once, or so often", Arity = ArgumentArity.ZeroOrOne };
        var due = new Command("due", "把期限算到最后一天，列出每一步 · Count a period to its last day, with every step") { rule, from, s_calendar, pause, extended, s_json, s_language };
        due.SetAction(parsed => Run(() =>
        {
            var catalogue = PeriodCatalogue.Read(settings.Catalogue);
            var times = parsed.GetResult(extended) is null ? "0" : parsed.GetValue(extended) ?? "1";
            var counted = catalogue.Count(
                parsed.GetValue(rule), parsed.GetValue(from), parsed.GetValue(s_calendar)!, parsed.GetValue(pause)!, times);
            Console.Write(parsed.GetValue(s_json) ? counted.Json() : counted.Text(LanguageOf(parsed.GetValue(s_language)!)));
        }));
        return due;
    }

    private static Command Count(Settings settings)
    {
        var batch = new Option<bool>("--batch") { Description = "从标准输入逐行读取 {\"start\":\"2026-02-02\",\"unit\":\"days\",\"n\":15} · Read such lines from standard input" };
        var count = new Command("count", "按民事诉讼法第八十五条批量计算期限 · Count many periods by the Civil Procedure Law's article 85") { batch, s_calendar };
        count.SetAction(parsed => Run(() =>
        {
            if (!parsed.GetValue(batch))
                throw new WrongInput("请加上 --batch，从标准输入逐行读取", "Add --batch: the periods are read from standard input, one a line");
            BatchCount.Run(PeriodCatalogue.Read(settings.Catalogue).CalendarOf(parsed.GetValue(s_calendar)!), Console.In, Console.Out);
        }));
        return count;
    }

    private static Command List(Settings settings)
    {
        var list = new Command("list", "列出规则 · List the rules") { s_json, s_language };
        list.SetAction(parsed => Run(() =>
        {
            var rules = PeriodCatalogue.Read(settings.Catalogue).Rules;
            Console.Write(parsed.GetValue(s_json) ? RuleReport.ListJson(rules) : RuleReport.ListText(rules, LanguageOf(parsed.GetValue(s_language)!)));
        }));
        return list;
    }

    private static Command Explain(Settings settings)
    {
        var id = new Argument<string>("ID") { Description = "规则，名字见 rules list · The rule, as rules list names it" };
        var explain = new Command("explain", "用两种语言说明一条规则的所有版本 · Tell a rule in all its versions, in both languages") { id, s_json };
        explain.SetAction(parsed => Run(() =>
        {
            var versions = PeriodCatalogue.Read(settings.Catalogue).Versions(parsed.GetValue(id));
            Console.Write(parsed.GetValue(s_json) ? RuleReport.ExplainJson(versions) : RuleReport.ExplainText(versions));
        }));
        return explain;
    }

    private static int Run(Action verb)
    {
        try
        {
            verb();
            return 0;
        }
        catch (CatalogueException wrong)
        {
            Console.Error.WriteLine("目录里有错误：");
            Console.Error.WriteLine("The catalogue has faults:");
            return Cli.Tell(wrong);
        }
        catch (WrongInput wrong)
        {
            Console.Error.WriteLine(wrong.Words.Zh);
            Console.Error.WriteLine(wrong.Words.En);
            return Cli.BadInput;
        }
    }

    private static Language LanguageOf(string typed) => typed switch
    {
        "zh" => Language.Chinese,
        "en" => Language.English,
        _ => throw new WrongInput($"--language 只能是 zh 或 en，不能是“{typed}”", $"--language is zh or en, not '{typed}'"),
    };
}
