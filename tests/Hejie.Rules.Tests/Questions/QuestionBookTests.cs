using Hejie.Rules.Catalogue;
using Hejie.Rules.Questions;

namespace Hejie.Rules.Tests.Questions;

/// <summary>The words of questions, as the catalogue states them.</summary>
public sealed class QuestionBookTests
{
    private static readonly string s_text = CatalogueFiles.Text(Dali.File);

    [Theory]
    [InlineData("  accepted: {zh: [受理件数", "  accepting: {zh: [受理件数", "there is no 'accepting' among measures")]
    [InlineData("  accepted: {zh: [受理件数", "  accepting: {zh: [受理件数", "'accepted' has no words")]
    [InlineData("[受理件数, 受理量", "[受理件数, 逾期量, 受理量", "'逾期量' has another meaning already")]
    [InlineData("of: [petition, petition-review,", "of: [petitions, petition-review,", "there is no procedure 'petitions'")]
    [InlineData("of: [people-mediation/neighbour]", "of: [people-mediation/neighbor]", "there is no kind 'people-mediation/neighbor'")]
    [InlineData("of: [people-mediation/neighbour]", "of: []", "'neighbour' names no kind")]
    [InlineData("  open: {zh: [还在办的", "  open: {zh: [still, 还在办的", "'still' stands under zh and has no Chinese in it")]
    [InlineData("en: [still open, open,", "en: [still open, 在办, open,", "'在办' stands under en and has Chinese in it")]
    [InlineData("lunar: 08-15, days: 1", "lunar: 08-31, days: 1", "'08-31' is no day of every year")]
    [InlineData("lunar: 08-15, days: 1", "days: 1", "its day by one of 'lunar', 'solar' and 'qingming'")]
    [InlineData("solar: 10-01, days: 7", "solar: 10-01, days: 70", "'days' must be 1 to 31")]
    [InlineData("\"每一*\"", "\"每一\"", "'每一' does not say with * where the word stands")]
    [InlineData("  quarter: {zh: [季度, 季]", "  quarters: {zh: [季度, 季]", "there is no 'quarters' among groups")]
    [InlineData("“{word}”还没有到", "“{date}”还没有到", "'{date}' would be shown as it stands: this text knows {word} and {near}")]
    [InlineData("  too-long:", "  much-too-long:", "unknown key 'much-too-long'")]
    [InlineData("  532924: {zh", "  5329: {zh", "'5329' is given twice")]
    [InlineData("  court: {zh: [人民法院", "  courts: {zh: [人民法院", "there is no kind of body 'courts'")]
    public void A_word_without_a_meaning_or_with_two_is_refused_with_its_line(string stood, string stands, string told)
    {
        s_text.ShouldContain(stood);
        var kinds = Dali.Book.BodyKinds.Keys.ToHashSet();
        var text = stood.StartsWith("  532924", StringComparison.Ordinal)
            ? s_text.Replace("  532900: {zh", "  5329: {zh", StringComparison.Ordinal).Replace(stood, stands, StringComparison.Ordinal)
            : s_text.Replace(stood, stands, StringComparison.Ordinal);
        Should.Throw<CatalogueException>(() => QuestionBook.Load(Dali.File, text, Dali.Procedures, kinds))
            .Problems.ShouldContain(problem => problem.Reason.Contains(told, StringComparison.Ordinal) && problem.File == Dali.File && problem.Line > 0);
    }

    [Fact]
    public void Every_place_has_a_name_that_no_other_has()
    {
        var names = Dali.Places.Keys.Select(place => Dali.Words.Place(place).Zh).ToList();
        names.ShouldBeUnique();
        foreach (var place in Dali.Places.Keys)
        {
            var question = new Question { Places = [place] };
            QuestionReader.ReadAny(QuestionWords.Of(question, Dali.Words, Language.Chinese), Dali.Words, Dali.Today).ShouldBe(new Reading.Understood(question));
        }
    }

    [Fact]
    public void Every_procedure_kind_and_body_that_can_be_asked_for_is_read_by_its_name()
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            foreach (var question in Dali.Words.Procedures.Select(code => new Question { Procedures = [code] }).Concat(Dali.Words.Kinds.Select(code => new Question { Kinds = [code] }))
                .Concat(Dali.Words.Bodies.Select(body => new Question { Bodies = [body.Id] })).Concat(Dali.Words.BodyKinds.Select(code => new Question { BodyKinds = [code] })))
            {
                var words = QuestionWords.Of(question, Dali.Words, language);
                QuestionReader.ReadAny(words, Dali.Words, Dali.Today).ShouldBe(new Reading.Understood(question), words);
            }
        }
    }
}
