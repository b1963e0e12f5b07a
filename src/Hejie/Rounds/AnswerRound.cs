using Hejie.Bodies;
using Hejie.Data;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Rules.Rounds;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Rounds;

/// <summary>What came of an answer to a round.</summary>
internal abstract record RoundAnswered
{
    private RoundAnswered()
    {
    }

    /// <summary>It is answered.</summary>
    /// <param name="Found">What of the plan was found; null for nothing.</param>
    public sealed record Done(RoundItem? Found) : RoundAnswered;

    /// <summary>The answer cannot be read.</summary>
    public sealed record Invalid(FieldError Error) : RoundAnswered;

    /// <summary>It was answered before: the first answer stands.</summary>
    public sealed record Already : RoundAnswered;

    /// <summary>Its period has ended.</summary>
    public sealed record Over : RoundAnswered;

    /// <summary>The post has no such round.</summary>
    public sealed record NotYours : RoundAnswered;
}

/// <summary>Answers a round: nothing found, of which no word is kept, or one thing of those that it looks at.</summary>
internal sealed class AnswerRound(HejieDb db, IDialect dialect, CatalogueHolder catalogue, TimeProvider time)
{
    /// <summary>The word for nothing found, in forms and programs.</summary>
    public const string Nothing = "nothing";

    /// <summary>The word for something found.</summary>
    public const string Found = "found";

    public async Task<RoundAnswered> RunAsync(Scope scope, int county, RoundId id, string? outcome, string? item, CancellationToken cancel)
    {
        if (Plan(scope, county, id) is not { } plan)
            return new RoundAnswered.NotYours();
        var found = outcome == Found ? plan.Find(item) : null;
        var (start, place, body) = (id.Start, id.Place.Value, scope.Body.Id);
        var round = db.Rounds.Where(row => row.County == county && row.Plan == plan.Id && row.Start == start && row.Place == place && row.Body == body);
        var now = LegalTime.Micros(time.GetUtcNow());
        if (await round.AsNoTracking().FirstOrDefaultAsync(cancel) is not { } known)
            return new RoundAnswered.NotYours();
        if (outcome is not (Nothing or Found))
            return new RoundAnswered.Invalid(new FieldError("outcome", "field.choice"));
        if ((outcome == Found) != (found is not null) || (outcome == Nothing && !string.IsNullOrEmpty(item)))
            return new RoundAnswered.Invalid(new FieldError("item", "field.choice"));
        if (known.Outcome is RoundOutcome.Nothing or RoundOutcome.Found)
            return new RoundAnswered.Already();
        if (known.Outcome == RoundOutcome.Missed || known.Due <= now)
            return new RoundAnswered.Over();

        var (how, code, post) = (found is null ? RoundOutcome.Nothing : RoundOutcome.Found, found?.Code, scope.By.Id);
        using var writer = await dialect.EnterWriteAsync(cancel);
        var written = await round.Where(row => row.Outcome == RoundOutcome.Open).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Outcome, how).SetProperty(row => row.Item, code).SetProperty(row => row.Done, now).SetProperty(row => row.Post, post), cancel);
        return written == 1 ? new RoundAnswered.Done(found) : new RoundAnswered.Already();
    }

    /// <summary>The plan of a round that the post makes; null where it makes no such rounds.</summary>
    private RoundPlan? Plan(Scope scope, int county, RoundId id) =>
        scope.MakesRounds && county == scope.Body.Place.County && catalogue.Current.Rounds.Find(id.Plan) is { } plan && plan.IsMadeBy(scope.Post.Role) ? plan : null;
}
