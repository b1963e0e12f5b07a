using CsCheck;
using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Tests.Catalogue;

public sealed class YamlMapTests
{
    private readonly List<CatalogueProblem> _problems = [];

    private YamlMap Read(string text) => YamlMap.Parse("rules/x.yaml", text, _problems);

    private string[] Told => [.. _problems.Select(problem => problem.ToString())];

    [Fact]
    public void A_map_over_another_keeps_its_own_keys_and_each_problem_its_own_file()
    {
        var own = Read("title: { zh: 甲, en: A }\nlength: 1");
        var part = YamlMap.Parse("parts/y.yaml", "# a part\nlength: 2\nunit: days\nby: [x]", _problems);
        var over = own.Over(part);
        over.Keys.ShouldBe(["title", "length", "unit", "by"]);
        (over.Number("length"), over.Text("unit")).ShouldBe((1, "days"));
        over.Problem("unit", "of the part");
        over.Problem("length", "of the file");
        over.Words("title");
        over.Done();
        Told.ShouldBe(["parts/y.yaml:3: of the part", "rules/x.yaml:2: of the file", "parts/y.yaml:4: unknown key 'by'"]);
    }

    [Fact]
    public void A_plain_file_is_read_key_by_key()
    {
        var map = Read("""
            # a comment
            id: mediation
            length: 30
            verified: true
            open: "2011-01-01"
            title: { zh: 人民调解, en: "People's mediation" }
            who: [mediator, 'duty']
            one: mediator
            states:
              new: { owner: desk }
              done: { owner: none }
            moves:
              - { to: done }
              - { to: new }
            words: { b: 乙, a: 甲 }
            """);
        map.Text("id").ShouldBe("mediation");
        map.Number("length").ShouldBe(30);
        map.Flag("verified").ShouldBeTrue();
        map.OptionalDate("open").ShouldBe(new DateOnly(2011, 1, 1));
        map.Words("title").In(Language.Chinese).ShouldBe("人民调解");
        map.Words("title").In(Language.English).ShouldBe("People's mediation");
        map.Texts("who").ShouldBe(["mediator", "duty"]);
        map.Texts("one").ShouldBe(["mediator"]);
        map.Maps("states").Select(state => $"{state.Key}:{state.Value.Text("owner")}@{state.Value.Line}")
            .ShouldBe(["new:desk@10", "done:none@11"]);
        map.List("moves").Select(move => move.Text("to")).ShouldBe(["done", "new"]);
        map.TextMap("words").Select(pair => pair.Key + pair.Value).ShouldBe(["b乙", "a甲"]);
        map.Done();
        Told.ShouldBeEmpty();
    }

    [Fact]
    public void What_may_be_absent_is_absent_without_a_problem()
    {
        var map = Read("id: x");
        map.OptionalText("a").ShouldBeNull();
        map.OptionalNumber("b").ShouldBeNull();
        map.OptionalDate("c").ShouldBeNull();
        map.OptionalWords("d").ShouldBeNull();
        map.OptionalMap("e").ShouldBeNull();
        map.Maps("f").ShouldBeEmpty();
        map.List("g").ShouldBeEmpty();
        map.Texts("h").ShouldBeEmpty();
        map.TextMap("i").ShouldBeEmpty();
        map.Flag("j", fallback: true).ShouldBeTrue();
        map.Has("a").ShouldBeFalse();
        Told.ShouldBeEmpty();
    }

    [Fact]
    public void All_faults_of_a_file_are_found_in_one_reading()
    {
        var map = Read("""
            length: ten
            from: 1 March
            verified: yes
            title:
              zh: 调解
            note:
            list: x
            nested: plain
            odd: 1
            """);
        map.Text("id").ShouldBe("");
        map.Number("length").ShouldBe(0);
        map.OptionalDate("from").ShouldBeNull();
        map.Flag("verified").ShouldBeFalse();
        map.Words("title").En.ShouldBe("");
        map.OptionalText("note").ShouldBeNull();
        map.List("list").ShouldBeEmpty();
        map.Map("nested").Text("never told twice").ShouldBe("");
        map.Map("absent").Map("deeper").Number("still quiet").ShouldBe(0);
        map.Done();
        Told.ShouldBe([
            "rules/x.yaml:1: 'id' is missing",
            "rules/x.yaml:1: 'length' must be a whole number, not 'ten'",
            "rules/x.yaml:2: 'from' must be a date like 2026-02-24, not '1 March'",
            "rules/x.yaml:3: 'verified' must be true or false, not 'yes'",
            "rules/x.yaml:5: 'en' is missing",
            "rules/x.yaml:6: 'note' is empty",
            "rules/x.yaml:7: 'list' must be a list",
            "rules/x.yaml:8: 'nested' must be a map",
            "rules/x.yaml:1: 'absent' is missing",
            "rules/x.yaml:9: unknown key 'odd'",
        ]);
    }

    [Theory]
    [InlineData("a: 1\nb: 2\na: 3\n", "rules/x.yaml:3: 'a' is given twice (first on line 1)")]
    [InlineData("a:\n  b: 1\n  b: 2\n", "rules/x.yaml:3: 'b' is given twice (first on line 2)")]
    [InlineData("a: 1\nb:\tc\n", "rules/x.yaml:2: a tab; indent and separate with spaces")]
    [InlineData("a: &x 1\n", "rules/x.yaml:1: an anchor; write the value out where it is used")]
    [InlineData("a: !!str 1\n", "rules/x.yaml:1: a tag; only plain values are read")]
    [InlineData("- a\n- b\n", "rules/x.yaml:1: the file must be a map of keys and values")]
    [InlineData("a: 1\n---\nb: 2\n", "rules/x.yaml:2: one document per file")]
    [InlineData("", "rules/x.yaml:1: the file is empty")]
    [InlineData("# nothing but a comment\n", "rules/x.yaml:1: the file is empty")]
    [InlineData("[a]: 1\n", "rules/x.yaml:1: a key must be a plain word")]
    public void A_file_out_of_form_is_refused_with_its_line(string text, string problem)
    {
        Read(text);
        Told.ShouldBe([problem]);
    }

    [Fact]
    public void An_alias_is_refused_even_where_its_anchor_is_too()
    {
        Read("a: &x 1\nb: *x\n");
        Told.ShouldBe([
            "rules/x.yaml:1: an anchor; write the value out where it is used",
            "rules/x.yaml:2: an alias; write the value out",
        ]);
    }

    [Theory]
    [InlineData("a: 1\nb: [1, 2\nc: 3\n")]
    [InlineData("a: 'never closed\n")]
    [InlineData("a: {b: {c\n")]
    [InlineData("a: 1\n  b: 2\n")]
    [InlineData("%YAML 9.9\n---\na: 1\n")]
    public void Broken_syntax_is_one_problem_with_a_line_and_asks_for_nothing_more(string text)
    {
        var map = Read(text);
        map.Text("id");
        map.Done();
        _problems.Count.ShouldBe(1);
        _problems[0].Line.ShouldBeGreaterThan(0);
        _problems[0].Reason.ShouldStartWith("not readable as YAML");
    }

    [Fact]
    public void A_file_nested_to_kill_the_reader_is_refused()
    {
        Read("a: " + new string('[', 20_000));
        _problems.Count.ShouldBe(1);
    }

    [Fact]
    public void No_text_ends_the_reading_with_an_exception()
    {
        var part = new[]
        {
            "a", "b", ":", ": ", "\n", "\n  ", "- ", "[", "]", "{", "}", ",", "'", "\"", "&x ", "*x", "!t ", "|", ">", "#",
            "---\n", "...", "%YAML", "?", "\\", "甲", "\0", "\r", "\uFEFF", "\uD800",
        };
        Gen.Int[0, part.Length - 1].Select(index => part[index]).Array[0, 14].Select(string.Concat).Sample(text =>
        {
            var problems = new List<CatalogueProblem>();
            YamlMap.Parse("x.yaml", text, problems).Done();
            return problems.All(problem => problem.Line > 0);
        }, iter: 20_000);
    }

    [Fact]
    public void The_exception_tells_every_problem()
    {
        Read("a: 1").Done();
        new CatalogueException(_problems).Message.ShouldBe("rules/x.yaml:1: unknown key 'a'");
    }
}
