using Hejie.Bodies;
using Hejie.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Identity;

/// <summary>One's own account: the name, the posts held, and taking another of them.</summary>
[Access(Access.Account)]
internal sealed class MeModel(StaffScope session, HeldPosts posts, Sessions sessions, AccessLog log, HejieDb db) : PageModel
{
    private const int MostSessions = 20;

    /// <summary>Where to go once the post is chosen; null where one only looks.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    public Scope Scope { get; private set; } = null!;

    public string Name { get; private set; } = "";

    public IReadOnlyList<HeldPost> Posts { get; private set; } = [];

    /// <summary>Where the account is signed in, and was lately; the latest first.</summary>
    public IReadOnlyList<KnownSession> Known { get; private set; } = [];

    /// <summary>The session that asks.</summary>
    public Guid Here => session.Session!.Session.Id;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Scope = await session.RequireAsync(cancel);
        Known = await sessions.OfAsync(Scope.Account, MostSessions, cancel);
        Posts = await posts.OfAsync(Scope.Account, cancel);
        Name = await db.Users.AsNoTracking().Where(account => account.Id == Scope.Account).Select(account => account.DisplayName).SingleAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(int post, CancellationToken cancel)
    {
        await session.RequireAsync(cancel);
        if (!await posts.TakeAsync(session.Session!.Session, post, cancel))
            return NotFound();
        return LocalRedirect(To is { } to && Url.IsLocalUrl(to) ? to : "/me");
    }

    /// <summary>Ends all sessions and tokens of the account, this one too: for who left one open elsewhere.</summary>
    public async Task<IActionResult> OnPostEverywhereAsync([FromServices] IDialect dialect, [FromServices] Leave leave, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        using (await dialect.EnterWriteAsync(cancel))
            await Sessions.EndAllAsync(db, scope.Account, cancel);
        log.LeftEverywhere(scope.Account, HttpContext);
        await leave.RunAsync(cancel);
        return Redirect("/signin?ended=true");
    }

    /// <summary>Ends one session of the account, such as one that was left open at a counter.</summary>
    public async Task<IActionResult> OnPostOneAsync(Guid ended, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        await sessions.EndAsync(scope.Account, ended, cancel);
        log.Left(scope.Account, HttpContext);
        return Redirect("/me");
    }
}
