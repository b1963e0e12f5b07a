using CsCheck;
using Hejie.Rules.Questions;

namespace Hejie.Rules.Tests.Questions;

/// <summary>Safeguard 7 in questions: how many petitions and complaints there are sets no place and no body beside another.</summary>
public sealed class SafeguardTests
{
    private static readonly string[] s_petitions = ["petition", "petition-review", "petition-reexamination"];

    [Fact]
    public void A_place_may_be_asked_for_its_number()
    {
        var question = Read("宾川县今年信访多少件");
        Dali.Words.ProceduresOf(question).ShouldBe(s_petitions, ignoreOrder: true);
        Safeguard.LeavesOut(question, Dali.Words).ShouldBeFalse();
    }

    [Fact]
    public void Where_places_are_set_beside_each_other_by_all_matters_petitions_are_not_among_them()
    {
        var question = Read("今年各县低保件数");
        Dali.Words.KindsOf(question).ShouldBe(["service-request/welfare", "help-request/insurance", "legal-aid/welfare"], ignoreOrder: true);
        Safeguard.LeavesOut(question, Dali.Words).ShouldBeTrue();
        Safeguard.LeavesOut(Read("今年各县收件数"), Dali.Words).ShouldBeTrue();
        Safeguard.LeavesOut(Read("今年各县土地纠纷"), Dali.Words).ShouldBeFalse();
    }

    [Fact]
    public void No_question_that_is_answered_counts_a_petition_where_it_ranks()
    {
        QuestionGen.Answered.Where(Safeguard.SetsApart).Sample(question =>
        {
            var procedures = Dali.Words.ProceduresOf(question) ?? (IReadOnlySet<string>)new HashSet<string>();
            procedures.ShouldNotContain(id => Dali.Book.NeverRanked.Contains(id));
            (Dali.Words.KindsOf(question) ?? (IReadOnlySet<string>)new HashSet<string>()).ShouldNotContain(kind => Dali.Book.NeverRanked.Contains(kind.Split('/', 2)[0]));
        }, iter: 500);
    }

    [Fact]
    public void Petitions_and_complaints_are_never_ranked() =>
        Dali.Book.NeverRanked.Order(StringComparer.Ordinal).ShouldBe(
            Dali.Procedures.InForce.Select(procedure => procedure.Id).Where(id => id is "criminal-appeal" or "reconsideration" || id.StartsWith("petition", StringComparison.Ordinal) || id.StartsWith("procuratorate-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void A_link_is_refused_as_words_are()
    {
        KeyValuePair<string, string>[] link = [new("procedure", "petitions"), new("by", "county")];
        QuestionLink.Read(link, Dali.Words, out _).ShouldBeNull();
        QuestionLink.Read([.. link, new("measure", "on-time-rate")], Dali.Words, out _).ShouldNotBeNull();
    }

    [Fact]
    public void Every_word_about_persons_is_refused_in_every_place_of_a_question()
    {
        string[] about = ["今年{0}收件数", "{0}最多", "宾川县的{0}有多少件", "各县{0}"];
        foreach (var word in new[] { "谁", "上访户", "当事人", "身份证", "手机号", "名单", "重点人员", "老上访", "调解员", "申请人" })
        {
            foreach (var text in about.Select(form => string.Format(System.Globalization.CultureInfo.InvariantCulture, form, word)))
                ((Reading.Stopped)QuestionReader.Read(text, Dali.Words, Dali.Today)).Faults.ShouldAllBe(fault => fault.Kind == FaultKind.Person, text);
        }
    }

    private static Question Read(string text) => ((Reading.Understood)QuestionReader.Read(text, Dali.Words, Dali.Today)).Question;
}
