using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Hejie.Identity;

/// <summary>
/// Knows a browser again on which an account came in before, by a sealed cookie. It opens nothing: it only keeps the
/// guesses of others from slowing its holder down.
/// </summary>
internal sealed class KnownDevice(IDataProtectionProvider protection)
{
    private const string Cookie = "hejie-device", Path = "/signin";
    private const int MostAccounts = 8;
    private static readonly TimeSpan s_lasts = TimeSpan.FromDays(180);
    private readonly IDataProtector _protector = protection.CreateProtector("Hejie.Identity.KnownDevice");

    /// <summary>The device's number, where the account came in on it before.</summary>
    public Guid? Find(HttpContext http, string name) =>
        Read(http) is ({ } id, var names) && names.Contains(Plain(name)) ? id : null;

    /// <summary>Remembers that an account came in here.</summary>
    public void Remember(HttpContext http, string name)
    {
        var (id, names) = Read(http);
        var kept = names.Where(known => known != Plain(name)).TakeLast(MostAccounts - 1).Append(Plain(name));
        http.Response.Cookies.Append(Cookie, _protector.Protect($"{id ?? Guid.NewGuid():N}\n{string.Join('\n', kept)}"), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = s_lasts,
            Path = Path,
            // Not strict: also who comes back from an outside provider is known again.
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
        });
    }

    /// <summary>Forgets who came in here: the device is handed over to others.</summary>
    public static void Forget(HttpContext http) => http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = Path });

    private (Guid? Id, string[] Names) Read(HttpContext http)
    {
        try
        {
            return http.Request.Cookies[Cookie] is { } text && _protector.Unprotect(text).Split('\n') is [var id, .. var names]
                ? (Guid.ParseExact(id, "N"), names)
                : (null, []);
        }
        catch (CryptographicException)
        {
            // Not ours, or sealed with a key that is gone: the device is not known.
            return (null, []);
        }
    }

    private static string Plain(string name) => name.Trim().ToUpperInvariant();
}
