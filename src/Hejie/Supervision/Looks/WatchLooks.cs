using Hejie.Bodies;
using Hejie.Data;
using Hejie.Kernel;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Supervision.Looks;

/// <summary>Counts the looks of a shift and alerts the auditor where they are unusual, within a minute (safeguard 9).</summary>
internal sealed partial class WatchLooks(IServiceScopeFactory scopes, DirectoryHolder directory, TimeProvider time, ILogger<WatchLooks> log) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(30);

    private DateTimeOffset _cleared = DateTimeOffset.MinValue;

    /// <summary>Counts once.</summary>
    /// <returns>How many alerts were raised.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var dialect = scope.ServiceProvider.GetRequiredService<IDialect>();
        var now = time.GetUtcNow();
        var since = LegalTime.Micros(now - UnusualLooks.Shift);
        var looks = await db.Looks.AsNoTracking().TagWith(AcrossCounties.Tag).Where(look => look.At >= since)
            .Select(look => new CountedLook(look.County, look.Matter, look.Post, look.At, look.Ended)).ToListAsync(cancel);
        var raised = 0;
        foreach (var unusual in UnusualLooks.Of(looks))
            raised += await RaiseAsync(db, dialect, unusual, now, cancel) ? 1 : 0;
        return raised;
    }

    /// <summary>Clears looks away that nothing counts any more; their entries stay.</summary>
    public async Task ClearAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var before = LegalTime.Micros(time.GetUtcNow() - s_kept);
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        using var writer = await scope.ServiceProvider.GetRequiredService<IDialect>().EnterWriteAsync(cancel);
        await db.Looks.TagWith(AcrossCounties.Tag).Where(look => look.At < before).ExecuteDeleteAsync(cancel);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Recurring.RunAsync(s_pause, time, WatchAsync, error => Failed(log, error), stoppingToken);

    private async Task WatchAsync(CancellationToken cancel)
    {
        await RunAsync(cancel);
        if (time.GetUtcNow() - _cleared <= TimeSpan.FromDays(1))
            return;
        await ClearAsync(cancel);
        _cleared = time.GetUtcNow();
    }

    /// <summary>Raises an alert; while a post goes on, the one it has grows, and no second is raised for the same shift.</summary>
    private async Task<bool> RaiseAsync(HejieDb db, IDialect dialect, UnusualLook unusual, DateTimeOffset now, CancellationToken cancel)
    {
        if (directory.Current.Post(unusual.Post) is not { } post || directory.Current.Body(post.Body) is not { } body)
            return false;
        var (first, last) = (unusual.Looks[0].At, unusual.Looks[^1].At);
        var recent = LegalTime.Micros(now - UnusualLooks.Shift);
        var known = await db.Alerts.AsTracking().Where(alert => alert.Post == unusual.Post && alert.Rule == unusual.Rule && alert.Last >= recent)
            .OrderByDescending(alert => alert.Raised).FirstOrDefaultAsync(cancel);
        if (known is not null && known.Last >= last)
            return false;
        var matters = unusual.Looks.Where(look => known is null || look.At > known.Last).Select(look => FormattableString.Invariant($"{look.County}/{look.Matter:N}")).ToList();
        if (known is not null)
        {
            (known.Last, known.Count) = (last, known.Count + matters.Count);
            known.Matters += "\n" + string.Join('\n', matters);
        }
        else
        {
            db.Alerts.Add(new AlertRow
            {
                Id = Guid.CreateVersion7(now),
                Post = unusual.Post,
                Place = body.Place.Value,
                Rule = unusual.Rule,
                Count = matters.Count,
                Matters = string.Join('\n', matters),
                First = first,
                Last = last,
                Raised = LegalTime.Micros(now),
            });
        }

        using var writer = await dialect.EnterWriteAsync(cancel);
        try
        {
            await db.SaveChangesAsync(cancel);
            return known is null;
        }
        catch (DbUpdateException error) when (dialect.IsUniqueViolation(error))
        {
            // Another node was first.
            db.ChangeTracker.Clear();
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "Looks could not be counted; trying again.")]
    private static partial void Failed(ILogger log, Exception error);
}
