using Hejie.Bodies;
using Hejie.Data;
using Hejie.Operations;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Rounds;

/// <summary>The rounds that a body makes in the periods that run.</summary>
/// <param name="Open">Those still to be made, the first due first.</param>
/// <param name="Done">Those made last, the newest first.</param>
internal sealed record OwnList(IReadOnlyList<RoundRow> Open, IReadOnlyList<RoundRow> Done);

/// <summary>Finds the rounds of a post's own body.</summary>
internal sealed class OwnRounds(HejieDb db, CatalogueHolder catalogue, TimeProvider time)
{
    /// <summary>The most open rounds that one list shows: as some are made, others follow.</summary>
    private const int MostOpen = 100;
    private const int MostDone = 20;

    public async Task<OwnList> ListAsync(Scope scope, CancellationToken cancel)
    {
        var rounds = Running(scope).AsNoTracking();
        return new OwnList(
            await rounds.Where(row => row.Outcome == RoundOutcome.Open).OrderBy(row => row.Due).ThenBy(row => row.Plan).ThenBy(row => row.Place).Take(MostOpen).ToListAsync(cancel),
            await rounds.Where(row => row.Outcome == RoundOutcome.Nothing || row.Outcome == RoundOutcome.Found).OrderByDescending(row => row.Done).Take(MostDone).ToListAsync(cancel));
    }

    /// <summary>How many rounds are still to be made; null where the post makes none.</summary>
    public async Task<int?> CountAsync(Scope scope, CancellationToken cancel) =>
        scope.MakesRounds ? await Running(scope).CountAsync(row => row.Outcome == RoundOutcome.Open, cancel) : null;

    private IQueryable<RoundRow> Running(Scope scope)
    {
        var (county, body, now) = (scope.Body.Place.County, scope.Body.Id, LegalTime.Micros(time.GetUtcNow()));
        var plans = catalogue.Current.Rounds.Plans.Where(plan => plan.IsMadeBy(scope.Post.Role)).Select(plan => plan.Id).ToList();
        return db.Rounds.Where(row => row.County == county && row.Body == body && row.Due > now && plans.Contains(row.Plan));
    }
}
