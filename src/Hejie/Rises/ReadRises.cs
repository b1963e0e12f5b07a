using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rules.Places;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Rises;

/// <summary>The rises of an area, for a post that may open the matters behind them.</summary>
internal sealed class ReadRises(HejieDb db)
{
    /// <summary>So many are told at most, the least likely by chance first.</summary>
    public const int Most = 20;

    /// <param name="scope">Who asks.</param>
    /// <param name="area">The area, within the post's own.</param>
    /// <param name="from">The first Monday, Asia/Shanghai.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<RiseRow>> RunAsync(Scope scope, PlaceCode area, DateOnly from, CancellationToken cancel)
    {
        var procedures = scope.OpensMatters ? scope.Overseen.Except(scope.Closed).ToList() : [];
        if (procedures.Count == 0 || !scope.Body.Place.Contains(area))
            return [];
        var (first, next) = (area.First.Value, area.Next.Value);
        var rises = db.Rises.AsNoTracking();
        if (area.Level == PlaceLevel.Prefecture)
            rises = rises.TagWith(AcrossCounties.Tag);
        else
            rises = rises.Where(row => row.County == area.County && row.Place >= first && row.Place < next);
        var found = await rises.Where(row => row.Week >= from && procedures.Contains(row.Procedure)).OrderByDescending(row => row.Week).ThenBy(row => row.Chance).Take(Most * 4).ToListAsync(cancel);
        return [.. found.Where(row => !scope.IsClosed(row.Procedure, row.Kind)).Take(Most)];
    }
}
