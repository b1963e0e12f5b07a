using System.Text.RegularExpressions;
using Hejie.Matters.Handling;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Ui;

namespace Hejie.Tests.Ui;

public sealed partial class WordsTests
{
    private static readonly WordBook s_book = WordBook.Load(Path.Combine(SourceTree.Root, "catalogue", "words"));

    [Fact]
    public void Both_languages_say_everything() => s_book.Keys.ShouldNotBeEmpty();

    [Fact]
    public void Every_word_that_a_page_asks_for_is_there()
    {
        var asked = SourceTree.Sources(".cshtml", ".cs")
            .SelectMany(source => Asked().Matches(source.Text).Select(match => (source.File, Key: match.Groups[1].Value)))
            .Where(word => !word.Key.EndsWith('.'))
            .ToList();

        asked.ShouldNotBeEmpty();
        asked.Where(word => s_book.In(Language.Chinese).Find(word.Key) is null).ShouldBeEmpty();
    }

    [Fact]
    public void Every_error_says_in_both_languages_what_to_do_now()
    {
        var codes = SourceTree.Sources(".cs").SelectMany(source => Code().Matches(source.Text).Select(match => match.Groups[1].Value))
            .Concat(Enum.GetNames<Guard>().Select(guard => "guard." + Kebab(guard)))
            .Distinct().Order(StringComparer.Ordinal).ToList();

        codes.Count.ShouldBeGreaterThan(20);
        codes.Where(code => s_book.In(Language.Chinese).Find("error." + code) is null || s_book.In(Language.English).Find("error." + code) is null)
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_purpose_of_a_look_has_its_words() =>
        OpenSealed.Purposes.Where(purpose => s_book.In(Language.Chinese).Find("look." + purpose) is null).ShouldBeEmpty();

    [Fact]
    public void Every_status_that_is_told_has_its_words()
    {
        foreach (var status in Enumerable.Range(400, 200))
        {
            s_book.In(Language.English).Find(Problems.KeyOf(status) + ".title").ShouldNotBeNull();
            s_book.In(Language.English).Find(Problems.KeyOf(status) + ".now").ShouldNotBeNull();
        }
    }

    [Fact]
    public void A_word_missing_in_one_language_stops_the_start_with_its_line()
    {
        var problems = Faults("a: 甲\nb: 乙\n", "a: one\n");
        problems.ShouldHaveSingleItem().ToString().ShouldBe("words/zh-CN.yaml:2: 'b' is missing in words/en.yaml");
    }

    [Fact]
    public void A_place_for_a_value_missing_in_one_language_stops_the_start() =>
        Faults("a: 最多 {0} 个字\n", "a: too many\n").ShouldHaveSingleItem().Line.ShouldBe(1);

    [Fact]
    public void Values_take_their_places_and_nothing_else_does()
    {
        var words = s_book.In(Language.English);
        words["form.most", 40].ShouldBe("At most 40 characters");
        words.Fill(new Words("{body}受理了", "{body} accepted {number}"), ("body", "{number}")).ShouldBe("{number} accepted {number}");
        words.Error("no.such", "x").ShouldContain("no.such");
    }

    private static IReadOnlyList<CatalogueProblem> Faults(string chinese, string english)
    {
        var folder = Directory.CreateTempSubdirectory("hejie-words-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "zh-CN.yaml"), chinese);
            File.WriteAllText(Path.Combine(folder.FullName, "en.yaml"), english);
            return Should.Throw<CatalogueException>(() => WordBook.Load(folder.FullName)).Problems;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Kebab(string name) => Capital().Replace(name, match => (match.Index == 0 ? "" : "-") + match.Value.ToLowerInvariant());

    [GeneratedRegex("""\b(?:W|words|Words)\[\$?"([a-z0-9.-]+)"[],]""")]
    private static partial Regex Asked();

    [GeneratedRegex("""(?:Refused|FieldError|Wrong)\([^;"]*"([a-z]+\.[a-z-]+)"[,)]""")]
    private static partial Regex Code();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
