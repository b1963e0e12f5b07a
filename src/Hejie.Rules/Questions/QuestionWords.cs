using System.Globalization;
using System.Text;
using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Questions;

/// <summary>
/// Says a question in words, with its dates and nothing left open, so that who asked sees how it was understood. What it
/// says is read back as the same question.
/// </summary>
public static class QuestionWords
{
    // What is said before the kind: 还在办的、柜台来的人民调解里的土地纠纷.
    private static readonly string[] s_before = ["state", "outcome", "channel", "procedure"];

    /// <summary>A question in one sentence.</summary>
    public static string Of(Question question, Vocabulary vocabulary, Language language) =>
        language == Language.English ? English(question, vocabulary) : Chinese(question, vocabulary);

    /// <summary>What stands between a text and its answer, in one sentence.</summary>
    public static string Of(Fault fault, Vocabulary vocabulary, Language language)
    {
        var near = fault.Choices.Count > 0 ? fault.Choices.Select(choice => vocabulary.Place(choice.Place).In(language)) : fault.Near;
        var sentence = fault.Kind switch
        {
            FaultKind.Unknown => near.Any() ? FaultSentence.UnknownNear : FaultSentence.Unknown,
            var kind => Enum.Parse<FaultSentence>(kind.ToString()),
        };
        return vocabulary.Book.Says[sentence].In(language)
            .Replace("{word}", Seen(fault.Word), StringComparison.Ordinal)
            .Replace("{near}", string.Join(language == Language.English ? ", " : "、", near), StringComparison.Ordinal);
    }

    /// <summary>Each field of a question in words, by its parameter in <see cref="QuestionLink"/>; those of a default are left out.</summary>
    public static IReadOnlyDictionary<string, string> Fields(Question question, Vocabulary vocabulary, Language language)
    {
        var fields = new Said(question, vocabulary, language).ToList();
        return fields.ToDictionary(field => field.Parameter, field => string.Join(language == Language.English ? ", " : "、", field.Words));
    }

    private static string Chinese(Question question, Vocabulary vocabulary)
    {
        var said = new Said(question, vocabulary, Language.Chinese);
        var within = question.Procedures.Count > 0 && question.Kinds.Count > 0 ? "里的" : "";
        var about = string.Concat(s_before.Select(said.Listed)) + within + said.Listed("kind");
        var places = question.Places.Count > 0 ? said.Listed("place") : said.Everywhere;
        List<string> clauses =
        [
            question.Window is null ? said.Always : said.Listed("from") + said.Unit("（{0}）"),
            $"{places}的{(question.Procedures.Count + question.Kinds.Count > 0 ? about : about + "事项")}",
            .. said.Handlers is { Count: > 0 } handlers ? [$"由{string.Join('、', handlers)}办理"] : Array.Empty<string>(),
            said.Listed("measure") + "是多少",
            .. said["by"], .. said["order"], .. said["top"], .. said["compare"],
            .. said.LeftOut("（{0}）"),
        ];
        return string.Join('，', clauses).Replace("，（", "（", StringComparison.Ordinal) + "。";
    }

    private static string English(Question question, Vocabulary vocabulary)
    {
        var said = new Said(question, vocabulary, Language.English);
        List<string> clauses =
        [
            said.Listed("measure"),
            .. said["state"], .. said["outcome"], .. said["channel"],
            .. said["procedure"], .. said["kind"],
            question.Places.Count > 0 ? "in " + said.Listed("place") : said.Everywhere,
            .. said.Handlers is { Count: > 0 } handlers ? ["handled by " + string.Join(" and ", handlers)] : Array.Empty<string>(),
            question.Window is null ? said.Always : said.Listed("from") + said.Unit(" ({0})"),
            .. said["by"], .. said["order"], .. said["top"], .. said["compare"],
            .. said.LeftOut(" ({0})"),
        ];
        var sentence = string.Join(", ", clauses).Replace(",  (", " (", StringComparison.Ordinal);
        return char.ToUpperInvariant(sentence[0]) + sentence[1..] + ".";
    }

    /// <summary>A word of who asks, without what would not be seen or would turn the line around.</summary>
    private static string Seen(string word)
    {
        var seen = new StringBuilder();
        foreach (var rune in word.EnumerateRunes().Take(20))
        {
            if (rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                seen.Append(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
            else
                seen.Append(rune);
        }

        return seen.ToString();
    }

    /// <summary>The words of each field.</summary>
    private sealed class Said(Question question, Vocabulary vocabulary, Language language)
    {
        private readonly QuestionBook _book = vocabulary.Book;

        public string Always => Title<Meaning.Anywhere>("always");

        public string Everywhere => Title<Meaning.Anywhere>("everywhere");

        public List<string> Handlers => [.. this["body-kind"], .. this["body"]];

        public IEnumerable<string> this[string parameter] => parameter switch
        {
            "measure" => [Title<Meaning.OfMeasure>(QuestionBook.CodeOf(question.Measure))],
            "place" => question.Places.Select(place => vocabulary.Place(place).In(language)),
            "procedure" => question.Procedures.Select(code => vocabulary.Procedure(code).In(language)),
            "kind" => question.Kinds.Select(code => vocabulary.Kind(code).In(language)),
            "state" => question.Conditions.Select(condition => Title<Meaning.OfCondition>(QuestionBook.CodeOf(condition))),
            "outcome" => question.Outcomes.Select(outcome => Title<Meaning.OfOutcome>(QuestionBook.CodeOf(outcome))),
            "channel" => question.Channels.Select(Title<Meaning.OfChannel>),
            "body-kind" => question.BodyKinds.Select(Title<Meaning.OfBodyKind>),
            "body" => question.Bodies.Select(id => vocabulary.Body(id) is { } body ? vocabulary.NameOf(body) : ""),
            "from" => question.Window is { } window ? [Days(window)] : [],
            "unit" => question.Window is { Unit: not WindowUnit.Days } window ? [Title<Meaning.OfUnit>(QuestionBook.CodeOf(window.Unit))] : [],
            "compare" => question.Comparison == Comparison.None ? [] : [Title<Meaning.Compared>(QuestionBook.CodeOf(question.Comparison))],
            "by" => question.Groupings.Select(grouping => Title<Meaning.Split>(QuestionBook.CodeOf(grouping))),
            "order" => question.Ordering is { } order ? [Title<Meaning.Sorted>(order.Lowest ? "lowest" : "highest")] : [],
            "top" => question.Ordering?.Take is { } take ? [language == Language.English ? string.Create(CultureInfo.InvariantCulture, $"top {take}") : string.Create(CultureInfo.InvariantCulture, $"前{take}名")] : [],
            _ => [],
        };

        // What stands is met all together; of other fields the values widen each other.
        public string Listed(string parameter) => string.Join(
            parameter == "state" ? "" : language == Language.English ? " and " : "、", this[parameter]);

        public string Unit(string form) => string.Concat(this["unit"].Select(unit => string.Format(CultureInfo.InvariantCulture, form, unit)));

        public IEnumerable<string> LeftOut(string form) =>
            Safeguard.LeavesOut(question, vocabulary) ? [string.Format(CultureInfo.InvariantCulture, form, _book.Uncounted.In(language))] : [];

        public IEnumerable<(string Parameter, IEnumerable<string> Words)> ToList() =>
            QuestionLink.Parameters.Select(parameter => (parameter, this[parameter])).Where(field => field.Item2.Any());

        private string Title<TMeaning>(string code) => _book.Title<TMeaning>(code).In(language);

        private string Days(Window window) => language == Language.English
            ? string.Create(CultureInfo.InvariantCulture, $"from {window.From:d MMMM yyyy} to {window.Until:d MMMM yyyy}")
            : string.Create(CultureInfo.InvariantCulture, $"{window.From:yyyy年M月d日}到{window.Until:yyyy年M月d日}");
    }
}
