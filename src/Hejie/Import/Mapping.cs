using System.Text.Json;
using System.Text.Json.Serialization;
using Hejie.Bodies;
using Hejie.Matters.Handling;
using Hejie.Operations;
using Hejie.Rules.Import;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Import;

/// <summary>How a table is read: what its columns are, and what its words mean. It names mapped columns alone.</summary>
internal sealed record Mapping
{
    public const int LongestName = 40, MostWords = 60, LongestWord = 40;

    /// <summary>What the table is called where it is kept; with the row's own number it tells a matter apart for ever.</summary>
    public string Source { get; init; } = "";

    /// <summary>The procedure that all rows are of.</summary>
    public string Procedure { get; init; } = "";

    /// <summary>The kind where the row says none, or a word that nothing is said of; null: such a row is refused.</summary>
    public string? Kind { get; init; }

    /// <summary>Where the row is when it says nothing; a place's code, or null.</summary>
    public string? Place { get; init; }

    /// <summary>How a row stands that says nothing of it: a code of <see cref="SourceOutcomes"/>.</summary>
    public string Outcome { get; init; } = SourceOutcomes.Code(SourceOutcome.Open);

    /// <summary>The fields' codes by the columns' names.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>The kinds by the table's words.</summary>
    public IReadOnlyDictionary<string, string> Kinds { get; init; } = new Dictionary<string, string>();

    /// <summary>The outcomes' codes by the table's words.</summary>
    public IReadOnlyDictionary<string, string> Outcomes { get; init; } = new Dictionary<string, string>();

    /// <summary>The fields of the columns.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, ImportField> Fields => Columns.Where(column => ImportFields.Find(column.Value) is not null).ToDictionary(column => column.Key, column => ImportFields.Find(column.Value)!.Value);

    public string Write() => JsonSerializer.Serialize(this, MappingJson.Default.Mapping);

    public static Mapping Read(string text) => JsonSerializer.Deserialize(text, MappingJson.Default.Mapping) ?? new Mapping();

    /// <summary>What a table that nobody has mapped most likely is.</summary>
    public static Mapping Guess(TableFile file, Procedure procedure, PlaceFinder places)
    {
        var fields = ColumnGuess.Of(file.Columns, text => places.Find(text) is PlaceFound.One or PlaceFound.Outside);
        var mapping = new Mapping { Procedure = procedure.Id, Columns = fields.ToDictionary(field => field.Key, field => ImportFields.Code(field.Value)) };
        return mapping.WithWords(file, procedure);
    }

    /// <summary>The same with a guess for the words of the table that nothing is said of.</summary>
    public Mapping WithWords(TableFile file, Procedure procedure)
    {
        Dictionary<string, string> With(ImportField field, IReadOnlyDictionary<string, string> known, Func<string, string?> guess)
        {
            var words = new Dictionary<string, string>(known);
            foreach (var word in WordsOf(file, field))
            {
                if (!words.ContainsKey(word) && guess(word) is { } meant)
                    words[word] = meant;
            }

            return words;
        }

        return this with
        {
            Kinds = With(ImportField.Kind, Kinds, word => KindOf(procedure, word)),
            Outcomes = With(ImportField.Outcome, Outcomes, word => SourceOutcomes.Guess(word) is { } outcome ? SourceOutcomes.Code(outcome) : null),
        };
    }

    /// <summary>The different words that stand in the column of a field, of the first rows.</summary>
    public IReadOnlyList<string> WordsOf(TableFile file, ImportField field) =>
    [
        .. file.Columns.Where(column => Fields.TryGetValue(column.Name, out var to) && to == field).SelectMany(column => column.Filled)
            .Where(word => word.Length <= LongestWord && SummaryGuard.Personal(word, []) is null && !EventText.IsName(word)).Distinct().Take(MostWords),
    ];

    /// <summary>What is wrong with it, for a post and a table.</summary>
    public IReadOnlyList<FieldError> Errors(Scope scope, Catalogue catalogue, BodyDirectory directory)
    {
        var errors = new List<FieldError>();
        if (Source.Trim().Length == 0)
            errors.Add(new FieldError("source", "field.required"));
        else if (Source.Length > LongestName)
            errors.Add(new FieldError("source", "field.too-long", "40"));
        else if (SummaryGuard.Personal(Source, []) is not null)
            errors.Add(new FieldError("source", "import.source-personal"));
        var procedure = catalogue.Procedures.Find(Procedure);
        if (procedure is null || !ImportScope.Takes(scope, procedure))
            errors.Add(new FieldError("procedure", "field.choice"));
        var fields = Fields;
        foreach (var field in ImportFields.All.Where(field => !ImportFields.TakesSeveral(field) && fields.Values.Count(to => to == field) > 1))
            errors.Add(new FieldError("columns", "import.twice", ImportFields.Code(field)));
        foreach (var needed in new[] { ImportField.What, ImportField.Date }.Where(needed => !fields.Values.Contains(needed)))
            errors.Add(new FieldError("columns", "import.needs-" + ImportFields.Code(needed)));
        if (!fields.Values.Contains(ImportField.Place) && string.IsNullOrEmpty(Place))
            errors.Add(new FieldError("place", "import.needs-place"));
        if (!string.IsNullOrEmpty(Place) && (!PlaceCode.TryParse(Place, out var place) || directory.Place(place) is null || !scope.Body.Place.Contains(place)))
            errors.Add(new FieldError("place", "import.row.outside"));
        if (!fields.Values.Contains(ImportField.Kind) && string.IsNullOrEmpty(Kind))
            errors.Add(new FieldError("kind", "import.needs-kind"));
        bool IsKind(string kind) => procedure is null || (procedure.Kinds.Any(option => option.Code == kind) && TakingIn.Takes(procedure, kind) && !scope.IsClosed(procedure.Id, kind));
        if ((!string.IsNullOrEmpty(Kind) && !IsKind(Kind)) || !Kinds.Values.All(IsKind))
            errors.Add(new FieldError("kind", "field.choice"));
        if (SourceOutcomes.Find(Outcome) is null || Outcomes.Values.Any(outcome => SourceOutcomes.Find(outcome) is null))
            errors.Add(new FieldError("outcome", "field.choice"));
        if (Columns.Keys.Concat(Kinds.Keys).Concat(Outcomes.Keys).Any(name => name.Length > 64) || Kinds.Count > MostWords * 2 || Outcomes.Count > MostWords * 2)
            errors.Add(new FieldError("columns", "field.too-long", "64"));
        return errors;
    }

    /// <summary>The kind whose name a word shares most with; null where none.</summary>
    private static string? KindOf(Procedure procedure, string word)
    {
        var stem = word.Replace("纠纷", "", StringComparison.Ordinal).Replace("类", "", StringComparison.Ordinal);
        var best = procedure.Kinds.Where(kind => TakingIn.Takes(procedure, kind.Code))
            .Select(kind => (kind.Code, Shared: Enumerable.Range(0, Math.Max(0, stem.Length - 1)).Count(at => kind.Label.Zh.Contains(stem.Substring(at, 2), StringComparison.Ordinal)), Named: kind.Code == word || kind.Label.Zh == word))
            .OrderByDescending(kind => kind.Named).ThenByDescending(kind => kind.Shared).FirstOrDefault();
        return best.Code is not null && (best.Named || best.Shared > 0) ? best.Code : null;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Mapping))]
internal sealed partial class MappingJson : JsonSerializerContext;
