using Hejie.Identity;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Kiosk;

/// <summary>
/// Whoever is done clears the kiosk. It goes by GET too, for a device that was left alone or whose browser runs no script: it
/// clears the kiosk that asks and nothing else anywhere; a device that is none keeps what it has.
/// </summary>
[Access(Access.Public)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ClearModel(KioskDevice kiosk, ClearDevice clear) : PageModel
{
    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ClearAsync(cancel);

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => ClearAsync(cancel);

    private async Task<IActionResult> ClearAsync(CancellationToken cancel)
    {
        if (kiosk.Place(HttpContext) is { } place)
            await clear.RunAsync(HttpContext, place, cancel);
        return Redirect("/");
    }
}
