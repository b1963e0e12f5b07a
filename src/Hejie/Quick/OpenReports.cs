using Hejie.Bodies;
using Hejie.Data;
using Hejie.Operations;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Quick;

/// <summary>One quick report that is open.</summary>
/// <param name="County">Its county.</param>
/// <param name="Matter">Its id.</param>
/// <param name="Kind">The kind of danger.</param>
/// <param name="Place">Where, 15 digits.</param>
/// <param name="State">The state's name.</param>
/// <param name="Owner">The body that has it.</param>
/// <param name="Filed">Instant in microseconds UTC.</param>
/// <param name="Acknowledged">Whether the post's own body has acknowledged it.</param>
internal sealed record OpenReport(int County, Guid Matter, string Kind, long Place, string State, int Owner, long Filed, bool Acknowledged);

/// <summary>
/// The quick reports open in a post's area, the newest first. Each has work at its body until it closes, to acknowledge, to
/// follow or to handle; so the one indexed table of work says which they are.
/// </summary>
internal sealed class OpenReports(HejieDb db, CatalogueHolder catalogue)
{
    /// <summary>The most that are shown.</summary>
    public const int Most = 100;

    public async Task<IReadOnlyList<OpenReport>> ReadAsync(Scope scope, CancellationToken cancel)
    {
        if (!scope.OpensMatters || catalogue.Current.Procedures.InForce.FirstOrDefault(procedure => procedure.IsDanger) is not { } danger)
            return [];
        var (body, county, id) = (scope.Body.Id, scope.Body.Place.County, danger.Id);
        var acknowledge = danger.Opening.Opens.Select(work => work.Kind).Distinct().ToList();
        var work = scope.AcrossCounties
            ? db.Work.AsNoTracking().TagWith(AcrossCounties.Tag).Where(item => item.Body == body)
            : db.Work.AsNoTracking().Where(item => item.Body == body && item.County == county);
        var waiting = work.GroupBy(item => new { item.County, item.Matter })
            .Select(lines => new { lines.Key.County, lines.Key.Matter, Unacknowledged = lines.Count(item => acknowledge.Contains(item.Kind)) });
        return await (
            from item in waiting
            join matter in db.Matters on new { item.County, Id = item.Matter } equals new { matter.County, matter.Id }
            where matter.Procedure == id
            orderby matter.Opened descending
            select new OpenReport(matter.County, matter.Id, matter.Kind, matter.Place, matter.StateName, matter.Owner, matter.Opened, item.Unacknowledged == 0))
            .Take(Most).ToListAsync(cancel);
    }
}
