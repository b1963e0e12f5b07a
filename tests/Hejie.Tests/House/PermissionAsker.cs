using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hejie.Identity;
using Hejie.Matters.Intake;
using Hejie.Rules.Procedures;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hejie.Tests.House;

/// <summary>Asks a route as somebody.</summary>
internal sealed partial class PermissionAsker(Installation hejie)
{
    private readonly ConcurrentDictionary<int, (string Cookie, string Token)> _forms = new();

    /// <summary>Asks, and tells whether it came to what the route is for.</summary>
    public async Task<(bool Reached, string Told)> ReachesAsync(HttpClient http, PermissionRow row, ClaimsPrincipal? principal, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), address);
        await SignAsync(http, request, row, principal);
        // A stream has no end: its head says whether it was opened.
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var door = response.Headers.Location?.OriginalString;
        var code = response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString() : null;
        // What is out of scope is not there; elsewhere a thing that is not there was still looked for.
        var scoped = row.Access is Access.Matter or Access.Work or Access.Cells;
        var reached = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => false,
            HttpStatusCode.Forbidden when row.Route == "/denied" => true,
            // A move that is not this role's was looked at within the matter, by the procedure's rules.
            HttpStatusCode.Forbidden => code == "move.actor",
            HttpStatusCode.NotFound => !scoped,
            HttpStatusCode.Redirect when row.Access != Access.Public && door is not null && (door == "/track" || door.StartsWith("/signin?to=", StringComparison.Ordinal)) => false,
            // To who may not open it, a sealed page shows the way to the matter.
            HttpStatusCode.Redirect when row is { Access: Access.Work, Method: "GET" } => false,
            HttpStatusCode.BadRequest when scoped && row.Method == "POST" => throw new InvalidOperationException($"{row.Route} refused the form itself."),
            >= HttpStatusCode.InternalServerError => throw new InvalidOperationException($"{row.Method} {row.Route}: {response.StatusCode}"),
            _ => true,
        };
        return (reached, $"{(int)response.StatusCode} {code}{door}");
    }

    private async Task SignAsync(HttpClient http, HttpRequestMessage request, PermissionRow row, ClaimsPrincipal? principal)
    {
        if (row.Method == "POST")
            request.Content = new StringContent(row.IsApi ? Body(row) : "", Encoding.UTF8, row.IsApi ? "application/json" : "application/x-www-form-urlencoded");
        if (principal is null)
            return;
        if (row.IsApi)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Bearer", hejie.Services.GetRequiredService<BearerTokens>().Give(principal, TimeSpan.FromMinutes(30)).Token);
            return;
        }

        var cookie = Cookie(principal);
        if (row is { Method: "POST", Access: Access.Matter or Access.Work or Access.Cells } && principal.FindFirstValue("post") is { } post)
        {
            var (kept, token) = _forms.TryGetValue(int.Parse(post, CultureInfo.InvariantCulture), out var known)
                ? known
                : _forms[int.Parse(post, CultureInfo.InvariantCulture)] = await FormAsync(http, cookie);
            cookie += "; " + kept;
            request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["purpose"] = "supervise", ["name"] = "第九网格", ["households"] = "40", ["groups"] = "九组" });
        }

        request.Headers.TryAddWithoutValidation("Cookie", cookie);
    }

    /// <summary>A form's token, from the one page with a form that all staff have.</summary>
    private static async Task<(string Cookie, string Token)> FormAsync(HttpClient http, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/me");
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        using var response = await http.SendAsync(request);
        return (response.Headers.GetValues("Set-Cookie").Single(set => set.Contains("Antiforgery", StringComparison.Ordinal)).Split(';')[0],
            FormToken().Match(await response.Content.ReadAsStringAsync()).Groups[1].Value);
    }

    private string Cookie(ClaimsPrincipal principal)
    {
        var scheme = principal.Identity!.AuthenticationType!;
        var options = hejie.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(scheme);
        var properties = new AuthenticationProperties { IssuedUtc = hejie.Time.GetUtcNow(), ExpiresUtc = hejie.Time.GetUtcNow() + options.ExpireTimeSpan };
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(new AuthenticationTicket(principal, properties, scheme))}";
    }

    private static string Body(PermissionRow row) => row.Route switch
    {
        _ when row.Route.EndsWith("/looks", StringComparison.Ordinal) => """{"purpose": "supervise"}""",
        _ when row.Route.EndsWith("/cells", StringComparison.Ordinal) => """{"name": "第九网格", "households": 40, "groups": "九组"}""",
        _ when row.Route.EndsWith("/households", StringComparison.Ordinal) => """{"households": 400}""",
        _ when row.Route.EndsWith("/orders", StringComparison.Ordinal) => """{"kind": "warning", "hazard": "flood", "text": "涨水", "due": "2026-02-03T09:00:00+08:00"}""",
        _ when row.Access == Access.Matter => """{"answers": {}}""",
        _ => "{}",
    };

    /// <summary>The address of a route, with an example of each value.</summary>
    public string Address(PermissionRow row, Receipt receipt, Guid file, string move) => RouteValue().Replace(row.Route, match => match.Groups[1].Value switch
    {
        "county" => receipt.County.ToString(CultureInfo.InvariantCulture),
        "id" when row.Route.Contains("/orders/", StringComparison.Ordinal) => Guid.Empty.ToString("D"),
        "id" when row.Route.Contains("{county}", StringComparison.Ordinal) => receipt.Matter.ToString("D"),
        "id" when row.Route.Contains("/rules/", StringComparison.Ordinal) => "petition-handle",
        "id" when row.Route.Contains("/procedures/", StringComparison.Ordinal) => "people-mediation",
        "id" or "file" => file.ToString("D"),
        "move" => row.Access == Access.Party ? "add-information" : move,
        "procedure" => "people-mediation",
        "round" => "group-20260202-" + hejie.Place("喜洲村").Code,
        "code" when row.Route.Contains("/places/", StringComparison.Ordinal) => hejie.Place("喜洲村").Code.ToString(),
        "code" => "nothing",
        "field" => "narrative",
        "way" => "",
        "what" => "messages",
        "format" => "docx",
        // An entry that is not there: a receipt of one that is waits for a checkpoint, and the clock stands still here.
        "number" => "9999",
        "table" => "disputes-filed",
        "position" => "0",
        "body" => hejie.Post("mediation-committee", "喜洲村", Role.Lead).Body.Id.ToString(CultureInfo.InvariantCulture),
        "post" => hejie.Post("mediation-committee", "喜洲村", Role.Lead).Post.Id.ToString(CultureInfo.InvariantCulture),
        "responsibility" or "leave" or "resource" or "booking" or "day" => Guid.Empty.ToString("D"),
        "path" => "0/000",
        "secret" => "nothing",
        var other => throw new InvalidOperationException($"{row.Route} has a value {other} that nobody gave an example of."),
    });

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex RouteValue();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
