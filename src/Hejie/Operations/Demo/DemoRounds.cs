using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rounds;
using Hejie.Rules.Rounds;
using Hejie.Rules.Time;

namespace Hejie.Operations.Demo;

/// <summary>A week of rounds behind, most of them made, a few missed; those of today are open.</summary>
internal static class DemoRounds
{
    private const int Days = 7;

    /// <summary>One in so many is missed.</summary>
    private const int Missed = 17;

    public static async Task RunAsync(HejieDb db, IDialect dialect, RoundBook plans, BodyDirectory directory, DateTimeOffset now, CancellationToken cancel)
    {
        var random = new DemoRandom(DemoMatters.Seed);
        var today = LegalTime.DateOf(now);
        var rows = plans.Plans.SelectMany(plan => Periods(plan, today), (plan, start) => (plan, start))
            .SelectMany(pair => OpenRounds.Of(pair.plan, pair.start, directory), (pair, row) => Made(pair.plan, row, directory, random)).ToList();
        using var writer = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await dialect.BulkAsync(db.Database, "rounds", [.. OpenRounds.Columns, "done", "post"], rows, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The periods of the last week that have ended, and at least the last one.</summary>
    private static IEnumerable<DateOnly> Periods(RoundPlan plan, DateOnly today)
    {
        var start = plan.StartOf(plan.StartOf(today).AddDays(-1));
        yield return start;
        for (start = plan.StartOf(start.AddDays(-1)); start >= today.AddDays(-Days); start = plan.StartOf(start.AddDays(-1)))
            yield return start;
    }

    private static object?[] Made(RoundPlan plan, RoundRow row, BodyDirectory directory, DemoRandom random)
    {
        var missed = random.Below(Missed) == 0;
        var post = directory.PostsOf(row.Body).First(post => plan.IsMadeBy(post.Role));
        return
        [
            row.County, row.Plan, row.Start, row.Place, row.Body, row.Due, (int)(missed ? RoundOutcome.Missed : RoundOutcome.Nothing),
            missed ? null : row.Due - ((2 + random.Below(12)) * 3_600_000_000L), missed ? null : post.Id,
        ];
    }
}
