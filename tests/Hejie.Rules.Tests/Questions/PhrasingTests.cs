using Hejie.Rules.Catalogue;
using Hejie.Rules.Questions;

namespace Hejie.Rules.Tests.Questions;

/// <summary>What people ask, and what is understood; what is not understood, and how it is said.</summary>
public sealed class PhrasingTests
{
    private static readonly List<string[]> s_phrasings = Rows("phrasings.tsv"), s_refusals = Rows("refusals.tsv");

    public static TheoryData<string, string> Phrasings => [.. s_phrasings.Select(row => new TheoryDataRow<string, string>(row[0], row[1]))];

    public static TheoryData<string, string, string> Refusals => [.. s_refusals.Select(row => new TheoryDataRow<string, string, string>(row[0], row[1], row[2]))];

    [Theory]
    [MemberData(nameof(Phrasings))]
    public void A_question_is_understood(string text, string understood)
    {
        var read = QuestionReader.Read(text, Dali.Words, Dali.Today);
        var question = read.ShouldBeOfType<Reading.Understood>(read is Reading.Stopped stopped ? string.Join('\n', stopped.Faults) : "").Question;
        Compact.Of(question).ShouldBe(understood);
        foreach (var language in Enum.GetValues<Language>())
        {
            var words = QuestionWords.Of(question, Dali.Words, language);
            QuestionReader.ReadAny(words, Dali.Words, Dali.Today).ShouldBe(read, words);
        }
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_is_not_understood_is_named_where_it_stands(string text, string named, string offered)
    {
        var faults = QuestionReader.Read(text, Dali.Words, Dali.Today).ShouldBeOfType<Reading.Stopped>().Faults;
        string.Join(" ; ", faults.Select(fault => $"{QuestionBook.CodeOf(fault.Kind)} {fault.Word}@{fault.Offset}")).ShouldBe(named);
        string.Join(',', faults[0].Near.Concat(faults[0].Choices.Select(choice => choice.Name))).ShouldBe(offered);
        foreach (var fault in faults)
        {
            text.Substring(fault.Offset, fault.Word.Length).ShouldBe(fault.Word);
            QuestionWords.Of(fault, Dali.Words, Language.Chinese).ShouldContain(fault.Word);
        }
    }

    [Fact]
    public void There_are_phrasings_enough_and_none_is_there_twice()
    {
        s_phrasings.Count(row => row[0].Any(sign => sign > '\u3000')).ShouldBeGreaterThanOrEqualTo(200);
        s_phrasings.Count(row => row[0].All(sign => sign < '\u3000')).ShouldBeGreaterThanOrEqualTo(60);
        s_refusals.Count.ShouldBeGreaterThanOrEqualTo(60);
        s_phrasings.Concat(s_refusals).Select(row => row[0]).ShouldBeUnique();
    }

    [Theory]
    [InlineData("谁上访最多", "“谁”是关于人的。和解平台只答事，不答任何人的情况。")]
    [InlineData("各县信访量排名", "“信访量”的件数不能按地方或单位来分、来比、来排：信访、复议和控告举报多少，不是评比谁的数。可以问一个地方有多少件，或者问按时办结率、逾期率、重新打开率。")]
    [InlineData("大礼市今年收件数", "不懂“大礼市”。是不是：大理市？")]
    [InlineData("牛街乡收件数", "“牛街乡”有好几个，请选一个：牛街彝族乡、巍山彝族回族自治县牛街乡、洱源县牛街乡。")]
    [InlineData("今年平均多久办结", "“平均”这里不这样答。请换成：办结天数中位数、受理天数中位数。")]
    [InlineData("逾期最多", "“最多”——什么里面的？请说清楚，比如：各县市、各乡镇、各类、每个月。")]
    [InlineData("今年\u200b收件数", "不懂“U+200B”。")]
    [InlineData("", "您还没有写要问什么。比如：上个月宾川县逾期的土地纠纷有多少件？")]
    public void What_is_not_understood_is_told_in_a_sentence(string text, string told) =>
        QuestionWords.Of(((Reading.Stopped)QuestionReader.Read(text, Dali.Words, Dali.Today)).Faults[0], Dali.Words, Language.Chinese).ShouldBe(told);

    [Fact]
    public void A_question_is_shown_back_with_its_dates()
    {
        var question = ((Reading.Understood)QuestionReader.Read("上个月宾川县逾期的土地纠纷有多少件，比去年同期", Dali.Words, Dali.Today)).Question;
        QuestionWords.Of(question, Dali.Words, Language.Chinese).ShouldBe("2026年10月1日到2026年10月31日（按月算），宾川县的土地纠纷，逾期件数是多少，比上年同期。");
        QuestionWords.Of(question, Dali.Words, Language.English).ShouldBe(
            "Matters overdue, land disputes, in Binchuan County, from 1 October 2026 to 31 October 2026 (counted by month), compared with the same days a year before.");
        QuestionLink.Query(question).ShouldBe("measure=overdue&place=532924&kind=land&from=2026-10-01&until=2026-10-31&unit=month&compare=year-before");
    }

    private static List<string[]> Rows(string file) =>
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "questions", file)).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'))];
}
