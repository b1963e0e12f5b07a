using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Time;

public sealed class RuleBookTests
{
    private const string Good = """
        rules:
          - id: sue
            title: { zh: 起诉, en: Sue }
            starts: { zh: 收到裁决, en: receipt of the award }
            article: 《劳动争议调解仲裁法》第五十条
            unit: days
            length: 15
            roll-over: true
            then: { zh: 裁决生效, en: The award takes effect }
            from: 2008-05-01
            verified: true
            source: { zh: 已核对, en: Read }
        """;

    private static IEnumerable<Rule> Shipped => Book.Ids.SelectMany(Book.Versions).Select(version => version.Rule);

    private static string Older() => Good.Replace("from: 2008-05-01", "from: 2008-05-01\n    until: 2024-12-31");

    private static string Newer() => Good.Replace("from: 2008-05-01", "from: 2025-01-01").Replace("length: 15", "length: 20");

    private static string[] Problems(params string[] texts) =>
        [.. Should.Throw<CatalogueException>(() => RuleBook.Load(texts.Select((text, index) => ($"{index}.yaml", text))))
            .Problems.Select(problem => problem.ToString())];

    [Fact]
    public void Every_shipped_rule_is_complete_in_both_languages()
    {
        foreach (var rule in Shipped)
        {
            Words[] told = [
                rule.Title, rule.Starts, rule.Then, rule.Source, .. rule.Pauses.Select(pause => pause.Name),
                .. rule.Extension is { } extension ? [extension.Approver] : Array.Empty<Words>(),
                .. rule.Restarts is { } restarts ? [restarts] : Array.Empty<Words>(),
            ];
            foreach (var words in told)
            {
                words.Zh.ShouldMatch(@"[\u4e00-\u9fff]");
                words.En.ShouldMatch(@"^[\x20-\x7e]+$");
            }
        }
    }

    [Fact]
    public void A_norm_of_the_house_is_never_shown_as_read_in_a_statute() =>
        Shipped.Where(rule => rule.Article.Contains("平台办理规范", StringComparison.Ordinal)).ShouldAllBe(rule => !rule.Verified);

    [Fact]
    public void What_is_known_from_reports_says_so() =>
        Shipped.Where(rule => !rule.Verified).ShouldAllBe(rule => !rule.Source.Zh.StartsWith("已核对", StringComparison.Ordinal));

    [Fact]
    public void Petitions_do_not_move_for_a_day_of_rest_and_suits_do()
    {
        Shipped.Where(rule => rule.Id.StartsWith("petition-", StringComparison.Ordinal)).ShouldAllBe(rule => !rule.RollOver);
        Shipped.Where(rule => rule.Id.EndsWith("-suit", StringComparison.Ordinal)).ShouldAllBe(rule => rule.RollOver);
    }

    [Fact]
    public void The_version_in_force_is_that_of_the_trigger()
    {
        var older = Older();
        var newer = Newer();
        var book = RuleBook.Load([("new.yaml", newer), ("old.yaml", older)]);
        book.InForce("sue", Day("2008-04-30")).ShouldBeNull();
        book.InForce("sue", Day("2024-12-31"))!.Rule.Length.ShouldBe(15);
        book.InForce("sue", Day("2025-01-01"))!.Rule.Length.ShouldBe(20);
        book.InForce("nothing", Day("2025-01-01")).ShouldBeNull();
        book.Versions("sue").Select(version => version.File).ShouldBe(["old.yaml", "new.yaml"]);
        book.ByHash(book.Versions("sue")[0].Hash)!.Rule.Length.ShouldBe(15);
        book.ByHash("0").ShouldBeNull();
    }

    [Theory]
    [InlineData("trigger", "2024-12-30", 15), InlineData("trigger", "2025-01-01", 20)]
    [InlineData("running", "2024-12-17", 20), InlineData("running", "2024-12-16", 15), InlineData("running", "2025-01-01", 20)]
    [InlineData("running", "2008-04-30", null)]
    public void A_later_version_takes_over_what_still_runs_where_the_law_says_so(string transition, string start, int? length)
    {
        var newer = Newer().Replace("    verified", $"    transition: {transition}\n    verified");
        var book = RuleBook.Load([("new.yaml", newer), ("old.yaml", Older())]);
        book.InForce("sue", Trigger.On(Day(start)), National)?.Rule.Length.ShouldBe(length!.Value);
        (book.InForce("sue", Trigger.On(Day(start)), National) is null).ShouldBe(length is null);
    }

    [Fact]
    public void An_extended_period_may_still_run_when_the_law_changes()
    {
        const string extension = "    extension: { length: 30, unit: days, approver: { zh: 院长, en: X } }\n    roll-over";
        var newer = Newer().Replace("    verified", "    transition: running\n    verified").Replace("    roll-over", extension);
        var book = RuleBook.Load([("new.yaml", newer), ("old.yaml", Older().Replace("    roll-over", extension))]);
        var start = Trigger.On(Day("2024-12-02"));
        book.InForce("sue", start, National)!.Rule.Length.ShouldBe(15);
        book.InForce("sue", start, National, new CountOptions([], extended: 1))!.Rule.Length.ShouldBe(20);
    }

    [Fact]
    public void The_hash_names_the_content_and_not_the_layout()
    {
        string Hash(string text) => RuleBook.Load([("x.yaml", text)]).Versions("sue")[0].Hash;
        Hash(Good).ShouldMatch("^[0-9a-f]{64}$");
        Hash("# a note\n" + Good.Replace("{ zh: 起诉, en: Sue }", "\n      en: Sue\n      zh: '起诉'")).ShouldBe(Hash(Good));
        Hash(Good.Replace("length: 15", "length: 16")).ShouldNotBe(Hash(Good));
        Hash(Good.Replace("verified: true", "verified: false")).ShouldNotBe(Hash(Good));
        Hash(Good.Replace("    verified", "    transition: trigger\n    verified")).ShouldBe(Hash(Good));
        foreach (var more in new[] { "transition: running", "relief: sue", "restarts: { zh: 补正, en: Completed }", "pauses: [{ code: a, zh: 听证, en: A }]" })
            Hash(Good.Replace("    verified", $"    {more}\n    verified")).ShouldNotBe(Hash(Good));
        Hash(Good.Replace("en: Sue", "en: \"Sue\\nstarts.zh: x\"")).ShouldNotBe(Hash(Good));
    }

    [Theory]
    [InlineData("id: sue", "id: Sue", "0.yaml:2: 'Sue' may hold small letters, digits and hyphens only")]
    [InlineData("unit: days", "unit: weeks", "0.yaml:6: unknown unit 'weeks'; known are days, working-days, months, years, hours, at-once, minutes")]
    [InlineData("length: 15", "length: 0", "0.yaml:7: 'length' must lie between 1 and 3660")]
    [InlineData("length: 15", "length: fifteen", "0.yaml:7: 'length' must be a whole number, not 'fifteen'")]
    [InlineData("unit: days", "unit: working-days", "0.yaml:8: working days, hours, minutes and what is due at once do not roll over")]
    [InlineData("from: 2008-05-01", "from: 1 May", "0.yaml:10: 'from' must be a date like 2026-02-24, not '1 May'")]
    [InlineData("from: 2008-05-01", "from: 2008-05-01\n    until: 2008-04-30", "0.yaml:11: 'until' lies before 'from'")]
    [InlineData("verified: true", "verified: 1", "0.yaml:11: 'verified' must be true or false, not '1'")]
    [InlineData("    verified: true\n", "", "0.yaml:2: 'verified' is missing")]
    [InlineData("    roll-over: true\n", "", "0.yaml:2: 'roll-over' is missing")]
    [InlineData("    from: 2008-05-01\n", "", "0.yaml:2: 'from' is missing")]
    [InlineData(", en: Sue }", " }", "0.yaml:3: 'en' is missing")]
    [InlineData("    unit: days", "    colour: red\n    unit: days", "0.yaml:6: unknown key 'colour'")]
    [InlineData("    unit: days", "    from-the-moment: true\n    unit: days", "0.yaml:6: only hours are said to start at a moment")]
    [InlineData("    unit: days", "    extension: { length: 2, unit: hours, approver: { zh: 院长, en: X } }\n    unit: days", "0.yaml:6: hours are extended by hours, and nothing else is")]
    [InlineData("    unit: days", "    extension: { length: 2, unit: days, times: 0, approver: { zh: 院长, en: X } }\n    unit: days", "0.yaml:6: 'times' must be 1 or more; leave it out for no limit")]
    [InlineData("    unit: days\n    length: 15\n    roll-over: true", "    unit: at-once\n    length: 1", "0.yaml:7: what is due at once has no length")]
    [InlineData("    unit: days\n    length: 15", "    unit: at-once", "0.yaml:7: working days, hours, minutes and what is due at once do not roll over")]
    [InlineData("    unit: days\n    length: 15\n    roll-over: true", "    unit: at-once\n    pauses: [{ code: a, zh: 听证, en: A }]", "0.yaml:6: what is due at once is neither extended nor paused")]
    [InlineData("    unit: days", "    extension: { unit: at-once, approver: { zh: 院长, en: X } }\n    unit: days", "0.yaml:6: hours are extended by hours, and nothing else is")]
    [InlineData("    unit: days", "    pauses: [{ code: a, zh: 听证, en: A }, { code: a, zh: 鉴定, en: B }]\n    unit: days", "0.yaml:6: 'a' is given twice")]
    [InlineData("    unit: days", "    pauses: [{ code: a, zh: 听证 }]\n    unit: days", "0.yaml:6: 'en' is missing")]
    [InlineData("    unit: days", "    pauses: hearing\n    unit: days", "0.yaml:6: 'pauses' must be a list")]
    [InlineData("    unit: days", "    restarts: { zh: 补正 }\n    unit: days", "0.yaml:6: 'en' is missing")]
    [InlineData("    unit: days", "    transition: both\n    unit: days", "0.yaml:6: 'transition' must be trigger or running, not 'both'")]
    [InlineData("    unit: days", "    relief: mercy\n    unit: days", "0.yaml:2: 'sue' names 'mercy' for relief, and there is no such rule")]
    [InlineData("    unit: days", "    unit: days\n    unit: months", "0.yaml:7: 'unit' is given twice (first on line 6)")]
    [InlineData("    unit: days", "\tunit: days", "0.yaml:6: a tab; indent and separate with spaces")]
    [InlineData("rules:", "rule:", "0.yaml:1: 'rules' is missing|0.yaml:1: unknown key 'rule'")]
    public void A_wrong_rule_is_refused_with_its_line(string right, string wrong, string problems) =>
        Problems(Good.ReplaceLineEndings("\n").Replace(right, wrong)).ShouldBe(problems.Split('|'));

    [Fact]
    public void Two_versions_in_force_at_once_are_refused() =>
        Problems(Good, Good.Replace("2008", "2020")).ShouldBe(["1.yaml:2: 'sue' is in force twice from 2020-05-01 (see 0.yaml:2)"]);

    [Fact]
    public void All_faults_of_all_files_are_told_at_once() =>
        Problems(Good.Replace("id: sue", "id: SUE"), "rules: [", Good.Replace("length: 15", "length: -1")).Length.ShouldBe(3);
}
