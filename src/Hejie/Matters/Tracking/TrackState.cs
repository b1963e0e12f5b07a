using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Hejie.Matters.Tracking;

/// <summary>What a visitor has shown on the way in: kept sealed in a cookie for minutes, so that a code stands in no address, log or history.</summary>
/// <param name="Code">The tracking code as typed or followed, or null.</param>
/// <param name="Sent">The one-time code that was sent, or null.</param>
/// <param name="County">For a lost code: the county.</param>
/// <param name="Telephone">For a lost code: the telephone.</param>
/// <param name="Found">The new codes that were given for lost ones, shown once more on a reload.</param>
internal sealed record TrackState(string? Code = null, Guid? Sent = null, int County = 0, string? Telephone = null, IReadOnlyList<RecoveredCode>? Found = null);

/// <summary>Keeps <see cref="TrackState"/> in its cookie.</summary>
internal sealed class TrackCookie(IDataProtectionProvider protection, IHttpContextAccessor accessor)
{
    private const string Name = "hejie-track";
    private static readonly TimeSpan s_kept = TimeSpan.FromMinutes(15);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("tracking").ToTimeLimitedDataProtector();

    private HttpContext Http => accessor.HttpContext!;

    public TrackState Read()
    {
        if (Http.Request.Cookies[Name] is not { Length: > 0 } cookie)
            return new TrackState();
        try
        {
            return JsonSerializer.Deserialize<TrackState>(_protector.Unprotect(cookie)) ?? new TrackState();
        }
        catch (CryptographicException)
        {
            return new TrackState();
        }
    }

    public void Keep(TrackState state) => Http.Response.Cookies.Append(Name, _protector.Protect(JsonSerializer.Serialize(state), s_kept), Options(s_kept));

    public void Clear() => Http.Response.Cookies.Delete(Name, Options(null));

    private CookieOptions Options(TimeSpan? age) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = age,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = Http.Request.IsHttps,
    };
}
