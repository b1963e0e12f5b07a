using Hejie.Identity;
using Microsoft.Net.Http.Headers;

namespace Hejie.Kiosk;

/// <summary>Devices that stand where many use them, one after the other.</summary>
internal static class KioskModule
{
    /// <summary>What comes as a file would lie on the device for whoever is next.</summary>
    private static readonly string[] s_files = ["/file/receipt/proof", "/matter/receipts", "/matter/files", "/matter/data/copy.html", "/matter/data/copy.json"];

    public static IServiceCollection AddKiosk(this IServiceCollection services) => services.AddScoped<ClearDevice>();

    /// <summary>No page of a kiosk is kept, and no file: the back button of the next person shows nothing.</summary>
    public static void UseKiosk(this WebApplication app) => app.Use((http, next) =>
    {
        if (AtKiosk.IsHere(http))
        {
            if (s_files.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
            {
                http.Response.Redirect("/kiosk/no-files");
                return Task.CompletedTask;
            }

            http.Response.OnStarting(() =>
            {
                http.Response.Headers[HeaderNames.CacheControl] = "no-store";
                return Task.CompletedTask;
            });
        }

        return next(http);
    });
}
