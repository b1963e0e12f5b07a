using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Matters.Intake.Assist;
using Hejie.Rules.Places;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Kiosk;

/// <summary>Makes the device in one's hands a kiosk, or ends it. Either way the session of staff is over there.</summary>
[Access(Access.Staff)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class KioskModel(KioskDevice kiosk, DirectoryHolder directory, EndVisit visit, Leave leave) : PageModel
{
    /// <summary>Whether the device is a kiosk.</summary>
    public bool IsOne => kiosk.IsHere(HttpContext);

    /// <summary>Where it stands, or null.</summary>
    public string? Stands => PlaceCode.TryParse(kiosk.Place(HttpContext), out var place) ? directory.Current.Place(place)?.FullName : null;

    /// <summary>The search for the place where it stands.</summary>
    public PlaceSearch Search { get; private set; } = null!;

    public void OnGet(string? q, string? within, string? place) => Search = PlaceSearch.For(directory.Current, q, within, place ?? "", posts: false);

    /// <summary>Makes it one, or ends it; what was there of others is cleared before.</summary>
    public async Task<IActionResult> OnPostAsync(string? @do, string? place, CancellationToken cancel)
    {
        if (@do is not ("begin" or "end"))
            return Redirect(AtKiosk.Page);
        await visit.RunAsync(cancel);
        await leave.RunAsync(cancel);
        KnownDevice.Forget(HttpContext);
        if (@do == "end")
            KioskDevice.End(HttpContext);
        else
            kiosk.Keep(HttpContext, PlaceCode.TryParse(place, out var code) && directory.Current.IsPlace(code) ? code.ToString() : "");
        return Redirect(@do == "end" ? "/signin" : "/");
    }
}
