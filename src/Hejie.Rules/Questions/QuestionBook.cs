using System.Text.Json;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Rules.Questions;

/// <summary>
/// The words that questions are asked in, as <c>catalogue/questions/questions.yaml</c> states them. The first word of each
/// entry is the one by which it is shown back; a word has one meaning.
/// </summary>
public sealed class QuestionBook
{
    private readonly Dictionary<string, Meaning> _words;
    private readonly Dictionary<(Type Meaning, string Code), Words> _titles;

    internal QuestionBook(QuestionFile file)
    {
        _words = file.Meanings;
        _titles = file.Titles;
        Procedures = file.Procedures;
        Kinds = file.Kinds;
        BodyKinds = file.BodyKinds;
        Channels = file.Channels;
        PlaceNames = file.Places;
        NeverRanked = file.NeverRanked;
        Uncounted = file.Uncounted;
        Says = file.Says;
        Spelled = file.Spelled;
    }

    /// <summary>Groups of procedures, each with the ids of its procedures.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Procedures { get; }

    /// <summary>Topics, each with its kinds, as <c>procedure/kind</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Kinds { get; }

    /// <summary>The ways by which matters come, by their codes.</summary>
    public IReadOnlyList<string> Channels { get; }

    /// <summary>The procedures that are not counted where places or bodies are set beside each other (safeguard 7).</summary>
    public IReadOnlySet<string> NeverRanked { get; }

    internal Words Uncounted { get; }

    internal IReadOnlyDictionary<string, NamedWords> BodyKinds { get; }

    internal IReadOnlyDictionary<PlaceCode, NamedWords> PlaceNames { get; }

    internal IReadOnlyDictionary<FaultSentence, Words> Says { get; }

    internal IReadOnlyDictionary<string, string> Spelled { get; }

    internal IReadOnlyDictionary<string, Meaning> Meanings => _words;

    /// <summary>By what an entry is shown back.</summary>
    internal Words Title<TMeaning>(string code) => _titles[(typeof(TMeaning), code)];

    internal Words? TitleOrNull<TMeaning>(string code) => _titles.GetValueOrDefault((typeof(TMeaning), code));

    /// <summary>Reads and checks the file.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="text">Its text.</param>
    /// <param name="procedures">The procedures in force.</param>
    /// <param name="bodyKinds">The kinds of body that exist; null: any is taken.</param>
    /// <exception cref="CatalogueException">Something is wrong; every problem names file, line and reason.</exception>
    public static QuestionBook Load(string file, string text, ProcedureBook procedures, IReadOnlySet<string>? bodyKinds = null)
    {
        var problems = new List<CatalogueProblem>();
        var read = new QuestionFile(YamlMap.Parse(file, text, problems), procedures, bodyKinds);
        return problems.Count == 0 ? new QuestionBook(read) : throw new CatalogueException(problems);
    }

    /// <summary>A value as the catalogue and links name it: <c>on-time-rate</c>.</summary>
    public static string CodeOf<T>(T value)
        where T : struct, Enum => Codes<T>.ByValue[value];

    /// <summary>The value of a code; null where there is none.</summary>
    public static T? Named<T>(string code)
        where T : struct, Enum => Codes<T>.ByCode.TryGetValue(code, out var value) ? value : null;

    private static class Codes<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue = Enum.GetValues<T>().ToDictionary(value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));
        public static readonly Dictionary<string, T> ByCode = ByValue.ToDictionary(pair => pair.Value, pair => pair.Key);
    }
}

/// <summary>The words of one entry in both languages; the first of each is the one by which it is shown back.</summary>
internal sealed record NamedWords(IReadOnlyList<string> Zh, IReadOnlyList<string> En)
{
    internal IEnumerable<string> All => Zh.Concat(En);
}

/// <summary>The sentences of what is not understood.</summary>
internal enum FaultSentence
{
    Empty,
    TooLong,
    Unknown,
    UnknownNear,
    Ambiguous,
    Person,
    Complaints,
    Instead,
    Twice,
    OfWhat,
    WithWhat,
    OfWhen,
    Future,
}
