using System.Globalization;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Rules.Questions;

/// <summary>
/// A question as the parameters of a link, each field apart, so that a page offers each for correction. A field that is not
/// there has its default; several values stand in one parameter with commas between.
/// </summary>
public static class QuestionLink
{
    private const int MostValues = 50;

    private static readonly IReadOnlyList<Field> s_fields =
    [
        One("measure", question => question.Measure, (question, measure) => question with { Measure = measure }),
        Many("place", question => question.Places.Select(Short), (question, codes, words) =>
            All<PlaceCode>(codes, code => PlaceCode.TryParse(code, out var place) && words.Has(place) ? place : null) is { } places ? question with { Places = places } : null),
        Many("procedure", question => question.Procedures, (question, codes, words) => Known(codes, words.HasProcedure) is { } known ? question with { Procedures = known } : null),
        Many("kind", question => question.Kinds, (question, codes, words) => Known(codes, words.HasKind) is { } known ? question with { Kinds = known } : null),
        Many("state", question => question.Conditions.Select(QuestionBook.CodeOf), (question, codes, _) =>
            All(codes, QuestionBook.Named<Condition>) is { } named ? question with { Conditions = named } : null),
        Many("outcome", question => question.Outcomes.Select(QuestionBook.CodeOf), (question, codes, _) =>
            All<Ending>(codes, code => QuestionBook.Named<Ending>(code) is var ending && ending == Ending.None ? null : ending) is { } named ? question with { Outcomes = named } : null),
        Many("channel", question => question.Channels, (question, codes, words) => Known(codes, words.Channels.Contains) is { } known ? question with { Channels = known } : null),
        Many("body-kind", question => question.BodyKinds, (question, codes, words) => Known(codes, words.BodyKinds.Contains) is { } known ? question with { BodyKinds = known } : null),
        Many("body", question => question.Bodies.Select(Text), (question, codes, words) =>
            All<int>(codes, code => Number(code) is { } id && words.Body(id) is not null ? id : null) is { } bodies ? question with { Bodies = bodies } : null),
        new("from", question => question.Window is { } window ? Text(window.From) : null, (question, text, _) =>
            Date(text) is { } from ? question with { Window = new Window(from, question.Window?.Until ?? from) } : null),
        new("until", question => question.Window is { } window ? Text(window.Until) : null, (question, text, _) =>
            Date(text) is { } until && question.Window?.From <= until ? question with { Window = question.Window with { Until = until } } : null),
        new("unit", question => question.Window is { Unit: not WindowUnit.Days } window ? QuestionBook.CodeOf(window.Unit) : null, (question, text, _) =>
            QuestionBook.Named<WindowUnit>(text) is { } unit && question.Window is { } window ? question with { Window = window with { Unit = unit } } : null),
        One("compare", question => question.Comparison, (question, comparison) => question with { Comparison = comparison }),
        Many("by", question => question.Groupings.Select(QuestionBook.CodeOf), (question, codes, _) =>
            All(codes, QuestionBook.Named<Grouping>) is { Count: <= 2 } named ? question with { Groupings = named } : null),
        new("order", question => question.Ordering is { } order ? order.Lowest ? "lowest" : "highest" : null, (question, text, _) =>
            text is "highest" or "lowest" && question.Groupings.Count > 0 ? question with { Ordering = new Ordering(text == "lowest", null) } : null),
        new("top", question => question.Ordering?.Take is { } take ? Text(take) : null, (question, text, _) =>
            Number(text) is >= 1 and <= Ordering.Most and var take && question.Ordering is { } order ? question with { Ordering = order with { Take = take } } : null),
    ];

    /// <summary>The names of the parameters, in their order.</summary>
    public static IReadOnlyList<string> Parameters { get; } = [.. s_fields.Select(field => field.Name)];

    /// <summary>The parameters of a question; those of a default are left out.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(Question question) =>
        [.. s_fields.Select(field => KeyValuePair.Create(field.Name, field.Write(question) ?? "")).Where(pair => pair.Value.Length > 0)];

    /// <summary>The parameters as the query of an address, without the question mark.</summary>
    public static string Query(Question question) => string.Join('&', Of(question).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));

    /// <summary>Reads parameters; those of other names are passed over, and empty ones are as if they were not there.</summary>
    /// <param name="parameters">The parameters; of one that is given more than once, the values together.</param>
    /// <param name="vocabulary">The places, procedures, kinds and bodies that there are.</param>
    /// <param name="wrong">The parameters whose values are none, or do not go with the others.</param>
    /// <returns>The question without what is wrong; null where safeguard 7 refuses it.</returns>
    public static Question? Read(IEnumerable<KeyValuePair<string, string>> parameters, Vocabulary vocabulary, out IReadOnlyList<string> wrong)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        var given = parameters.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).GroupBy(pair => pair.Key).ToDictionary(same => same.Key, same => string.Join(',', same.Select(pair => pair.Value.Trim())));
        var (question, faults) = (new Question(), new List<string>());
        foreach (var field in s_fields)
        {
            if (!given.TryGetValue(field.Name, out var text))
                continue;
            if (field.Read(question, text, vocabulary) is { } read)
                question = read;
            else
                faults.Add(field.Name);
        }

        if (!HasSides(question))
            (question, faults) = (question with { Comparison = Comparison.None }, [.. faults, "compare"]);
        wrong = faults;
        return Safeguard.Refuses(question, vocabulary) ? null : question;
    }

    /// <summary>Whether there is what a comparison compares.</summary>
    internal static bool HasSides(Question question) => question.Comparison switch
    {
        Comparison.YearBefore or Comparison.PeriodBefore => question.Window is not null && CanGoBack(question.Window),
        Comparison.Places => question.Places.Count > 1,
        Comparison.Procedures => question.Procedures.Count > 1,
        Comparison.Kinds => question.Kinds.Count > 1,
        Comparison.Bodies => question.Bodies.Count + question.BodyKinds.Count > 1,
        _ => true,
    };

    // No lunar year is reckoned before the first.
    private static bool CanGoBack(Window window) => window.From.Year > LunarDate.FirstYear + 1 && window.Until.Year < LunarDate.LastYear;

    // Wide places by the digits that say them.
    private static string Short(PlaceCode place) => place.Level <= PlaceLevel.County ? place.ToString()[..6] : place.ToString();

    private static Field One<T>(string name, Func<Question, T> get, Func<Question, T, Question> set)
        where T : struct, Enum =>
        new(name, question => EqualityComparer<T>.Default.Equals(get(question), default) ? null : QuestionBook.CodeOf(get(question)), (question, text, _) =>
            QuestionBook.Named<T>(text) is { } value ? set(question, value) : null);

    private static Field Many(string name, Func<Question, IEnumerable<string>> get, Func<Question, string[], Vocabulary, Question?> set) =>
        new(name, question => string.Join(',', get(question)), (question, text, vocabulary) =>
            text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: <= MostValues } codes ? set(question, codes, vocabulary) : null);

    private static Values<string>? Known(string[] codes, Func<string, bool> isThere) => codes.All(isThere) ? new Values<string>(codes) : null;

    private static Values<T>? All<T>(string[] codes, Func<string, T?> read)
        where T : struct
    {
        var values = codes.Select(read).ToList();
        return values.TrueForAll(value => value is not null) ? new Values<T>(values.Select(value => value!.Value)) : null;
    }

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(value is DateOnly ? "yyyy-MM-dd" : null, CultureInfo.InvariantCulture);

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= LunarDate.FirstYear and <= LunarDate.LastYear ? date : null;

    /// <summary>A field: its parameter, how it is written (null: its default), and how it is read into a question (null: it is no value of it).</summary>
    private sealed record Field(string Name, Func<Question, string?> Write, Func<Question, string, Vocabulary, Question?> Read);
}
