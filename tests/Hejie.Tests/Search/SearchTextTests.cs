using Hejie.Rules.Places;
using Hejie.Rules.Time;
using Hejie.Search;

namespace Hejie.Tests.Search;

/// <summary>How search reads texts and words: the same for what is kept, asked and marked.</summary>
public sealed class SearchTextTests
{
    [Theory]
    [InlineData("宾川土地", "宾川 川土 土地 地")]
    [InlineData("屋檐，滴水", "屋檐 檐 滴水 水")]
    [InlineData("G56线K12处", "g56 线 k12 处")]
    [InlineData("Land dispute", "land dispute")]
    [InlineData("ＡＢ１２号", "ab12 号")]
    [InlineData("沙坝沙坝", "沙坝 坝沙 坝")]
    [InlineData("𠮷田𠮷", "𠮷田 田𠮷 𠮷")]
    [InlineData("，。 —", "")]
    public void A_text_is_kept_as_pairs_of_Han_and_whole_words(string text, string words) =>
        string.Join(' ', SearchText.Of(text).Words()).ShouldBe(words);

    [Theory]
    [InlineData("土地 宾川", "土地|宾川")]
    [InlineData("A座3楼", "a座3楼")]
    [InlineData("坝  坝", "坝")]
    public void What_stands_together_is_one_term(string text, string terms) => string.Join('|', SearchText.Of(text).Terms()).ShouldBe(terms);

    [Theory]
    [InlineData("宾川县土地承包", "土地", true)]
    [InlineData("土的地", "土地", false)]
    [InlineData("沙坝", "坝", true)]
    [InlineData("沙坝", "沙", true)]
    [InlineData("川土宾川土地", "宾川土地", true)]
    [InlineData("宾川、川土、土地", "宾川土地", false)]
    [InlineData("Landing site", "land", false)]
    [InlineData("LAND use", "land", true)]
    [InlineData("国道G56边", "g56", true)]
    [InlineData("国道G560边", "g56", false)]
    [InlineData("3组 土地", "土地 3组", true)]
    public void All_terms_must_stand_in_it(string text, string asked, bool stands) =>
        SearchText.Of(text).HasAll(SearchText.Of(asked).Terms()).ShouldBe(stands);

    [Theory]
    [InlineData("宾川县土地承包", "土地 承包", "宾川县[土地承包]")]
    [InlineData("土地与土地", "土地", "[土地]与[土地]")]
    [InlineData("沙坝坝坝", "坝坝", "沙[坝坝坝]")]
    [InlineData("Ｌａｎｄ <b>", "land", "[Ｌａｎｄ] <b>")]
    [InlineData("没有", "土地", "没有")]
    public void What_was_sought_is_marked_as_it_was_written(string text, string asked, string marked) =>
        string.Concat(SearchText.Of(text).Mark(SearchText.Of(asked).Terms()).Select(part => part.IsFound ? $"[{part.Text}]" : part.Text)).ShouldBe(marked);

    [Fact]
    public void Marking_loses_nothing_whatever_the_text()
    {
        var random = new Random(5);
        for (var tried = 0; tried < 2_000; tried++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => (char)(random.Next(3) switch { 0 => random.Next(0x20, 0x7F), 1 => random.Next(0x4E00, 0x4E08), _ => random.Next(0xD7F0, 0xFFFF) })));
            var asked = SearchText.Of(text).Terms();
            string.Concat(SearchText.Of(text).Mark(asked).Select(part => part.Text)).ShouldBe(text);
        }
    }

    [Fact]
    public void No_word_of_a_text_is_taken_for_one_of_a_filter_and_all_are_of_letters_and_digits()
    {
        var words = SearchWords.Of(new SearchedMatter(532901, Guid.NewGuid(), LegalTime.Micros(Installation.Morning), "people-mediation", "neighbour", PlaceCode.Parse("532901104201").Value, 7, true, "人调〔2026〕010123–12号", "c532901 b7 屋檐 a-b"));
        words.Distinct().Count().ShouldBe(words.Count);
        words.ShouldAllBe(word => word.All(letter => !char.IsAscii(letter) || char.IsAsciiLetterOrDigit(letter)));
        words.ShouldContain(SearchWords.In(SearchWords.WeekOf(LegalTime.Micros(Installation.Morning)), SearchWords.Body(7)));
        words.Count(word => word.EndsWith("b7", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public void A_week_begins_where_the_one_before_ends()
    {
        for (var week = 1; week < 600; week++)
        {
            SearchWords.WeekOf(SearchWords.StartOf(week)).ShouldBe(week);
            SearchWords.WeekOf(SearchWords.StartOf(week) - 1).ShouldBe(week - 1);
        }

        SearchWords.WeekOf(LegalTime.Micros(new DateTimeOffset(1987, 5, 1, 0, 0, 0, LegalTime.Offset))).ShouldBe(0);
    }

    [Fact]
    public void What_holds_the_words_sooner_and_oftener_comes_first()
    {
        var terms = SearchText.Of("土地 承包").Terms();
        FoundMatter Hit(string summary, long opened = 0) => new(532901, Guid.NewGuid(), opened, summary, "p", "k", 0, "s", 1, null);
        var ordered = Relevance.Order(
            [Hit("村民反映道路积水影响土地耕种以及承包的事情很多年没有人管"), Hit("土地承包"), Hit("土地承包", 5), Hit("承包费与土地边界")], terms);
        ordered.Select(hit => hit.Summary![..4]).ShouldBe(["土地承包", "土地承包", "承包费与", "村民反映"]);
        ordered[0].Opened.ShouldBe(5);
    }
}
