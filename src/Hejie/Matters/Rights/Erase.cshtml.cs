using Hejie.Identity;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Rights;

/// <summary>A party asks that what is kept be erased. Asked twice, since nothing brings it back; a refusal says until when and why.</summary>
[Access(Access.Party)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class EraseModel(ReadOwnData read, AskErasure erase, PartySession session, IWords words) : PageModel
{
    private const string Sure = "erase";

    /// <summary>What the form shows.</summary>
    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>Why it is refused and until when, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Shows what it would do.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await read.RunAsync((await session.FindAsync())!, cancel) is null ? Redirect("/matter") : Page();

    /// <summary>Asks for it.</summary>
    public async Task<IActionResult> OnPostAsync(string? sure, CancellationToken cancel)
    {
        if (sure != Sure)
        {
            Form = new FormState(Form.Values, new FormErrors([new FieldError("sure", "erase.sure")]));
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        if (await erase.RunAsync((await session.FindAsync())!, cancel) is not ErasureAsked.Refused refused)
            return Redirect("/matter");
        Refusal = string.Concat(
            words.Error(refused.Code, refused.Article),
            refused.Until is { } until ? words["data.erase.until", words.FullDay(until)] : "");
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }
}
