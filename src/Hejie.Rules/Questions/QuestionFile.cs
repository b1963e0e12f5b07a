using System.Globalization;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Procedures.Checking;

namespace Hejie.Rules.Questions;

/// <summary>Reads the words of questions from their file, section by section.</summary>
internal sealed class QuestionFile
{
    private readonly ProcedureBook _procedures;
    private readonly IReadOnlySet<string>? _bodyKinds;
    private readonly (NamedWords Each, NamedWords Which, NamedWords Whichever, NamedWords Counted) _forms;

    internal QuestionFile(YamlMap map, ProcedureBook procedures, IReadOnlySet<string>? bodyKinds)
    {
        (_procedures, _bodyKinds) = (procedures, bodyKinds);
        Enums<Measure, Meaning.OfMeasure>(map, "measures", measure => new(measure));
        Enums<Condition, Meaning.OfCondition>(map, "conditions", condition => new(condition));
        Enums<Ending, Meaning.OfOutcome>(map, "outcomes", outcome => new(outcome), Ending.None);
        Enums<Comparison, Meaning.Compared>(map, "comparisons", comparison => new(comparison), Comparison.None);
        Enums<WindowUnit, Meaning.OfUnit>(map, "units", unit => new(unit), WindowUnit.Days);
        Channels = [.. Section(map, "channels", (code, _) => new Meaning.OfChannel(code))];
        foreach (var (code, entry) in map.Maps("procedures"))
            ReadProcedures(code, entry);
        foreach (var (code, entry) in map.Maps("kinds"))
            ReadKinds(code, entry);
        foreach (var (code, entry) in map.Maps("places"))
            ReadPlace(code, entry);
        _forms = (Patterns(map, "each"), Patterns(map, "which"), Patterns(map, "whichever"), Patterns(map, "counted"));
        ReadGroups(map);
        foreach (var (code, entry) in map.Maps("bodies"))
            ReadBody(code, entry);
        Words(map, "versus", new Meaning.Versus());
        ReadOrder(map, "highest", false);
        ReadOrder(map, "lowest", true);
        Words(map, "slowest", new Meaning.Sorted(false, null, IsPace: true));
        Words(map, "fastest", new Meaning.Sorted(true, null, IsPace: true));
        Words(map, "through", new Meaning.Through());
        Words(map, "since-before", new Meaning.Since(After: true));
        Words(map, "since-after", new Meaning.Since(After: false));
        Words(map, "always", new Meaning.Anywhere());
        Words(map, "everywhere", new Meaning.Anywhere());
        if (Words(map, "persons", new Meaning.Person()) is { } persons)
            Splits(map, persons, (_, _) => new Meaning.Person(), isCounted: false);
        Words(map, "skipped", new Meaning.Skipped());
        ReadHandled(map.Map("handled"));
        foreach (var entry in map.List("instead"))
            ReadInstead(entry);
        foreach (var entry in map.List("festivals"))
            ReadFestival(entry);
        Uncounted = map.Words("uncounted");
        foreach (var word in new[] { Uncounted.Zh, Uncounted.En })
            Say(map, "uncounted", word, new Meaning.Skipped());
        NeverRanked = procedures.InForce.Where(procedure => procedure.IsComplaint).Select(procedure => procedure.Id).ToHashSet(StringComparer.Ordinal);
        ReadSentences(map.Map("says"));
        map.Done();
    }

    internal Dictionary<string, Meaning> Meanings { get; } = new(StringComparer.Ordinal);

    /// <summary>The words as they are written.</summary>
    internal Dictionary<string, string> Spelled { get; } = new(StringComparer.Ordinal);

    internal Dictionary<(Type Meaning, string Code), Words> Titles { get; } = [];

    internal Dictionary<string, IReadOnlyList<string>> Procedures { get; } = [];

    internal Dictionary<string, IReadOnlyList<string>> Kinds { get; } = [];

    internal Dictionary<string, NamedWords> BodyKinds { get; } = [];

    internal Dictionary<PlaceCode, NamedWords> Places { get; } = [];

    internal IReadOnlyList<string> Channels { get; }

    internal IReadOnlySet<string> NeverRanked { get; }

    internal Words Uncounted { get; }

    internal Dictionary<FaultSentence, Words> Says { get; } = [];

    private void Enums<TEnum, TMeaning>(YamlMap map, string section, Func<TEnum, TMeaning> means, params TEnum[] wordless)
        where TEnum : struct, Enum
        where TMeaning : Meaning
    {
        var values = Enum.GetValues<TEnum>().Except(wordless).ToDictionary(QuestionBook.CodeOf);
        var said = Section(map, section, (code, entry) =>
        {
            if (!values.TryGetValue(code, out var value))
                entry.Problem(null, $"there is no '{code}' among {section}; there are {NameCheck.List(values.Keys)}");
            return means(value);
        }).ToHashSet();
        foreach (var missing in values.Keys.Where(code => !said.Contains(code)))
            map.Problem(section, $"'{missing}' has no words");
    }

    private List<string> Section<TMeaning>(YamlMap map, string section, Func<string, YamlMap, TMeaning> means)
        where TMeaning : Meaning
    {
        var codes = new List<string>();
        foreach (var (code, entry) in map.Maps(section))
        {
            Title<TMeaning>(code, Entry(entry, means(code, entry)));
            entry.Done();
            codes.Add(code);
        }

        return codes;
    }

    private void ReadProcedures(string code, YamlMap entry)
    {
        var of = entry.Texts("of");
        foreach (var unknown in of.Where(id => _procedures.Find(id) is null))
            entry.Problem("of", $"there is no procedure '{unknown}'; there are {NameCheck.List(_procedures.InForce.Select(procedure => procedure.Id))}");
        if (of.Count == 0)
            entry.Problem("of", $"'{code}' names no procedure");
        if (_procedures.Find(code) is not null)
            entry.Problem(null, $"'{code}' is a procedure already: name the group otherwise");

        // Other words for one procedure are no group.
        var alone = of.Count == 1 ? of[0] : code;
        Title<Meaning.OfProcedure>(alone, Entry(entry, new Meaning.OfProcedure(alone)));
        if (of.Count > 1)
            Procedures[code] = of;
        entry.Done();
    }

    private void ReadKinds(string code, YamlMap entry)
    {
        var of = entry.Texts("of");
        foreach (var unknown in of.Where(kind => kind.Split('/') is not [var id, var own] || _procedures.Find(id)?.Kinds.Any(option => option.Code == own) != true))
            entry.Problem("of", $"there is no kind '{unknown}': write it as procedure/kind");
        if (of.Count == 0)
            entry.Problem("of", $"'{code}' names no kind");
        var words = Title<Meaning.OfKinds>(code, Entry(entry, new Meaning.OfKinds([code])));
        foreach (var (word, noun) in words.Zh.Select(word => (word, "纠纷")).Concat(words.En.Select(word => (word, " disputes"))))
            Meanings.TryAdd(PlainText.Plain(word + noun), new Meaning.OfKinds([code]));
        Kinds[code] = of;
        entry.Done();
    }

    private void ReadBody(string code, YamlMap entry)
    {
        if (_bodyKinds?.Contains(code) == false)
            entry.Problem(null, $"there is no kind of body '{code}'; known are {NameCheck.List(_bodyKinds)}");
        BodyKinds[code] = Title<Meaning.OfBodyKind>(code, Entry(entry, new Meaning.OfBodyKind(code)));
        Splits(entry, BodyKinds[code], (by, take) => new Meaning.Split(Grouping.Body, by, take, code), isCounted: true);
        entry.Done();
    }

    // A place that is not there is no fault: the same words serve an installation of another prefecture.
    private void ReadPlace(string code, YamlMap entry)
    {
        if (!PlaceCode.TryParse(code, out var place))
            entry.Problem(null, $"'{code}' is no place");
        else
            Places[place] = new NamedWords(entry.Texts("zh"), entry.Texts("en"));
        foreach (var word in entry.Texts("zh").Concat(entry.Texts("en")))
            Spelled[PlainText.Plain(word)] = word;
        entry.Done();
    }

    private void ReadGroups(YamlMap map)
    {
        var nouns = map.Maps("groups").ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var grouping in Enum.GetValues<Grouping>())
        {
            if (!nouns.Remove(QuestionBook.CodeOf(grouping), out var entry))
            {
                map.Problem("groups", $"'{QuestionBook.CodeOf(grouping)}' has no words");
                continue;
            }

            var isTime = grouping >= Grouping.Day;
            var words = new NamedWords(entry.Texts("zh"), entry.Texts("en"));

            // 三个月 are days, three of the most months are none.
            Splits(entry, words, (by, take) => new Meaning.Split(grouping, by, take), isCounted: !isTime);
            if (!isTime)
                Forms(words, new NamedWords(["*"], ["*"]), new Meaning.Split(grouping, SplitBy.Bare));
            if (words is { Zh: [var noun, ..], En: [var name, ..] } && _forms.Each is { Zh: [var before, ..], En: [var by, ..] })
                Titles[(typeof(Meaning.Split), QuestionBook.CodeOf(grouping))] = new Words(before.Replace("*", noun, StringComparison.Ordinal), by.Replace("*", name, StringComparison.Ordinal));
            entry.Done();
        }

        foreach (var (name, entry) in nouns)
            entry.Problem(null, $"there is no '{name}' among groups");
    }

    private void Splits(YamlMap entry, NamedWords words, Func<SplitBy, int?, Meaning> means, bool isCounted)
    {
        Forms(words, _forms.Each, means(SplitBy.Each, null));
        Forms(words, _forms.Whichever, means(SplitBy.Each, null));
        Forms(words, _forms.Which, means(SplitBy.Which, null));
        foreach (var (number, zh, en) in isCounted ? Numeral.Small : [])
            Forms(words, new NamedWords(Counted(_forms.Counted.Zh, zh), Counted(_forms.Counted.En, en)), means(SplitBy.Each, number));
        if (words.Zh.Count == 0 || words.En.Count == 0)
            entry.Problem(null, "words in both languages, zh and en");
    }

    private static List<string> Counted(IReadOnlyList<string> patterns, IReadOnlyList<string> numbers) =>
        [.. patterns.SelectMany(pattern => numbers.Select(number => pattern.Replace("#", number, StringComparison.Ordinal)))];

    private static NamedWords Patterns(YamlMap map, string key)
    {
        var entry = map.Map(key);
        var patterns = new NamedWords(entry.Texts("zh"), entry.Texts("en"));
        foreach (var pattern in patterns.All.Where(pattern => !pattern.Contains('*', StringComparison.Ordinal)))
            entry.Problem(null, $"'{pattern}' does not say with * where the word stands");
        entry.Done();
        return patterns;
    }

    private void Forms(NamedWords nouns, NamedWords patterns, Meaning meaning)
    {
        foreach (var (words, forms) in new[] { (nouns.Zh, patterns.Zh), (nouns.En, patterns.En) })
        {
            foreach (var form in forms)
            {
                // A form may fall on another's word (各 + 类纠纷): the first said counts, as a file reads.
                foreach (var noun in words)
                    Meanings.TryAdd(PlainText.Plain(form.Replace("*", noun, StringComparison.Ordinal)), meaning);
            }
        }
    }

    private void ReadOrder(YamlMap map, string key, bool lowest)
    {
        if (Words(map, key, new Meaning.Sorted(lowest, null)) is { } words)
            Title<Meaning.Sorted>(key, words);
    }

    private NamedWords? Words(YamlMap map, string key, Meaning meaning)
    {
        var entry = map.Map(key);
        var words = Entry(entry, meaning);
        entry.Done();
        if (words.Zh.Count == 0 || words.En.Count == 0)
            return null;
        Titles.TryAdd((meaning.GetType(), key), new Words(words.Zh[0], words.En[0]));
        return words;
    }

    private void ReadInstead(YamlMap entry)
    {
        var say = entry.Map("say");
        Entry(entry, new Meaning.Instead(say.Texts("zh"), say.Texts("en")));
        say.Done();
        entry.Done();
    }

    private void ReadHandled(YamlMap entry)
    {
        var say = entry.Map("say");
        Entry(entry, new Meaning.Handled(say.Texts("zh"), say.Texts("en")));
        say.Done();
        entry.Done();
    }

    private void ReadFestival(YamlMap entry)
    {
        var (lunar, solar, qingming) = (entry.OptionalText("lunar"), entry.OptionalText("solar"), entry.Flag("qingming"));
        var (before, days) = (entry.OptionalNumber("before") ?? 0, entry.Number("days"));
        if (new[] { lunar is not null, solar is not null, qingming }.Count(said => said) != 1)
            entry.Problem(null, "its day by one of 'lunar', 'solar' and 'qingming'");
        if (days is < 1 or > 31 || before < 0 || before >= days)
            entry.Problem("days", "'days' must be 1 to 31, and 'before' less");
        var on = lunar is not null ? FestivalDay.Lunar : solar is not null ? FestivalDay.Solar : FestivalDay.Qingming;
        var (month, day) = MonthAndDay(entry, lunar ?? solar, lunar is null ? 31 : 29);
        var festival = new Festival(on, month, day, before, days);
        Entry(entry, new Meaning.Time(new Moment.InYear(festival.In, Lunar: on == FestivalDay.Lunar)));
        entry.Done();
    }

    private static (int Month, int Day) MonthAndDay(YamlMap entry, string? text, int most)
    {
        if (text is null)
            return default;
        if (text.Split('-') is [{ Length: 2 } month, { Length: 2 } day] && int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var m)
            && int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var d) && m is >= 1 and <= 12 && d >= 1 && d <= Math.Min(most, DateTime.DaysInMonth(2025, m)))
            return (m, d);
        entry.Problem(null, $"'{text}' is no day of every year; write it like 08-15");
        return default;
    }

    private void ReadSentences(YamlMap map)
    {
        foreach (var sentence in Enum.GetValues<FaultSentence>())
        {
            var key = QuestionBook.CodeOf(sentence);
            Says[sentence] = map.Words(key);
            if (map.Has(key))
                WordCheck.Check(Says[sentence], map, key, ["word", "near"]);
        }

        map.Done();
    }

    private NamedWords Entry(YamlMap entry, Meaning meaning)
    {
        var words = new NamedWords(entry.Texts("zh"), entry.Texts("en"));
        foreach (var (key, said) in new[] { ("zh", words.Zh), ("en", words.En) })
        {
            if (said.Count == 0)
                entry.Problem(key, $"'{key}' has no words");
            foreach (var word in said)
            {
                if (word.Any(PlainText.IsHan) != (key == "zh"))
                    entry.Problem(key, key == "zh" ? $"'{word}' stands under zh and has no Chinese in it" : $"'{word}' stands under en and has Chinese in it");
                Say(entry, key, word, meaning);
            }
        }

        return words;
    }

    private void Say(YamlMap entry, string key, string word, Meaning meaning)
    {
        Spelled[PlainText.Plain(word)] = word;
        if (word.Length > 0 && !Meanings.TryAdd(PlainText.Plain(word), meaning) && !Meanings[PlainText.Plain(word)].Equals(meaning))
            entry.Problem(key, $"'{word}' has another meaning already: a word has one");
    }

    private NamedWords Title<TMeaning>(string code, NamedWords words)
    {
        if (words is { Zh: [var zh, ..], En: [var en, ..] })
            Titles.TryAdd((typeof(TMeaning), code), new Words(zh, en));
        return words;
    }
}
