using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Diagnostics;

namespace Hejie.Kernel;

/// <summary>
/// How many requests an address and an account may make: a minute's worth at once, then as many a second as that comes
/// to. Nobody notices who does not run a program. Addresses live in memory for a minute and are written nowhere.
/// </summary>
internal static class RateLimits
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    public static IServiceCollection AddRateLimits(this IServiceCollection services, Settings settings) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(http => Bucket(settings, http, Visitor.Address(http))),
            PartitionedRateLimiter.Create<HttpContext, string>(http => Bucket(settings, http, http.User.FindFirstValue(ClaimTypes.NameIdentifier))));
        options.OnRejected = (rejected, _) =>
        {
            // The page or the problem details that tell it are written by who writes those of every status.
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : s_period;
            rejected.HttpContext.Response.Headers.RetryAfter = Visitor.Seconds(wait).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
    });

    private static RateLimitPartition<string> Bucket(Settings settings, HttpContext http, string? key) =>
        settings.Requests is not { } most || string.IsNullOrEmpty(key) || IsSpared(http)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = most,
                TokensPerPeriod = Math.Max(1, most / 60),
                ReplenishmentPeriod = s_period,
                QueueLimit = 0,
            });

    /// <summary>Who asks whether the program lives is answered; and the page that says "too many" is not one more.</summary>
    private static bool IsSpared(HttpContext http) =>
        http.Request.Path.Value is "/healthz" or "/readyz" || http.Features.Get<IStatusCodeReExecuteFeature>() is not null;
}
