using Hejie.Bodies;
using Hejie.Data;
using Hejie.Matters.Tracking;
using Hejie.Privacy;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations.Demo;

/// <summary>How far a filling is.</summary>
/// <param name="Matters">How many matters there are.</param>
/// <param name="Wanted">How many there will be.</param>
/// <param name="PerSecond">How many were made each second of this run.</param>
internal sealed record FillProgress(long Matters, long Wanted, double PerSecond);

/// <summary>
/// Fills a database with short matters of three years, for measuring. It goes on where an earlier run stopped: each
/// batch is one transaction, and how many matters there are says which come next. Nobody else may write meanwhile.
/// </summary>
internal sealed class FillMatters(
    IServiceScopeFactory scopes, IDialect dialect, MatterKeys keys, TrackingCodes codes, Catalogue catalogue, BodyDirectory directory, TimeProvider time,
    IEnumerable<IFillsReader> readers)
{
    /// <summary>Small enough that what is made dies young.</summary>
    private const int Batch = 2_000;
    private const int Days = 3 * 365;

    /// <summary>The last days hold this part of all, so that desks are as full as they are where much is open.</summary>
    private const int RecentDays = 30, RecentPercent = 8;

    private readonly List<IFillsReader> _readers = [.. readers];

    /// <summary>Makes matters until the database holds so many.</summary>
    /// <param name="wanted">How many it shall hold in all.</param>
    /// <param name="seed">What draws them.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancel">Cancels; the batches written stay.</param>
    /// <param name="days">Over how many days up to today they were filed: the fewer, the more of them are still open.</param>
    public async Task RunAsync(long wanted, ulong seed, IProgress<FillProgress>? progress, CancellationToken cancel, int days = Days)
    {
        var world = new DemoWorld(catalogue, directory, time.GetUtcNow().ToOffset(LegalTime.Offset));
        var batch = new MatterBatch(keys, codes, readers: _readers);
        var have = await BeginAsync(batch, cancel);
        var (started, first) = (time.GetTimestamp(), have);
        var writing = Task.CompletedTask;
        while (have < wanted)
        {
            var many = (int)Math.Min(Batch, wanted - have);
            var from = have;
            // The next batch is made while the one before is written: two cores at most.
            var rows = await Task.Run(() => batch.SealAsync(Make(world, seed, from, many, wanted, days), cancel), cancel);
            await writing;
            writing = WriteAsync(rows, cancel);
            have += many;
            progress?.Report(new FillProgress(have, wanted, (have - first) / time.GetElapsedTime(started).TotalSeconds));
        }

        await writing;
        foreach (var reader in _readers)
            await reader.EndAsync(progress: null, cancel);
    }

    private static List<MatterWalk> Make(DemoWorld world, ulong seed, long from, int many, long wanted, int days)
    {
        var walks = new List<MatterWalk>(many);
        var today = LegalTime.DateOf(world.Until);
        for (var ordinal = from; ordinal < from + many; ordinal++)
        {
            var random = DemoRandom.For(seed, ordinal);
            var day = today.AddDays(-DaysAgo(ordinal, wanted, days));
            var hours = world.Hours(random);
            var at = hours.Filing(day) ?? hours.Filing(day.AddDays(-1)) ?? LegalTime.StartOf(day).AddMinutes(random.Between(480, 1200));
            if (at >= world.Until)
                at = world.Until.AddMinutes(-random.Between(1, 600));
            var place = world.Places.Pick(random);
            walks.Add(random.Chance(62) ? world.Dispute(random, place, at, DemoPace.Filling) : world.Request(random, place, at, DemoPace.Filling));
        }

        return walks;
    }

    /// <summary>How long ago a matter was filed: in the order of their making, up to today.</summary>
    private static int DaysAgo(long ordinal, long wanted, int days)
    {
        if (days <= RecentDays)
            return (int)((wanted - 1 - ordinal) * days / wanted);
        var older = wanted * (100 - RecentPercent) / 100;
        return ordinal < older
            ? days - 1 - (int)(ordinal * (days - RecentDays) / older)
            : (int)((wanted - 1 - ordinal) * RecentDays / (wanted - older));
    }

    private async Task<long> BeginAsync(MatterBatch batch, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        await batch.BeginAsync(db, cancel);
        return await db.Matters.TagWith(AcrossCounties.Tag).LongCountAsync(cancel);
    }

    private async Task WriteAsync(SealedBatch rows, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        await rows.WriteAsync(scope.ServiceProvider.GetRequiredService<HejieDb>(), dialect, cancel, [.. _readers.Select(reader => reader.Reader)]);
    }
}
