using System.Security.Cryptography;
using System.Text;
using Hejie.Identity;
using Microsoft.Net.Http.Headers;

namespace Hejie.Notices.Calendars;

/// <summary>Calendars as programs fetch them: whoever has the address reads it, and it says next to nothing.</summary>
internal static class CalendarEndpoints
{
    public static IServiceCollection AddCalendars(this IServiceCollection services) => services.AddScoped<KeepCalendars>().AddScoped<ReadCalendars>();

    public static void Map(WebApplication app)
    {
        app.MapGet("/calendar/post/{secret}.ics", PostAsync).For(Access.Public).ExcludeFromDescription();
        app.MapGet("/calendar/matter/{secret}.ics", PartyAsync).For(Access.Public).ExcludeFromDescription();
    }

    private static async Task<IResult> PostAsync(string secret, HttpContext http, KeepCalendars keep, ReadCalendars read, CancellationToken cancel) =>
        Answer(http, await keep.FindAsync(secret, cancel) is { Post: not null } feed ? await read.PostAsync(feed, cancel) : null);

    private static async Task<IResult> PartyAsync(string secret, HttpContext http, KeepCalendars keep, ReadCalendars read, CancellationToken cancel) =>
        Answer(http, await keep.FindAsync(secret, cancel) is { Matter: not null } feed ? await read.PartyAsync(feed, cancel) : null);

    /// <summary>The file, or that it is as it was.</summary>
    private static IResult Answer(HttpContext http, string? text)
    {
        http.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        http.Response.Headers.CacheControl = "private, no-cache";
        if (text is null)
            return TypedResults.NotFound();
        var bytes = Encoding.UTF8.GetBytes(text);
        return TypedResults.Bytes(bytes, "text/calendar; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\""));
    }
}
