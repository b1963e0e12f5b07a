using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hejie.Bodies;
using Hejie.Matters.Handling;
using Hejie.Operations;
using Hejie.Privacy;
using Hejie.Rules.Import;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Import;

/// <summary>Why a row is not taken in: the reason's code, its column, and what the words need. Never what stands in the row.</summary>
internal sealed record RowError(string Code, string? Column, string? Detail = null);

/// <summary>What a row says, checked.</summary>
internal sealed record ReadMatter
{
    /// <summary>128 bits of the keyed hash of source and source key.</summary>
    public required Guid Key { get; init; }

    /// <summary>The row's number where it was kept; null where the table has none.</summary>
    public string? SourceKey { get; init; }

    public required PlaceCode Place { get; init; }

    public required string Kind { get; init; }

    public required DateOnly Received { get; init; }

    public DateOnly? Ended { get; init; }

    public required SourceOutcome Outcome { get; init; }

    public required string What { get; init; }

    public string? Summary { get; init; }

    public required IReadOnlyList<Person> People { get; init; }
}

/// <summary>A row and what came of reading it.</summary>
/// <param name="Row">The row.</param>
/// <param name="Matter">What it says; null where it is refused.</param>
/// <param name="Errors">Why.</param>
internal sealed record ReadRow(TableRow Row, ReadMatter? Matter, IReadOnlyList<RowError> Errors);

/// <summary>Reads rows by a mapping, within a scope.</summary>
internal sealed class RowReader
{
    /// <summary>The code of a row that goes on with a matter of the rows above.</summary>
    public const string Continued = "import.row.continues";

    private const int LongestKey = 100, MostKinds = 10_000, MostDates = 20_000;

    /// <summary>What each matter has for itself.</summary>
    private static readonly ImportField[] s_own = [ImportField.Key, ImportField.What];

    private readonly Mapping _mapping;
    private readonly Procedure _procedure;
    private readonly PlaceFinder _places;
    private readonly byte[] _hash;
    private readonly DateOnly _today;
    private readonly Field _narrative;
    private readonly PlaceCode? _default;
    private readonly bool _people;
    private readonly Dictionary<ImportField, int[]> _at = [];
    private readonly Dictionary<string, string?> _kinds = [];
    private readonly Dictionary<string, DateOnly?> _dates = [];

    public RowReader(Mapping mapping, TableFile file, Scope scope, Catalogue catalogue, BodyDirectory directory, InstallationKey installation, DateTimeOffset now)
    {
        (_mapping, _procedure, _today) = (mapping, catalogue.Procedures.Find(mapping.Procedure)!, LegalTime.DateOf(now));
        _places = new PlaceFinder(directory, scope.Body.Place);
        _hash = installation.For("import-keys");
        _narrative = TakingIn.Narrative(_procedure)!;
        _people = _procedure.Intake.Any(field => field.Type == FieldType.People);
        _default = PlaceCode.TryParse(mapping.Place, out var place) ? place : null;
        var fields = mapping.Fields;
        Columns = [.. file.Names.Select((name, index) => (Name: name, Index: index)).Where(column => fields.ContainsKey(column.Name)).Select(column => column.Index)];
        Names = [.. Columns.Select(column => file.Names[column])];
        foreach (var group in Names.Select((name, index) => (Field: fields[name], Index: index)).GroupBy(column => column.Field))
            _at[group.Key] = [.. group.Select(column => column.Index)];
    }

    /// <summary>The procedure of all rows.</summary>
    public Procedure Procedure => _procedure;

    /// <summary>The places of the mapped columns in the table.</summary>
    public IReadOnlyList<int> Columns { get; }

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Columns that the mapping names and the table has not.</summary>
    public IReadOnlyList<string> Missing(TableFile file) => [.. _mapping.Fields.Keys.Where(name => !file.Names.Contains(name))];

    public ReadRow Read(TableRow row)
    {
        var errors = new List<RowError>(0);
        string Of(ImportField field) => _at.TryGetValue(field, out var columns) ? columns.Length == 1 ? row.Values[columns[0]].Trim() : Joined(row, columns, field == ImportField.Place ? "" : "\n") : "";
        void Wrong(string code, ImportField field, string? detail = null) => errors.Add(new RowError(code, _at.TryGetValue(field, out var columns) ? Names[columns[0]] : null, detail));

        // Several rows that share one cell for what happened, or for the number, are one matter: which of them could not be told.
        bool Continues(ImportField field) => row.Above is { } above && _at.TryGetValue(field, out var columns) && Array.Exists(columns, column => above[column]);
        foreach (var field in s_own.Where(Continues).Take(1))
            Wrong(Continued, field);

        var people = People(Of, Wrong);
        var what = Of(ImportField.What);
        if (!EventText.IsEvent(what, Of(ImportField.FilerName), Of(ImportField.OtherName), Of(ImportField.FilerAddress), Of(ImportField.OtherAddress)))
            Wrong("import.row.event", ImportField.What);
        else if (what.Length > _narrative.Max)
            Wrong("import.row.long", ImportField.What, _narrative.Max.ToString(CultureInfo.InvariantCulture));
        var received = Date(Of(ImportField.Date), ImportField.Date, Wrong);
        var (outcome, ended) = Outcome(Of, received, Wrong);
        var place = Place(Of(ImportField.Place), Wrong);
        var kind = Kind(Of(ImportField.Kind), Wrong);
        var summary = Of(ImportField.Summary);
        if (summary.Length > 200)
            Wrong("import.row.long", ImportField.Summary, "200");
        else if (summary.Length > 0 && SummaryGuard.Personal(summary, people) is not null)
            Wrong("import.row.summary", ImportField.Summary);
        var key = Of(ImportField.Key);
        if (_at.ContainsKey(ImportField.Key) && (key.Length is 0 or > LongestKey || EventText.IsIdentityNumber(key)))
            Wrong("import.row.key", ImportField.Key);
        if (received is { } day && outcome != SourceOutcome.Open && _procedure.Keeps?.Until(day, ended ?? day, erases: false) is { } kept && kept < _today)
            Wrong("import.row.kept", ImportField.Date);
        if (errors.Count > 0)
            return new ReadRow(row, null, errors);
        return new ReadRow(row, new ReadMatter
        {
            Key = Hash(key.Length > 0 ? "key\n" + key : "row\n" + string.Join('\u001f', row.Values)),
            SourceKey = key.Length > 0 ? FormText.Clean(key, lines: false) : null,
            Place = place!.Value,
            Kind = kind!,
            Received = received!.Value,
            Ended = ended,
            Outcome = outcome,
            What = FormText.Clean(what, lines: true),
            Summary = summary.Length > 0 ? FormText.Clean(summary, lines: false) : null,
            People = people,
        }, []);
    }

    /// <summary>Several columns as one answer.</summary>
    private static string Joined(TableRow row, int[] columns, string between)
    {
        var text = new StringBuilder();
        foreach (var part in columns.Select(column => row.Values[column].Trim()).Where(part => part.Length > 0))
        {
            if (text.Length > 0)
                text.Append(between);
            text.Append(part);
        }

        return text.ToString();
    }

    private List<Person> People(Func<ImportField, string> of, Action<string, ImportField, string?> wrong)
    {
        var people = new List<Person>(2)
        {
            Person(of, ImportField.FilerName, ImportField.FilerTelephone, ImportField.FilerAddress, PartyRole.Filer, wrong),
        };
        var other = Person(of, ImportField.OtherName, ImportField.OtherTelephone, ImportField.OtherAddress, PartyRole.Respondent, wrong);
        if (_people && other.Name.Length > 0)
            people.Add(other);
        return people;
    }

    private static Person Person(
        Func<ImportField, string> of, ImportField name, ImportField telephone, ImportField address, PartyRole role, Action<string, ImportField, string?> wrong)
    {
        var read = FormReader.Filer(new Person(of(name), Shown(of(telephone)), Shown(of(address)), role), out var errors);
        foreach (var error in errors)
            wrong(error.Code, error.Field.EndsWith("name", StringComparison.Ordinal) ? name : error.Field.EndsWith("telephone", StringComparison.Ordinal) ? telephone : address, error.Detail);
        return read with { Role = role };
    }

    /// <summary>Tables write a stroke or 无 where there is nothing.</summary>
    private static string? Shown(string text) => text is "" or "无" or "—" or "-" or "/" or "、" or "不详" or "未知" ? null : text;

    private DateOnly? Date(string text, ImportField field, Action<string, ImportField, string?> wrong)
    {
        if (text.Length == 0)
        {
            wrong("import.row.no-date", field, null);
            return null;
        }

        if (Read(text) is not { } date)
        {
            wrong("import.row.date", field, null);
            return null;
        }

        if (ImportDates.IsPossible(date, _today))
            return date;
        wrong("import.row.impossible", field, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return null;
    }

    /// <summary>A date as it is written: a register has few different ones.</summary>
    private DateOnly? Read(string text)
    {
        if (_dates.TryGetValue(text, out var known))
            return known;
        if (_dates.Count >= MostDates)
            _dates.Clear();
        return _dates[text] = ImportDates.Read(text);
    }

    private (SourceOutcome Outcome, DateOnly? Ended) Outcome(Func<ImportField, string> of, DateOnly? received, Action<string, ImportField, string?> wrong)
    {
        var (word, ended) = (of(ImportField.Outcome), of(ImportField.Ended));
        var end = ended.Length == 0 || Shown(ended) is null ? null : Date(ended, ImportField.Ended, wrong);
        if (end is { } last && received is { } first && last < first)
            wrong("import.row.before", ImportField.Ended, null);
        SourceOutcome? outcome = word.Length == 0 ? end is null ? SourceOutcomes.Find(_mapping.Outcome) : SourceOutcome.Closed
            : _mapping.Outcomes.TryGetValue(word, out var code) ? SourceOutcomes.Find(code)
            : SourceOutcomes.Guess(word);
        if (outcome is null)
            wrong("import.row.outcome", ImportField.Outcome, null);
        else if (outcome == SourceOutcome.Open ? !_procedure.IsOpenOn(_today) : SourceOutcomes.EndOf(_procedure, outcome.Value) is null)
            wrong("import.row.no-end", ImportField.Outcome, null);
        return (outcome ?? SourceOutcome.Open, outcome == SourceOutcome.Open ? null : end);
    }

    private PlaceCode? Place(string text, Action<string, ImportField, string?> wrong)
    {
        if (text.Length == 0 && _default is not null)
            return _default;
        switch (_places.Find(text))
        {
            case PlaceFound.One one:
                return one.Code;
            case PlaceFound.Several:
                wrong("import.row.places", ImportField.Place, null);
                return null;
            case PlaceFound.Outside:
                wrong("import.row.outside", ImportField.Place, null);
                return null;
            default:
                wrong("import.row.place", ImportField.Place, null);
                return null;
        }
    }

    private string? Kind(string word, Action<string, ImportField, string?> wrong)
    {
        if (!_kinds.TryGetValue(word, out var kind))
        {
            kind = _mapping.Kinds.TryGetValue(word, out var meant) && meant.Length > 0 ? meant : string.IsNullOrEmpty(_mapping.Kind) ? null : _mapping.Kind;
            if (_kinds.Count < MostKinds)
                _kinds[word] = kind;
        }

        if (kind is null)
            wrong("import.row.kind", ImportField.Kind, null);
        return kind;
    }

    private Guid Hash(string key)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(_hash, Encoding.UTF8.GetBytes(_mapping.Source + "\n" + key), hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}
