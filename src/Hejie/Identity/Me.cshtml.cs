using Hejie.Bodies;
using Hejie.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Identity;

/// <summary>One's own account: the name, the posts held, and taking another of them.</summary>
[Access(Access.Account)]
internal sealed class MeModel(StaffScope session, HeldPosts posts, HejieDb db) : PageModel
{
    /// <summary>Where to go once the post is chosen; null where one only looks.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    public Scope Scope { get; private set; } = null!;

    public string Name { get; private set; } = "";

    public IReadOnlyList<HeldPost> Posts { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Scope = await session.RequireAsync(cancel);
        Posts = await posts.OfAsync(Scope.Account, cancel);
        Name = await db.Users.AsNoTracking().Where(account => account.Id == Scope.Account).Select(account => account.DisplayName).SingleAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(int post, CancellationToken cancel)
    {
        await session.RequireAsync(cancel);
        if (!await posts.TakeAsync(session.Session!, post, cancel))
            return NotFound();
        return LocalRedirect(To is { } to && Url.IsLocalUrl(to) ? to : "/me");
    }

    /// <summary>Ends all sessions and tokens of the account, this one too: for who left one open elsewhere.</summary>
    public async Task<IActionResult> OnPostEverywhereAsync([FromServices] IDialect dialect, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        using (await dialect.EnterWriteAsync(cancel))
            await Sessions.EndAllAsync(db, scope.Account, cancel);
        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        return Redirect("/signin?ended=true");
    }
}
