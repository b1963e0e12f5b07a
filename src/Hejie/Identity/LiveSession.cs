using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Identity;

/// <summary>A session that is open now, in a post that its account holds now.</summary>
/// <param name="Session">What cookie or token carry.</param>
/// <param name="Begun">When its holder came in, microseconds UTC.</param>
/// <param name="Strong">Whether they showed more than a password.</param>
/// <param name="SureUntil">Until when what the account comes in by can be changed, microseconds UTC.</param>
/// <param name="Given">Whether the password is one that somebody else gave them.</param>
/// <param name="By">The post that its account holds: that of the session, or the one that stands in for it today.</param>
internal sealed record LiveSession(StaffSession Session, long Begun, bool Strong, long SureUntil, bool Given, int By);

/// <summary>
/// Finds the session of a request, if it is open and its account holds the post, or one that stands in for it today. Every request of staff asks, so the
/// question is translated once; the program holds it, since each database has a model of its own.
/// </summary>
internal sealed class FindSession(DirectoryHolder directory, TimeProvider time)
{
    private readonly Func<HejieDb, Guid, int, int, CancellationToken, Task<Found?>> _find = EF.CompileAsyncQuery(
        (HejieDb db, Guid id, int account, int post, CancellationToken _) =>
            (from session in db.StaffSessions
             join user in db.Users on new { session.Account, Stamp = (string?)session.Stamp } equals new { Account = user.Id, Stamp = user.SecurityStamp }
             join held in db.Appointments on session.Account equals held.Account
             where session.Id == id && session.Account == account && session.Ended == null && held.Post == post && held.Ended == null
             select new Found(session.Begun, session.Strong, session.SureUntil, user.GivenUntil != null)).SingleOrDefault());

    public async Task<LiveSession?> RunAsync(HejieDb db, StaffSession session, CancellationToken cancel)
    {
        if (await OfAsync(db, session, session.Post, cancel) is { } own)
            return own;
        // Few posts are away, so that this is seldom asked more than once.
        var bodies = directory.Current;
        var others = bodies.Post(session.Post) is { } post ? bodies.StandIns(post, LegalTime.DateOf(time.GetUtcNow())) : [];
        foreach (var other in others)
        {
            if (await OfAsync(db, session, other.Id, cancel) is { } live)
                return live;
        }

        return null;
    }

    private async Task<LiveSession?> OfAsync(HejieDb db, StaffSession session, int held, CancellationToken cancel) =>
        await _find(db, session.Id, session.Account, held, cancel) is { } found ? new LiveSession(session, found.Begun, found.Strong, found.SureUntil, found.Given, held) : null;

    private sealed record Found(long Begun, bool Strong, long SureUntil, bool Given);
}
