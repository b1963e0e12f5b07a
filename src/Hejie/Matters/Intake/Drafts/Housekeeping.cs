using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Kernel;
using Hejie.Matters.Intake.Attachments;
using Hejie.Privacy;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Intake.Drafts;

/// <summary>
/// Clears away what has outlived its time: drafts after 24 hours, with the keys of those that were never filed; one-time
/// codes; first answers after seven days; hand-overs of shifts after a year; files that belong to no matter.
/// </summary>
internal sealed partial class Housekeeping(
    IServiceScopeFactory scopes, DirectoryHolder directory, MatterKeys keys, SealedFileStore files, TimeProvider time, ILogger<Housekeeping> log) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan s_pause = TimeSpan.FromHours(1);

    /// <summary>A draft may be on its way to being filed when its time is up.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromHours(1);

    /// <summary>Longer than any draft lives, so that a file of none is an orphan.</summary>
    private static readonly TimeSpan s_orphaned = TimeSpan.FromHours(48);

    /// <summary>Who asks, for the idempotency of a draft's filing.</summary>
    public static string Client(Guid draft) => "draft:" + draft.ToString("N", CultureInfo.InvariantCulture);

    /// <summary>Clears once.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HejieDb>();
        var dialect = scope.ServiceProvider.GetRequiredService<IDialect>();
        while (await ClearDraftsAsync(db, dialect, cancel) == Batch)
        {
        }

        var now = LegalTime.Micros(time.GetUtcNow());
        var lastYear = LegalTime.Micros(time.GetUtcNow() - TimeSpan.FromDays(366));
        var yesterday = LegalTime.Micros(time.GetUtcNow() - TimeSpan.FromDays(1));
        using (await dialect.EnterWriteAsync(cancel))
        {
            await db.OneTimeCodes.Where(code => code.Expires < yesterday).ExecuteDeleteAsync(cancel);
            await db.Answers.TagWith(AcrossCounties.Tag).Where(answer => answer.Expires < now).ExecuteDeleteAsync(cancel);
            await db.Handovers.TagWith(AcrossCounties.Tag).Where(row => row.Given < lastYear).ExecuteDeleteAsync(cancel);
        }

        await files.SweepAsync(
            async (county, addresses, stop) => (await db.Attachments.AsNoTracking()
                .Where(file => file.County == county && addresses.Contains(file.Address)).Select(file => file.Address).ToListAsync(stop)).ToHashSet(),
            time.GetUtcNow() - s_orphaned, cancel);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Recurring.RunAsync(s_pause, time, RunAsync, error => Failed(log, error), stoppingToken);

    private async Task<int> ClearDraftsAsync(HejieDb db, IDialect dialect, CancellationToken cancel)
    {
        var before = LegalTime.Micros(time.GetUtcNow() - s_grace);
        var old = await db.Drafts.AsNoTracking().Where(draft => draft.Expires < before).OrderBy(draft => draft.Expires).Take(Batch)
            .Select(draft => new { draft.Id, draft.KeyId }).ToListAsync(cancel);
        if (old.Count == 0)
            return 0;

        // A filed draft's key is its matter's. The first answer, kept longer than any draft, says whether it was filed.
        var clients = old.ToDictionary(draft => draft.Id, draft => SHA256.HashData(Encoding.UTF8.GetBytes(Client(draft.Id))));
        var asked = clients.Values.ToList();
        var counties = directory.Current.Counties.ToList();
        var filed = (await db.Answers.AsNoTracking().TagWith(AcrossCounties.Tag)
                .Where(answer => counties.Contains(answer.County) && asked.Contains(answer.Client)).Select(answer => answer.Client).ToListAsync(cancel))
            .Select(Convert.ToHexString).ToHashSet();
        var ids = old.ConvertAll(draft => draft.Id);
        await keys.DestroyAsync(
            [.. old.Where(draft => draft.KeyId != Guid.Empty && !filed.Contains(Convert.ToHexString(clients[draft.Id]))).Select(draft => draft.KeyId)], cancel);
        using (await dialect.EnterWriteAsync(cancel))
            await db.Drafts.Where(draft => ids.Contains(draft.Id)).ExecuteDeleteAsync(cancel);
        return old.Count;
    }

    [LoggerMessage(LogLevel.Error, "What has outlived its time could not be cleared; trying again.")]
    private static partial void Failed(ILogger log, Exception error);
}
