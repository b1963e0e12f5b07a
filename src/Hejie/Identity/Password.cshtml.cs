using System.Globalization;
using Hejie.Rules.Procedures;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Identity;

/// <summary>One's own password: where one that somebody else gave is replaced, and where it is changed at any time.</summary>
[Access(Access.Account)]
internal sealed class PasswordModel(StaffScope session, UserManager<Account> accounts, ShowAgain again, ChangePassword change, AccessLog log) : PageModel
{
    /// <summary>Whether nothing else opens before a password of one's own is chosen.</summary>
    public bool Needed { get; private set; }

    /// <summary>Whether it was changed just now.</summary>
    public bool Done { get; private set; }

    /// <summary>The fewest characters.</summary>
    public int Shortest => accounts.Options.Password.RequiredLength;

    public FormState Form { get; private set; } = FormState.Empty;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await session.RequireAsync(cancel);
        Needed = session.Session!.Given;
    }

    /// <summary>Changes it: the present one first, then the new one twice.</summary>
    public async Task<IActionResult> OnPostAsync(string? present, string? password, string? repeated, CancellationToken cancel)
    {
        var account = (await accounts.FindByIdAsync((await session.RequireAsync(cancel)).Account.ToString(CultureInfo.InvariantCulture)))!;
        Needed = session.Session!.Given;
        if (await again.PasswordAsync(account, present, "present") is { } wrong)
            return Again([wrong]);
        if (string.IsNullOrEmpty(password))
            return Again([new FieldError("password", "field.required")]);
        if (password != repeated)
            return Again([new FieldError("repeated", "account.password-differs")]);
        if (await change.RunAsync(session.Session, account, present!, password, cancel) is { Count: > 0 } errors)
            return Again(errors);
        log.Changed(account.Id, "password", HttpContext);
        if (Needed)
            return Redirect("/me?to=%2Fdesk");
        Done = true;
        return Page();
    }

    private PageResult Again(IReadOnlyList<FieldError> errors)
    {
        Form = new FormState(new Dictionary<string, string>(), new FormErrors(errors));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
