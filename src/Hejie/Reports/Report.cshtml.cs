using System.Globalization;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Reports.Documents;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Statistics;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Reports;

/// <summary>A report as it is read and printed; a draft is reviewed and released here, and a released one computed again.</summary>
[Access(Access.Matters)]
internal sealed class ReportModel(StaffScope session, KeepReports reports, DirectoryHolder directory, IWords words) : PageModel
{
    public ReportText Report { get; private set; } = null!;

    /// <summary>Whether the post opens the matters behind its numbers.</summary>
    public bool Opens { get; private set; }

    public string State { get; private set; } = "";

    public string? Note { get; private set; }

    public string Here { get; private set; } = "";

    /// <summary>Whether the post may release it.</summary>
    public bool MayRelease { get; private set; }

    /// <summary>Whether the post may compute it again.</summary>
    public bool Own { get; private set; }

    /// <summary>What is different when it is computed again; null until somebody asks.</summary>
    public IReadOnlyList<ReportChange>? Changes { get; private set; }

    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>The address of a report.</summary>
    public static string Address(int county, Guid id) => string.Create(CultureInfo.InvariantCulture, $"/reports/{county}/{id:N}");

    public async Task<IActionResult> OnGetAsync(int county, Guid id, bool again, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        if (await reports.FindAsync(scope, county, id, cancel) is not { } report)
            return NotFound();
        Show(scope, report);
        if (again)
            Changes = await reports.AgainAsync(scope, report, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(int county, Guid id, string? note, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        if (await reports.FindAsync(scope, county, id, cancel) is not { } report)
            return NotFound();
        Show(scope, report);
        if (!MayRelease)
            return Forbid();
        if (await reports.ReleaseAsync(scope, county, id, note, cancel) is not { } wrong)
            return Redirect(Here);
        Form = new FormState(FormState.Raw(Request.Form), new FormErrors([new FieldError("note", wrong)]));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>The report as a file.</summary>
    public static async Task<IResult> DownloadAsync(int county, Guid id, string format, StaffScope session, KeepReports reports, WordBook words, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        if (format is not ("docx" or "xlsx") || await reports.FindAsync(scope, county, id, cancel) is not { } report)
            return Results.NotFound();
        var text = report.Row.Note is { } note ? report.Text with { Sections = [.. report.Text.Sections, new ReportSection(words.In(Rules.Catalogue.Language.Chinese)["report.note"], [note], null, default)] } : report.Text;
        return format == "docx"
            ? Results.File(WordReport.Write(text), WordReport.MediaType, text.Title + ".docx")
            : Results.File(SheetReport.Write(text), SheetReport.MediaType, text.Title + ".xlsx");
    }

    private void Show(Scope scope, Report report)
    {
        Opens = FigureScope.OfArea(scope, directory.Current) is not null;
        (Report, Here, Note) = (Opens ? report.Text : report.Text.WithoutLinks(), Address(report.Row.County, report.Row.Id), report.Row.Note);
        Own = report.Row.Body == scope.Body.Id;
        MayRelease = Own && report.Row.Released is null && Permissions.Oversees(scope.Post.Role);
        var made = words["report.made", words.WholeDay(LegalTime.DateOf(LegalTime.Instant(report.Row.Made))), report.Row.MadeBy == ReportRow.BySystem ? words["report.by-system"] : directory.Current.Post(report.Row.MadeBy)?.Name ?? ""];
        State = report.Row.Released is { } released
            ? words["report.released-by", words.WholeDay(LegalTime.DateOf(LegalTime.Instant(released))), directory.Current.Post(report.Row.ReleasedBy ?? 0)?.Name ?? ""]
            : words["report.is-draft", made];
    }
}
