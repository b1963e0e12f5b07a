using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Time;

/// <summary>A change of the law is read as strictly as the catalogue is, and fits it or is refused with file and line.</summary>
public sealed class LawChangeTests
{
    private const string Catalogue = """
        rules:
          - id: sue
            title: { zh: 起诉, en: Sue }
            starts: { zh: 收到, en: receipt }
            article: 《测试》第一条
            unit: days
            length: 15
            roll-over: true
            then: { zh: 无, en: Nothing }
            from: 2008-05-01
            verified: true
            source: { zh: 测试, en: Test }
        """;

    private static readonly RuleBook s_book = RuleBook.Load([("rules/sue.yaml", Catalogue)]);

    [Fact]
    public void A_version_that_begins_on_the_same_day_takes_the_place_of_the_old_one_which_is_still_found_by_its_hash()
    {
        var law = s_book.With(Read(Catalogue.Replace("length: 15", "length: 20")), []);
        law.InForce("sue", Day("2026-02-02"))!.Rule.Length.ShouldBe(20);
        law.ByHash(s_book.Versions("sue")[0].Hash)!.Rule.Length.ShouldBe(15);
    }

    [Fact]
    public void A_later_version_needs_the_end_of_the_one_before()
    {
        var later = Catalogue.Replace("from: 2008-05-01", "from: 2026-03-01").Replace("length: 15", "length: 20");
        var problems = new List<CatalogueProblem>();
        s_book.With(Read(later), problems);
        problems.ShouldHaveSingleItem().ToString().ShouldBe("change.yaml:2: 'sue' is in force twice from 2026-03-01 (see rules/sue.yaml:2)");

        var ended = Catalogue.Replace("from: 2008-05-01", "from: 2008-05-01\n    until: 2026-02-28") + later["rules:".Length..];
        var law = s_book.With(Read(ended), []);
        law.InForce("sue", Day("2026-02-28"))!.Rule.Length.ShouldBe(15);
        law.InForce("sue", Day("2026-03-01"))!.Rule.Length.ShouldBe(20);
        law.Versions("sue")[0].Rule.CountsAs(s_book.Versions("sue")[0].Rule).ShouldBeTrue();
        law.Versions("sue")[1].Rule.CountsAs(s_book.Versions("sue")[0].Rule).ShouldBeFalse();
    }

    [Fact]
    public void Rows_of_calendars_are_new_or_take_the_place_of_those_of_their_day()
    {
        var law = National.With(Read("calendar:\n  - { date: 2026-02-04, kind: rest, name: 测试, scope: national }\n  - { date: 2026-02-16, kind: work, name: 春节调休, scope: national }\n"));
        law.IsWorking(Day("2026-02-04")).ShouldBeFalse();
        law.IsWorking(Day("2026-02-16")).ShouldBeTrue();
        law.IsWorking(Day("2026-02-17")).ShouldBeFalse();
        National.IsWorking(Day("2026-02-04")).ShouldBeTrue();
        law.IsNotified(2026).ShouldBeTrue();
    }

    [Fact]
    public void What_the_catalogue_lacks_of_a_change_is_named_with_its_line()
    {
        Read(Catalogue).MissingIn(s_book, National).ShouldBeEmpty();
        Read("calendar:\n  - { date: 2026-02-17, kind: rest, name: 春节, scope: national }\n").MissingIn(s_book, National).ShouldBeEmpty();
        var change = Read(Catalogue.Replace("length: 15", "length: 20") + "\ncalendar:\n  - { date: 2026-02-04, kind: rest, name: 测试, scope: national }\n");
        change.MissingIn(s_book, National).Select(problem => problem.Line).ShouldBe([2, 14]);
        change.MissingIn(s_book.With(change, []), National.With(change)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("rules:\n  - { id: other }", "unknown rule 'other'")]
    [InlineData("calendar:\n  - { date: 1948-01-01, kind: rest, name: 元旦, scope: national }", "change.yaml:2: 1948-01-01 lies outside 1949 to 2100")]
    [InlineData("calendar:\n  - { date: 2026-13-01, kind: rest, name: 元旦, scope: national }", "change.yaml:2: '2026-13-01' is not a date like 2026-02-24")]
    [InlineData("calendar:\n  - { date: 2026-02-04, kind: off, name: 元旦, scope: national }", "change.yaml:2: kind must be rest or work, not 'off'")]
    [InlineData("calendar:\n  - { date: 2026-02-04, kind: rest, name: 元旦 }", "change.yaml:2: 'scope' is missing")]
    [InlineData("calendar:\n  - { date: 2026-02-04, kind: rest, name: a, scope: national }\n  - { date: 2026-02-04, kind: work, name: a, scope: national }", "change.yaml:3: 2026-02-04 is given twice for national")]
    [InlineData("calendar:\n  - { date: 2026-02-04, kind: rest, name: a, scope: national, kind: work }", "change.yaml:2: 'kind' is given twice (first on line 2)")]
    [InlineData("calendar:\n\t- { date: 2026-02-04 }", "change.yaml:2: a tab; indent and separate with spaces")]
    [InlineData("rule:\n  - { id: sue }", "change.yaml:1: unknown key 'rule'")]
    [InlineData("rules: []", "change.yaml:1: nothing changes: neither 'rules' nor 'calendar' holds anything")]
    public void What_is_wrong_is_named_with_file_and_line(string text, string said)
    {
        var problems = new List<CatalogueProblem>();
        s_book.With(LawChange.Read("change.yaml", text, problems), problems);
        problems.Select(problem => problem.ToString()).ShouldContain(problem => problem.Contains(said, StringComparison.Ordinal));
    }

    private static LawChange Read(string text)
    {
        var problems = new List<CatalogueProblem>();
        var change = LawChange.Read("change.yaml", text, problems);
        problems.ShouldBeEmpty();
        return change;
    }
}
