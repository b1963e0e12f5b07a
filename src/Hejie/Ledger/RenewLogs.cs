using Hejie.Data;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Ledger;

/// <summary>What came of beginning the logs anew.</summary>
internal abstract record Renewed
{
    private Renewed()
    {
    }

    /// <summary>They have another name from now on.</summary>
    public sealed record Done(string Former, string Name) : Renewed;

    /// <summary>Nothing was changed.</summary>
    public sealed record Refused(FieldError Error) : Renewed;
}

/// <summary>
/// Begins all logs anew under another name, where data older than what was signed came back and the rest is lost. What is
/// there is signed under the new name; what was signed under the former one stays valid and is never signed again. The
/// receipts of what was lost then prove that it was filed.
/// </summary>
internal sealed class RenewLogs(HejieDb db, IDialect dialect, LogIdentity identity, ReadLog read, LastSigned signed, TimeProvider time)
{
    public async Task<Renewed> RunAsync(string name, CancellationToken cancel)
    {
        if (!LogIdentity.IsName(name))
            return new Renewed.Refused(new FieldError("", "ledger.origin-shape", name));
        var former = (await LogIdentity.FindAsync(db, cancel))!;
        if (former.Origin == name || await signed.IsTakenAsync(name, cancel) || await db.LogIdentity.AnyAsync(row => row.Origin == name, cancel))
            return new Renewed.Refused(new FieldError("", "ledger.renew-taken", name));
        var logs = await db.Logs.AsNoTracking().TagWith(AcrossCounties.Tag).ToListAsync(cancel);
        if (!await IsNeededAsync(logs, cancel))
            return new Renewed.Refused(new FieldError("", "ledger.renew-needless"));

        var now = LegalTime.Micros(time.GetUtcNow());
        var number = await db.LogIdentity.MaxAsync(row => row.Id, cancel) + 1;
        using var writing = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.LogIdentity.Add(new LogIdentityRow { Id = number, Origin = former.Origin, Key = former.Key, Since = former.Since });
        await db.SaveChangesAsync(cancel);
        await db.LogIdentity.Where(row => row.Id == LogIdentityRow.Only).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Origin, name).SetProperty(row => row.Since, now), cancel);
        foreach (var county in logs.Select(log => log.County))
        {
            await db.Logs.Where(log => log.County == county).ExecuteUpdateAsync(
                set => set.SetProperty(log => log.CheckpointSize, LogRow.Unsigned).SetProperty(log => log.Checkpoint, (string?)null)
                    .SetProperty(log => log.CosignedSize, LogRow.Unsigned).SetProperty(log => log.Cosigned, (string?)null).SetProperty(log => log.Signed, 0L),
                cancel);
        }

        await transaction.CommitAsync(cancel);
        return new Renewed.Done(former.Origin, name);
    }

    /// <summary>Only where a log does not continue what was signed: a name is for ever, and is not given up for less.</summary>
    private async Task<bool> IsNeededAsync(IReadOnlyList<LogRow> logs, CancellationToken cancel)
    {
        foreach (var log in logs)
        {
            if (await signed.FindAsync(identity.KeyOf(log.County).Verifier.Name, cancel) is { } known && !await SignLog.ContinuesAsync(read, log, known, cancel))
                return true;
        }

        return false;
    }
}
