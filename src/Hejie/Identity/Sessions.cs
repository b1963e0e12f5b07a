using Hejie.Data;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Identity;

/// <summary>
/// Opens and ends sessions and tokens of staff. Each is a row that every request asks for, so it is over with the next
/// request, wherever its cookie was copied to.
/// </summary>
internal sealed class Sessions(HejieDb db, IDialect dialect, TimeProvider time, IHttpContextAccessor accessor)
{
    /// <summary>How long its holder can look up where they were signed in.</summary>
    public static readonly TimeSpan Shown = TimeSpan.FromDays(30);

    /// <summary>How long after they showed who they are its holder can change what the account comes in by.</summary>
    public static readonly TimeSpan Sure = TimeSpan.FromMinutes(10);

    /// <summary>Opens one for an account that has just shown who it is.</summary>
    public async Task<Guid> OpenAsync(Account account, CameIn by, bool strong, bool program, CancellationToken cancel)
    {
        var row = new SessionRow
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Account = account.Id,
            Stamp = account.SecurityStamp!,
            Begun = LegalTime.Micros(time.GetUtcNow()),
            SureUntil = LegalTime.Micros(time.GetUtcNow() + Sure),
            By = by,
            Strong = strong,
            Program = program,
            Device = Device.Of(accessor.HttpContext?.Request.Headers.UserAgent.ToString()),
        };
        var past = LegalTime.Micros(time.GetUtcNow() - Shown);
        using var writing = await dialect.EnterWriteAsync(cancel);
        await db.StaffSessions.Where(old => old.Account == account.Id && old.Begun < past).ExecuteDeleteAsync(cancel);
        db.StaffSessions.Add(row);
        await db.SaveChangesAsync(cancel);
        db.Entry(row).State = EntityState.Detached;
        return row.Id;
    }

    /// <summary>Ends one session of an account.</summary>
    public async Task EndAsync(int account, Guid session, CancellationToken cancel)
    {
        long? now = LegalTime.Micros(time.GetUtcNow());
        using var writing = await dialect.EnterWriteAsync(cancel);
        await db.StaffSessions.Where(row => row.Id == session && row.Account == account && row.Ended == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Ended, now), cancel);
    }

    /// <summary>Its holder showed once more who they are.</summary>
    public async Task AssureAsync(StaffSession session, CancellationToken cancel)
    {
        var until = LegalTime.Micros(time.GetUtcNow() + Sure);
        using var writing = await dialect.EnterWriteAsync(cancel);
        await db.StaffSessions.Where(row => row.Id == session.Id && row.Account == session.Account).ExecuteUpdateAsync(set => set.SetProperty(row => row.SureUntil, until), cancel);
    }

    /// <summary>Whether what the account comes in by can be changed in this session now.</summary>
    public bool IsSure(LiveSession session) => session.SureUntil > LegalTime.Micros(time.GetUtcNow());

    /// <summary>Goes on with a session after its account's stamp changed: all others of the account are over. Within a write that its caller entered.</summary>
    public Task GoOnAsync(StaffSession session, Account account, bool strong, CancellationToken cancel) => db.StaffSessions
        .Where(row => row.Id == session.Id && row.Account == session.Account)
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.Stamp, account.SecurityStamp!).SetProperty(row => row.Strong, strong), cancel);

    /// <summary>
    /// Ends all sessions and tokens of an account, from the next request on. It writes the account's row, so that who does so
    /// at the same time waits. Within a write that its caller entered.
    /// </summary>
    public static Task EndAllAsync(HejieDb db, int account, CancellationToken cancel)
    {
        var (security, concurrency) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString());
        return db.Users.Where(user => user.Id == account).ExecuteUpdateAsync(
            set => set.SetProperty(user => user.SecurityStamp, security).SetProperty(user => user.ConcurrencyStamp, concurrency), cancel);
    }

    /// <summary>The sessions of an account that its holder can look up, the latest first.</summary>
    public async Task<IReadOnlyList<KnownSession>> OfAsync(int account, int most, CancellationToken cancel)
    {
        var (now, longest) = (LegalTime.Micros(time.GetUtcNow()), LegalTime.Micros(time.GetUtcNow() - StaffSession.Longest));
        var since = LegalTime.Micros(time.GetUtcNow() - Shown);
        var stamp = await db.Users.Where(user => user.Id == account).Select(user => user.SecurityStamp).SingleAsync(cancel);
        return await db.StaffSessions.AsNoTracking().Where(row => row.Account == account && row.Begun > since && row.Begun <= now)
            .OrderByDescending(row => row.Begun).Take(most)
            .Select(row => new KnownSession(row.Id, row.Begun, row.By, row.Program, row.Device, row.Ended == null && row.Begun > longest && row.Stamp == stamp))
            .ToListAsync(cancel);
    }
}

/// <summary>A session as its holder sees it.</summary>
/// <param name="Id">The session.</param>
/// <param name="Begun">When they came in, microseconds UTC.</param>
/// <param name="By">How.</param>
/// <param name="Program">Whether it is a program's token.</param>
/// <param name="Device">The kind of browser and device.</param>
/// <param name="Open">Whether it may still be open.</param>
internal sealed record KnownSession(Guid Id, long Begun, CameIn By, bool Program, string Device, bool Open);
