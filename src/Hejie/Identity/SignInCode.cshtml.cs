using System.Globalization;
using Hejie.Kernel;
using Hejie.Rules.Procedures;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Identity;

/// <summary>The second step of the staff's door: the code of an authenticator, or a recovery code.</summary>
[Access(Access.Public)]
internal sealed class SignInCodeModel(SecondStep second, CheckSecondFactor check, ComeIn comeIn, SignInPace pace) : PageModel
{
    public FormState Form { get; private set; } = FormState.Empty;

    public async Task<IActionResult> OnGetAsync() => await second.FindAsync() is null ? Redirect("/signin") : Page();

    public async Task<IActionResult> OnPostAsync(string? code, CancellationToken cancel)
    {
        if (await second.FindAsync() is not var (account, to))
            return Redirect("/signin");
        if (string.IsNullOrWhiteSpace(code))
            return Again("field.required");
        if (pace.WaitForCode(HttpContext, account.UserName!) is { Ticks: > 0 } wait)
            return Again("signin.wait", Visitor.Seconds(wait).ToString(CultureInfo.InvariantCulture));
        if (!await check.RunAsync(account, code, cancel))
        {
            pace.WrongCode(HttpContext, account.UserName!);
            return Again("session.code");
        }

        pace.Right(HttpContext, account.UserName!);
        await second.EndAsync();
        return await comeIn.RunAsync(account, to, CameIn.Code, strong: true, cancel) is { } path ? LocalRedirect(path) : Redirect("/signin");
    }

    private PageResult Again(string error, string? detail = null)
    {
        Form = new FormState(new Dictionary<string, string>(), new FormErrors([new FieldError("code", error, detail)]));
        return Page();
    }
}
