using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Kernel;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Import;

/// <summary>A file to take in is chosen, and what was taken in before is shown.</summary>
[Access(Access.Import)]
[MostBytes(MostBytes)]
[FormInMemory(MostBytes)]
internal sealed class ImportModel(StaffScope session, StagedFiles files, KeepMapping kept, HejieDb db, CatalogueHolder catalogue, DirectoryHolder directory, IWords words, TimeProvider time) : PageModel
{
    /// <summary>The largest file in MB; a form may have one more.</summary>
    public const int MostMegabytes = 20;

    private const int MostBytes = (MostMegabytes + 1) << 20, MostRuns = 20;

    private static readonly string[] s_asked = ["file", "procedure", "mapping"];

    /// <summary>A run that has told nothing for so long has fallen.</summary>
    private static readonly TimeSpan s_fallen = TimeSpan.FromMinutes(2);

    public FormState Form { get; private set; } = FormState.Empty;

    public string? FileError { get; private set; }

    public IReadOnlyList<Choice> Procedures { get; private set; } = [];

    public IReadOnlyList<Choice> Mappings { get; private set; } = [];

    public IReadOnlyList<ImportRunRow> Runs { get; private set; } = [];

    public string StateOf(ImportRunRow run) => run.Finished is not null ? "import.run.done"
        : LegalTime.Instant(run.Changed) + s_fallen < time.GetUtcNow() ? "import.run.fallen" : "import.run.runs";

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await FillAsync(await session.RequireAsync(cancel), cancel);
        return Page();
    }

    /// <summary>Opens the file, and leads on to what its columns are.</summary>
    public async Task<IActionResult> OnPostAsync(IFormFile? file, string? procedure, string? mapping, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        var chosen = catalogue.Current.Procedures.Find(procedure ?? "");
        if (chosen is null || !ImportScope.Takes(scope, chosen))
            return await AgainAsync(scope, [new FieldError("procedure", "field.choice")], cancel);
        if (file is null || file.Length == 0)
            return await AgainAsync(scope, [new FieldError("file", "import.file.none")], cancel);
        if (file.Length > TableLimits.Page.Bytes)
            return await AgainAsync(scope, [new FieldError("file", "import.file.large", "20")], cancel);
        var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, cancel);
        try
        {
            var table = await TableFile.OpenAsync(bytes, TableLimits.Page, cancel);
            if (files.Add(scope, bytes, table, words) is not { } staged)
                return await AgainAsync(scope, [new FieldError("file", "import.file.room")], cancel);
            await MapAsync(scope, staged, chosen, mapping, cancel);
            return Redirect($"/import/{staged.Id:D}");
        }
        catch (TableRefused refused)
        {
            return await AgainAsync(scope, [new FieldError("file", refused.Code, refused.Detail)], cancel);
        }
    }

    private async Task MapAsync(Scope scope, StagedFile staged, Procedure procedure, string? name, CancellationToken cancel)
    {
        if (!string.IsNullOrEmpty(name) && await kept.FindAsync(scope, name, cancel) is { } known)
            (staged.Mapping, staged.Name, staged.Version) = (known.Mapping.WithWords(staged.File, procedure), known.Name, known.Version);
        else
            staged.Mapping = Mapping.Guess(staged.File, procedure, new PlaceFinder(directory.Current, scope.Body.Place));
        if (Rules.Import.RosterGuard.Refused(staged.File.Columns, staged.Mapping.Fields) is { } roster)
            staged.Errors = [new FieldError("columns", roster)];
    }

    private async Task<PageResult> AgainAsync(Scope scope, IReadOnlyList<FieldError> errors, CancellationToken cancel)
    {
        Form = new FormState(FormState.Raw(Request.Form), new FormErrors(errors)
        {
            Titles = s_asked.ToDictionary(field => field, field => words["import." + field]),
        });
        FileError = errors.FirstOrDefault(error => error.Field == "file") is { } wrong ? words.Error(wrong.Code, wrong.Detail) : null;
        await FillAsync(scope, cancel);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task FillAsync(Scope scope, CancellationToken cancel)
    {
        Procedures = ProceduresOf(scope, catalogue.Current, words);
        Mappings = [new Choice("", words["import.mapping.new"]), .. (await kept.NamesAsync(scope, cancel)).Select(name => new Choice(name, name))];
        var body = scope.Body.Id;
        Runs = await db.ImportRuns.AsNoTracking().Where(run => run.Body == body).OrderByDescending(run => run.Started).Take(MostRuns).ToListAsync(cancel);
    }

    /// <summary>The procedures that a post may take matters of.</summary>
    public static IReadOnlyList<Choice> ProceduresOf(Scope scope, Catalogue catalogue, IWords words) =>
        [.. catalogue.Procedures.InForce.Where(procedure => ImportScope.Takes(scope, procedure)).Select(procedure => new Choice(procedure.Id, words[procedure.Title]))];
}
