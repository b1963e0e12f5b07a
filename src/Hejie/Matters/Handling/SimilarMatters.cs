using Hejie.Data;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Handling;

/// <summary>A matter that may be about the same thing.</summary>
internal sealed record Similar(int County, Guid Id, string? Summary, string State, long Opened);

/// <summary>
/// What may be the same matter, by place, kind and time, within the asker's scope. Persons play no part: it compares
/// nothing that is sealed.
/// </summary>
internal sealed class SimilarMatters(HejieDb db)
{
    private const int Most = 5;
    private static readonly TimeSpan s_near = TimeSpan.FromDays(30);

    public async Task<IReadOnlyList<Similar>> FindAsync(StaffMatter view, CancellationToken cancel)
    {
        var (id, row) = (view.Id, view.Matter.Row);
        var (from, to) = (row.Opened - (long)s_near.TotalMicroseconds, row.Opened + (long)s_near.TotalMicroseconds);
        return await view.Scope.Matters(db, view.County).AsNoTracking()
            .Where(other => other.Place == row.Place && other.Procedure == row.Procedure && other.Kind == row.Kind
                && other.Opened >= from && other.Opened <= to && other.Id != id)
            .OrderByDescending(other => other.Opened).Take(Most)
            .Select(other => new Similar(other.County, other.Id, other.Summary, other.StateName, other.Opened))
            .ToListAsync(cancel);
    }
}
