using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Time;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Quick;

/// <summary>The duty list: the quick reports open in the post's area, the newest first.</summary>
[Access(Access.Matters)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class OpenReportsModel(StaffScope session, OpenReports open, CatalogueHolder catalogue, DirectoryHolder directory, IWords words, TimeProvider time) : PageModel
{
    /// <summary>A report in words.</summary>
    internal sealed record Line(string Path, string Kind, string Place, string When, string State, bool Acknowledged);

    /// <summary>The reports.</summary>
    public IReadOnlyList<Line> Lines { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        var danger = catalogue.Current.Procedures.InForce.FirstOrDefault(procedure => procedure.IsDanger);
        var today = LegalTime.DateOf(time.GetUtcNow());
        Lines =
        [
            .. (await open.ReadAsync(scope, cancel)).Select(report => new Line(
                FormattableString.Invariant($"/matters/{report.County}/{report.Matter:N}"),
                danger?.Kinds.FirstOrDefault(kind => kind.Code == report.Kind) is { } kind ? words[kind.Label] : report.Kind,
                directory.Current.Place(PlaceCode.Of(report.Place))?.FullName ?? "", words.Moment(LegalTime.Instant(report.Filed), today),
                danger?.States.GetValueOrDefault(report.State) is { } state ? words[state.Title] : report.State, report.Acknowledged)),
        ];
    }
}
