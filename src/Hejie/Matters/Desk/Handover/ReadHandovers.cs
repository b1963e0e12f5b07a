using Hejie.Bodies;
using Hejie.Data;
using Hejie.Matters.Together;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Desk.Handover;

/// <summary>A hand-over as a line, with who gave and who took it.</summary>
internal sealed record HandoverLine(Guid Id, int FromPost, string FromName, long Given, int? ToPost, string? ToName, long? Taken);

/// <summary>A hand-over with its items as they stood, and what each matter is called, for those that the reader may see.</summary>
internal sealed record HandoverView(HandoverRow Row, HandoverLine Line, HandoverList List, IReadOnlyDictionary<(int County, Guid Matter), Related> Matters, IReadOnlySet<(Guid Matter, int Number)> StillOpen);

/// <summary>Reads the hand-overs of a body.</summary>
internal sealed class ReadHandovers(HejieDb db)
{
    private const int MostLines = 20;

    /// <summary>The one that waits for somebody to take it, and who gave it; null where none does.</summary>
    public Task<HandoverLine?> WaitingAsync(Scope scope, CancellationToken cancel) =>
        Lines(Of(scope).Where(row => row.Taken == null)).FirstOrDefaultAsync(cancel);

    /// <summary>Whether one waits that a colleague gave.</summary>
    public Task<bool> WaitsAsync(Scope scope, CancellationToken cancel) =>
        Of(scope).AnyAsync(row => row.Taken == null && row.FromAccount != scope.Account, cancel);

    /// <summary>The last ones, the newest first.</summary>
    public async Task<IReadOnlyList<HandoverLine>> LastAsync(Scope scope, CancellationToken cancel) => await Lines(Of(scope)).Take(MostLines).ToListAsync(cancel);

    /// <summary>One of them.</summary>
    public async Task<HandoverView?> FindAsync(Scope scope, Guid id, CancellationToken cancel)
    {
        if (await Of(scope).SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } row || await Lines(Of(scope).Where(one => one.Id == id)).SingleAsync(cancel) is not { } line)
            return null;
        var list = HandoverList.Decode(row.Items);
        var (matters, open) = (new Dictionary<(int, Guid), Related>(), new HashSet<(Guid, int)>());
        foreach (var county in list.Items.GroupBy(item => item.County, item => item.Matter))
        {
            var (code, ids) = (county.Key, county.Distinct().ToList());
            foreach (var found in await scope.Matters(db, code).AsNoTracking().Where(matter => ids.Contains(matter.Id))
                .Select(matter => new Related(matter.County, matter.Id, matter.Summary, matter.Procedure, matter.Kind, matter.Place, matter.StateName, matter.Opened, matter.Number))
                .ToListAsync(cancel))
                matters[(code, found.Id)] = found;
            foreach (var work in await db.Work.AsNoTracking().Where(work => work.County == code && ids.Contains(work.Matter)).Select(work => new { work.Matter, work.Number }).ToListAsync(cancel))
                open.Add((work.Matter, work.Number));
        }

        return new HandoverView(row, line, list, matters, open);
    }

    private IQueryable<HandoverRow> Of(Scope scope)
    {
        var (county, body) = (scope.Body.Place.County, scope.Body.Id);
        return db.Handovers.AsNoTracking().Where(row => row.County == county && row.Body == body);
    }

    private IQueryable<HandoverLine> Lines(IQueryable<HandoverRow> rows) =>
        from row in rows
        orderby row.Given descending
        select new HandoverLine(
            row.Id, row.FromPost, db.Users.Where(user => user.Id == row.FromAccount).Select(user => user.DisplayName).FirstOrDefault() ?? "", row.Given,
            row.ToPost, db.Users.Where(user => user.Id == row.ToAccount).Select(user => user.DisplayName).FirstOrDefault(), row.Taken);
}
