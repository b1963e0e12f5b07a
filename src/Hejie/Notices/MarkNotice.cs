using Hejie.Data;
using Hejie.Notices.Channels;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Notices;

/// <summary>Marks what becomes of a notice, each in a transaction of its own. What was forgotten meanwhile is simply not there to be marked.</summary>
internal sealed class MarkNotice(HejieDb db, IDialect dialect)
{
    /// <summary>Takes a notice for one try, which is counted, unless another node took it.</summary>
    public async Task<bool> TakeAsync(NoticeRow row, DateTimeOffset until, CancellationToken cancel)
    {
        var (before, next) = (row.Next, LegalTime.Micros(until));
        row.Tries++;
        using var writing = await dialect.EnterWriteAsync(cancel);
        return await Of(row).Where(notice => notice.Next == before && notice.Status == row.Status).ExecuteUpdateAsync(
            set => set.SetProperty(notice => notice.Next, next).SetProperty(notice => notice.Tries, row.Tries), cancel) == 1;
    }

    /// <summary>Has it tried, or looked after, at another time.</summary>
    public async Task PostponeAsync(NoticeRow row, DateTimeOffset until, NoticeStatus status, NoticeError? error, CancellationToken cancel)
    {
        var next = LegalTime.Micros(until);
        using var writing = await dialect.EnterWriteAsync(cancel);
        await Of(row).ExecuteUpdateAsync(
            set => set.SetProperty(notice => notice.Next, next).SetProperty(notice => notice.Status, status).SetProperty(notice => notice.Error, error), cancel);
    }

    /// <summary>Says what came of it.</summary>
    public async Task FinishAsync(NoticeRow row, NoticeStatus status, NoticeError? error, CancellationToken cancel)
    {
        using var writing = await dialect.EnterWriteAsync(cancel);
        await Of(row).ExecuteUpdateAsync(
            set => set.SetProperty(notice => notice.Status, status).SetProperty(notice => notice.Error, error).SetProperty(notice => notice.Next, long.MaxValue), cancel);
    }

    /// <summary>Drops it: what it was about was done before it was sent, or is forgotten.</summary>
    public async Task DropAsync(NoticeRow row, CancellationToken cancel)
    {
        using var writing = await dialect.EnterWriteAsync(cancel);
        await Of(row).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Has the next calls follow a call that nobody answered, unless another node did.</summary>
    public async Task FollowAsync(NoticeRow row, IEnumerable<NoticeRow> next, CancellationToken cancel)
    {
        using var writing = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await Of(row).Where(notice => notice.Next == row.Next && notice.Status == NoticeStatus.Called).ExecuteUpdateAsync(
            set => set.SetProperty(notice => notice.Status, NoticeStatus.Sent).SetProperty(notice => notice.Next, long.MaxValue), cancel) == 0)
            return;
        db.Notices.AddRange(next);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private IQueryable<NoticeRow> Of(NoticeRow row) => db.Notices.Where(notice => notice.County == row.County && notice.Id == row.Id);
}
