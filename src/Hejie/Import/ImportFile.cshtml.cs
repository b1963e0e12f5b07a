using System.Globalization;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Operations;
using Hejie.Rules.Import;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Import;

/// <summary>A column as the page asks what it is.</summary>
internal sealed record AskedColumn(string Field, string Name, string Example);

/// <summary>What a file's columns are, what would become of its rows, and what did.</summary>
[Access(Access.Import)]
internal sealed class ImportFileModel(
    StaffScope session, StagedFiles files, RunImports runs, KeepMapping kept, CatalogueHolder catalogue, DirectoryHolder directory, IWords words) : PageModel
{
    private const int MostExample = 24;

    private static readonly string[] s_asked = ["sheet", "source", "procedure", "kind", "place", "outcome", "name"];

    private Procedure? _procedure;
    private PlaceFinder _places = null!;
    private Scope _scope = null!;

    [FromRoute(Name = "file")]
    public Guid Id { get; set; }

    public StagedFile Staged { get; private set; } = null!;

    public FormState Form { get; private set; } = FormState.Empty;

    public string Here => $"/import/{Id:D}";

    public string Heading => Staged.State switch
    {
        StagedState.Looking => "import.looking",
        StagedState.Taking => "import.taking",
        StagedState.Taken => "import.taken",
        StagedState.Looked => "import.looked",
        _ => "import.map",
    };

    public int Percent => (int)(100 * (Staged.Progress?.Part ?? 0));

    public ImportProgress? Result => Staged.State is StagedState.Looked or StagedState.Taken ? Staged.Progress ?? new ImportProgress(0, 0, 0, 0, 1) : null;

    public string About => Staged.File.Sheet is { } sheet ? words["import.about.sheet", sheet, Staged.File.Names.Count] : words["import.about.text", Staged.File.EncodingName, Staged.File.Names.Count];

    /// <summary>The sheets of the workbook, to go over to another.</summary>
    public IReadOnlyList<Choice> Sheets => [.. Staged.File.Sheets.Select(sheet => new Choice(sheet, sheet))];

    public IReadOnlyList<AskedColumn> Columns =>
    [
        .. Staged.File.Columns.Select((column, index) => new AskedColumn(
            string.Create(CultureInfo.InvariantCulture, $"column.{index}"), column.Name,
            ColumnGuess.IsNever(column.Name) ? words["import.column.never"] : Example(column))),
    ];

    public IReadOnlyList<Choice> Fields => [new Choice("", words["import.field.none"]), .. ImportFields.All.Select(one => new Choice(ImportFields.Code(one), words["import.field." + ImportFields.Code(one)]))];

    public IReadOnlyList<string> KindWords => Staged.Mapping.WordsOf(Staged.File, ImportField.Kind);

    public IReadOnlyList<string> OutcomeWords => Staged.Mapping.WordsOf(Staged.File, ImportField.Outcome);

    public IReadOnlyList<Choice> Kinds =>
        [new Choice("", words["import.kind.none"]), .. (_procedure?.Kinds ?? []).Where(kind => TakingIn.Takes(_procedure!, kind.Code)).Select(kind => new Choice(kind.Code, words[kind.Label]))];

    public IReadOnlyList<Choice> Outcomes => [.. SourceOutcomes.All.Select(outcome => new Choice(SourceOutcomes.Code(outcome), words["import.outcome." + SourceOutcomes.Code(outcome)]))];

    public IReadOnlyList<Choice> Procedures => ImportModel.ProceduresOf(_scope, catalogue.Current, words);

    /// <summary>The post's own place, and those directly within it.</summary>
    public IReadOnlyList<Choice> Places
    {
        get
        {
            var own = _scope.Body.Place;
            return
            [
                new Choice("", words["import.place.none"]),
                .. directory.Current.Place(own) is { } place ? [new Choice(own.ToString(), place.Name)] : Array.Empty<Choice>(),
                .. directory.Current.Within(own).Where(below => below.Code.Level != PlaceLevel.Cell).Select(below => new Choice(below.Code.ToString(), below.Name)),
            ];
        }
    }

    /// <summary>Shows it; while something is being done, again and again.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();
        if (Staged.IsBusy)
            Response.Headers["Refresh"] = "1";
        Show(Staged.Errors);
        return Page();
    }

    /// <summary>Goes over to another sheet.</summary>
    public async Task<IActionResult> OnPostSheetAsync(string? sheet, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();
        if (Staged.IsBusy)
            return Redirect(Here);
        if (sheet is null || !Staged.File.Sheets.Contains(sheet) || _procedure is not { } procedure)
            return Again([new FieldError("sheet", "field.choice")]);
        try
        {
            await Staged.TurnAsync(sheet, procedure, file => Mapping.Guess(file, procedure, _places), cancel);
            return Redirect(Here);
        }
        catch (TableRefused refused)
        {
            return Again([new FieldError("sheet", refused.Code, refused.Detail)]);
        }
    }

    /// <summary>Keeps the mapping, and looks what would become of each row.</summary>
    public async Task<IActionResult> OnPostLookAsync(string? name, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();
        if (Staged.IsBusy || Staged.State == StagedState.Taken)
            return Redirect(Here);
        var before = Staged.Mapping;
        Staged.Mapping = Asked();
        (Staged.State, Staged.Name) = (StagedState.Mapping, (name ?? "").Trim());
        _procedure = catalogue.Current.Procedures.Find(Staged.Mapping.Procedure);
        var errors = Staged.Mapping.Errors(_scope, catalogue.Current, directory.Current).ToList();
        if (Staged.Name.Length is 0 or > Mapping.LongestName)
            errors.Add(new FieldError("name", Staged.Name.Length == 0 ? "field.required" : "field.too-long", "40"));
        if (RosterGuard.Refused(Staged.File.Columns, Staged.Mapping.Fields) is { } roster)
            errors.Insert(0, new FieldError("columns", roster));
        if (errors.Count > 0)
            return Again(errors);

        // A column that was made one of words brings words that nobody was asked about yet.
        if (_procedure is not null && (Differs(before, ImportField.Kind) || Differs(before, ImportField.Outcome)))
            Staged.Mapping = Staged.Mapping.WithWords(Staged.File, _procedure);
        if (await kept.RunAsync(_scope, Staged.Name, Staged.Mapping, cancel) is not { } known)
            return Again([new FieldError("name", "import.name-full")]);
        Staged.Version = known.Version;
        return runs.Begin(Staged, dry: true) ? Redirect(Here) : Again([new FieldError("", "import.file.room")]);
    }

    /// <summary>Takes it in.</summary>
    public async Task<IActionResult> OnPostTakeAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();
        if (Staged.State == StagedState.Looked && !runs.Begin(Staged, dry: false))
            return Again([new FieldError("", "import.file.room")]);
        return Redirect(Here);
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        _scope = await session.RequireAsync(cancel);
        if (files.Find(_scope, Id) is not { } staged)
            return false;
        Staged = staged;
        _procedure = catalogue.Current.Procedures.Find(staged.Mapping.Procedure);
        _places = new PlaceFinder(directory.Current, _scope.Body.Place);
        return true;
    }

    private bool Differs(Mapping before, ImportField field) =>
        !before.WordsOf(Staged.File, field).SequenceEqual(Staged.Mapping.WordsOf(Staged.File, field));

    private PageResult Again(IReadOnlyList<FieldError> errors)
    {
        Show(errors);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>The mapping as the form says it.</summary>
    private Mapping Asked()
    {
        var form = Request.Form;
        Dictionary<string, string> Words(string prefix, ImportField field, Mapping mapping) => mapping.WordsOf(Staged.File, field)
            .Select(word => (Word: word, Meant: form[prefix + word].ToString())).Where(word => word.Meant.Length is > 0 and <= 64).ToDictionary(word => word.Word, word => word.Meant);
        var columns = Staged.File.Names.Select((column, index) => (Name: column, Field: form[string.Create(CultureInfo.InvariantCulture, $"column.{index}")].ToString()))
            .Where(column => ImportFields.Find(column.Field) is not null).ToDictionary(column => column.Name, column => column.Field);
        var mapping = new Mapping
        {
            Source = FormText.Clean(form["source"].ToString(), lines: false),
            Procedure = form["procedure"].ToString(),
            Kind = Some("kind"),
            Place = Some("place"),
            Outcome = form["outcome"].ToString(),
            Columns = columns,
        };
        // What other sheets' words mean stays: they are taken in by the same mapping.
        var shown = Staged.Mapping;
        return mapping with { Kinds = Kept(shown.Kinds, ImportField.Kind, Words("kind:", ImportField.Kind, mapping)), Outcomes = Kept(shown.Outcomes, ImportField.Outcome, Words("outcome:", ImportField.Outcome, mapping)) };
        Dictionary<string, string> Kept(IReadOnlyDictionary<string, string> before, ImportField field, Dictionary<string, string> said)
        {
            var asked = mapping.WordsOf(Staged.File, field);
            return before.Where(word => !asked.Contains(word.Key)).Concat(said).ToDictionary(word => word.Key, word => word.Value);
        }

        string? Some(string field) => form[field].ToString() is { Length: > 0 } text ? text : null;
    }

    private void Show(IReadOnlyList<FieldError> errors)
    {
        var mapping = Staged.Mapping;
        var values = new Dictionary<string, string>
        {
            ["sheet"] = Staged.File.Sheet ?? "",
            ["source"] = mapping.Source,
            ["procedure"] = mapping.Procedure,
            ["kind"] = mapping.Kind ?? "",
            ["place"] = mapping.Place ?? "",
            ["outcome"] = mapping.Outcome,
            ["name"] = Staged.Name,
        };
        foreach (var (name, index) in Staged.File.Names.Select((name, index) => (name, index)))
            values[string.Create(CultureInfo.InvariantCulture, $"column.{index}")] = mapping.Columns.GetValueOrDefault(name, "");
        foreach (var (word, kind) in mapping.Kinds)
            values["kind:" + word] = kind;
        foreach (var (word, outcome) in mapping.Outcomes)
            values["outcome:" + word] = outcome;
        Form = new FormState(values, new FormErrors([.. errors.Select(Worded)])
        {
            Titles = s_asked.ToDictionary(field => field, field => words["import." + field]),
        });
    }

    /// <summary>What is wrong with the columns belongs to the whole form; a column that is named twice is told by what it is.</summary>
    private FieldError Worded(FieldError error) => error.Code == "import.twice" ? new FieldError("", error.Code, words["import.field." + error.Detail])
        : error.Field == "columns" ? error with { Field = "" } : error;

    /// <summary>What stands in a column, so that people know it again; nothing of who somebody is.</summary>
    private string Example(SampleColumn column) =>
        column.Filled.Count == 0 ? words["import.column.empty"]
        : column.Share(value => _places.Find(value) is not PlaceFound.One && EventText.IsPersonal(value) && ImportDates.Read(value) is null && value.Length > 1) >= 0.3 ? words["import.column.personal"]
        : words["import.column.example", string.Join(words["sep"], column.Filled.Distinct().Take(3).Select(value => value.Length > MostExample ? value[..MostExample] + "…" : value))];
}
