using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Rules.Time;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Supervision.Looks;

/// <summary>The auditor's alerts: unusual openings of sealed data in their own area. Posts, numbers and matters; never persons, nor what a matter is about.</summary>
[Access(Access.Audit)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class AlertsModel(StaffScope session, HejieDb db, DirectoryHolder directory, IWords words, TimeProvider time) : PageModel
{
    private const int Most = 100;

    /// <summary>An alert in words.</summary>
    internal sealed record Line(string Title, string Post, string When, int Count, IReadOnlyList<string> Matters);

    /// <summary>The alerts, the newest first.</summary>
    public IReadOnlyList<Line> Alerts { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        var (from, to) = (scope.Body.Place.First.Value, scope.Body.Place.Next.Value);
        var rows = await db.Alerts.AsNoTracking().Where(alert => alert.Place >= from && alert.Place < to)
            .OrderByDescending(alert => alert.Raised).Take(Most).ToListAsync(cancel);
        var today = LegalTime.DateOf(time.GetUtcNow());
        Alerts =
        [
            .. rows.Select(row => new Line(
                words["alert.rule." + row.Rule, row.Count], Name(row.Post),
                words["alert.between", words.Moment(LegalTime.Instant(row.First), today), words.Moment(LegalTime.Instant(row.Last), today)], row.Count, row.Matters.Split('\n'))),
        ];
    }

    private string Name(int id) => directory.Current.Post(id) is { } post ? directory.Current.NameOf(post.Body) + words["sep"] + post.Name : "";
}
