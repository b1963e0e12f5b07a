using Hejie.Ui;

namespace Hejie.Identity;

/// <summary>A kiosk is for residents: staff come in there to end it, and to do nothing else.</summary>
internal static class AtKiosk
{
    /// <summary>The page that ends it.</summary>
    public const string Page = "/kiosk";

    private static readonly string[] s_open = [Page, "/me/password", "/me/second"];

    /// <summary>Whether staff may do there what a request asks for.</summary>
    public static bool Allows(HttpContext http) => !IsHere(http) || s_open.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether somebody may sign in there who wants to go on to a path.</summary>
    public static bool AllowsSignIn(HttpContext http, string? to) => to == Page || !IsHere(http);

    /// <summary>Whether the request comes from a kiosk.</summary>
    public static bool IsHere(HttpContext http) => http.RequestServices.GetRequiredService<KioskDevice>().IsHere(http);
}
