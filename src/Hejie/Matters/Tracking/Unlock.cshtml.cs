using Hejie.Identity;
using Hejie.Rules.Procedures;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Tracking;

/// <summary>A one-time code to the party's own telephone, where the digits are locked or forgotten.</summary>
[Access(Access.Public)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class UnlockModel(Unlock unlock, PartySession session, TrackCookie cookie) : PageModel
{
    /// <summary>What the form shows.</summary>
    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>Whether a one-time code was sent.</summary>
    public bool IsSent => cookie.Read().Sent is not null;

    /// <summary>Shows the form; without a code there is nothing to unlock.</summary>
    public IActionResult OnGet() => cookie.Read().Code is null ? Redirect("/track") : Page();

    /// <summary>Sends a one-time code, or confirms it.</summary>
    public async Task<IActionResult> OnPostAsync(string? @do, string? code, CancellationToken cancel)
    {
        var state = cookie.Read();
        if (state.Code is not { } known)
            return Redirect("/track");
        if (@do == "confirm" && state.Sent is { } sent)
        {
            if (await unlock.ConfirmAsync(known, sent, code ?? "", cancel) is not { } party)
                return Wrong("code", "code.wrong", null);
            cookie.Clear();
            await session.OpenAsync(party);
            return Redirect("/matter");
        }

        switch (await unlock.SendAsync(known, HttpContext, cancel))
        {
            case CodeSent.Done done:
                cookie.Keep(state with { Sent = done.Id });
                return Redirect("/track/unlock");
            case CodeSent.Refused refused:
                return Wrong("", refused.Code, refused.Detail);
            default:
                throw new InvalidOperationException();
        }
    }

    private PageResult Wrong(string field, string error, string? detail)
    {
        Form = new FormState(new Dictionary<string, string>(), new FormErrors([new FieldError(field, error, detail)]));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
