using Hejie.Bodies;
using Hejie.Data;
using Hejie.Notices.Telling;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Notices;

/// <summary>What became of the notices to a post's own body; and what did not go out, sent again.</summary>
internal sealed class ReadNotices(HejieDb db, IDialect dialect, KeepPreferences keep, TimeProvider time)
{
    /// <summary>The most that is shown.</summary>
    private const int Most = 20;

    /// <summary>Those that were given up or wait for another try, the newest first.</summary>
    public async Task<IReadOnlyList<NoticeRow>> FailedAsync(Scope scope, CancellationToken cancel)
    {
        var rows = Own(scope).AsNoTracking();
        return await rows.Where(row => row.Status == NoticeStatus.Failed || (row.Status == NoticeStatus.Waiting && row.Error != null))
            .OrderByDescending(row => row.Made).Take(Most).ToListAsync(cancel);
    }

    /// <summary>Those that a post tried out last.</summary>
    public async Task<IReadOnlyList<NoticeRow>> TestsAsync(Scope scope, CancellationToken cancel)
    {
        var since = LegalTime.Micros(time.GetUtcNow().AddHours(-1));
        return await Own(scope).AsNoTracking().Where(row => row.Kind == Rules.Notices.NoticeKind.Test && row.Made >= since)
            .OrderByDescending(row => row.Made).Take(Most).ToListAsync(cancel);
    }

    /// <summary>Has one sent again, from the first try on.</summary>
    /// <returns>False where the body has no such notice that did not go out.</returns>
    public async Task<bool> AgainAsync(Scope scope, int county, Guid id, CancellationToken cancel)
    {
        var (body, now) = (scope.Body.Id, LegalTime.Micros(time.GetUtcNow()));
        using var writing = await dialect.EnterWriteAsync(cancel);
        return await db.Notices.Where(row => row.County == county && row.Id == id && row.Body == body && row.Error != null
                && (row.Status == NoticeStatus.Failed || row.Status == NoticeStatus.Waiting))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, NoticeStatus.Waiting).SetProperty(row => row.Next, now).SetProperty(row => row.Tries, 0), cancel) == 1;
    }

    /// <summary>Sends one of the body's addresses a notice, to see whether it arrives.</summary>
    /// <returns>False where the body has no such address.</returns>
    public async Task<bool> TryAsync(Scope scope, string target, CancellationToken cancel)
    {
        if ((await keep.ReadAsync(scope.Body.Id, cancel)).Find(target) is not { } found)
            return false;
        using var writing = await dialect.EnterWriteAsync(cancel);
        db.Notices.Add(MakeNotices.Test(scope.Body.Place.County, scope.Body.Id, found, time.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>A body of the prefecture is told of what is in all counties.</summary>
    private IQueryable<NoticeRow> Own(Scope scope)
    {
        var (body, county) = (scope.Body.Id, scope.Body.Place.County);
        return scope.AcrossCounties
            ? db.Notices.TagWith(AcrossCounties.Tag).Where(row => row.Body == body)
            : db.Notices.Where(row => row.County == county && row.Body == body);
    }
}
