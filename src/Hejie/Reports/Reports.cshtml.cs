using System.Globalization;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Statistics;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Reports;

/// <summary>A report in the list.</summary>
internal sealed record ReportLine(string Href, string Title, string Body, string Period, string State);

/// <summary>The reports of a body and of those below, and the form that has one written.</summary>
[Access(Access.Matters)]
internal sealed class ReportsModel(StaffScope session, KeepReports reports, FigureWords figureWords, CatalogueHolder catalogue, DirectoryHolder directory, IWords words) : PageModel
{
    public IReadOnlyList<ReportLine> Lines { get; private set; } = [];

    /// <summary>What can be written: the template and the first day of the period, as one choice.</summary>
    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public FormState Form { get; private set; } = FormState.Empty;

    public Task OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostAsync(string? what, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        if (what?.Split('|') is [var template, var day] && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            && await reports.WriteAsync(scope, template, from, cancel) is { } id)
            return Redirect(ReportModel.Address(scope.Body.Place.County, id));
        Form = new FormState(FormState.Raw(Request.Form), new FormErrors([new FieldError("what", "report.not-written")]));
        await ShowAsync(cancel);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        Choices =
        [
            .. reports.TemplatesOf(scope).SelectMany(template => reports.Periods(template).Select(from => new Choice(
                string.Create(CultureInfo.InvariantCulture, $"{template.Id}|{from:yyyy-MM-dd}"), figureWords.Period(from, template.Unit), Title(template.Id)))),
        ];
        Lines = [.. (await reports.ListAsync(scope, cancel)).Select(row => new ReportLine(
            ReportModel.Address(row.County, row.Id),
            Title(row.Template),
            directory.Current.NameOf(row.Body),
            words["overview.days", words.WholeDay(row.From), words.WholeDay(row.Until)],
            row.Released is { } released ? words["report.released-on", words.WholeDay(LegalTime.DateOf(LegalTime.Instant(released)))] : words["report.draft"]))];
    }

    private string Title(string template) => catalogue.Current.Reports.Templates.TryGetValue(template, out var known)
        ? words[known.Title].Replace("{place}", "", StringComparison.Ordinal).Replace("{period}", "", StringComparison.Ordinal).Trim() : template;
}
