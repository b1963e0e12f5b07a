using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Rounds;

/// <summary>How a body kept its rounds lately: how many it made and missed, and which it missed. Never what was found, nor by whom.</summary>
internal sealed record BodyRounds(Body Body, int Made, int Missed, IReadOnlyList<RoundRow> Latest);

/// <summary>Shows to a service centre the rounds of its own and of the centres directly below, in their own order: nobody is ranked.</summary>
internal sealed class RoundsBelow(HejieDb db, DirectoryHolder directory, TimeProvider time)
{
    /// <summary>The days that are looked back on.</summary>
    public const int Days = 31;

    /// <summary>The bodies of a page.</summary>
    public const int PageSize = 30;

    private const int MostMissed = 200;
    private const int MostOfBody = 8;

    /// <summary>One page.</summary>
    /// <param name="scope">Who looks.</param>
    /// <param name="page">From 1.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<(IReadOnlyList<BodyRounds> Bodies, bool More)> RunAsync(Scope scope, int page, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (since, until) = (LegalTime.Micros(now - TimeSpan.FromDays(Days)), LegalTime.Micros(now));
        var bodies = directory.Current.Bodies
            .Where(body => body.Kind.Code == BodyKinds.ServiceCentre && (body.Id == scope.Body.Id || body.Superior == scope.Body.Id))
            .OrderBy(body => body.Place).Skip((page - 1) * PageSize).Take(PageSize + 1).ToList();
        var shown = bodies.Take(PageSize).ToList();
        var (ids, counties) = (shown.ConvertAll(body => body.Id), shown.Select(body => body.Place.County).Distinct().ToList());
        var rounds = db.Rounds.AsNoTracking().Where(row => counties.Contains(row.County) && ids.Contains(row.Body) && row.Due > since && row.Due <= until);
        var counts = (await rounds.GroupBy(row => new { row.Body, Missed = row.Outcome == RoundOutcome.Missed || row.Outcome == RoundOutcome.Open })
            .Select(group => new { group.Key.Body, group.Key.Missed, Count = group.Count() }).ToListAsync(cancel)).ToLookup(row => row.Body);
        var missed = (await rounds.Where(row => row.Outcome == RoundOutcome.Missed || row.Outcome == RoundOutcome.Open)
            .OrderByDescending(row => row.Due).ThenBy(row => row.Place).Take(MostMissed).ToListAsync(cancel)).ToLookup(row => row.Body);
        return (
            [.. shown.Select(body => new BodyRounds(
                body, counts[body.Id].Where(row => !row.Missed).Sum(row => row.Count), counts[body.Id].Where(row => row.Missed).Sum(row => row.Count),
                [.. missed[body.Id].Take(MostOfBody)]))],
            bodies.Count > PageSize);
    }
}
