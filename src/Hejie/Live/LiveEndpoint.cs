using System.Globalization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Live;

/// <summary>
/// <c>GET /live</c>: tells a post that something of its changed (<c>desk</c>, <c>order</c>, <c>matter</c>), never what.
/// <c>?matter=county/id</c> watches one matter too; <c>?from=</c> is how far the page had come, for the first connection.
/// </summary>
internal static class LiveEndpoint
{
    public const string Path = "/live";

    /// <summary>How long who is refused waits until they try again.</summary>
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(5);

    public static void Map(WebApplication app) => app.MapGet(Path, HandleAsync).For(Access.Staff).ExcludeFromDescription();

    /// <summary>Whether a matter is in scope, as its page asks.</summary>
    public static Task<bool> SeesAsync(HejieDb db, Scope scope, (int County, Guid Id) matter, CancellationToken cancel) =>
        scope.Matter(db, matter.County, matter.Id).AnyAsync(cancel);

    private static async Task<IResult> HandleAsync(
        HttpContext http, string? matter, string? from, StaffScope staff, HejieDb db, LiveHub hub, LiveStream stream, CancellationToken cancel)
    {
        var scope = await staff.RequireAsync(cancel);
        (int County, Guid Id)? watched = null;
        if (!string.IsNullOrEmpty(matter))
        {
            if (Read(matter) is not { } named || !await SeesAsync(db, scope, named, cancel))
                return new ApiProblem(StatusCodes.Status404NotFound, "matter.none");
            watched = named;
        }

        var id = http.Request.Headers["Last-Event-ID"].ToString();
        switch (hub.Subscribe(scope, watched, Since(id.Length > 0 ? id : from)))
        {
            case Subscribed.Open open:
                await stream.RunAsync(http, open.Subscription, open.Missed, staff.Session!.Session, staff.Session.Begun);
                return TypedResults.Empty;
            case Subscribed.TooMany:
                return new ApiProblem(StatusCodes.Status429TooManyRequests, "live.many") { RetryAfter = s_wait };
            default:
                return new ApiProblem(StatusCodes.Status503ServiceUnavailable, "live.not-yet") { RetryAfter = s_wait };
        }
    }

    /// <summary>An id that cannot be read is one of which nothing is known: everything is fetched again.</summary>
    private static LiveVector? Since(string? text) => string.IsNullOrEmpty(text) ? null : LiveVector.Parse(text) ?? new LiveVector();

    private static (int County, Guid Id)? Read(string text) =>
        text.Split('/') is [var county, var id] && int.TryParse(county, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && Guid.TryParse(id, out var guid)
            ? (code, guid) : null;
}
