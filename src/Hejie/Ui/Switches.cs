using Hejie.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hejie.Ui;

/// <summary>The two switches in the header: <c>/language?to=en&amp;back=/…</c> and <c>/text-size?to=large&amp;back=/…</c>.</summary>
internal static class Switches
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/language", (HttpContext http, string? to, string? back) =>
            Keep(http, RequestLanguage.LanguageCookie, to is "zh-CN" or "en" ? to : null, back)).For(Access.Public).ExcludeFromDescription();
        routes.MapGet("/text-size", (HttpContext http, string? to, string? back) =>
            Keep(http, RequestLanguage.SizeCookie, to is "large" or "normal" ? to : null, back)).For(Access.Public).ExcludeFromDescription();

        // Where a session without the permission is sent; the error page says what to do.
        routes.MapGet("/denied", () => TypedResults.StatusCode(StatusCodes.Status403Forbidden)).For(Access.Public).ExcludeFromDescription();
    }

    private static RedirectHttpResult Keep(HttpContext http, string cookie, string? value, string? back)
    {
        if (value is not null)
            RequestLanguage.Keep(http, cookie, value);
        return TypedResults.LocalRedirect(RedirectHttpResult.IsLocalUrl(back) ? back! : "/");
    }
}
