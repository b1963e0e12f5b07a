using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Together;

/// <summary>A matter that belongs to another one, as a line.</summary>
internal sealed record Related(int County, Guid Id, string? Summary, string Procedure, string Kind, long Place, string State, long Opened, string? Number)
{
    public string Path => FormattableString.Invariant($"/matters/{County}/{Id:N}");
}

/// <summary>What belongs to a matter, as far as the post may see it.</summary>
/// <param name="Lead">The one that leads it, or null.</param>
/// <param name="Gathered">Those that it leads.</param>
/// <param name="From">The one that it was a part of, or null.</param>
/// <param name="Parts">Its parts.</param>
internal sealed record RelatedMatters(Related? Lead, IReadOnlyList<Related> Gathered, Related? From, IReadOnlyList<Related> Parts)
{
    public bool Any => Lead is not null || From is not null || Gathered.Count > 0 || Parts.Count > 0;
}

/// <summary>Reads what belongs to a matter, and what could be put to it.</summary>
internal sealed class ReadTogether(HejieDb db)
{
    private const int MostOffered = 60;

    /// <summary>What belongs to it.</summary>
    public async Task<RelatedMatters> RunAsync(StaffMatter view, CancellationToken cancel)
    {
        var state = view.State;
        var parts = state.Severed.Select(part => part.Matter).ToList();
        Guid[] ids = [.. new[] { state.Lead, state.SeveredFrom }.OfType<Guid>(), .. state.Gathered, .. parts];
        if (ids.Length == 0)
            return new RelatedMatters(null, [], null, []);
        var found = await Lines(view.Scope.Matters(db, view.County).Where(row => ids.Contains(row.Id))).ToListAsync(cancel);
        Related? One(Guid? id) => found.Find(line => line.Id == id);
        return new RelatedMatters(One(state.Lead), found.FindAll(line => state.Gathered.Contains(line.Id)), One(state.SeveredFrom), found.FindAll(line => parts.Contains(line.Id)));
    }

    /// <summary>
    /// What the same body has open, of the same procedure and kind, in the same township: what may have the same cause. Persons
    /// play no part.
    /// </summary>
    public async Task<IReadOnlyList<Related>> OfferedAsync(StaffMatter view, CancellationToken cancel)
    {
        var (body, id, row) = (view.Scope.Body.Id, view.Id, view.Matter.Row);
        var area = view.Matter.Place is { Parent: { } above } place && place.Level > Rules.Places.PlaceLevel.Township ? above : view.Matter.Place;
        var (from, to) = (area.First.Value, area.Next.Value);
        var rows = await view.Scope.Matters(db, view.County).AsNoTracking()
            .Where(other => other.Owner == body && other.Ended == null && other.Id != id && other.Procedure == row.Procedure && other.Kind == row.Kind
                && other.Place >= from && other.Place < to)
            .OrderByDescending(other => other.Opened).Take(MostOffered)
            .Select(other => new { Line = new Related(other.County, other.Id, other.Summary, other.Procedure, other.Kind, other.Place, other.StateName, other.Opened, other.Number), other.State })
            .ToListAsync(cancel);
        return [.. rows.Where(other => StateCodec.Decode(other.State) is { Lead: null, Gathered.IsEmpty: true }).Select(other => other.Line)];
    }

    private static IQueryable<Related> Lines(IQueryable<MatterRow> matters) => matters.AsNoTracking().OrderBy(row => row.Opened)
        .Select(row => new Related(row.County, row.Id, row.Summary, row.Procedure, row.Kind, row.Place, row.StateName, row.Opened, row.Number));
}
