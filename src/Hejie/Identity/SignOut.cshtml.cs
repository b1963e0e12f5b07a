using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Identity;

/// <summary>Ends the session. By POST only: no link or picture of another page signs anyone out.</summary>
[Access(Access.Public)]
internal sealed class SignOutModel(Leave leave) : PageModel
{
    public IActionResult OnGet() => Redirect("/me");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await leave.RunAsync(cancel);
        return Redirect("/signin");
    }
}
