using Hejie.Identity;
using Hejie.Matters.Intake.Assist;
using Hejie.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Hejie.Kiosk;

/// <summary>
/// Clears a kiosk between two people: sessions, drafts, codes on their way, every cookie but the one that makes it a kiosk,
/// and what the browser kept. It speaks Chinese again and shows its first page.
/// </summary>
internal sealed class ClearDevice(EndVisit visit, Leave leave, KioskDevice kiosk)
{
    /// <param name="http">The request.</param>
    /// <param name="place">Where the kiosk stands.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task RunAsync(HttpContext http, string place, CancellationToken cancel)
    {
        await visit.RunAsync(cancel);
        await leave.RunAsync(cancel);
        await http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        foreach (var cookie in http.Request.Cookies.Keys.Where(cookie => cookie is not (KioskDevice.Cookie or RequestLanguage.LanguageCookie)))
            http.Response.Cookies.Delete(cookie);
        RequestLanguage.Keep(http, "zh-CN");
        kiosk.Keep(http, place);
    }
}
