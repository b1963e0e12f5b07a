using CsCheck;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Questions;

namespace Hejie.Rules.Tests.Questions;

/// <summary>What holds for every question and every text.</summary>
public sealed class QuestionPropertyTests
{
    private static readonly string[] s_scraps =
    [
        "上个月", "去年", "今年", "三月", "腊月", "5月1日", "到", "以来", "比", "同比", "宾川县", "大理", "牛街乡", "土地纠纷", "信访", "逾期", "办结", "多少件", "哪个县", "前五", "最多", "各乡镇",
        "张三", "谁", "的", "，", "-", "\u0000", "\u200b", "\ud83d\ude00", "\ud83d", "１２", "３月", "99999999", "land disputes", "last month", "by county", "since", "to ", "2月30日", "一一月", "(按月算)", "1901年", "2099年正月",
    ];

    [Fact]
    public void What_a_question_is_shown_back_as_is_read_as_the_same_question() =>
        Gen.Select(QuestionGen.Answered, QuestionGen.Pick(Enum.GetValues<Language>())).Sample((question, language) =>
        {
            var words = QuestionWords.Of(question, Dali.Words, language);
            var read = QuestionReader.ReadAny(words, Dali.Words, Dali.Today);
            read.ShouldBeOfType<Reading.Understood>(words + "\n" + (read is Reading.Stopped stopped ? string.Join('\n', stopped.Faults) : "")).Question.ShouldBe(question, words);
        }, iter: 1000);

    [Fact]
    public void A_link_leads_back_to_its_question() =>
        QuestionGen.Answered.Sample(question =>
        {
            QuestionLink.Read(QuestionLink.Of(question), Dali.Words, out var wrong).ShouldBe(question);
            wrong.ShouldBeEmpty();
            QuestionWords.Fields(question, Dali.Words, Language.Chinese).Keys.ShouldContain("measure");
        }, iter: 1000);

    [Fact]
    public void Any_text_is_a_question_or_names_a_word_that_stands_where_it_says() =>
        Gen.Select(Gen.OneOf(QuestionGen.Pick(s_scraps), Gen.String[0, 6]).Array[0, 12].Select(string.Concat), QuestionGen.Pick(Enum.GetValues<Language>())).Sample((text, language) =>
        {
            switch (QuestionReader.Read(text, Dali.Words, Dali.Today))
            {
                case Reading.Understood understood:
                    Safeguard.Refuses(understood.Question, Dali.Words).ShouldBeFalse();
                    QuestionLink.Read(QuestionLink.Of(understood.Question), Dali.Words, out _).ShouldBe(understood.Question);
                    var words = QuestionWords.Of(understood.Question, Dali.Words, language);
                    QuestionReader.ReadAny(words, Dali.Words, Dali.Today).ShouldBe(new Reading.Understood(understood.Question), words);
                    break;
                case Reading.Stopped stopped:
                    stopped.Faults.ShouldNotBeEmpty();
                    foreach (var fault in stopped.Faults)
                    {
                        text.Substring(fault.Offset, fault.Word.Length).ShouldBe(fault.Word);
                        QuestionWords.Of(fault, Dali.Words, language).ShouldNotContain("\u0000");
                    }

                    break;
            }
        }, iter: 2000);

    [Fact]
    public void Parameters_of_any_kind_make_a_question_or_are_named() =>
        Gen.Select(QuestionGen.Pick([.. QuestionLink.Parameters, "utm"]), Gen.OneOf(Gen.String, QuestionGen.Pick("532924", "land,wages", "2026-02-30", "2026-01-01", "county,month", "highest", "100", "-1", "year-before", "petitions", "filed", ",,,", "none", "1"))).Array[0, 8].Sample(pairs =>
        {
            var question = QuestionLink.Read(pairs.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)), Dali.Words, out var wrong);
            wrong.ShouldBeSubsetOf(QuestionLink.Parameters);
            if (question is not null)
                QuestionLink.Read(QuestionLink.Of(question), Dali.Words, out _).ShouldBe(question);
        }, iter: 2000);

    [Fact]
    public void Ten_thousand_characters_are_refused_and_would_be_read_in_a_moment()
    {
        var text = string.Concat(Enumerable.Repeat("上个月宾川县逾期的土地纠纷有多少件张三", 600))[..10_000];
        ((Reading.Stopped)QuestionReader.Read(text, Dali.Words, Dali.Today)).Faults.ShouldHaveSingleItem().Kind.ShouldBe(FaultKind.TooLong);

        // Not a measurement: what took the square of the length would not come back.
        var begun = System.Diagnostics.Stopwatch.StartNew();
        QuestionReader.ReadAny(text, Dali.Words, Dali.Today).ShouldBeOfType<Reading.Stopped>();
        begun.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }
}
