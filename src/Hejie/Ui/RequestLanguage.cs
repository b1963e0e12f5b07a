using Hejie.Rules.Catalogue;

namespace Hejie.Ui;

/// <summary>The language and the size of text of a request: the person's choice in a cookie, else the browser's wish, else Chinese.</summary>
internal static class RequestLanguage
{
    public const string LanguageCookie = "language";
    public const string SizeCookie = "text-size";

    public static Language Of(HttpContext? http)
    {
        if (http is null)
            return Language.Chinese;
        switch (http.Request.Cookies[LanguageCookie])
        {
            case "zh-CN": return Language.Chinese;
            case "en": return Language.English;
        }

        if (http.Request.Headers.AcceptLanguage.Count == 0)
            return Language.Chinese;
        foreach (var wish in http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(wish => wish.Quality ?? 1))
        {
            if (wish.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
                return Language.Chinese;
            if (wish.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase))
                return Language.English;
        }

        return Language.Chinese;
    }

    /// <summary>Keeps a person's choice.</summary>
    public static void Keep(HttpContext http, string tag) => Keep(http, LanguageCookie, tag);

    /// <summary>Keeps a choice of how pages are shown.</summary>
    public static void Keep(HttpContext http, string cookie, string value) => http.Response.Cookies.Append(cookie, value, new CookieOptions
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = TimeSpan.FromDays(365),
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
    });

    public static bool IsLargeText(HttpContext http) => http.Request.Cookies[SizeCookie] == "large";
}
