using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rules.Places;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Resources;

/// <summary>What is looked for: kind, skill, language and place; never a name.</summary>
internal sealed record ResourceFilter(ResourceKind? Kind, string? Skill, string? Language, PlaceCode? Place, int Page = 1);

/// <summary>A booking as somebody may see it.</summary>
/// <param name="Row">The booking.</param>
/// <param name="Open">Whether who looks may know what it is for: it is for no matter, or for one that they have in scope.</param>
/// <param name="Own">Whether their body booked it.</param>
internal sealed record SeenBooking(BookingRow Row, bool Open, bool Own);

/// <summary>Finds resources within reach, and when they are taken.</summary>
internal sealed class ReadResources(HejieDb db, DirectoryHolder directory)
{
    /// <summary>Lines of one page.</summary>
    public const int PageSize = 50;

    /// <summary>The last page that can be turned to.</summary>
    public const int LastPage = 100;

    /// <summary>One resource is booked no more often in a week.</summary>
    private const int MostOfWeek = 500;

    /// <summary>One page, the nearest place first, and whether more follow.</summary>
    public async Task<(IReadOnlyList<ResourceRow> Rows, bool More)> ListAsync(Scope scope, ResourceFilter filter, CancellationToken cancel)
    {
        var rows = ResourceReach.Resources(db, scope, directory.Current).AsNoTracking();
        if (filter.Kind is { } kind)
            rows = rows.Where(row => row.Kind == kind);
        if (filter.Skill is { } skill)
            rows = rows.Where(row => row.Skills.Contains("," + skill + ","));
        if (filter.Language is { } language)
            rows = rows.Where(row => row.Languages.Contains("," + language + ","));
        if (filter.Place is { } place)
        {
            // What lies in the place, and what the places above it share with it.
            var (from, to, above) = (place.First.Value, place.Next.Value, ResourceReach.Above(place));
            rows = rows.Where(row => (row.Place >= from && row.Place < to) || above.Contains(row.Place));
        }

        var found = await rows.OrderByDescending(row => row.Place).ThenBy(row => row.Kind).ThenBy(row => row.Id)
            .Skip((filter.Page - 1) * PageSize).Take(PageSize + 1).ToListAsync(cancel);
        return (found.Count > PageSize ? found.GetRange(0, PageSize) : found, found.Count > PageSize);
    }

    public Task<ResourceRow?> FindAsync(Scope scope, int county, Guid id, CancellationToken cancel) =>
        ResourceReach.Resource(db, scope, directory.Current, county, id).AsNoTracking().SingleOrDefaultAsync(cancel);

    /// <summary>What is taken of a resource in the seven days from one on. What another matter's people do is only "taken" to others.</summary>
    public async Task<IReadOnlyList<SeenBooking>> WeekAsync(Scope scope, ResourceRow resource, DateOnly monday, CancellationToken cancel)
    {
        var (county, id, from, until) = (resource.County, resource.Id, LegalTime.Micros(LegalTime.StartOf(monday)), LegalTime.Micros(LegalTime.StartOf(monday.AddDays(7))));
        var rows = await db.Bookings.AsNoTracking()
            .Where(row => row.County == county && row.Resource == id && row.Cancelled == null && row.From >= from && row.From < until)
            .OrderBy(row => row.From).Take(MostOfWeek).ToListAsync(cancel);
        var open = new HashSet<Guid>();
        foreach (var group in rows.Where(row => row.Matter is not null).GroupBy(row => row.MatterCounty!.Value))
        {
            var ids = group.Select(row => row.Matter!.Value).Distinct().ToList();
            open.UnionWith(await scope.Matters(db, group.Key).Where(matter => ids.Contains(matter.Id)).Select(matter => matter.Id).ToListAsync(cancel));
        }

        return rows.ConvertAll(row => new SeenBooking(row, row.Matter is not { } matter || open.Contains(matter), row.Body == scope.Body.Id));
    }
}
