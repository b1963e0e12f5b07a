using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Time;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Quick.Audit;

/// <summary>The auditor's sample of quick reports, month by month: each is opened for audit, which who reported reads, and judged.</summary>
[Access(Access.Audit)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class AuditReportsModel(
    StaffScope session, SampleReports sample, ReadForAudit read, JudgeReport judge, CatalogueHolder catalogue, DirectoryHolder directory, IWords words, TimeProvider time) : PageModel
{
    /// <summary>A sampled report in words.</summary>
    internal sealed record Line(int County, Guid Matter, string Kind, string Place, string When, bool? AboutDanger);

    /// <summary>The months that have reports.</summary>
    public IReadOnlyList<QuickMonth> Months { get; private set; } = [];

    /// <summary>The month that is shown.</summary>
    public int Month { get; private set; }

    /// <summary>Its sample.</summary>
    public IReadOnlyList<Line> Lines { get; private set; } = [];

    /// <summary>The report whose line is shown.</summary>
    public Guid Shown { get; private set; }

    /// <summary>Its line; null where the text is destroyed.</summary>
    public string? Text { get; private set; }

    /// <summary>A month as <c>2026-02</c>.</summary>
    public static string Name(int month) => FormattableString.Invariant($"{month / 100}-{month % 100:00}");

    /// <summary>Where a button of a report posts.</summary>
    public static string Action(string handler, Line line) => FormattableString.Invariant($"/audit/quick-reports?handler={handler}&county={line.County}&matter={line.Matter:N}");

    /// <summary>Shows a month's sample, and the line that was just opened.</summary>
    public async Task OnGetAsync(int? month, int? county, Guid? matter, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        Months = await sample.MonthsAsync(scope, cancel);
        Month = month ?? (Months.Count > 0 ? Months[0].Month : 0);
        var today = LegalTime.DateOf(time.GetUtcNow());
        var danger = catalogue.Current.Procedures.InForce.FirstOrDefault(procedure => procedure.IsDanger);
        Lines =
        [
            .. (await sample.OfAsync(scope, Month, cancel)).Select(row => new Line(
                row.County, row.Matter, danger?.Kinds.FirstOrDefault(kind => kind.Code == row.Kind) is { } kind ? words[kind.Label] : row.Kind,
                directory.Current.Place(PlaceCode.Of(row.Place))?.FullName ?? "", words.Moment(LegalTime.Instant(row.Filed), today), row.AboutDanger)),
        ];
        if (county is not { } at || matter is not { } id)
            return;
        (Shown, Text) = (id, await read.LineAsync(scope, at, id, cancel));
    }

    /// <summary>Opens one line.</summary>
    public async Task<IActionResult> OnPostLookAsync(int county, Guid matter, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        return await read.OpenAsync(scope, county, matter, cancel) is Written.Done or Written.Forgotten
            ? Redirect(await PathAsync(scope, county, matter, cancel))
            : NotFound();
    }

    /// <summary>Keeps what was found of one.</summary>
    public async Task<IActionResult> OnPostJudgeAsync(int county, Guid matter, string? about, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        if (about is not ("yes" or "no"))
            return BadRequest();
        return await judge.RunAsync(scope, county, matter, about == "yes", cancel) ? Redirect(await PathAsync(scope, county, matter, cancel)) : NotFound();
    }

    private async Task<string> PathAsync(Scope scope, int county, Guid matter, CancellationToken cancel)
    {
        var month = (await sample.FindAsync(scope, county, matter, cancel))?.Month;
        return FormattableString.Invariant($"/audit/quick-reports?month={month}&county={county}&matter={matter:N}#r{matter:N}");
    }
}
