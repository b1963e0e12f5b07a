using System.Text.Json;

namespace Hejie.Tests.Operations;

/// <summary>Periods counted, listed and explained at the command line.</summary>
[Collection(typeof(Terminal))]
public sealed class RulesVerbsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hejie-catalogue-");

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<JsonElement> DueAsync(string verb)
    {
        var ran = await Terminal.RunAsync(["rules", "due", .. verb.Split(' '), "--json"]);
        ran.Error.ShouldBeEmpty();
        ran.Code.ShouldBe(0);
        return JsonDocument.Parse(ran.Out).RootElement;
    }

    private static void Refuses(Ran ran, string zh, string en)
    {
        ran.Code.ShouldBe(2);
        ran.Out.ShouldBeEmpty();
        ran.Error.ShouldContain(zh);
        ran.Error.ShouldContain(en);
    }

    [Theory]
    [InlineData("rules du", "未识别命令或参数“'du'”", "Unrecognized command or argument 'du'", "./hejie rules --help")]
    [InlineData("rules explain", "缺少所需参数", "missing for command", "./hejie rules explain --help")]
    [InlineData("rules due --role petition", "未识别命令或参数“'--role'”", "Unrecognized command or argument '--role'", "./hejie rules due --help")]
    public async Task A_command_line_that_is_not_understood_is_told_so_in_both_languages(string verb, string zh, string en, string usage)
    {
        var ran = await Terminal.RunAsync(verb.Split(' '));
        Refuses(ran, zh, en);
        ran.Error.ShouldContain("用法：" + usage);
        ran.Error.ShouldContain("How it is used: " + usage);
    }

    [Theory]
    [InlineData("--rule court-appeal-judgment --from 2026-02-02", "2026-02-24")]
    [InlineData("--rule court-announcement --from 2026-01-15", "2026-02-14")]
    [InlineData("--rule reconsideration-accept --from 2026-02-12", "2026-02-26")]
    [InlineData("--rule petition-handle --from 2025-12-19", "2026-02-17")]
    [InlineData("--rule petition-handle --from 2025-12-19 --extended", "2026-03-19")]
    [InlineData("--rule mediation --from 2026-02-03 --extended 4", "2026-07-03")]
    [InlineData("--rule petition-reexamination --from 2026-01-20 --pause 2026-02-10..2026-02-12 --pause 2026-02-16..2026-02-16", "2026-02-23")]
    [InlineData("--rule protection-order --from 2026-02-14T10:20+08:00", "2026-02-17T11:00+08:00")]
    [InlineData("--rule minor-report --from 2026-02-16T18:30Z", "2026-02-17T02:30+08:00")]
    [InlineData("--rule reconsideration-reply --from 2023-12-29", "2024-01-08")]
    [InlineData("--rule reconsideration-reply --from 2024-01-02", "2024-01-16")]
    [InlineData("--rule suit-direct --from 2015-02-01", "2015-08-03")]
    public async Task A_period_is_counted_by_its_rule(string verb, string due) =>
        (await DueAsync(verb)).GetProperty("due").GetString().ShouldBe(due);

    [Fact]
    public async Task The_date_comes_with_every_step_in_both_languages_and_its_article()
    {
        var due = await DueAsync("--rule court-appeal-judgment --from 2026-02-02");
        due.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("zh").GetString()).ShouldBe([
            "判决书送达之日 2026-02-02，当天不算", "15 日到 2026-02-17 届满", "2026-02-17 是休息日（春节）", "顺延到下一个工作日 2026-02-24",
        ]);
        due.GetProperty("steps")[2].GetProperty("en").GetString().ShouldBe("2026-02-17 is a day of rest (Spring Festival)");
        due.GetProperty("article").GetString().ShouldBe("《民事诉讼法》第一百七十一条");
        due.GetProperty("inForceFrom").GetString().ShouldBe("2022-01-01");
        due.GetProperty("provisional").GetBoolean().ShouldBeFalse();
        due.TryGetProperty("safe", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_local_calendar_tells_the_earlier_date_to_keep_to()
    {
        var due = await DueAsync("--rule court-answer --from 2026-11-08 --calendar 532900");
        due.GetProperty("due").GetString().ShouldBe("2026-11-24");
        due.GetProperty("safe").GetString().ShouldBe("2026-11-23");
        due.GetProperty("provisional").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("zh", "2026-11-24 届满", "稳妥的日子：2026-11-23", "依据：《民事诉讼法》第一百二十八条")]
    [InlineData("en", "Ends on 2026-11-24", "The date to keep to: 2026-11-23", "article: 《民事诉讼法》第一百二十八条")]
    public async Task Without_json_it_is_told_in_plain_words(string language, params string[] told)
    {
        var ran = await Terminal.RunAsync(["rules", "due", "--rule", "court-answer", "--from", "2026-11-08", "--calendar", "532900", "--language", language]);
        ran.Code.ShouldBe(0);
        foreach (var line in told) ran.Out.ShouldContain(line);
    }

    [Theory]
    [InlineData("--from 2026-02-02", "请用 --rule 写明", "Name the rule with --rule")]
    [InlineData("--rule answer", "请用 --from 写明", "Name the day of the event with --from")]
    [InlineData("--rule nothing --from 2026-02-02", "没有“nothing”这个期限", "There is no rule 'nothing'")]
    [InlineData("--rule answer --from 2026-02-30", "“2026-02-30”不是日期", "'2026-02-30' is not a date")]
    [InlineData("--rule answer --from 1948-12-31", "日期超出可计算的范围（1949 年至 2100 年）", "outside the years that can be counted (1949 to 2100)")]
    [InlineData("--rule answer --from 2101-01-01", "日期超出可计算的范围", "outside the years that can be counted")]
    [InlineData("--rule answer --from 2100-12-30", "日期超出可计算的范围", "outside the years that can be counted")]
    [InlineData("--rule petition-handle --from 2021-05-01", "从 2022-05-01 起才有规定", "in force from 2022-05-01, not on 2021-05-01")]
    [InlineData("--rule answer --from 2026-02-02 --calendar 530100", "没有“530100”这个日历", "There is no calendar '530100'")]
    [InlineData("--rule petition-reexamination --from 2026-01-20 --pause 2026-02-12..2026-02-10", "最后一天早于第一天", "ends before it begins")]
    [InlineData("--rule petition-reexamination --from 2026-01-20 --pause 2026-02-12", "不是一段日子", "is no span of days")]
    [InlineData("--rule answer --from 2026-02-02 --pause 2026-02-10..2026-02-12", "不能暂停计算", "does not stand still")]
    [InlineData("--rule answer --from 2026-02-02 --extended", "不能延长", "cannot be extended")]
    [InlineData("--rule petition-handle --from 2026-02-02 --extended 2", "次数超过了规定", "more often than the rule allows")]
    [InlineData("--rule mediation --from 2026-02-02 --extended -1", "不能是“-1”", "not '-1'")]
    [InlineData("--rule protection-order --from 2026-02-14", "需要知道几点几分开始", "needs the time at which it starts")]
    [InlineData("--rule answer --from 2026-02-02 --language fr", "只能是 zh 或 en", "is zh or en")]
    public async Task What_cannot_be_counted_is_refused_in_both_languages(string verb, string zh, string en) =>
        Refuses(await Terminal.RunAsync(["rules", "due", .. verb.Split(' ')]), zh, en);

    [Theory]
    [InlineData("    unit: days\n", "\tunit: days\n", "rules/petition.yaml:8: a tab; indent and separate with spaces")]
    [InlineData("    unit: days\n", "    unit: days\n    unit: days\n", "rules/petition.yaml:9: 'unit' is given twice (first on line 8)")]
    [InlineData("    unit: days\n", "    unit: weeks\n", "rules/petition.yaml:8: unknown unit 'weeks'; known are days, working-days, months, years, hours, at-once")]
    public async Task A_wrong_file_is_told_with_its_line(string right, string wrong, string problem)
    {
        var catalogue = Terminal.Changed(_folder.FullName, "rules/petition.yaml", text => text[..(text.IndexOf(right, StringComparison.Ordinal))] + wrong + text[(text.IndexOf(right, StringComparison.Ordinal) + right.Length)..]);
        foreach (var verb in new[] { "due --rule answer --from 2026-02-02 --json", "list", "explain answer", "count --batch" })
            Refuses(await Terminal.RunAsync(["rules", .. verb.Split(' ')], catalogue: catalogue), "目录里有错误", problem);
    }

    [Fact]
    public async Task Many_periods_are_counted_line_by_line()
    {
        const string lines = """
            {"start":"2026-02-02","unit":"days","n":15}
            {"start":"2026-01-15","unit":"days","n":30,"id":"second"}
            { "n" : 5 , "unit" : "workdays" , "start" : "2026-02-12" }
            {"start":"2025-08-31","unit":"months","n":6}
            {"start":"2024-02-29","unit":"years","n":2}
            {"start":"2026-02-14T10:20+08:00","unit":"hours","n":72}

            """;
        var ran = await Terminal.RunAsync(["rules", "count", "--batch"], lines);
        ran.Code.ShouldBe(0);
        ran.Out.Split('\n').ShouldBe([
            """{"start":"2026-02-02","unit":"days","n":15,"due":"2026-02-24"}""",
            """{"start":"2026-01-15","unit":"days","n":30,"id":"second","due":"2026-02-14"}""",
            """{ "n" : 5 , "unit" : "workdays" , "start" : "2026-02-12","due":"2026-02-26"}""",
            """{"start":"2025-08-31","unit":"months","n":6,"due":"2026-02-28"}""",
            """{"start":"2024-02-29","unit":"years","n":2,"due":"2026-02-28"}""",
            """{"start":"2026-02-14T10:20+08:00","unit":"hours","n":72,"due":"2026-02-17T11:00+08:00"}""",
            "",
        ]);
    }

    [Fact]
    public async Task On_the_local_calendar_each_line_also_has_its_safe_date() =>
        (await Terminal.RunAsync(["rules", "count", "--batch", "--calendar", "532900"], """{"start":"2026-11-08","unit":"days","n":15}"""))
            .Out.ShouldBe("""{"start":"2026-11-08","unit":"days","n":15,"due":"2026-11-24","safe":"2026-11-23"}""" + "\n");

    [Theory]
    [InlineData("""{"start":"2026-02-02","unit":"days","n":15""", "第 2 行：不是这样的 JSON", "line 2: not JSON like")]
    [InlineData("""[]""", "第 2 行", "line 2: not JSON like")]
    [InlineData("""null""", "第 2 行", "line 2: not JSON like")]
    [InlineData("""{"start":"2026-02-02","n":15}""", "第 2 行", "line 2: not JSON like")]
    [InlineData("""{"start":"2026-02-02","unit":null,"n":15}""", "第 2 行", "line 2: not JSON like")]
    [InlineData("""{"start":"2026-02-02","unit":"days","n":1.5}""", "第 2 行", "line 2: not JSON like")]
    [InlineData("""{"start":"2026-02-02","unit":"days","n":1,"n":2}""", "第 2 行", "line 2: not JSON like")]
    [InlineData("""{"start":"2026-02-02","unit":"weeks","n":1}""", "第 2 行：不认识单位“weeks”", "line 2: unknown unit 'weeks'")]
    [InlineData("""{"start":"2026-02-02","unit":"days","n":0}""", "第 2 行：n 至少是 1", "line 2: n is 1 or more")]
    [InlineData("""{"start":"2 February","unit":"days","n":1}""", "第 2 行：“2 February”不是日期", "line 2: '2 February' is not a date")]
    [InlineData("""{"start":"1948-01-01","unit":"days","n":1}""", "第 2 行：日期超出", "line 2: The date lies outside")]
    [InlineData("""{"start":"2026-02-02","unit":"years","n":100}""", "第 2 行：日期超出", "line 2: The date lies outside")]
    [InlineData("""{"start":"2026-02-02","unit":"hours","n":1}""", "第 2 行：按小时", "line 2: A period in hours")]
    [InlineData("""{"start":"2026-02-02","unit":"days","n":1,"due":"2026-02-03"}""", "第 2 行：已经有 due 了", "line 2: 'due' is there already")]
    public async Task A_wrong_line_is_told_by_its_number_and_leaves_no_result(string line, string zh, string en) =>
        Refuses(await Terminal.RunAsync(["rules", "count", "--batch"], """{"start":"2026-02-02","unit":"days","n":15}""" + "\n" + line + "\n"), zh, en);

    [Fact]
    public async Task A_count_of_many_wants_its_flag() =>
        Refuses(await Terminal.RunAsync(["rules", "count"]), "请加上 --batch", "Add --batch");

    [Fact]
    public async Task All_rules_are_listed()
    {
        (await Terminal.RunAsync(["rules", "list"])).Out.ShouldContain("petition-handle                    办结并出具处理意见书 · 60 日 · 《信访工作条例》第三十四条");
        (await Terminal.RunAsync(["rules", "list", "--language", "en"])).Out.ShouldContain("Make the labour award · 45 days");
        var listed = JsonDocument.Parse((await Terminal.RunAsync(["rules", "list", "--json"])).Out).RootElement;
        listed.EnumerateArray().Select(rule => rule.GetProperty("rule").GetString()).ShouldBeUnique();
        listed.GetArrayLength().ShouldBeGreaterThan(90);
    }

    [Fact]
    public async Task A_rule_is_explained_in_all_its_versions()
    {
        var words = (await Terminal.RunAsync(["rules", "explain", "suit-direct"])).Out;
        foreach (var part in new[] { "3 个月", "6 months", "1990-10-01 起，到 2015-04-30 止", "from 2015-05-01", "暂停：不可抗力等障碍", "relief: suit-relief" })
            words.ShouldContain(part);
        var versions = JsonDocument.Parse((await Terminal.RunAsync(["rules", "explain", "suit-direct", "--json"])).Out).RootElement.GetProperty("versions");
        versions.EnumerateArray().Select(version => (version.GetProperty("length").GetInt32(), version.GetProperty("transition").GetString()))
            .ShouldBe([(3, "trigger"), (6, "running")]);
        Refuses(await Terminal.RunAsync(["rules", "explain", "nothing"]), "没有“nothing”这个期限", "There is no rule 'nothing'");
    }
}
