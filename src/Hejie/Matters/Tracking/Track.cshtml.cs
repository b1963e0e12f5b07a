using System.Globalization;
using Hejie.Identity;
using Hejie.Kernel;
using Hejie.Rules.Procedures;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Tracking;

/// <summary>The way in with a tracking code, and the last digits of the telephone where one was given.</summary>
[Access(Access.Public)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class TrackModel(OpenByCode open, PartySession session, TrackCookie cookie, SlowDown slow) : PageModel
{
    /// <summary>What the form shows.</summary>
    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>Whether the code is right and the digits are asked.</summary>
    public bool AsksDigits { get; private set; }

    private string Guesser => "tracking " + Visitor.Address(HttpContext);

    /// <summary>Asks for the code, or tries the one that a link brought.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        cookie.Read().Code is { } code ? await TryAsync(code, null, cancel) : Page();

    /// <summary>Tries the code, or the digits of the one before.</summary>
    public async Task<IActionResult> OnPostAsync(string? @do, string? code, string? digits, CancellationToken cancel)
    {
        if (@do == "other")
        {
            cookie.Clear();
            return Redirect("/track");
        }

        if (@do == "digits" && cookie.Read().Code is { } known)
            return await TryAsync(known, digits ?? "", cancel);
        if (string.IsNullOrWhiteSpace(code))
            return Show("code", "", StatusCodes.Status422UnprocessableEntity, "field.required");
        return await TryAsync(code.Length <= 100 ? code : code[..100], null, cancel);
    }

    /// <summary>A link with a code: it goes into the cookie, and the address is left behind at once.</summary>
    public static RedirectHttpResult Follow(string code, TrackCookie cookie, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        cookie.Keep(new TrackState(code.Length <= 100 ? code : code[..100]));
        return TypedResults.LocalRedirect("/track");
    }

    private async Task<IActionResult> TryAsync(string code, string? digits, CancellationToken cancel)
    {
        if (slow.Wait(Guesser) is { Ticks: > 0 } wait)
            return TooFast(code, digits, wait);
        switch (await open.RunAsync(code, digits, cancel))
        {
            case Opened.Done done:
                slow.Right(Guesser);
                cookie.Clear();
                await session.OpenAsync(done.Party);
                return Redirect("/matter");
            case Opened.AsksDigits asks:
                cookie.Keep(new TrackState(code));
                AsksDigits = true;
                if (asks.Wrong)
                    return Show("digits", "", StatusCodes.Status422UnprocessableEntity, "track.digits");
                return digits is null ? Page() : Show("digits", "", StatusCodes.Status422UnprocessableEntity, "field.required");
            case Opened.Locked:
                cookie.Keep(new TrackState(code));
                return Redirect("/track/unlock");
            case Opened.Unknown:
                cookie.Clear();
                slow.Wrong(Guesser);
                return slow.Wait(Guesser) is { Ticks: > 0 } next
                    ? TooFast(code, digits, next)
                    : Show("code", code, StatusCodes.Status422UnprocessableEntity, "track.unknown");
            default:
                throw new InvalidOperationException();
        }
    }

    private PageResult TooFast(string code, string? digits, TimeSpan wait)
    {
        var seconds = Visitor.Seconds(wait).ToString(CultureInfo.InvariantCulture);
        Response.Headers.RetryAfter = seconds;
        AsksDigits = digits is not null;
        return Show(AsksDigits ? "digits" : "code", AsksDigits ? "" : code, StatusCodes.Status429TooManyRequests, "track.slow", seconds);
    }

    private PageResult Show(string field, string typed, int status, string error, string? detail = null)
    {
        Form = new FormState(new Dictionary<string, string> { [field] = typed }, new FormErrors([new FieldError(field, error, detail)]));
        Response.StatusCode = status;
        return Page();
    }
}
