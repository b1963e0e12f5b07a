using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Hejie.Ui;

/// <summary>
/// Knows a device that stands where many use it, one after the other: by a sealed cookie that staff gave it. The cookie opens
/// nothing; with it the device forgets sooner and is cleared between two people.
/// </summary>
internal sealed class KioskDevice(IDataProtectionProvider protection)
{
    /// <summary>The one cookie that outlives its visitors.</summary>
    public const string Cookie = "hejie-kiosk";

    /// <summary>How long a form half filled in is kept there without a touch.</summary>
    public static readonly TimeSpan DraftKept = TimeSpan.FromMinutes(20);

    /// <summary>How long a party's session lasts there without a request.</summary>
    public static readonly TimeSpan Visit = TimeSpan.FromMinutes(5);

    /// <summary>As long as browsers keep a cookie; every clearing begins it anew.</summary>
    private static readonly TimeSpan s_lasts = TimeSpan.FromDays(400);

    private readonly IDataProtector _protector = protection.CreateProtector("Hejie.Ui.KioskDevice");

    /// <summary>Whether the request comes from a kiosk.</summary>
    public bool IsHere(HttpContext? http) => http is not null && Place(http) is not null;

    /// <summary>The code of the place where the kiosk stands, empty where it was not said; null where the device is none.</summary>
    public string? Place(HttpContext http)
    {
        if (!http.Items.TryGetValue(this, out var known))
            http.Items[this] = known = Read(http);
        return (string?)known;
    }

    /// <summary>Makes the device a kiosk, or goes on with it.</summary>
    public void Keep(HttpContext http, string place) =>
        http.Response.Cookies.Append(Cookie, _protector.Protect(place), Options(http, s_lasts));

    /// <summary>The device is a kiosk no longer.</summary>
    public static void End(HttpContext http) => http.Response.Cookies.Delete(Cookie, Options(http, null));

    private string? Read(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } cookie)
            return null;
        try
        {
            return _protector.Unprotect(cookie);
        }
        catch (CryptographicException)
        {
            // Not ours, or sealed with a key that is gone: staff make it a kiosk again.
            return null;
        }
    }

    private static CookieOptions Options(HttpContext http, TimeSpan? age) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = age,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
    };
}
