using System.Text;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Rules.Procedures.Checking;

namespace Hejie.Rules.Tests.Procedures;

/// <summary>
/// The catalogue is no back door (safeguard 2): a file that asks for, names or sorts by what a person is does not load,
/// wherever the word stands and however it is written; nor does one that hides what it says.
/// </summary>
public sealed class HostileCatalogueTests
{
    private const string File = "procedures/people-mediation.yaml";

    /// <summary>What no procedure may speak of: Chinese, English, and as a name.</summary>
    private static readonly (string Zh, string En, string Name)[] s_forbidden =
    [
        ("民族", "Ethnic group", "ethnic-group"),
        ("宗教信仰", "Religion", "religion"),
        ("政治面貌", "Political status", "politics"),
        ("党员", "Party member", "party-member"),
        ("身份证号", "Identity number", "identity-number"),
        ("户籍", "Household register", "household"),
        ("前科", "Criminal record", "criminal-record"),
        ("病史", "Medical history", "medical-history"),
        ("重点人员", "Key person", "key-person"),
        ("重复信访", "Repeated petition", "repeated-petition"),
        ("越级上访", "Skip-level", "skip-level"),
        ("车牌", "Number plate", "number-plate"),
    ];

    /// <summary>Where a word can stand: the place in the shipped file, and what stands there instead.</summary>
    private static readonly Dictionary<string, (string Stood, Func<string, string, string, string> Stands)> s_places = new()
    {
        ["a question"] = ("    people: {type", (zh, en, _) => $"    more: {{type: text, label: {{zh: \"您的{zh}？\", en: \"{en}?\"}}}}\n    people: {{type"),
        ["a hint"] = ("    people: {type", (zh, en, _) => $"    more: {{type: text, label: {{zh: 还有吗, en: More}}, hint: {{zh: \"请写{zh}\", en: \"{en}\"}}}}\n    people: {{type"),
        ["an option"] = ("    people: {type", (zh, en, _) =>
            $"    more: {{type: choice, label: {{zh: 哪一种, en: Which}}, options: {{one: {{zh: \"{zh}\", en: \"{en}\"}}}}}}\n    people: {{type"),
        ["a kind"] = ("  other: {zh: 别的纠纷", (zh, en, _) => $"  more: {{zh: \"{zh}\", en: \"{en}\"}}\n  other: {{zh: 别的纠纷"),
        ["a stage"] = ("  closed: {zh: 了结", (zh, en, _) => $"  more: {{zh: \"{zh}\", en: \"{en}\"}}\n  closed: {{zh: 了结"),
        ["the promise"] = ("promise: {zh: 调解员帮双方谈，不收费；谈不成不影响起诉, en: ", (zh, en, _) => $"promise: {{zh: \"{zh}\", en: \"{en}\"}}\n# "),
        ["what filing tells"] = ("  tells: {zh: 您说了这件事。, en: ", (zh, en, _) => $"  tells: {{zh: \"请带{zh}\", en: \"Bring: {en}\"}}\n# "),
        ["a piece of work"] = ("filing:\n", (zh, en, _) => $"work:\n  more: {{title: {{zh: \"核对{zh}\", en: \"Check: {en}\"}}}}\nfiling:\n"),
        ["a remedy"] = ("filing:\n", (zh, en, _) => $"remedies:\n  more: {{title: {{zh: \"{zh}\", en: \"{en}\"}}}}\nfiling:\n"),
        ["a move"] = ("filing:\n", (zh, en, _) =>
            $"moves:\n  more: {{title: {{zh: \"登记{zh}\", en: \"{en}\"}}, by: [duty-officer], from: [received], tells: {{zh: 登记了, en: Done}}}}\nfiling:\n"),
        ["the name of a field"] = ("    people: {type", (_, _, name) => $"    {name}: {{type: text, label: {{zh: 还有吗, en: More}}}}\n    people: {{type"),
        ["the code of an option"] = ("    people: {type", (_, _, name) =>
            $"    more: {{type: choice, label: {{zh: 哪一种, en: Which}}, options: {{{name}: {{zh: 有, en: Yes}}}}}}\n    people: {{type"),
        ["the code of a kind"] = ("  other: {zh: 别的纠纷", (_, _, name) => $"  {name}: {{zh: 一类, en: One}}\n  other: {{zh: 别的纠纷"),
        ["the name of a move"] = ("filing:\n", (_, _, name) =>
            $"moves:\n  {name}: {{title: {{zh: 登记, en: Note}}, by: [duty-officer], from: [received], tells: {{zh: 登记了, en: Done}}}}\nfiling:\n"),
    };

    /// <summary>How a word can be hidden from the eye or from a search.</summary>
    private static readonly Dictionary<string, Func<string, string>> s_tricks = new()
    {
        ["plain"] = word => word,
        ["spaces between"] = word => string.Join(' ', word.ToCharArray()),
        ["signs between"] = word => string.Join('·', word.ToCharArray()),
        ["brackets"] = word => word[..1] + "（" + word[1..] + "）",
        ["wide letters"] = word => string.Concat(word.Select(letter => letter is > ' ' and <= '~' ? (char)(letter + 0xFEE0) : letter)),
        ["capitals"] = word => word.ToUpperInvariant(),
        ["accents"] = word => string.Concat(word.Select(letter => letter + "\u0301")),
        ["an unseen character"] = word => word[..1] + "\u200B" + word[1..],
        ["an escaped unseen character"] = word => word[..1] + "\\u200D" + word[1..],
        ["a soft hyphen"] = word => word[..1] + "\\u00AD" + word[1..],
        ["a variation selector"] = word => word[..1] + "\\uFE0F" + word[1..],
        ["written as escapes"] = word => string.Concat(word.Select(letter => $"\\u{(int)letter:X4}")),
        ["traditional characters"] = word => Swap(word, "族族教教党黨员員证證号號户戶籍籍维維重重复復访訪级級车車"),
        ["look-alikes"] = word => Swap(word, "民⺠户⼾车⻋eеoоaаiіcсpр"),
        ["turned around"] = word => "\\u202E" + string.Concat(word.Reverse()) + "\\u202C",
    };

    /// <summary>Files of which nothing may be read at all.</summary>
    private static readonly Dictionary<string, Func<string, string>> s_forms = new()
    {
        ["an anchor"] = text => text.Replace("number: 人调", "number: &n 人调"),
        ["an alias"] = text => text.Replace("number: 人调", "number: *n"),
        ["an anchor and its alias"] = text => text.Replace("id: people-mediation\n", "id: &i people-mediation\n").Replace("number: 人调", "number: *i"),
        ["a tag"] = text => text.Replace("number: 人调", "number: !!str 人调"),
        ["a tag of a program"] = text => text.Replace("number: 人调", "number: !System.IO.FileInfo 人调"),
        ["a merge key"] = text => text + "<<: {number: 人调}\n",
        ["a merge key of an alias"] = text => text.Replace("  neighbour:", "  <<: *kinds\n  neighbour:"),
        ["laughter"] = text => text + "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        ["lists nested without end"] = text => text + "deep: " + new string('[', 10_000) + "\n",
        ["maps nested without end"] = text => text + "deep: " + string.Concat(Enumerable.Repeat("{a: ", 10_000)) + "\n",
        ["nested deep, and closed"] = text => text + "deep: " + new string('[', 200) + new string(']', 200) + "\n",
        ["a huge file"] = text => text + string.Concat(Enumerable.Repeat("# 没有内容\n", 100_000)),
        ["a huge text"] = text => text.Replace("您说了这件事。", new string('字', 600_000)),
        ["bytes that are no UTF-8"] = text => text.Replace("number: 人调", "number: " + Encoding.UTF8.GetString([0xC8, 0xCB, 0xB5, 0xF7])),
        ["half a pair"] = text => text.Replace("number: 人调", "number: 人\uD83D调"),
        ["half a pair, escaped"] = text => text.Replace("number: 人调", "number: \"人\\uD83D调\""),
        ["a zero"] = text => text.Replace("number: 人调", "number: \"人\\0调\""),
        ["a bell"] = text => text.Replace("number: 人调", "number: \"人\\a调\""),
        ["an escaped tab"] = text => text.Replace("number: 人调", "number: \"人\\t调\""),
        ["a direction mark"] = text => text.Replace("number: 人调", "number: 人\u202E调"),
        ["a direction mark in a comment"] = text => text + "# 说明\u2066\n",
        ["an isolate, escaped"] = text => text.Replace("number: 人调", "number: \"人\\u2067调\""),
        ["a private character"] = text => text.Replace("number: 人调", "number: 人\uE000调"),
        ["an unseen character in a key"] = text => text.Replace("number: 人调", "num\u200Bber: 人调"),
        ["a mark in the midst"] = text => text.Replace("number: 人调", "number: 人\uFEFF调"),
        ["a key that is a list"] = text => text + "? [a, b]\n: c\n",
        ["two documents"] = text => text + "---\nid: people-mediation\n",
        ["nothing"] = _ => "",
        ["a list"] = _ => "- id: people-mediation\n",
        ["words of a program"] = _ => "%YAML 9.9\n---\n{",
        ["a field type of its own"] = text => text.Replace("people: {type: people", "people: {type: person-index"),
        ["an attribute of its own"] = text => text.Replace("people: {type: people,", "people: {type: people, attributes: [birthday],"),
        ["a pattern of its own"] = text => text.Replace("people: {type: people,", "people: {type: people, pattern: \"[0-9]{18}\","),
        ["a script"] = text => text + "script: rm\n",
        ["a role of its own"] = text => text + "moves:\n  more: {title: {zh: 看, en: Look}, by: [inspector], from: [received], tells: {zh: 看了, en: Seen}}\n",
    };

    private static readonly string s_shipped = CatalogueFiles.Text(File);

    private static readonly IReadOnlyList<(string File, string Text)> s_parts = CatalogueFiles.All("procedures/parts");

    /// <summary>Every word plainly in every place; every trick with some of the words in some of the places; every form.</summary>
    public static IEnumerable<(string Title, string Text)> Hostile()
    {
        foreach (var (place, (stood, stands)) in s_places)
        {
            foreach (var (word, index) in s_forbidden.Select((word, index) => (word, index)))
            {
                yield return ($"{place}: {word.Zh}", Put(stood, stands(word.Zh, word.En, word.Name)));
                foreach (var (trick, write) in s_tricks.Skip(1).Where((_, at) => (at + index) % 5 == place.Length % 5))
                {
                    var (zh, en) = (write(word.Zh), write(word.En));
                    if (place.StartsWith("the ", StringComparison.Ordinal) && !place.StartsWith("the p", StringComparison.Ordinal))
                        continue;
                    if (zh != word.Zh)
                        yield return ($"{place}: {word.Zh}, {trick}", Put(stood, stands(zh, "More", "more")));
                    if (en != word.En)
                        yield return ($"{place}: {word.En}, {trick}", Put(stood, stands("还有", en, "more")));
                }
            }
        }

        foreach (var (form, spoil) in s_forms)
            yield return (form, spoil(s_shipped));
    }

    [Fact]
    public void Two_hundred_hostile_files_are_refused_with_file_and_line()
    {
        var (files, passed) = (0, new List<string>());
        foreach (var (title, text) in Hostile())
        {
            text.ShouldNotBe(s_shipped, title);
            files++;
            var problems = Problems(text);
            if (problems.Count == 0)
                passed.Add(title);
            problems.ShouldAllBe(problem => problem.File == File && problem.Line > 0 && problem.Reason.Length > 5, title);
        }

        passed.ShouldBeEmpty();
        files.ShouldBeGreaterThanOrEqualTo(200);
    }

    /// <summary>A harmless word in each place loads: it is the word that is refused, not the place.</summary>
    [Fact]
    public void A_harmless_word_may_stand_in_every_place()
    {
        foreach (var (place, (stood, stands)) in s_places)
        {
            var problems = Problems(Put(stood, stands("发票", "Receipt", "receipt")));
            problems.ShouldBeEmpty(place);
        }
    }

    [Theory]
    [InlineData("住户")]
    [InlineData("户外广告")]
    [InlineData("用户")]
    [InlineData("党员干部作风问题")]
    [InlineData("干部作风、执法不公")]
    [InlineData("居民")]
    [InlineData("救助保护、照料")]
    [InlineData("目前科室没有答复")]
    [InlineData("相信教师")]
    [InlineData("公民身份以外的人")]
    [InlineData("信访事项")]
    [InlineData("来访时间")]
    [InlineData("人行道停车")]
    [InlineData("证件不全不影响受理")]
    [InlineData("Neighbours (drainage, passage, noise, house plots)")]
    [InlineData("Each party may bring a friend")]
    [InlineData("Household waste is not collected")]
    [InlineData("Who reports in good faith is not to blame")]
    [InlineData("A family's belief, language, poverty or petitions are never grounds.")]
    [InlineData("Paid card by card")]
    [InlineData("Policy, polite, police")]
    public void What_only_looks_like_it_may_be_said(string words) => PersonWords.In(words).ShouldBeNull();

    [Theory]
    [InlineData("您信什么宗教")]
    [InlineData("是否党员")]
    [InlineData("党员干部作风，本人是否党员")]
    [InlineData("Are you a party-member?")]
    [InlineData("I.D. card")]
    [InlineData("Your faith, in good faith")]
    public void What_is_innocent_hides_nothing_beside_it(string words) => PersonWords.In(words).ShouldNotBeNull();

    private static string Put(string stood, string stands)
    {
        s_shipped.ShouldContain(stood);
        var at = s_shipped.IndexOf(stood, StringComparison.Ordinal);
        return s_shipped[..at] + stands + s_shipped[(at + stood.Length)..];
    }

    private static string Swap(string word, string pairs) =>
        string.Concat(word.Select(letter => pairs.Chunk(2).FirstOrDefault(pair => pair[0] == letter) is { } pair ? pair[1] : letter));

    private static IReadOnlyList<CatalogueProblem> Problems(string text)
    {
        try
        {
            ProcedureBook.Load([(File, text)], s_parts, Time.Rules.Book);
            return [];
        }
        catch (CatalogueException refused)
        {
            // Read alone, so those that it offers are not there.
            return [.. refused.Problems.Where(problem => !problem.Reason.Contains("offers the unknown procedure", StringComparison.Ordinal))];
        }
    }
}
