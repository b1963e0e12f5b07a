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

    private static string[] Problems(params string[] texts) =>
        [.. Should.Throw<CatalogueException>(() => RuleBook.Load(texts.Select((text, index) => ($"{index}.yaml", text))))
            .Problems.Select(problem => problem.ToString())];

    [Fact]
    public void Every_shipped_rule_is_complete_in_both_languages()
    {
        foreach (var rule in Book.Ids.SelectMany(Book.Versions).Select(version => version.Rule))
        {
            foreach (var words in new[] { rule.Title, rule.Starts, rule.Then, rule.Source })
            {
                words.Zh.ShouldMatch(@"[\u4e00-\u9fff]");
                words.En.ShouldMatch(@"^[\x20-\x7e]+$");
            }
        }
    }

    [Fact]
    public void The_version_in_force_is_that_of_the_trigger()
    {
        var older = Good.Replace("from: 2008-05-01", "from: 2008-05-01\n    until: 2024-12-31");
        var newer = Good.Replace("from: 2008-05-01", "from: 2025-01-01").Replace("length: 15", "length: 20");
        var book = RuleBook.Load([("new.yaml", newer), ("old.yaml", older)]);
        book.InForce("sue", Day("2008-04-30")).ShouldBeNull();
        book.InForce("sue", Day("2024-12-31"))!.Rule.Length.ShouldBe(15);
        book.InForce("sue", Day("2025-01-01"))!.Rule.Length.ShouldBe(20);
        book.InForce("nothing", Day("2025-01-01")).ShouldBeNull();
        book.Versions("sue").Select(version => version.File).ShouldBe(["old.yaml", "new.yaml"]);
        book.ByHash(book.Versions("sue")[0].Hash)!.Rule.Length.ShouldBe(15);
        book.ByHash("0").ShouldBeNull();
    }

    [Fact]
    public void The_hash_names_the_content_and_not_the_layout()
    {
        string Hash(string text) => RuleBook.Load([("x.yaml", text)]).Versions("sue")[0].Hash;
        Hash(Good).ShouldMatch("^[0-9a-f]{64}$");
        Hash("# a note\n" + Good.Replace("{ zh: 起诉, en: Sue }", "\n      en: Sue\n      zh: '起诉'")).ShouldBe(Hash(Good));
        Hash(Good.Replace("length: 15", "length: 16")).ShouldNotBe(Hash(Good));
        Hash(Good.Replace("verified: true", "verified: false")).ShouldNotBe(Hash(Good));
        Hash(Good.Replace("en: Sue", "en: \"Sue\\nstarts.zh: x\"")).ShouldNotBe(Hash(Good));
    }

    [Theory]
    [InlineData("id: sue", "id: Sue", "0.yaml:2: 'Sue' may hold small letters, digits and hyphens only")]
    [InlineData("unit: days", "unit: weeks", "0.yaml:6: unknown unit 'weeks'; known are days, working-days, months, years, hours, at-once")]
    [InlineData("length: 15", "length: 0", "0.yaml:7: 'length' must lie between 1 and 3660")]
    [InlineData("length: 15", "length: fifteen", "0.yaml:7: 'length' must be a whole number, not 'fifteen'")]
    [InlineData("unit: days", "unit: working-days", "0.yaml:8: working days, hours and what is due at once do not roll over")]
    [InlineData("from: 2008-05-01", "from: 1 May", "0.yaml:10: 'from' must be a date like 2026-02-24, not '1 May'")]
    [InlineData("from: 2008-05-01", "from: 2008-05-01\n    until: 2008-04-30", "0.yaml:11: 'until' lies before 'from'")]
    [InlineData("verified: true", "verified: 1", "0.yaml:11: 'verified' must be true or false, not '1'")]
    [InlineData("    verified: true\n", "", "0.yaml:2: 'verified' is missing")]
    [InlineData("    roll-over: true\n", "", "0.yaml:2: 'roll-over' is missing")]
    [InlineData("    from: 2008-05-01\n", "", "0.yaml:2: 'from' is missing")]
    [InlineData(", en: Sue }", " }", "0.yaml:3: 'en' is missing")]
    [InlineData("    unit: days", "    colour: red\n    unit: days", "0.yaml:6: unknown key 'colour'")]
    [InlineData("    unit: days", "    from-the-moment: true\n    unit: days", "0.yaml:6: only hours start at a moment")]
    [InlineData("    unit: days", "    extension: { length: 2, unit: hours, approver: { zh: 院长, en: X } }\n    unit: days", "0.yaml:6: hours are extended by hours, and nothing else is")]
    [InlineData("    unit: days", "    extension: { length: 2, unit: days, times: 0, approver: { zh: 院长, en: X } }\n    unit: days", "0.yaml:6: 'times' must be 1 or more; leave it out for no limit")]
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
